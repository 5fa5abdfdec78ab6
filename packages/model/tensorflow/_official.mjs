import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TensorflowError } from './_errors.mjs';
import { run } from './_run.mjs';
import { TFJS_NODE } from './releases.mjs';

/**
 * Installs tfjs-node with its own install script, which downloads the official libtensorflow and a
 * prebuilt binding (or compiles one with node-gyp).
 *
 * @param {string} stage
 * @param {(message: string) => void} say
 * @returns {Promise<{ tfjsNode: string, binding: string }>}
 */
export async function installOfficial(stage, say) {
  const spec = `@tensorflow/tfjs-node@${TFJS_NODE.version}`;
  say(`TensorFlow: npm install ${spec}, with its own download of libtensorflow`);
  await writeFile(join(stage, 'package.json'), '{ "private": true }\n');
  const { ok } = await run(
    'npm',
    ['install', spec, '--ignore-scripts=false', '--no-audit', '--no-fund', '--no-package-lock'],
    { cwd: stage },
  );
  const tfjsNode = join(stage, 'node_modules', '@tensorflow', 'tfjs-node');
  const binding = ok && (await findBinding(join(tfjsNode, 'lib')));
  if (!binding) {
    throw new TensorflowError(
      'TENSORFLOW_UNREACHABLE',
      `Expected ${spec} to install itself but its script failed (above)`,
    );
  }
  return { tfjsNode, binding };
}

/**
 * @param {string} lib holds `napi-v<n>/tfjs_binding.node`
 * @returns {Promise<string | undefined>}
 */
async function findBinding(lib) {
  const files = await readdir(lib, { recursive: true });
  const binding = files.find((name) => name.endsWith('tfjs_binding.node'));
  return binding && join(lib, binding);
}
