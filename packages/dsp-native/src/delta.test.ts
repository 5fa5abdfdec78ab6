import { describe, expect, it } from 'vitest';

import { noise } from './_fixtures.js';
import { delta, type FrameMatrix } from './delta.js';
import { mfcc } from './mfcc.js';

/** Two rows of 20 frames: a line, and a parabola. */
const matrix: FrameMatrix = {
  values: Float32Array.from({ length: 40 }, (_, n) => (n < 20 ? 3 * n : (n - 20) ** 2 / 2)),
  nFrames: 20,
};

describe('the deltas', () => {
  it('are the slope of each row', () => {
    const slopes = delta(matrix);
    expect(slopes.subarray(0, 20).every((slope) => Math.abs(slope - 3) < 1e-6)).toBe(true);
    for (let frame = 4; frame < 16; frame++) expect(slopes[20 + frame]).toBeCloseTo(frame, 5);
  });

  it('of order 2 are the curvature of each row', () => {
    const curvatures = delta(matrix, { order: 2, width: 5 });
    expect(curvatures.subarray(0, 20).every((value) => Math.abs(value) < 1e-6)).toBe(true);
    expect(curvatures.subarray(20).every((value) => Math.abs(value - 1) < 1e-5)).toBe(true);
  });

  it('take what mfcc returns, and leave it as it was', () => {
    const features = mfcc(noise(44_100));
    const before = features.values.slice();
    expect(delta(features)).toHaveLength(features.values.length);
    expect(features.values).toEqual(before);
  });

  it('of no rows are none', () => {
    expect(delta({ values: new Float32Array(0), nFrames: 9 })).toEqual(new Float32Array(0));
  });
});

describe('misuse', () => {
  it.each([
    [{ width: 1 }, 'width'],
    [{ width: 8 }, 'width'],
    [{ width: 21 }, 'width'],
    [{ order: 0 }, 'order'],
    [{ order: 3 }, 'order'],
    [{ mode: 'nearest' }, 'mode'],
  ])('options %j are refused by name', (options, name) => {
    const refused = () => delta(matrix, options as never);
    expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as Error);
    expect(refused).toThrow(name);
  });

  it.each([[null], [undefined], [matrix.values], [{ nFrames: 20 }], [{ values: [], nFrames: 9 }]])(
    '%s is no matrix',
    (wrong) => {
      expect(() => delta(wrong as never)).toThrow(
        expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as Error,
      );
    },
  );

  it.each([[0], [-20], [2.5], [19], [80], [NaN], ['20'], [undefined]])(
    '%s frames do not make rows of 40 values',
    (nFrames) => {
      const wrong = { ...matrix, nFrames } as FrameMatrix;
      expect(() => delta(wrong)).toThrow(/^Expected a whole part of 40 values for matrix.nFrames/);
    },
  );

  it('values that are not finite are refused by their place', () => {
    const values = matrix.values.slice();
    values[7] = NaN;
    expect(() => delta({ ...matrix, values })).toThrow(
      expect.objectContaining({
        code: 'AUDIO_NOT_FINITE',
        message: expect.stringContaining('values[7]') as string,
      }) as Error,
    );
  });

  it('an option that takes the values away while it is read does no harm', () => {
    const { values, nFrames } = { ...matrix, values: matrix.values.slice() };
    const options = {
      get width() {
        structuredClone(values.buffer, { transfer: [values.buffer] });
        return 9;
      },
    };
    expect(delta({ values, nFrames }, options)).toEqual(new Float32Array(0));
  });
});
