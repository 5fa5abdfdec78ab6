/**
 * Brings everything that building, training and testing need. Node built-ins only, for it runs
 * before any package is there. Each step looks first and does nothing where nothing is missing, so
 * it can run every time and again after an interruption. What is compiled is nx's affair.
 *
 *   npm run setup [-- --official]   TensorFlow by tfjs-node's own download, not by the wheel
 *   npm run setup [-- --gpu]        TensorFlow for GPUs of NVIDIA, where one is seen
 */
import { parseArgs } from 'node:util';
import { setUpNpmPackages } from './npm-packages.mjs';
import { setUpTensorflow } from './tensorflow.mjs';
import { setUpToolchain } from './toolchain.mjs';
import { SetupError } from './_errors.mjs';

const options = readOptions();
const steps = [
  { name: 'toolchain', setUp: setUpToolchain },
  { name: 'npm packages', setUp: setUpNpmPackages },
  { name: 'TensorFlow', setUp: setUpTensorflow },
];

for (const [index, { name, setUp }] of steps.entries()) {
  const say = (/** @type {string} */ message) =>
    process.stderr.write(`[setup ${index + 1}/${steps.length}] ${name}: ${message}\n`);
  try {
    await setUp(say, options);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exit(1);
  }
}

function readOptions() {
  try {
    const flag = /** @type {const} */ ({ type: 'boolean', default: false });
    return parseArgs({ options: { official: flag, gpu: flag } }).values;
  } catch (error) {
    process.stderr.write(`setup: ${/** @type {Error} */ (error).message}\n`);
    process.exit(2);
  }
}
