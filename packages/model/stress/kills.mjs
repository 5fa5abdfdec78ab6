import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTrainer, weightsIn } from './_run-trainer.mjs';

/**
 * Kills trainings at random moments until `count` were killed, goes on with each until it ends, and compares their
 * weights and histories with those of one that nobody disturbed.
 *
 * @param {{ count: number, kind: import('./_run-trainer.mjs').Kind }} options
 */
export async function kills({ count, kind }) {
  const root = mkdtempSync(join(tmpdir(), 'prosodia-kills-'));
  try {
    const reference = join(root, 'undisturbed');
    const whole = await runTrainer(reference, { kind });
    let problems = whole.problems;
    let [killed, trainings, equal, inEpoch, inWrite] = [0, 0, 0, 0, 0];
    while (killed < count && problems === '') {
      const place = join(root, `training-${++trainings}`);
      let last;
      do {
        const killAfter = killed < count ? Math.random() * whole.milliseconds : undefined;
        last = await runTrainer(place, { kind, ...(killAfter !== undefined && { killAfter }) });
        problems += last.problems;
        if (last.ended) continue;
        killed++;
        const left = existsSync(join(place, 'states')) ? readdirSync(join(place, 'states')) : [];
        if (left.some((name) => name.startsWith('.'))) inWrite++;
        if (left.some((name) => /^epoch.*-step-[1-9]/.test(name))) inEpoch++;
      } while (!last.ended && problems === '');
      const same = problems === '' && weightsIn(place).equals(weightsIn(reference));
      if (same && last.history === whole.history && whole.history !== '') equal++;
      rmSync(place, { recursive: true, force: true });
    }
    return {
      sound: problems === '' && equal === trainings && killed >= count,
      told:
        `${killed} kills (${inWrite} while a state was written, ${inEpoch} with a state within an epoch), ` +
        `${equal} of ${trainings} trainings ended bit-equal${problems && `; ${problems}`}`,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
