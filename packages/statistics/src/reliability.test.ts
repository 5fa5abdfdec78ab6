import { describe, expect, it } from 'vitest';

import { reference } from './_test-golden.js';
import { expectedCalibrationError, reliability } from './reliability.js';
import { applyTemperature, fitTemperature } from './temperature.js';

describe('calibration', () => {
  const { actual, ece, temperature, lossAtTemperature } = reference.calibration;
  const probabilities = Float32Array.from(reference.calibration.probabilities);

  it('has the error of NumPy and the temperature of SciPy', () => {
    expect(expectedCalibrationError(probabilities, actual)).toBeCloseTo(ece, 6);
    const found = fitTemperature(probabilities, actual);
    expect(found / temperature).toBeCloseTo(1, 4);
    const cooled = applyTemperature(probabilities, 4, found);
    const loss = actual.reduce(
      (sum, label, row) => sum - Math.log(cooled[row * 4 + label] ?? 0),
      0,
    );
    expect(loss / actual.length).toBeCloseTo(lossAtTemperature, 5);
    expect(expectedCalibrationError(cooled, actual)).toBeLessThan(ece / 2);
  });

  it('leaves every answer as it was, and everything at temperature 1', () => {
    const cooled = applyTemperature(probabilities, 4, 2.5);
    const order = (values: Float32Array): number[] =>
      [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
    for (let row = 0; row < 200; row++)
      expect(order(cooled.subarray(4 * row, 4 * row + 4))[0]).toBe(
        order(probabilities.subarray(4 * row, 4 * row + 4))[0],
      );
    applyTemperature(probabilities, 4, 1).forEach((value, i) => {
      expect(value).toBeCloseTo(probabilities[i] ?? NaN, 6);
    });
  });

  it('is zero for chances that hold, and the confidence itself where all is wrong', () => {
    const half = Float32Array.from([0.5, 0.5, 0.5, 0.5]);
    expect(expectedCalibrationError(half, [0, 1])).toBe(0);
    expect(expectedCalibrationError(Float32Array.from([0.75, 0.25]), [1])).toBeCloseTo(0.75, 6);
  });

  it('puts each row into one bin of confidence, sure ones into the last', () => {
    const sure = Float32Array.of(1, 0, 0.875, 0.125, 0.25, 0.75, 0.5, 0.5);
    const { bins, error } = reliability(sure, [0, 1, 1, 0], { bins: 4 });
    expect(bins).toEqual([
      { from: 0.25, to: 0.5, rows: 1, hits: 1, meanConfidence: 0.5, accuracy: 1 },
      { from: 0.5, to: 0.75, rows: 1, hits: 1, meanConfidence: 0.75, accuracy: 1 },
      { from: 0.75, to: 1, rows: 2, hits: 1, meanConfidence: 0.9375, accuracy: 0.5 },
    ]);
    expect(error).toBeCloseTo((0.5 + 0.25 + 0.875) / 4, 12);
  });

  it('survives chances of 0', () => {
    const sure = Float32Array.from([1, 0, 0, 1]);
    expect(fitTemperature(sure, [0, 0])).toBeGreaterThan(1);
    expect(applyTemperature(sure, 2, 0.1).every(Number.isFinite)).toBe(true);
    expect(() => applyTemperature(sure, 2, 0)).toThrow('a number above 0 for temperature');
    expect(() => fitTemperature(sure, [])).toThrow('4 values for 0 rows');
  });
});
