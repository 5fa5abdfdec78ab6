import { SetupError } from './_errors.mjs';
import { run } from './_run.mjs';

/**
 * TensorFlow, through the command that users of @prosodia/model have too.
 *
 * @param {(message: string) => void} say
 */
export async function setUpTensorflow(say) {
  // Imported late: the npm packages that it uses are there only now.
  const { locateTensorflow } = await import('../../packages/model/tensorflow/locate.mjs');
  const found = locateTensorflow();
  if (found.found) {
    say(`${found.tensorflowVersion} is up to date`);
    return;
  }
  say('bringing it into the per-user cache, once for all checkouts');
  if (!run(process.execPath, ['packages/model/tensorflow/cli.mjs', 'install'])) {
    throw new SetupError('could not be had; the ways are named above');
  }
}
