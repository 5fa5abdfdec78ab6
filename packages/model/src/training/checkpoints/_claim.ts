import { claimPath, WholeFilesError, type Release } from '@prosodia/whole-files';
import { ModelError } from '../../errors.js';

/**
 * Claims a folder of checkpoints for this training.
 *
 * @param onProblem told where it cannot be claimed because nothing can be written there: as without a checkpoint
 *   that cannot be written, the training goes on
 * @throws {ModelError} CHECKPOINT_IN_USE
 */
export async function claimCheckpoints(
  folder: string,
  onProblem: (problem: ModelError) => void,
): Promise<Release> {
  try {
    return await claimPath(folder);
  } catch (error) {
    if (!(error instanceof WholeFilesError)) throw error;
    const { code, message } = error;
    if (code === 'IN_USE') throw new ModelError('CHECKPOINT_IN_USE', message, { cause: error });
    onProblem(new ModelError('CHECKPOINT_IO', message, { cause: error }));
    return () => Promise.resolve();
  }
}
