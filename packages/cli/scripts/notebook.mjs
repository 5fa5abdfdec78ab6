/**
 * The whole story of the notebook that this project began with, on the same recordings: look at them, extract their
 * features, train a baseline and the network with batches of 32, 64 and 128 for 50 epochs, evaluate, and one page of it all.
 *
 *   nx run cli:notebook [--data DIR] [--epochs N] [--out DIR]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PROGRAM = fileURLToPath(new URL('../bin/prosodia.js', import.meta.url));
const BATCH_SIZES = [32, 64, 128];

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    epochs: { type: 'string', default: '50' },
    out: { type: 'string', default: join('runs', `notebook-${stamp()}`) },
  },
});
const { epochs, out } = values;
const data = values.data === undefined ? [] : ['--data', values.data];
const began = performance.now();
mkdirSync(out, { recursive: true });

prosodia('explore', ...data, '--out', join(out, 'explore.html'));
prosodia('extract', ...data, '--out', join(out, 'features.csv'));
const runs = BATCH_SIZES.map((size) => join(out, `batch-${size}`));
for (const [index, run] of runs.entries()) {
  const how = [
    '--model',
    'notebook-cnn',
    '--batch-size',
    `${BATCH_SIZES[index]}`,
    '--epochs',
    epochs,
    '--selection',
    'last',
  ];
  prosodia('train', ...data, ...how, '--out', run, '--no-report');
  prosodia('evaluate', ...data, '--model', run);
}
prosodia('report', ...runs, ...data, '--with-corpus', '--out', join(out, 'report.html'));
process.stderr.write(
  `The whole story took ${((performance.now() - began) / 1000).toFixed(0)} s.\n`,
);

/** @param {...string} args */
function prosodia(...args) {
  process.stderr.write(`\n> prosodia ${args.join(' ')}\n`);
  const { status } = spawnSync(process.execPath, [PROGRAM, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function stamp() {
  return new Date().toISOString().replace(/[-:]|\.\d+/g, '');
}
