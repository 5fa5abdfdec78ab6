import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { buildFromWheels } from './_build.mjs';
import { TensorflowError } from './_errors.mjs';
import { flushFolder, flushTree, writeWholeFile } from './_flush.mjs';
import { whyNoGpu } from './_gpu.mjs';
import { installOfficial } from './_official.mjs';
import { probeBinding } from './_probe.mjs';
import {
  cacheRoot,
  installFolder,
  locateRoute,
  locateTensorflow,
  MANIFEST,
  preferenceFile,
} from './locate.mjs';
import { GPU_RELEASES, platformKey, RELEASES, TFJS_NODE } from './releases.mjs';

/**
 * @typedef {import('./locate.d.mts').Route} Route
 * @typedef {import('./_build.mjs').Built} Built
 * @typedef {(message: string) => void} Say
 */

/**
 * Brings TensorFlow for this platform into the per-user cache, once for each route, and makes the
 * route asked for the one that is used. Built beside, flushed and renamed, so an interrupted or a
 * second concurrent run does no harm.
 *
 * @param {object} [options]
 * @param {boolean} [options.official] the libtensorflow that tfjs-node's own script downloads
 * @param {boolean} [options.gpu] that for GPUs of NVIDIA; where none is seen, the one for the CPU
 * @param {Say} [options.say] told what goes on
 * @returns {Promise<import('./locate.d.mts').Location>}
 */
export async function installTensorflow({ official = false, gpu = false, say = () => {} } = {}) {
  if (!gpu) return installRoute(official || !RELEASES[platformKey()] ? 'official' : 'wheel', say);
  const reason = await whyNoGpu();
  if (reason === undefined) {
    try {
      return await installRoute('gpu', say);
    } catch (error) {
      if (!(error instanceof TensorflowError) || error.code !== 'TENSORFLOW_NO_GPU') throw error;
      say(`TensorFlow: ${error.message}`);
    }
  } else say(`TensorFlow: ${reason}`);
  say('TensorFlow: going on with the one for the CPU');
  return installTensorflow({ say });
}

/**
 * @param {Route} route
 * @param {Say} say
 * @returns {Promise<import('./locate.d.mts').Location>}
 */
async function installRoute(route, say) {
  const present = locateTensorflow();
  if (present.found && present.route === route) return present;

  await mkdir(cacheRoot(), { recursive: true });
  await sweepStages();
  const stage = await mkdtemp(join(cacheRoot(), STAGE_PREFIX));
  try {
    if (!locateRoute(route)) await build(route, stage, say);
    await writeWholeFile(preferenceFile(), `${route}\n`, `${stage}-route`);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
  const location = locateRoute(route);
  if (!location) {
    throw new TensorflowError('TENSORFLOW_MISSING', `no TensorFlow in ${installFolder(route)}`);
  }
  return location;
}

/**
 * @param {Route} route
 * @param {string} stage
 * @param {Say} say
 */
async function build(route, stage, say) {
  const release = (route === 'gpu' ? GPU_RELEASES : RELEASES)[platformKey()];
  const built =
    route === 'official'
      ? await installOfficial(stage, say)
      : await buildFromWheels(release, stage, say);
  const { version, gpu } = await probeBinding(built.binding);
  if (route === 'gpu' && !gpu) {
    throw new TensorflowError('TENSORFLOW_NO_GPU', `TensorFlow ${version} sees no GPU here`);
  }
  await writeManifest(stage, built, version);
  await flushTree(stage);
  await publish(stage, route);
}

/**
 * @param {string} stage
 * @param {Built} built
 * @param {string} tensorflowVersion
 */
async function writeManifest(stage, { tfjsNode, binding, opener }, tensorflowVersion) {
  const manifest = {
    tensorflowVersion,
    tfjsNodeVersion: TFJS_NODE.version,
    tfjsNode: relative(stage, tfjsNode),
    binding: relative(stage, binding),
    ...(opener && { opener: relative(stage, opener) }),
  };
  await writeFile(join(stage, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * @param {string} stage
 * @param {Route} route
 */
async function publish(stage, route) {
  const folder = installFolder(route);
  try {
    await rename(stage, folder);
  } catch (error) {
    // Another run was first, and its folder is as good as this one.
    if (locateRoute(route)) return;
    if (!existsSync(folder)) throw error;
    await rename(folder, `${stage}-damaged`);
    await rename(stage, folder);
    await rm(`${stage}-damaged`, { recursive: true, force: true });
  }
  await flushFolder(cacheRoot());
}

const STAGE_PREFIX = '.stage-';
const STAGE_LIFE_MS = 6 * 3600 * 1000;

/** Removes what interrupted runs left behind, long enough ago that none of them can still be going. */
async function sweepStages() {
  for (const name of await readdir(cacheRoot())) {
    if (!name.startsWith(STAGE_PREFIX)) continue;
    const stage = join(cacheRoot(), name);
    if (Date.now() - (await changedAt(stage)) > STAGE_LIFE_MS) {
      await rm(stage, { recursive: true, force: true });
    }
  }
}

/**
 * @param {string} path
 * @returns {Promise<number>} milliseconds; now for what a neighbour has removed meanwhile
 */
async function changedAt(path) {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    return Date.now();
  }
}
