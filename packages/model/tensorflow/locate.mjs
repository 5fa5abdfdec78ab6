import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { NAPI_VERSION, TENSORFLOW_VERSION, TFJS_NODE, platformKey } from './releases.mjs';

/**
 * @typedef {import('./locate.d.mts').Location} Location
 * @typedef {import('./locate.d.mts').Absence} Absence
 * @typedef {import('./locate.d.mts').Route} Route
 */

/** Changes when the layout of an installed folder does, so that old folders are left behind. */
const LAYOUT = 2;

export const MANIFEST = 'manifest.json';

/** @type {Readonly<Record<Route, string>>} what the folder of each route is called first, the best route first */
const VERSIONS = {
  wheel: TENSORFLOW_VERSION,
  gpu: `${TENSORFLOW_VERSION}-gpu`,
  official: 'official',
};
const ROUTES = /** @type {Route[]} */ (Object.keys(VERSIONS));

/** @returns {string} the per-user folder that every checkout shares */
export function cacheRoot() {
  const { PROSODIA_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (PROSODIA_CACHE) return join(PROSODIA_CACHE, 'tensorflow');
  if (process.platform === 'win32' && LOCALAPPDATA) {
    return join(LOCALAPPDATA, 'prosodia', 'cache', 'tensorflow');
  }
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'prosodia', 'tensorflow');
}

/**
 * @param {Route} route
 * @returns {string} the folder that an install of `route` ends in
 */
export function installFolder(route) {
  const version = VERSIONS[route];
  const name = `${version}-tfjs${TFJS_NODE.version}-${platformKey()}-napi${NAPI_VERSION}-v${LAYOUT}`;
  return join(cacheRoot(), name);
}

/** @returns {string} the file that holds the route which was asked for last */
export function preferenceFile() {
  return join(cacheRoot(), `route-${platformKey()}`);
}

/**
 * Where TensorFlow is: by the route that was asked for last, else by any.
 *
 * @returns {Location | Absence}
 */
export function locateTensorflow() {
  const preferred = readIfThere(preferenceFile()).trimEnd();
  const order = [...ROUTES.filter((route) => route === preferred), ...ROUTES];
  for (const route of order) {
    const location = locateRoute(route);
    if (location) return location;
  }
  return {
    found: false,
    reason: `no TensorFlow in ${cacheRoot()}`,
    remedy: 'npx prosodia-tensorflow install',
  };
}

/**
 * What one route brought. Folders appear under their final name only when whole, so a manifest that
 * can be read is proof enough; one that cannot is what a power cut leaves, and counts as none.
 *
 * @param {Route} route
 * @returns {Location | undefined}
 */
export function locateRoute(route) {
  const folder = installFolder(route);
  const manifest = parseManifest(readIfThere(join(folder, MANIFEST)));
  return (
    manifest && {
      found: true,
      route,
      folder,
      tensorflowVersion: manifest.tensorflowVersion,
      tfjsNodeVersion: manifest.tfjsNodeVersion,
      bindingPath: join(folder, manifest.binding),
      openerPath: manifest.opener && join(folder, manifest.opener),
      tfjsNodeDir: join(folder, manifest.tfjsNode),
    }
  );
}

/**
 * @param {string} text
 * @returns {Record<string, string> | undefined} undefined when it is no whole manifest
 */
function parseManifest(text) {
  try {
    const manifest = JSON.parse(text);
    const needed = ['tensorflowVersion', 'tfjsNodeVersion', 'binding', 'tfjsNode'];
    return needed.every((key) => typeof manifest?.[key] === 'string') ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @returns {string} its text; empty where there is no such file
 */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    return '';
  }
}
