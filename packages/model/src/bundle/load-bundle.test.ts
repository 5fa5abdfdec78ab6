import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelError } from '../errors.js';
import { notebookCnn } from '../networks/notebook-cnn.js';
import { smallBundle, width } from './_test-bundle.js';
import { loadBundle } from './load-bundle.js';
import { saveBundle, type BundleContent } from './save-bundle.js';

const network = notebookCnn({ inputWidth: width, classes: 3 });
let root: string;
let content: BundleContent;

beforeAll(async () => {
  ({ root, content } = await smallBundle());
});

afterAll(async () => {
  await rm(root, { recursive: true });
});

describe('loadBundle', () => {
  let folder: string;
  let copies = 0;
  const path = (name: string) => join(folder, name);
  const reseal = async () => {
    const names = ['model.json', 'weights.safetensors'];
    const lines = await Promise.all(
      names.map(async (name) => {
        const hash = createHash('sha256').update(await readFile(path(name)));
        return `${hash.digest('hex')}  ${name}\n`;
      }),
    );
    await writeFile(path('SHA256SUMS'), lines.join(''));
  };
  const editJson = async (edit: (json: Record<string, unknown>) => unknown) => {
    const json = JSON.parse(await readFile(path('model.json'), 'utf8')) as Record<string, unknown>;
    await writeFile(path('model.json'), JSON.stringify(edit(json)));
    await reseal();
  };
  const editWeights = async (edit: (bytes: Buffer) => Buffer) => {
    await writeFile(path('weights.safetensors'), edit(await readFile(path('weights.safetensors'))));
    await reseal();
  };
  /** Replaces text of the header by text of the same length. */
  const editHeader = (from: string, to: string) =>
    editWeights((bytes) => {
      const position = bytes.indexOf(from);
      expect(position).toBeGreaterThan(0);
      expect(to).toHaveLength(from.length);
      bytes.write(to, position, 'latin1');
      return bytes;
    });

  beforeEach(async () => {
    folder = join(root, `copy-${++copies}`);
    await saveBundle(folder, content);
  });

  it.each(['model.json', 'weights.safetensors', 'SHA256SUMS'])(
    'names a missing %s',
    async (name) => {
      await rm(path(name));
      await expect(loadBundle(folder)).rejects.toMatchObject({ code: 'BUNDLE_IO' });
      await expect(loadBundle(folder)).rejects.toThrow(path(name));
    },
  );

  it.each(['model.json', 'weights.safetensors', 'SHA256SUMS'])(
    'refuses a truncated or altered %s, wherever the damage is',
    async (name) => {
      const whole = await readFile(path(name));
      let looked = 0;
      for (let part = 0; part < 8; part++) {
        const place = Math.floor((whole.length * part) / 8);
        await truncate(path(name), place);
        await expect(loadBundle(folder)).rejects.toMatchObject({ code: 'BUNDLE_INVALID' });
        const altered = Buffer.from(whole);
        altered[place] = (altered[place] ?? 0) ^ 1;
        await writeFile(path(name), altered);
        await expect(loadBundle(folder)).rejects.toMatchObject({ code: 'BUNDLE_INVALID' });
        await writeFile(path(name), whole);
        looked += 2;
      }
      expect(looked).toBe(16);
      await loadBundle(folder);
    },
  );

  const cases: [string, () => Promise<void>, string][] = [
    [
      'an unknown kind of layer',
      () => editJson((json) => withLayer(json, { type: 'lambda', name: 'x', code: 'boom()' })),
      'model.json.network.layers.0',
    ],
    [
      'code hidden in a known layer',
      () => editJson((json) => withLayer(json, { type: 'flatten', name: 'x', call: 'boom()' })),
      '"call"',
    ],
    ['a later format', () => editJson((json) => ({ ...json, formatVersion: 2 })), 'formatVersion'],
    [
      'another format',
      () => editJson((json) => ({ ...json, format: 'keras' })),
      'model.json.format',
    ],
    ['an unknown field', () => editJson((json) => ({ ...json, extra: 1 })), '"extra"'],
    [
      'labels that are too many',
      () => editJson((json) => ({ ...json, labels: ['a', 'b', 'c', 'd'] })),
      '3 labels',
    ],
    [
      'a network that cannot be',
      () => editJson((json) => ({ ...json, network: { ...network, inputShape: [2, 1] } })),
      'at least 5 steps',
    ],
    [
      'another architecture than the weights',
      () => editJson((json) => ({ ...json, ...wider() })),
      'dense1/kernel',
    ],
    [
      'no JSON',
      async () => {
        await writeFile(path('model.json'), '{');
        await reseal();
      },
      'JSON for model.json',
    ],
    [
      'a header of 2^63 bytes',
      () =>
        editWeights((bytes) => {
          bytes.writeBigUInt64LE(2n ** 63n);
          return bytes;
        }),
      '9223372036854775808',
    ],
    [
      'a header that is no JSON',
      () => editHeader('{"conv1', '["conv1'),
      'weights.safetensors: header',
    ],
    ['numbers of another type', () => editHeader('"F32"', '"F64"'), '"F64"'],
    ['a shape that does not fit', () => editHeader('[5,1,64]', '[6,1,64]'), 'conv1/kernel'],
    ['a shape of zero', () => editHeader('[5,1,64]', '[0,1,64]'), 'at least 1'],
    ['overlapping tensors', () => editHeader('[1280,1536]', '[1276,1532]'), 'weights.safetensors'],
    [
      'bytes after the end',
      () => editWeights((bytes) => Buffer.concat([bytes, bytes.subarray(0, 8)])),
      'weights.safetensors',
    ],
    [
      'numbers that are missing',
      () => editWeights((bytes) => bytes.subarray(0, -4)),
      'within the file',
    ],
    ['another name', () => editHeader('"conv1/kernel"', '"conv9/kernel"'), 'conv9/kernel'],
    [
      'a file too big for its network',
      async () => {
        await truncate(path('weights.safetensors'), 2 ** 30);
      },
      'but received 1073741824',
    ],
    [
      'a folder in place of a file',
      async () => {
        await rm(path('weights.safetensors'));
        await mkdir(path('weights.safetensors'));
      },
      'a file',
    ],
  ];
  it.each(cases)('refuses %s', async (_, damage, message) => {
    await damage();
    const loading = loadBundle(folder);
    await expect(loading).rejects.toBeInstanceOf(ModelError);
    await expect(loading).rejects.toMatchObject({ code: 'BUNDLE_INVALID' });
    await expect(loading).rejects.toThrow(message);
  });
});

function withLayer(json: Record<string, unknown>, layer: object) {
  return { ...json, network: { ...network, layers: [layer, ...network.layers] } };
}

function wider() {
  const inputWidth = width + 8;
  const ones = new Array<number>(inputWidth).fill(1);
  return {
    network: notebookCnn({ inputWidth, classes: 3 }),
    standardiser: { mean: ones, deviation: ones },
  };
}
