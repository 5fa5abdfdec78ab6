import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compileAddons, HEADERS } from './_compile.mjs';
import { fetchTfjsNode } from './_tfjs-node.mjs';
import { unzip } from './_unzip.mjs';
import { fetchWheel } from './_wheel.mjs';

/**
 * Where a file of NVIDIA's package goes. All libraries share one folder, in which they find each other:
 * libtensorflow_framework opens them, and of their own places it knows all but that of cusolver, whose absence leaves
 * TensorFlow without a GPU.
 *
 * @param {string} name in the wheel, such as `nvidia/cusolver/lib/libcusolver.so.11`
 * @returns {string | undefined} undefined for what is no library
 */
export function placeOfNvidia(name) {
  const [, file] = /^nvidia\/[^/]+\/lib\/([^/]+\.so[.\d]*)$/.exec(name) ?? [];
  return file && `nvidia/cuda_runtime/lib/${file}`;
}

/**
 * @typedef {{ tfjsNode: string, binding: string, opener?: string }} Built absolute paths
 *
 * @param {import('./releases.mjs').Release} release
 * @param {string} stage
 * @param {(message: string) => void} say
 * @returns {Promise<Built>}
 */
export async function buildFromWheels({ tensorflow, libraries, companions }, stage, say) {
  const lib = join(stage, 'lib');
  const include = join(stage, 'include');
  const fetched = join(stage, 'fetched');
  await mkdir(fetched);

  const tfjsNode = join(stage, 'tfjs-node');
  await rename(await fetchTfjsNode(fetched), tfjsNode);
  const archive = await fetchWheel(tensorflow, fetched, say);
  say('TensorFlow: unpacking its libraries and headers');
  await unzip(archive, stage, (name) => {
    const file = name.replace(/^tensorflow\//, '');
    if (libraries.includes(file)) return join('lib', file);
    return HEADERS.test(name) ? file : undefined;
  });
  for (const companion of companions) {
    const wheel = await fetchWheel(companion, fetched, say);
    await unzip(wheel, stage, placeOfNvidia);
    await rm(wheel);
  }
  say('TensorFlow: compiling the binding of tfjs-node');
  const addons = await compileAddons({ tfjsNode, include, lib }, libraries);
  await Promise.all([fetched, include].map((folder) => rm(folder, { recursive: true })));
  return { tfjsNode, ...addons };
}
