import { readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { tf } from '../../_tfjs.js';
import { loadBackend } from '../../backend.js';
import type { ModelError } from '../../errors.js';
import { network } from '../_test-training.js';
import { train } from '../train.js';
import type { TrainOptions } from '../train-options.js';
import { checkpointFolder, interrupted, keeping, options, outcome } from './_test-checkpoints.js';

const folder = checkpointFolder();

describe.each(['javascript', 'tensorflow'] as const)('a training on %s', (prefer) => {
  beforeAll(async () => {
    await loadBackend({ prefer });
  });

  it('goes on after each epoch and within one as if nothing had been, bit for bit', async () => {
    const whole = outcome(await train(options));
    const moments: string[] = [];
    for (const [epoch, turns] of [
      [1, 0],
      [2, 2],
      [4, 3],
      [6, 1],
    ] as const) {
      await interrupted(keeping(folder), epoch, turns);
      moments.push(...(await readdir(folder.path)));
    }
    expect(moments.some((name) => !name.endsWith('-step-0'))).toBe(true);
    expect(outcome(await train(keeping(folder)))).toEqual(whole);
    // What is done is not done again.
    const onEpoch = vi.fn();
    expect(outcome(await train({ ...keeping(folder), onEpoch }))).toEqual(whole);
    expect(onEpoch).not.toHaveBeenCalled();
  });

  it('goes on with chance in its layers and rows, and with a schedule, bit for bit', async () => {
    const { layers } = network;
    const chance: TrainOptions = {
      ...keeping(folder),
      network: {
        ...network,
        layers: layers.toSpliced(4, 0, { type: 'dropout', name: 'drop', rate: 0.3 }),
      },
      ...{
        augmentation: { gain: 0.1, shift: 2, mixup: 0.4 },
        schedule: 'cosine',
        weightDecay: 0.01,
      },
    };
    const rates: number[] = [];
    const { checkpoints, ...whole } = chance;
    const undisturbed = await train({
      ...whole,
      onEpoch: (_, { learningRate }) => void rates.push(learningRate),
    });
    await interrupted(chance, 2, 1);
    await interrupted(chance, 5, 2);
    expect(checkpoints?.folder).toBe(folder.path);
    expect(outcome(await train(chance))).toEqual(outcome(undisturbed));
    expect(rates.at(-1)).toBeCloseTo(0, 9);
    expect(Math.max(...rates)).toBeGreaterThan(5e-4);
  });

  it('keeps no more than two states and no tensors', async () => {
    const numTensors = async () => {
      await interrupted(keeping(folder, { everySeconds: 0 }), 3, 1);
      expect(await readdir(folder.path)).toHaveLength(2);
      await rm(folder.path, { recursive: true });
      return tf.memory().numTensors;
    };
    expect(await numTensors()).toBe(await numTensors());
  });
});

describe('checkpoints', () => {
  beforeAll(async () => {
    await loadBackend({ prefer: 'javascript' });
  });

  it('fall back on the state before a damaged one, say so, and replace it', async () => {
    const whole = outcome(await train(options));
    await interrupted(keeping(folder), 3);
    const [, newest = ''] = (await readdir(folder.path)).sort();
    await truncate(join(folder.path, newest, 'state.safetensors'), 100);
    const told = vi.fn<(problem: ModelError) => void>();
    expect(outcome(await train(keeping(folder, { onProblem: told })))).toEqual(whole);
    expect(told).toHaveBeenCalledOnce();
    expect(told.mock.calls[0]?.[0]).toMatchObject({ code: 'CHECKPOINT_INVALID' });
    expect(told.mock.calls[0]?.[0].message).toContain(join(newest, 'state.safetensors'));
    expect(await readdir(folder.path)).toContain('epoch-8-step-0');
    expect(await readdir(folder.path)).not.toContain(newest);
  });

  it('say that another backend changes the last digits', async () => {
    await interrupted(keeping(folder), 2);
    await loadBackend({ prefer: 'wasm' });
    const told = vi.fn<(problem: ModelError) => void>();
    await train(keeping(folder, { onProblem: told }));
    await loadBackend({ prefer: 'javascript' });
    expect(told.mock.calls[0]?.[0].message).toMatch(/javascript .+ received wasm /);
  });

  it('tell what cannot be written, once, and the training goes on', async () => {
    const whole = outcome(await train(options));
    await writeFile(folder.path, 'a file where the folder should be');
    const told = vi.fn<(problem: ModelError) => void>();
    expect(outcome(await train(keeping(folder, { onProblem: told })))).toEqual(whole);
    expect(told.mock.calls.map(([{ code }]) => code)).toEqual(['CHECKPOINT_IO']);
  });

  it('are those of one training at a time: another is refused, and leaves all as it is', async () => {
    await interrupted(keeping(folder), 2);
    const second = vi.fn();
    const first = await train({
      ...keeping(folder),
      onEpoch: async () => {
        if (second.mock.calls.length > 0) return;
        await train(keeping(folder)).catch(second);
      },
    });
    expect(second.mock.calls[0]?.[0]).toMatchObject({
      code: 'CHECKPOINT_IN_USE',
      message: expect.stringContaining(`${folder.path} but received one of process`) as string,
    });
    expect(outcome(first)).toEqual(outcome(await train(options)));
    expect(await readdir(join(folder.path, '..'))).toEqual(['states']);
  });
});
