import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tf } from '../_tfjs.js';
import { buildNetwork } from '../networks/build-network.js';
import { logMelConv } from '../networks/log-mel-conv.js';
import { notebookCnn } from '../networks/notebook-cnn.js';
import { predict } from '../predict.js';
import { smallBundle, width } from './_test-bundle.js';
import { loadBundle } from './load-bundle.js';
import { saveBundle, type BundleContent } from './save-bundle.js';

const values = Float32Array.from({ length: 5 * width }, (_, i) => Math.sin(i));
let root: string;
let content: BundleContent;

beforeAll(async () => {
  ({ root, content } = await smallBundle());
});

afterAll(async () => {
  await rm(root, { recursive: true });
});

/** How many rows are asked at a time is a matter of rounding. */
function expectClose(found: Float32Array, wanted: Float32Array): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(wanted[i] ?? NaN, 5);
  });
}

describe('a bundle', () => {
  it('comes back as it was, with the same weights bit for bit', async () => {
    const folder = join(root, 'new', 'model');
    await saveBundle(folder, content);
    const bundle = await loadBundle(folder);
    const { network, labels, featureSetId, standardiser, provenance } = content;
    expect(bundle).toMatchObject({ network, labels, featureSetId, standardiser, provenance });
    const { mean, deviation } = standardiser;
    const scaled = values.map((v, i) => (v - (mean[i % width] ?? 0)) / (deviation[i % width] ?? 0));
    const wanted = await predict(content.model, scaled, 5);
    expect(wanted.every((p) => p > 0 && p < 1)).toBe(true);
    expectClose(await bundle.predict({ featureSetId, values, rows: 5 }), wanted);
    expect(await predict(bundle.model, scaled, 5)).toEqual(wanted);
  });

  it('keeps a network with residuals and pooling over time as well as one without', async () => {
    const network = logMelConv({ frames: 8, bands: 5, classes: 3, filters: 4 });
    const model = buildNetwork(network, 3);
    const folder = join(root, 'log-mel');
    await saveBundle(folder, { ...content, network, model });
    const bundle = await loadBundle(folder);
    const { mean, deviation } = content.standardiser;
    const scaled = values.map((v, i) => (v - (mean[i % width] ?? 0)) / (deviation[i % width] ?? 0));
    expectClose(
      await bundle.predict({ featureSetId: content.featureSetId, values, rows: 5 }),
      await predict(model, scaled, 5),
    );
    expect(await readFile(join(folder, 'model.json'), 'utf8')).toContain('"timePooling"');
  });

  it('is three files and nothing beside them', async () => {
    const parent = join(root, 'files');
    await saveBundle(join(parent, 'model'), content);
    expect(await readdir(parent)).toEqual(['model']);
    expect((await readdir(join(parent, 'model'))).sort()).toEqual([
      ...['SHA256SUMS', 'model.json', 'weights.safetensors'],
    ]);
  });

  it('is the same bytes for the same content', async () => {
    const read = async (name: string) => {
      await saveBundle(join(root, name), content);
      return readFile(join(root, name, 'SHA256SUMS'), 'utf8');
    };
    expect(await read('once')).toBe(await read('twice'));
  });

  it('leaves nothing on the device when disposed of', async () => {
    const folder = join(root, 'freed');
    await saveBundle(folder, content);
    const before = tf.memory().numTensors;
    const bundle = await loadBundle(folder);
    await bundle.predict({ featureSetId: content.featureSetId, values, rows: 5 });
    bundle.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses features of another set', async () => {
    const folder = join(root, 'features');
    await saveBundle(folder, content);
    const bundle = await loadBundle(folder);
    const features = { featureSetId: 'mel-mean-259.v1', values, rows: 5 };
    await expect(bundle.predict(features)).rejects.toMatchObject({ code: 'FEATURE_SET_MISMATCH' });
    await expect(bundle.predict(features)).rejects.toThrow('Expected feature set mel-mean-40.v1');
  });
});

describe('saveBundle', () => {
  it('never overwrites: a bundle, a foreign folder and a file all stay', async () => {
    const folder = join(root, 'taken');
    await saveBundle(folder, content);
    const before = await readFile(join(folder, 'SHA256SUMS'), 'utf8');
    await expect(saveBundle(folder, { ...content, labels: ['x', 'y', 'z'] })).rejects.toMatchObject(
      {
        code: 'BUNDLE_EXISTS',
      },
    );
    expect(await readFile(join(folder, 'SHA256SUMS'), 'utf8')).toBe(before);

    const file = join(root, 'file');
    await writeFile(file, 'mine');
    await expect(saveBundle(file, content)).rejects.toMatchObject({ code: 'BUNDLE_EXISTS' });
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it('takes an empty folder', async () => {
    const folder = join(root, 'empty');
    await mkdir(folder);
    await saveBundle(folder, content);
    expect((await loadBundle(folder)).labels).toEqual(content.labels);
  });

  it.each([
    ['a label too few', { labels: ['calm', 'sad'] }, '3 labels'],
    ['a label twice', { labels: ['calm', 'calm', 'sad'] }, 'a label of its own'],
    ['a short standardiser', { standardiser: half() }, '40 values for standardiser.mean'],
    ['another network', { network: notebookCnn({ inputWidth: width, classes: 4 }) }, '4 labels'],
    ['a provenance beyond JSON', { provenance: { now: new Date() } }, 'saveBundle.provenance'],
  ])('refuses %s and writes nothing', async (_, wrong, message) => {
    const folder = join(root, 'refused', 'model');
    const saving = saveBundle(folder, { ...content, ...wrong } as BundleContent);
    await expect(saving).rejects.toMatchObject({ code: 'INVALID_DATA' });
    await expect(saving).rejects.toThrow(message);
    await expect(readdir(join(root, 'refused'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('refuses a model that is not the network', async () => {
    const other = notebookCnn({ inputWidth: 41 + width, classes: 3 });
    const model = buildNetwork(other, 1);
    await expect(saveBundle(join(root, 'other'), { ...content, model })).rejects.toThrow(
      /dense1\/kernel/,
    );
  });
});

function half() {
  return { mean: new Float32Array(20), deviation: new Float32Array(40).fill(1) };
}
