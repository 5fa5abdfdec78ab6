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
const LAYOUT = 1;

export const MANIFEST = 'manifest.json';

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
  const version = route === 'wheel' ? TENSORFLOW_VERSION : 'official';
  const name = `${version}-tfjs${TFJS_NODE.version}-${platformKey()}-napi${NAPI_VERSION}-v${LAYOUT}`;
  return join(cacheRoot(), name);
}

/**
 * Where TensorFlow is. Folders appear under their final name only when whole, so a manifest there
 * is proof enough.
 *
 * @returns {Location | Absence}
 */
export function locateTensorflow() {
  for (const route of /** @type {Route[]} */ (['wheel', 'official'])) {
    const folder = installFolder(route);
    try {
      const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
      return {
        found: true,
        route,
        folder,
        tensorflowVersion: manifest.tensorflowVersion,
        tfjsNodeVersion: manifest.tfjsNodeVersion,
        bindingPath: join(folder, manifest.binding),
        openerPath: manifest.opener && join(folder, manifest.opener),
        tfjsNodeDir: join(folder, manifest.tfjsNode),
      };
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    }
  }
  return {
    found: false,
    reason: `no TensorFlow in ${cacheRoot()}`,
    remedy: 'npx prosodia-tensorflow install',
  };
}
