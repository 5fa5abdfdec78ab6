import { describe, expect, it } from 'vitest';
import { choice, drawSettings, logRange, range, withSettings } from './space.js';

const SPACE = { k: choice(1, 5, 11), rate: logRange(1e-4, 1e-1), dropout: range(0.1, 0.5) };
const many = Array.from({ length: 400 }, (_, trial) => drawSettings(SPACE, 3, trial));

describe('settings of a search', () => {
  it('lie in their space, and reach all of it', () => {
    expect(new Set(many.map(({ k }) => k))).toEqual(new Set([1, 5, 11]));
    for (const { rate = 0, dropout = 0 } of many) {
      expect(rate).toBeGreaterThanOrEqual(1e-4);
      expect(rate).toBeLessThanOrEqual(1e-1);
      expect(dropout).toBeGreaterThanOrEqual(0.1);
      expect(dropout).toBeLessThanOrEqual(0.5);
    }
  });

  it('are as often below the middle factor of a logarithmic range as above', () => {
    const below = many.filter(({ rate = 0 }) => rate < 10 ** -2.5).length;
    expect(below).toBeGreaterThan(160);
    expect(below).toBeLessThan(240);
  });

  it('are the same for a seed and a trial, and others for other seeds', () => {
    expect(drawSettings(SPACE, 3, 7)).toEqual(many[7]);
    expect(drawSettings(SPACE, 4, 7)).not.toEqual(many[7]);
  });
});

describe("one's own settings", () => {
  it('replace the usual ones, and are refused by names that there are not', () => {
    expect(withSettings('rbf-svm', { cost: 10, gammaScale: 0.5 }, { cost: 3 })).toEqual({
      cost: 3,
      gammaScale: 0.5,
    });
    expect(() => withSettings('rbf-svm', { cost: 10 }, { costs: 3 })).toThrow(
      'Expected cost for the settings of rbf-svm but received costs',
    );
  });
});
