import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tf } from '../_tfjs.js';
import { loadBackend } from '../backend.js';
import { evaluate } from '../metrics.js';
import { notebookCnn } from '../networks/notebook-cnn.js';
import { predict } from '../predict.js';
import { classes, network, sines, weightsOf } from './_test-training.js';
import { train } from './train.js';
import type { EpochRecord, TrainOptions } from './train-options.js';

const rows = sines(61, 1);
const dev = sines(30, 2);
const options: TrainOptions = { train: rows, classes, network, epochs: 4, batchSize: 16, seed: 3 };

describe.each(['javascript', 'tensorflow'] as const)('train on %s', (prefer) => {
  beforeAll(async () => {
    await loadBackend({ prefer });
  });
  beforeEach(() => {
    tf.disposeVariables();
  });

  it('learns what can be learnt', async () => {
    const { model, history } = await train({ ...options, epochs: 20 });
    const { accuracy } = evaluate(await predict(model, dev.x, dev.rows), dev.y, ['a', 'b', 'c']);
    expect(history.at(-1)?.loss).toBeLessThan((history[0]?.loss ?? 0) / 2);
    expect(accuracy).toBeGreaterThan(0.9);
  });

  it('gives the same weights and history for the same seed, bit for bit, and others for another', async () => {
    const strip = (history: readonly EpochRecord[]) =>
      history.map((record) => ({ ...record, seconds: 0 }));
    const [first, again, other] = [
      await train(options),
      await train(options),
      await train({ ...options, seed: 4 }),
    ];
    expect(weightsOf(again.model)).toEqual(weightsOf(first.model));
    expect(strip(again.history)).toEqual(strip(first.history));
    expect(weightsOf(other.model)).not.toEqual(weightsOf(first.model));
  });

  it('leaves nothing behind on the device', async () => {
    const run = async () => {
      const { model } = await train({ ...options, dev });
      model.dispose();
      return tf.memory().numTensors;
    };
    const before = await run();
    expect(await run()).toBe(before);
    expect(await run()).toBe(before);
  });

  it('keeps the epoch with the best dev recall, the earlier of equals', async () => {
    const { model, history, chosenEpoch } = await train({
      ...{ ...options, dev, epochs: 12, selection: 'dev' },
    });
    const best = Math.max(...history.map(({ devUar }) => devUar ?? 0));
    expect(chosenEpoch).toBe(history.findIndex(({ devUar }) => devUar === best) + 1);
    const { uar } = evaluate(await predict(model, dev.x, dev.rows), dev.y, ['a', 'b', 'c']);
    expect(uar).toBe(best);
    const stopped = await train({ ...options, epochs: chosenEpoch, selection: 'last' });
    expect(weightsOf(model)).toEqual(weightsOf(stopped.model));
  });

  it('keeps the last epoch when asked to', async () => {
    const { history, chosenEpoch } = await train({ ...options, dev, selection: 'last' });
    expect(chosenEpoch).toBe(4);
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  });
});

describe('train', () => {
  beforeAll(async () => {
    await loadBackend({ prefer: 'javascript' });
  });

  it('tells of each epoch and waits for the listener', async () => {
    const order: string[] = [];
    await train({
      ...options,
      epochs: 2,
      dev,
      onEpoch: async ({ epoch, devLoss }) => {
        order.push(`${epoch} begins`);
        await Promise.resolve();
        order.push(`${epoch} ends`);
        expect(devLoss).toBeGreaterThan(0);
      },
    });
    expect(order).toEqual(['1 begins', '1 ends', '2 begins', '2 ends']);
  });

  it('stops after the current batch when aborted, and frees everything', async () => {
    const reason = new Error('enough');
    const run = async (abortAt: number) => {
      const controller = new AbortController();
      const onEpoch = vi.fn(({ epoch }: EpochRecord) => {
        if (epoch === abortAt) controller.abort(reason);
      });
      await expect(train({ ...options, onEpoch, signal: controller.signal })).rejects.toBe(reason);
      expect(onEpoch).toHaveBeenCalledTimes(abortAt);
      return tf.memory().numTensors;
    };
    const before = await run(1);
    expect(await run(2)).toBe(before);
  });

  it('stops within an epoch', async () => {
    const controller = new AbortController();
    const onEpoch = vi.fn();
    const promise = train({ ...options, batchSize: 1, onEpoch, signal: controller.signal });
    setImmediate(() => {
      controller.abort();
    });
    await expect(promise).rejects.toMatchObject({ name: 'AbortError' });
    expect(onEpoch).not.toHaveBeenCalled();
  });

  it('takes the notebook network by default', async () => {
    const wide = { x: new Float32Array(2 * 61), y: [0, 1], rows: 2, width: 61 };
    const training = await train({ train: wide, classes, epochs: 1 });
    expect(training.network).toEqual(notebookCnn({ inputWidth: 61, classes }));
    expect(training.backend).toMatchObject({ name: 'javascript', device: 'CPU' });
  });

  it.each([
    ['a misspelt option', { epoch: 3 }, 'INVALID_OPTION', '"epoch"'],
    ['no epochs', { epochs: 0 }, 'INVALID_OPTION', 'at least 1 for train.epochs but received 0'],
    ['half a batch', { batchSize: 1.5 }, 'INVALID_OPTION', 'train.batchSize'],
    ['dev selection without dev', { selection: 'dev' }, 'INVALID_OPTION', 'a dev part'],
    [
      'a class too many',
      { train: { ...rows, y: Array.from(rows.y, () => 3) } },
      'INVALID_DATA',
      'train.y[0]',
    ],
    ['a row too few', { train: { ...rows, rows: 62 } }, 'INVALID_DATA', '62 x 20 values'],
    ['dev of another width', { dev: { ...dev, width: 10, rows: 60 } }, 'INVALID_DATA', 'width 20'],
    ['NaN', { train: { ...rows, x: rows.x.map(() => NaN) } }, 'INVALID_DATA', 'train.x[0]'],
  ])('refuses %s', async (_, wrong, code, message) => {
    const promise = train({ ...options, ...wrong } as TrainOptions);
    await expect(promise).rejects.toMatchObject({ code });
    await expect(promise).rejects.toThrow(message);
  });
});
