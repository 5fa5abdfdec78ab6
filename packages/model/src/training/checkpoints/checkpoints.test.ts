import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tf } from '../../_tfjs.js';
import { loadBackend } from '../../backend.js';
import { ModelError } from '../../errors.js';
import { classes, network, sines, weightsOf } from '../_test-training.js';
import { train, type Training } from '../train.js';
import { planTraining, type TrainOptions } from '../train-options.js';
import { GROUPS, slotsOf } from './checkpoint-format.js';
import { Checkpoints } from './checkpoints.js';

let folder: string;
beforeEach(async () => {
  tf.disposeVariables();
  folder = join(await mkdtemp(join(tmpdir(), 'prosodia-checkpoints-')), 'states');
});
afterEach(async () => {
  await rm(join(folder, '..'), { recursive: true });
});

const options: TrainOptions = {
  ...{ fit: sines(61, 1), dev: sines(30, 2), classes, network },
  ...{ epochs: 8, batchSize: 16, seed: 3 },
};
const onProblem = (problem: ModelError): never => {
  throw problem;
};
const keeping = (more: Partial<TrainOptions['checkpoints']> = {}): TrainOptions => ({
  ...{ ...options, checkpoints: { folder, onProblem, ...more } },
});
/** Everything of a training but the times. */
const outcome = ({ model, history, chosenEpoch }: Training) => ({
  weights: weightsOf(model),
  history: history.map((record) => ({ ...record, seconds: 0 })),
  chosenEpoch,
});
/** Stops a training some turns of the event loop after an epoch: a step takes one at least. */
async function interrupted(given: TrainOptions, afterEpoch: number, more = 0): Promise<void> {
  const stop = new AbortController();
  let turns = 0;
  const countDown = () => {
    if (turns++ === more) stop.abort();
    else setImmediate(countDown);
  };
  const promise = train({
    ...{ ...given, signal: stop.signal },
    onEpoch: ({ epoch }) => {
      if (epoch === afterEpoch) countDown();
    },
  });
  await expect(promise).rejects.toMatchObject({ name: 'AbortError' });
}

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
      await interrupted(keeping(), epoch, turns);
      moments.push(...(await readdir(folder)));
    }
    expect(moments.some((name) => !name.endsWith('-step-0'))).toBe(true);
    expect(outcome(await train(keeping()))).toEqual(whole);
    // What is done is not done again.
    const onEpoch = vi.fn();
    expect(outcome(await train({ ...keeping(), onEpoch }))).toEqual(whole);
    expect(onEpoch).not.toHaveBeenCalled();
  });

  it('goes on with chance in its layers and rows, and with a schedule, bit for bit', async () => {
    const { layers } = network;
    const chance: TrainOptions = {
      ...keeping(),
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
    expect(checkpoints?.folder).toBe(folder);
    expect(outcome(await train(chance))).toEqual(outcome(undisturbed));
    expect(rates.at(-1)).toBeCloseTo(0, 9);
    expect(Math.max(...rates)).toBeGreaterThan(5e-4);
  });

  it('keeps no more than two states and no tensors', async () => {
    const numTensors = async () => {
      await interrupted(keeping({ everySeconds: 0 }), 3, 1);
      expect(await readdir(folder)).toHaveLength(2);
      await rm(folder, { recursive: true });
      return tf.memory().numTensors;
    };
    expect(await numTensors()).toBe(await numTensors());
  });
});

describe('checkpoints', () => {
  beforeAll(async () => {
    await loadBackend({ prefer: 'javascript' });
  });

  it.each<[string, Partial<TrainOptions>, string]>([
    ['another batch size', { batchSize: 8 }, 'batchSize 16'],
    ['another seed', { seed: 4 }, 'seed 3'],
    ['more epochs', { epochs: 6 }, 'epochs 8'],
    ['other rows', { fit: sines(61, 9) }, 'fit "'],
    ['another dev part', { dev: sines(30, 9) }, 'dev "'],
    [
      'another network',
      { network: { ...network, layers: network.layers.toSpliced(1, 1) } },
      'CHECKPOINT_INVALID',
    ],
    [
      'another layer of the same size',
      {
        network: {
          ...network,
          layers: network.layers.map((layer) =>
            layer.type === 'conv1d' ? { ...layer, activation: 'linear' } : layer,
          ),
        },
      },
      'network.layers.0.activation "relu"',
    ],
  ])('refuse to go on with %s, and stay', async (_, changed, words) => {
    await interrupted(keeping(), 2);
    const before = await readdir(folder);
    const promise = train({ ...keeping(), ...changed });
    await expect(promise).rejects.toBeInstanceOf(ModelError);
    await expect(promise).rejects.toSatisfy(({ code, message }: ModelError) =>
      `${code} ${message}`.includes(words),
    );
    expect(await readdir(folder)).toEqual(before);
  });

  it('fall back on the state before a damaged one, say so, and replace it', async () => {
    const whole = outcome(await train(options));
    await interrupted(keeping(), 3);
    const [, newest = ''] = (await readdir(folder)).sort();
    await truncate(join(folder, newest, 'state.safetensors'), 100);
    const told = vi.fn<(problem: ModelError) => void>();
    expect(outcome(await train(keeping({ onProblem: told })))).toEqual(whole);
    expect(told).toHaveBeenCalledOnce();
    expect(told.mock.calls[0]?.[0]).toMatchObject({ code: 'CHECKPOINT_INVALID' });
    expect(told.mock.calls[0]?.[0].message).toContain(join(newest, 'state.safetensors'));
    expect(await readdir(folder)).toContain('epoch-8-step-0');
    expect(await readdir(folder)).not.toContain(newest);
  });

  it('say that another backend changes the last digits', async () => {
    await interrupted(keeping(), 2);
    await loadBackend({ prefer: 'wasm' });
    const told = vi.fn<(problem: ModelError) => void>();
    await train(keeping({ onProblem: told }));
    await loadBackend({ prefer: 'javascript' });
    expect(told.mock.calls[0]?.[0].message).toMatch(/javascript .+ received wasm /);
  });

  it('tell what cannot be written, once, and the training goes on', async () => {
    const whole = outcome(await train(options));
    await writeFile(folder, 'a file where the folder should be');
    const told = vi.fn<(problem: ModelError) => void>();
    expect(outcome(await train(keeping({ onProblem: told })))).toEqual(whole);
    expect(told.mock.calls.map(([{ code }]) => code)).toEqual(['CHECKPOINT_IO']);
  });

  describe('that are not what was written', () => {
    const path = (name: string) => join(folder, 'epoch-2-step-0', name);
    const reseal = async () => {
      const lines = await Promise.all(
        ['state.json', 'state.safetensors'].map(async (name) => {
          const hash = createHash('sha256').update(await readFile(path(name)));
          return `${hash.digest('hex')}  ${name}\n`;
        }),
      );
      await writeFile(path('SHA256SUMS'), lines.join(''));
    };
    const edit = (name: string, change: (content: Buffer) => Buffer | string) => async () => {
      await writeFile(path(name), change(await readFile(path(name))));
      await reseal();
    };
    const replace = (from: string, to: string) => (content: Buffer) => {
      const text = content.toString('latin1');
      expect(text).toContain(from);
      return Buffer.from(text.replace(from, to), 'latin1');
    };
    it.each<[string, () => Promise<void>, string]>([
      ['a truncated state', () => truncate(path('state.json'), 30), 'SHA-256'],
      ['truncated arrays', () => truncate(path('state.safetensors'), 999), 'SHA-256'],
      ['no JSON', edit('state.json', () => '{'), 'JSON for state.json'],
      ['another format', edit('state.json', replace('-training', '-model')), 'state.json.format'],
      ['a later version', edit('state.json', replace('Version":1', 'Version":2')), 'formatVersion'],
      ['an unknown field', edit('state.json', replace('{', '{"code":"boom()",')), '"code"'],
      ['a missing epoch', edit('state.json', replace('"epoch":2', '"epoch":7')), 'epochs 1, 2, 3'],
      [
        'a best epoch to come',
        edit('state.json', replace('"kept":{"epoch":', '"kept":{"epoch":9')),
        'an epoch of the history',
      ],
      [
        'a header of 2^63 bytes',
        edit('state.safetensors', (bytes) => {
          bytes.writeBigUInt64LE(2n ** 63n);
          return bytes;
        }),
        '9223372036854775808',
      ],
      ['another shape', edit('state.safetensors', replace('[5,1,4]', '[4,1,5]')), 'conv/kernel'],
      [
        'the arrays of another network',
        edit('state.safetensors', replace('mean/conv/bias', 'mean/conv/bies')),
        'mean/conv/bias [4] for state.safetensors but received mean/conv/bies',
      ],
      [
        'arrays too many for the network',
        async () => {
          await truncate(path('state.safetensors'), 2 ** 31);
        },
        'but received 2147483648',
      ],
      [
        'a folder in place of a file',
        async () => {
          await rm(path('state.json'));
          await mkdir(path('state.json'));
        },
        'a file',
      ],
    ])('are refused: %s', async (_, damage, message) => {
      await interrupted(keeping(), 2);
      await rm(join(folder, 'epoch-1-step-0'), { recursive: true });
      await damage();
      await expect(train(keeping())).rejects.toMatchObject({ code: 'CHECKPOINT_INVALID' });
      await expect(train(keeping())).rejects.toThrow(message);
    });

    it('and a missing file is named', async () => {
      await interrupted(keeping(), 2);
      await rm(join(folder, 'epoch-1-step-0'), { recursive: true });
      await rm(path('state.safetensors'));
      await expect(train(keeping())).rejects.toMatchObject({ code: 'CHECKPOINT_IO' });
      await expect(train(keeping())).rejects.toThrow(path('state.safetensors'));
    });
  });

  it('are never seen half: a reader beside the writer gets one state or another', async () => {
    const plan = planTraining({ ...keeping(), epochs: 1000 });
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
        const found = (await Checkpoints.open(plan, backend))?.found;
        const [epochs = 0] = found?.arrays[0]?.values ?? [];
        expect(found?.state.history).toHaveLength(epochs);
        for (const { values } of found?.arrays ?? [])
          expect(values.every((value) => value === epochs)).toBe(true);
        seen.add(epochs);
      }
    };
    await Promise.all([write(), read()]);
    expect(seen.size).toBeGreaterThan(5);
  });
});
