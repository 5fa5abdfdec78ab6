import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { compileAddons, HEADERS } from './_compile.mjs';
import { TensorflowError } from './_errors.mjs';
import { flushFolder, flushTree, writeWholeFile } from './_flush.mjs';
import { installOfficial } from './_official.mjs';
import { probeBinding } from './_probe.mjs';
import { fetchTfjsNode } from './_tfjs-node.mjs';
import { unzip } from './_unzip.mjs';
import { fetchWheel } from './_wheel.mjs';
import {
  cacheRoot,
  installFolder,
  locateRoute,
  locateTensorflow,
  MANIFEST,
  preferenceFile,
} from './locate.mjs';
import { platformKey, TFJS_NODE, WHEELS } from './releases.mjs';

/**
 * @typedef {import('./locate.d.mts').Route} Route
 * @typedef {{ tfjsNode: string, binding: string, opener?: string }} Built absolute paths
 * @typedef {(message: string) => void} Say
 */

/**
 * Brings TensorFlow for this platform into the per-user cache, once for each route, and makes the
 * route asked for the one that is used. Built beside, flushed and renamed, so an interrupted or a
 * second concurrent run does no harm.
 *
 * @param {object} [options]
 * @param {boolean} [options.official] the libtensorflow that tfjs-node's own script downloads
 * @param {Say} [options.say] told what goes on
 * @returns {Promise<import('./locate.d.mts').Location>}
 */
export async function installTensorflow({ official = false, say = () => {} } = {}) {
  const wheel = WHEELS[platformKey()];
  const route = official || !wheel ? 'official' : 'wheel';
  const present = locateTensorflow();
  if (present.found && present.route === route) return present;

  await mkdir(cacheRoot(), { recursive: true });
  await sweepStages();
  const stage = await mkdtemp(join(cacheRoot(), STAGE_PREFIX));
  try {
    if (!locateRoute(route)) await build(route, wheel, stage, say);
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
 * @param {import('./releases.mjs').Wheel} wheel
 * @param {string} stage
 * @param {Say} say
 */
async function build(route, wheel, stage, say) {
  const built =
    route === 'wheel' ? await buildFromWheel(wheel, stage, say) : await installOfficial(stage, say);
  await writeManifest(stage, built);
  await flushTree(stage);
  await publish(stage, route);
}

/**
 * @param {import('./releases.mjs').Wheel} wheel
 * @param {string} stage
 * @param {Say} say
 * @returns {Promise<Built>}
 */
async function buildFromWheel(wheel, stage, say) {
  const lib = join(stage, 'lib');
  const include = join(stage, 'include');
  const fetched = join(stage, 'fetched');
  await mkdir(fetched);

  const tfjsNode = join(stage, 'tfjs-node');
  await rename(await fetchTfjsNode(fetched), tfjsNode);
  const archive = await fetchWheel(wheel, fetched, say);
  say('TensorFlow: unpacking its libraries and headers');
  await unzip(archive, stage, (name) => {
    const file = name.replace(/^tensorflow\//, '');
    if (wheel.libraries.includes(file)) return join('lib', file);
    return HEADERS.test(name) ? file : undefined;
  });
  say('TensorFlow: compiling the binding of tfjs-node');
  const addons = await compileAddons({ tfjsNode, include, lib }, wheel.libraries);
  await Promise.all([fetched, include].map((folder) => rm(folder, { recursive: true })));
  return { tfjsNode, ...addons };
}

/**
 * @param {string} stage
 * @param {Built} built
 */
async function writeManifest(stage, { tfjsNode, binding, opener }) {
  const manifest = {
    tensorflowVersion: await probeBinding(binding),
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
