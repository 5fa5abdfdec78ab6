import { SetupError } from './_errors.mjs';
import { run } from './_run.mjs';

/**
 * TensorFlow, through the command that users of @prosodia/model have too.
 *
 * @param {(message: string) => void} say
 * @param {{ official: boolean, gpu: boolean }} options `official`: by tfjs-node's own download, not by the wheel;
 *   `gpu`: the one for GPUs
 */
export async function setUpTensorflow(say, { official, gpu }) {
  // Imported late: the npm packages that it uses are there only now.
  const { locateTensorflow } = await import('../../packages/model/tensorflow/locate.mjs');
  const found = locateTensorflow();
  const wanted = official ? 'official' : gpu ? 'gpu' : undefined;
  if (found.found && (wanted === undefined || found.route === wanted)) {
    say(`${found.tensorflowVersion} (${found.route}) is up to date`);
    return;
  }
  say('bringing it into the per-user cache, once for all checkouts');
  const flags = wanted === undefined ? [] : [`--${wanted}`];
  if (!run(process.execPath, ['packages/model/tensorflow/cli.mjs', 'install', ...flags])) {
    throw new SetupError('could not be had; the ways are named above');
  }
}
