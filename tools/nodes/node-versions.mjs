import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheRoot } from '../../packages/model/tensorflow/locate.mjs';
import { npm } from '../checks/_run.mjs';

/** The oldest Node that the packages promise to run on, and the newest of the lines after it. */
export const NODE_VERSIONS = ['20.17', '22', '24'];

/**
 * A Node of another version, from the npm registry into the per-user cache, once. These packages hold the binary and
 * no install script.
 *
 * @param {string} version
 * @returns {string} the program
 */
export function nodeProgram(version) {
  const windows = process.platform === 'win32';
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = [prefix, windows ? 'win' : process.platform, process.arch].join('-');
  const nodes = join(dirname(cacheRoot()), 'nodes');
  const folder = join(nodes, version);
  if (!existsSync(folder)) {
    mkdirSync(nodes, { recursive: true });
    const stage = mkdtempSync(join(nodes, '.stage-'));
    try {
      npm(
        stage,
        'install',
        `--prefix=${stage}`,
        '--ignore-scripts',
        '--no-save',
        `${name}@${version}`,
      );
      renameSync(stage, folder);
    } finally {
      rmSync(stage, { recursive: true, force: true });
    }
  }
  return join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
}
