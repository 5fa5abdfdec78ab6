import { beforeAll, describe, expect, it } from 'vitest';
import { loadBackend } from '../../backend.js';
import { network } from '../_test-training.js';
import { planTraining } from '../train-options.js';
import { GROUPS, slotsOf } from './checkpoint-format.js';
import { Checkpoints } from './checkpoints.js';
import { findNewest } from './_find-newest.js';
import { checkpointFolder, keeping } from './_test-checkpoints.js';

const folder = checkpointFolder();

beforeAll(async () => {
  await loadBackend({ prefer: 'javascript' });
});

describe('checkpoints', () => {
  it('are never seen half: a reader beside the writer gets one state or another', async () => {
    const plan = planTraining({ ...keeping(folder), epochs: 1000 });
    const backend = await loadBackend();
    const writer = await Checkpoints.open(plan, backend);
    const moment = (epochs: number) => () =>
      Promise.resolve({
        state: {
          history: Array.from({ length: epochs }, (_, index) => ({ epoch: index + 1 })),
          progress: { steps: 0, loss: 0, hits: 0, seconds: 0 },
          kept: { epoch: 1, score: 1 },
        },
        arrays: GROUPS.flatMap((group) => slotsOf(network, group)).map((slot) => ({
          ...slot,
          values: new Float32Array(slot.shape.reduce((a, b) => a * b, 1)).fill(epochs),
        })),
      });
    await writer?.save(moment(1));
    let writing = true;
    const write = async () => {
      for (let epoch = 2; epoch <= 60; epoch++) await writer?.save(moment(epoch));
      writing = false;
    };
    const seen = new Set<number>();
    const read = async () => {
      while (writing) {
        const found = (await findNewest(folder.path, plan)).newest?.checkpoint;
        const [epochs = 0] = found?.arrays[0]?.values ?? [];
        expect(found?.state.history).toHaveLength(epochs);
        for (const { values } of found?.arrays ?? [])
          expect(values.every((value) => value === epochs)).toBe(true);
        seen.add(epochs);
      }
    };
    await Promise.all([write(), read()]);
    await writer?.close();
    expect(seen.size).toBeGreaterThan(5);
  });
});
