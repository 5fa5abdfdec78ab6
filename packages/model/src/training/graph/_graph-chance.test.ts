import { beforeAll, describe, expect, it } from 'vitest';
import { tf } from '../../_tfjs.js';
import { loadBackend } from '../../backend.js';
import type { Chance } from '../_chance.js';
import { graphChance } from './_graph-chance.js';
import { nodeBackend } from '../../graph/node-backend.js';

/** An odd number of them. */
const shape = [3, 33_333];

describe('the numbers that TensorFlow draws', () => {
  beforeAll(async () => {
    await loadBackend({ prefer: 'tensorflow' });
  });

  const draw = (kind: keyof Chance, seed: number, stream: number) =>
    tf.tidy(() => {
      const backend = nodeBackend();
      if (backend === undefined) throw new Error('no TensorFlow');
      const numbers = graphChance(backend, tf.tensor1d([seed, 0], 'int32'))[kind](shape, stream);
      expect(numbers.shape).toEqual(shape);
      return numbers.dataSync<'float32'>();
    });
  const mean = (values: Float32Array, power = 1) =>
    values.reduce((sum, value) => sum + value ** power, 0) / values.length;

  // Each band is four deviations of its mean over 99,999 numbers.
  it('are even between 0 and 1', () => {
    const numbers = draw('uniform', 1, 2);
    expect(Math.min(...numbers.subarray(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers.subarray(0, 50_000))).toBeLessThan(1);
    expect(Math.abs(mean(numbers) - 1 / 2)).toBeLessThan(0.004);
    expect(Math.abs(mean(numbers, 2) - 1 / 3)).toBeLessThan(0.004);
  });

  it('are normal: none lean to one side, and the tails are as long as they should be', () => {
    const numbers = draw('normal', 1, 2);
    expect(Math.abs(mean(numbers))).toBeLessThan(0.013);
    expect(Math.abs(mean(numbers, 2) - 1)).toBeLessThan(0.018);
    expect(Math.abs(mean(numbers, 3))).toBeLessThan(0.05);
    expect(Math.abs(mean(numbers, 4) - 3)).toBeLessThan(0.124);
  });

  it.each(['uniform', 'normal'] as const)('are a function of seed and stream: %s', (kind) => {
    const numbers = draw(kind, 1, 2);
    expect(draw(kind, 1, 2)).toEqual(numbers);
    expect(draw(kind, 2, 2)).not.toEqual(numbers);
    expect(draw(kind, 1, 3)).not.toEqual(numbers);
  });
});
