import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TRAINER = fileURLToPath(new URL('_trainer.mjs', import.meta.url));

/**
 * @typedef {'plain' | 'chance'} Kind of _trainer.mjs
 *
 * @typedef {object} Trained
 * @property {boolean} ended whether it came to its end by itself
 * @property {string} history of all epochs; empty where it was killed
 * @property {string} problems what it said on stderr
 * @property {number} milliseconds from its beginning to its end
 */

/**
 * Runs a training, and kills it `killAfter` milliseconds after it begins, or as soon as it has states, if that is asked.
 *
 * @param {string} place holds its checkpoints and its model, `states` and `model`
 * @param {{ kind?: Kind, killAfter?: number, killWithStates?: boolean, fileBlocks?: number }} [options] `fileBlocks`: the
 *   size of files that it may write, in blocks of 1024 bytes, as on a disk that is full
 * @returns {Promise<Trained>}
 */
export function runTrainer(
  place,
  { kind = 'plain', killAfter, killWithStates = false, fileBlocks } = {},
) {
  // The last one may have been killed with its model just there.
  rmSync(join(place, 'model'), { recursive: true, force: true });
  const args = [TRAINER, kind, join(place, 'states'), join(place, 'model')];
  const limited = `trap '' XFSZ; ulimit -f ${fileBlocks}; exec "$0" "$@"`;
  const child =
    fileBlocks === undefined
      ? spawn(process.execPath, args)
      : spawn('bash', ['-c', limited, process.execPath, ...args]);
  let [said, problems] = ['', ''];
  let begun = 0;
  child.stdout.setEncoding('utf8').on('data', (text) => {
    if (said === '') {
      begun = performance.now();
      if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
    }
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    problems += text;
  });
  const watch = setInterval(() => {
    if (killWithStates && wholeStates(place).length > 0) child.kill('SIGKILL');
  }, 5);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => {
      clearInterval(watch);
      if (code !== 0 && signal !== 'SIGKILL') problems += `it ended with ${code ?? signal}\n`;
      const [, history = ''] = said.split('\n');
      const milliseconds = performance.now() - begun;
      resolve({ ended: signal !== 'SIGKILL', history, problems, milliseconds });
    });
  });
}

/** @param {string} place */
export const weightsIn = (place) => readFileSync(join(place, 'model', 'weights.safetensors'));

/** @param {string} place */
export function wholeStates(place) {
  const states = join(place, 'states');
  const names = existsSync(states) ? readdirSync(states) : [];
  return names.filter((name) => name.startsWith('epoch-')).sort();
}
