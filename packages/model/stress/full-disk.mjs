import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTrainer, weightsIn, wholeStates } from './_run-trainer.mjs';

/** Enough for the model's file and too little for a state, which is four times as large. */
const FILE_BLOCKS = 128;

/**
 * Goes on with a killed training where files cannot grow, `count` times: it says so, keeps the last good states, and
 * ends as if nothing had been.
 *
 * @param {{ count: number }} options
 */
export async function fullDisk({ count }) {
  const root = mkdtempSync(join(tmpdir(), 'prosodia-full-'));
  try {
    const reference = join(root, 'undisturbed');
    await runTrainer(reference);
    let [told, kept, equal] = [0, 0, 0];
    let problems = '';
    for (let trial = 1; trial <= count; trial++) {
      const place = join(root, `trial-${trial}`);
      await runTrainer(place, { killWithStates: true });
      const before = wholeStates(place);
      const full = await runTrainer(place, { fileBlocks: FILE_BLOCKS });
      problems += full.problems;
      if (/^problem: Expected a place that can be written .+EFBIG.+\n$/.test(full.problems)) told++;
      if (before.length > 0 && wholeStates(place).join() === before.join()) kept++;
      if (full.ended && weightsIn(place).equals(weightsIn(reference))) equal++;
    }
    return {
      sound: told === count && kept === count && equal === count,
      told: `${count} trainings without room for a state: ${told} said so, ${kept} kept the last good ones, ${equal} ended bit-equal${told === count ? '' : `; ${problems}`}`,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
