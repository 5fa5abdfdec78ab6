import { TensorflowError } from './_errors.mjs';
import { run } from './_run.mjs';

/**
 * Opens a binding in a process of its own, for a library that does not fit may end the process.
 *
 * @param {string} binding
 * @returns {Promise<{ version: string, gpu: boolean }>} the version of TensorFlow that it reports, and whether it sees
 *   a GPU
 */
export async function probeBinding(binding) {
  const script = `
    const { TF_Version: version, isUsingGpuDevice } = require(process.argv[1]);
    process.stdout.write(JSON.stringify({ version, gpu: isUsingGpuDevice?.() ?? false }));
  `;
  const { ok, stdout, stderr } = await run(process.execPath, ['-e', script, binding], {
    quiet: true,
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  if (!ok) {
    throw new TensorflowError('TENSORFLOW_LOAD', `Node cannot open ${binding}: ${stderr.trim()}`);
  }
  return JSON.parse(stdout);
}
