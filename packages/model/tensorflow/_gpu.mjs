import { run } from './_run.mjs';
import { GPU_RELEASES, platformKey } from './releases.mjs';

/**
 * Looks for a GPU before several gigabytes are fetched for it.
 *
 * @returns {Promise<string | undefined>} why TensorFlow for GPUs would be of no use here; undefined where one is seen
 */
export async function whyNoGpu() {
  if (!GPU_RELEASES[platformKey()]) return `there is none for GPUs on ${platformKey()}`;
  // It comes with the driver, and lists a line for each GPU.
  const { ok, stdout } = await run('nvidia-smi', ['-L'], { quiet: true });
  return ok && /^GPU \d/m.test(stdout)
    ? undefined
    : 'no GPU of NVIDIA is seen here (`nvidia-smi -L`)';
}
