import { TensorflowError } from './_errors.mjs';
import { run } from './_run.mjs';

/**
 * Opens a binding in a process of its own, for a library that does not fit may end the process.
 *
 * @param {string} binding
 * @returns {Promise<string>} the version of TensorFlow that it reports
 */
export async function probeBinding(binding) {
  const script = 'process.stdout.write(require(process.argv[1]).TF_Version)';
  const { ok, stdout, stderr } = await run(process.execPath, ['-e', script, binding], {
    quiet: true,
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  if (!ok) {
    throw new TensorflowError('TENSORFLOW_LOAD', `Node cannot open ${binding}: ${stderr.trim()}`);
  }
  return stdout;
}
