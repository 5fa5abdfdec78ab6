import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
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
  say(`TensorFlow: npm install ${spec}`);
  await writeFile(join(stage, 'package.json'), '{ "private": true }\n');
  // npm may hold install scripts back, so the one that is wanted is run by name.
  const args = ['install', spec, '--ignore-scripts', '--no-audit', '--no-fund'];
  const installed = await run('npm', args, { cwd: stage });
  const tfjsNode = join(stage, 'node_modules', '@tensorflow', 'tfjs-node');
  if (installed.ok) {
    say('TensorFlow: its install script, which downloads libtensorflow');
    const bin = join(stage, 'node_modules', '.bin');
    const env = { PATH: `${bin}${delimiter}${process.env.PATH}` };
    await run(process.execPath, [join('scripts', 'install.js')], { cwd: tfjsNode, env });
  }
  const binding = await findBinding(join(tfjsNode, 'lib'));
  if (!binding) {
    throw new TensorflowError(
      'TENSORFLOW_UNREACHABLE',
      `Expected ${spec} to install its binding but its script failed (above)`,
    );
  }
  return { tfjsNode, binding };
}

/**
 * @param {string} lib holds `napi-v<n>/tfjs_binding.node`
 * @returns {Promise<string | undefined>}
 */
async function findBinding(lib) {
  if (!existsSync(lib)) return undefined;
  const files = await readdir(lib, { recursive: true });
  const binding = files.find((name) => name.endsWith('tfjs_binding.node'));
  return binding && join(lib, binding);
}
