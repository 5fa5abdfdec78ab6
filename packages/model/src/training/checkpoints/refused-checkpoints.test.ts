import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadBackend } from '../../backend.js';
import { ModelError } from '../../errors.js';
import { network, sines } from '../_test-training.js';
import { train } from '../train.js';
import type { TrainOptions } from '../train-options.js';
import { checkpointFolder, interrupted, keeping } from './_test-checkpoints.js';

const folder = checkpointFolder();

beforeAll(async () => {
  await loadBackend({ prefer: 'javascript' });
});

describe('checkpoints', () => {
  it.each<[string, Partial<TrainOptions>, string]>([
    ['another batch size', { batchSize: 8 }, 'batchSize 16'],
    ['another seed', { seed: 4 }, 'seed 3'],
    ['more epochs', { epochs: 6 }, 'epochs 8'],
    ['other rows', { train: sines(61, 9) }, 'train "'],
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
    await interrupted(keeping(folder), 2);
    const before = await readdir(folder.path);
    const promise = train({ ...keeping(folder), ...changed });
    await expect(promise).rejects.toBeInstanceOf(ModelError);
    await expect(promise).rejects.toSatisfy(({ code, message }: ModelError) =>
      `${code} ${message}`.includes(words),
    );
    expect(await readdir(folder.path)).toEqual(before);
  });

  describe('that are not what was written', () => {
    const path = (name: string) => join(folder.path, 'epoch-2-step-0', name);
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
      await interrupted(keeping(folder), 2);
      await rm(join(folder.path, 'epoch-1-step-0'), { recursive: true });
      await damage();
      await expect(train(keeping(folder))).rejects.toMatchObject({ code: 'CHECKPOINT_INVALID' });
      await expect(train(keeping(folder))).rejects.toThrow(message);
    });

    it('and a missing file is named', async () => {
      await interrupted(keeping(folder), 2);
      await rm(join(folder.path, 'epoch-1-step-0'), { recursive: true });
      await rm(path('state.safetensors'));
      await expect(train(keeping(folder))).rejects.toMatchObject({ code: 'CHECKPOINT_IO' });
      await expect(train(keeping(folder))).rejects.toThrow(path('state.safetensors'));
    });
  });
});
