/**
 * How long a training takes to begin where features are kept: the time from the start of the process until its
 * recordings, its features and its split are known, and until the first step of the first epoch.
 *
 *   node packages/cli/scripts/time-start.mjs --data DIR [--runs N] [--model NETWORK]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PROGRAM = fileURLToPath(new URL('../bin/prosodia.js', import.meta.url));
/** Notices of `train`, by how they begin. */
const MARKS = { backend: 'Backend:', recordings: 'Recordings:', features: 'Features:' };

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    runs: { type: 'string', default: '5' },
    model: { type: 'string', default: 'log-mel-conv' },
  },
});
const runs = [];
await timeStart(); // measures what no earlier run has kept
for (let run = 0; run < Number(values.runs); run++) runs.push(await timeStart());
for (const mark of [...Object.keys(MARKS), 'split', 'first step']) {
  const times = runs.map((run) => run[mark]).sort((a, b) => a - b);
  const [least, middle, most] = [times[0], times[times.length >> 1], times.at(-1)];
  process.stdout.write(`${mark.padEnd(10)}  ${middle} ms (${least} to ${most})\n`);
}

/** @returns {Promise<Record<string, number>>} milliseconds by mark */
async function timeStart() {
  const folder = mkdtempSync(join(tmpdir(), 'prosodia-start-'));
  const data = values.data === undefined ? [] : ['--data', values.data];
  const options = ['--epochs', '1', '--model', values.model, '--no-report', '--progress', 'json'];
  const began = performance.now();
  const args = [PROGRAM, 'train', ...data, ...options, '--out', join(folder, 'run')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const times = {};
  try {
    for await (const line of createInterface({ input: child.stderr })) {
      const { event, message = '', seconds } = JSON.parse(line);
      const now = performance.now() - began;
      for (const [mark, begins] of Object.entries(MARKS))
        if (message.startsWith(begins)) times[mark] = Math.round(now);
      if (/^Split:/m.test(message)) times.split = Math.round(now);
      if (event === 'error') throw new Error(message);
      if (event !== 'epoch') continue;
      times['first step'] = Math.round(now - 1000 * seconds);
      return times;
    }
    throw new Error('the training ended without an epoch');
  } finally {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}
