import { deriveSeed } from '@prosodia/statistics';
import { describe, expect, it } from 'vitest';
import { ModelError } from './errors.js';
import { evaluate } from './metrics.js';

const labels = ['calm', 'happy', 'sad'];

/** Probabilities that put `certainty` on the predicted class and share the rest. */
function certain(predicted: readonly number[], certainty = 0.8): Float32Array {
  return Float32Array.from(
    predicted.flatMap((choice) =>
      labels.map((_, index) => (index === choice ? certainty : (1 - certainty) / 2)),
    ),
  );
}

describe('evaluate', () => {
  it('counts a small case as one does by hand', () => {
    const result = evaluate(certain([0, 0, 1, 1, 2, 0]), [0, 0, 0, 1, 1, 2], labels);
    expect(result.confusion).toEqual([
      [2, 1, 0],
      [0, 1, 1],
      [1, 0, 0],
    ]);
    expect(result.accuracy).toBe(3 / 6);
    expect(result.uar).toBeCloseTo((2 / 3 + 1 / 2 + 0) / 3, 12);
    expect(result.perClass[0]).toEqual({
      ...{ label: 'calm', precision: 2 / 3, recall: 2 / 3, f1: 4 / 6, support: 3 },
    });
    expect(result.perClass[2]).toMatchObject({ precision: 0, recall: 0, f1: 0, support: 1 });
    expect(result.macroF1).toBeCloseTo((2 / 3 + 1 / 2 + 0) / 3, 12);
    expect(result.loss).toBeCloseTo(-(3 * Math.log(0.8) + 3 * Math.log(0.1)) / 6, 6);
  });

  it('is perfect for perfect answers', () => {
    const result = evaluate(certain([0, 1, 2], 1), [0, 1, 2], labels);
    expect(result).toMatchObject({ loss: 0, accuracy: 1, uar: 1, macroF1: 1 });
  });

  it('leaves a class that does not occur out of the averages', () => {
    const result = evaluate(certain([0, 1]), [0, 1], labels);
    expect(result).toMatchObject({ accuracy: 1, uar: 1, macroF1: 1 });
  });

  it('gives a tie to the earlier class', () => {
    const result = evaluate(new Float32Array(3).fill(1 / 3), [1], labels);
    expect(result.confusion).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('counts a hopeless answer at 87 nats, not at infinity', () => {
    expect(evaluate(Float32Array.of(1, 0, 0), [1], labels).loss).toBeCloseTo(87.34, 2);
  });

  it('holds its identities on random answers', () => {
    for (let round = 0; round < 200; round++) {
      const rows = 1 + (round % 37);
      const actual = Array.from({ length: rows }, (_, row) => deriveSeed(round, row) % 3);
      const raw = Float32Array.from({ length: rows * 3 }, (_, i) => deriveSeed(round, 999 + i));
      const result = evaluate(raw, actual, labels);
      const cells = result.confusion.flat();
      expect(cells.reduce((sum, count) => sum + count)).toBe(rows);
      const weighted = result.perClass.reduce(
        (sum, { recall, support }) => sum + recall * support,
        0,
      );
      expect(weighted / rows).toBeCloseTo(result.accuracy, 12);
      expect(result.perClass.reduce((sum, { support }) => sum + support, 0)).toBe(rows);
      for (const { precision, recall, f1 } of result.perClass) {
        expect(f1).toBeLessThanOrEqual(Math.max(precision, recall));
        expect(f1).toBeGreaterThanOrEqual(Math.min(precision, recall));
      }
    }
  });

  it.each([
    ['no rows', new Float32Array(0), []],
    ['a value too few', new Float32Array(5), [0, 1]],
    ['a class out of range', new Float32Array(3), [3]],
    ['half a class', new Float32Array(3), [0.5]],
    ['a value that is no number', Float32Array.of(Number.NaN, 0, 0), [0]],
  ])('refuses %s', (_, probabilities, actual) => {
    expect(() => evaluate(probabilities, actual, labels)).toThrow(ModelError);
    expect(() => evaluate(probabilities, actual, labels)).toThrow(
      expect.objectContaining({ code: 'INVALID_DATA' }),
    );
  });
});
