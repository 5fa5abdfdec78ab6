import { describe, expect, it } from 'vitest';

import { reference } from './_test-golden.js';
import { createRandom } from './random.js';
import { chooseThreshold, riskCoverage, selectAt } from './selective.js';

describe('riskCoverage and the threshold of `unsure`', () => {
  const { actual, area, riskOfHalf } = reference.calibration;
  const probabilities = Float32Array.from(reference.calibration.probabilities);

  it('has the curve of NumPy', () => {
    const found = riskCoverage(probabilities, actual);
    expect(found.area).toBeCloseTo(area, 2);
    expect(found.curve.at(-1)).toMatchObject({ coverage: 1 });
    expect(selectAt(probabilities, actual, 0).coverage).toBe(1);
    const half = found.curve.findLast(({ coverage }) => coverage <= 0.5);
    expect(half?.risk).toBeCloseTo(riskOfHalf, 2);
  });

  it('chooses the lowest threshold that keeps the risk, and says where there is none', () => {
    // Sure 0.9 right, 0.8 wrong, 0.7 right, 0.6 right: risks 0, 1/2, 1/3, 1/4.
    const rows = Float32Array.from([0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4]);
    const truth = [0, 1, 0, 0];
    expect(chooseThreshold(rows, truth, { risk: 0.25 })).toBeCloseTo(0.6, 6);
    expect(chooseThreshold(rows, truth, { risk: 0.2 })).toBeCloseTo(0.9, 6);
    expect(chooseThreshold(rows, [1, 1, 1, 1], { risk: 0.2 })).toBeUndefined();
    expect(selectAt(rows, truth, 0.75)).toEqual({ threshold: 0.75, coverage: 0.5, risk: 0.5 });
    expect(selectAt(rows, truth, 1)).toEqual({ threshold: 1, coverage: 0, risk: 0 });
    expect(() => chooseThreshold(rows, truth, { risk: 2 })).toThrow('a number from 0 to 1');
  });

  it('answers rows of equal confidence together', () => {
    const equal = new Float32Array(20).fill(0.5);
    const random = createRandom(1);
    const truth = Array.from({ length: 10 }, () => Math.floor(random() * 2));
    expect(riskCoverage(equal, truth).curve).toHaveLength(1);
  });
});
