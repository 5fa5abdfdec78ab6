import { tmpdir } from 'node:os';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { loadBackend } from '../backend.js';
import { buildNetwork } from '../networks/build-network.js';
import { notebookCnn } from '../networks/notebook-cnn.js';
import type { BundleContent } from './save-bundle.js';

export const width = 40;

/** A small model with fresh weights, and a temporary folder to put it in. */
export async function smallBundle(): Promise<{ root: string; content: BundleContent }> {
  await loadBackend({ prefer: 'javascript' });
  const network = notebookCnn({ inputWidth: width, classes: 3 });
  const content = {
    network,
    model: buildNetwork(network, 7),
    labels: ['calm', 'happy', 'sad'],
    featureSetId: 'mel-mean-40.v1',
    standardiser: {
      mean: Float32Array.from({ length: width }, (_, i) => i / 3),
      deviation: Float32Array.from({ length: width }, (_, i) => 1 + i / 7),
    },
    provenance: { seed: 7, clips: ['a/b.wav'] },
  };
  return { root: await mkdtemp(join(tmpdir(), 'prosodia-bundle-')), content };
}
