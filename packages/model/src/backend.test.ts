import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { installFolder, MANIFEST } from '../tensorflow/locate.mjs';
import { loadBackend, type BackendName } from './backend.js';
import { buildNetwork } from './networks/build-network.js';
import type { NetworkSpec } from './networks/network-spec.js';
import { notebookCnn } from './networks/notebook-cnn.js';
import { predict } from './predict.js';

let cache: string | undefined;

/** Moves the cache of TensorFlow to an empty folder. */
async function emptyCache(): Promise<void> {
  cache = await mkdtemp(join(tmpdir(), 'prosodia-cache-'));
  vi.stubEnv('PROSODIA_CACHE', cache);
}

afterEach(async () => {
  vi.unstubAllEnvs();
  if (cache !== undefined) await rm(cache, { recursive: true });
  cache = undefined;
});

/** The order counts: a process keeps a TensorFlow that it has loaded. */
describe('loadBackend', () => {
  const tensorflow = { prefer: 'tensorflow' } as const;

  it('says where TensorFlow is missing and how to get it', async () => {
    await emptyCache();
    await expect(loadBackend(tensorflow)).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    await expect(loadBackend(tensorflow)).rejects.toThrow('`npx prosodia-tensorflow install`');
  });

  it('goes on without TensorFlow, and tells once why, what that costs and what to run', async () => {
    await emptyCache();
    const onFallback = vi.fn();
    const backend = await loadBackend({ onFallback });
    expect(backend).toMatchObject({ name: 'wasm', version: '4.22.0', device: 'CPU' });
    expect(backend.notice).toMatch(
      /no TensorFlow in .*prosodia-tensorflow install.*seconds an epoch/,
    );
    expect(await loadBackend({ onFallback })).toBe(backend);
    expect(onFallback.mock.calls).toEqual([[backend.notice]]);
  });

  it('tells it as a warning of Node where nobody listens', async () => {
    await emptyCache();
    vi.resetModules();
    const fresh = await import('./backend.js');
    const warned = once(process, 'warning');
    // Prediction needs no TensorFlow and no word about it.
    const { notice } = await fresh.pickBackend();
    await fresh.loadBackend();
    expect(await warned).toMatchObject([{ message: notice, code: 'PROSODIA_SLOW_BACKEND' }]);
  });

  it('tells nothing where the slower one was asked for', async () => {
    const onFallback = vi.fn();
    expect(await loadBackend({ prefer: 'javascript', onFallback })).not.toHaveProperty('notice');
    expect(onFallback).not.toHaveBeenCalled();
  });

  it('says which TensorFlow cannot be loaded and why', async () => {
    await emptyCache();
    vi.stubEnv('TF_CPP_MIN_LOG_LEVEL', '3'); // The attempt would set it and keep the next one from being quiet.
    const folder = installFolder('wheel');
    await mkdir(folder, { recursive: true });
    const manifest = { tensorflowVersion: '1', tfjsNodeVersion: '1', tfjsNode: 'x' };
    await writeFile(join(folder, 'broken.node'), 'no library');
    await writeFile(
      join(folder, MANIFEST),
      JSON.stringify({ ...manifest, binding: 'broken.node' }),
    );
    await expect(loadBackend(tensorflow)).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    await expect(loadBackend(tensorflow)).rejects.toThrow(join(folder, 'broken.node'));
    vi.resetModules();
    const { pickBackend } = await import('./backend.js');
    const { name, notice } = await pickBackend();
    expect(name).toBe('wasm');
    expect(notice).toContain(join(folder, 'broken.node'));
  });

  it('refuses a backend that it does not know', async () => {
    await expect(loadBackend({ prefer: 'cuda' as BackendName })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message:
        'Expected tensorflow or wasm or javascript for loadBackend.prefer but received "cuda"',
    });
  });

  it('reports what it picked, and keeps to it', async () => {
    const javascript = await loadBackend({ prefer: 'javascript' });
    expect(javascript).toMatchObject({ name: 'javascript', version: '4.22.0', device: 'CPU' });
    expect(await loadBackend()).toBe(javascript);
    const tensorflow = await loadBackend({ prefer: 'tensorflow' });
    expect(tensorflow.name).toBe('tensorflow');
    expect(tensorflow.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await loadBackend()).toBe(tensorflow);
  });

  it('changes nothing but the rounding of an answer', async () => {
    const network = notebookCnn({ inputWidth: 61, classes: 8 });
    const values = Float32Array.from({ length: 3 * 61 }, (_, i) => Math.sin(i));
    const answers = async (prefer: BackendName) => {
      await loadBackend({ prefer });
      return predict(buildNetwork(network, 1), values, 3);
    };
    const one = await answers('javascript');
    expect(one).toHaveLength(24);
    for (const other of [await answers('wasm'), await answers('tensorflow')])
      one.forEach((value, i) => {
        expect(Math.abs(value - (other[i] ?? NaN))).toBeLessThan(1e-6);
      });
  });
});

const small: NetworkSpec = {
  name: 'small',
  inputShape: [40, 1],
  layers: [
    { type: 'conv1d', name: 'conv', filters: 2, kernelSize: 5, activation: 'relu' },
    { type: 'flatten', name: 'flatten' },
    { type: 'dense', name: 'probabilities', units: 3, activation: 'softmax' },
  ],
};

describe.each(['javascript', 'wasm', 'tensorflow'] as const)('predict on %s', (prefer) => {
  it('gives each of many rows the answer that it gets alone', async () => {
    await loadBackend({ prefer });
    const model = buildNetwork(small, 1);
    const rows = Float32Array.from({ length: 600 * 40 }, (_, i) => Math.cos(i * i));
    const many = await predict(model, rows, 600);
    expect(many).toHaveLength(1800);
    for (const row of [0, 1, 255, 256, 511, 512, 599]) {
      const alone = await predict(model, rows.subarray(row * 40, row * 40 + 40), 1);
      expect(alone.reduce((sum, value) => sum + value)).toBeCloseTo(1, 6);
      alone.forEach((value, i) => {
        expect(many[row * 3 + i]).toBeCloseTo(value, 6);
      });
    }
    expect(await predict(model, new Float32Array(0), 0)).toHaveLength(0);
    await expect(predict(model, new Float32Array(40), 2)).rejects.toMatchObject({
      code: 'INVALID_DATA',
    });
  });
});
