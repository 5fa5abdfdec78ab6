import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchError } from '../../../tools/bench/errors.mjs';
import { describeMachine } from '../../../tools/bench/machine.mjs';
import { alignColumns, threeDigits } from '../../../tools/bench/table.mjs';
import { writeWhole } from '../../../tools/bench/whole-file.mjs';
import { parseArguments, USAGE } from './_arguments.mjs';
import { gatherContenders } from './contenders.mjs';
import { prepareInput } from './input.mjs';
import { measure, summarise } from './measure.mjs';

/**
 * The whole run: rows and contenders, rounds, table, file.
 *
 * @param {string[]} args
 * @param {AbortSignal} signal ends it, with its temporary files removed
 */
async function bench(args, signal) {
  const options = parseArguments(args);
  if (options.help) return void process.stdout.write(USAGE);
  const machine = describeMachine();
  if (machine.loadBefore > 0.3)
    say(`load is ${machine.loadBefore}: other programs disturb the times`);

  const folder = await mkdtemp(join(tmpdir(), 'prosodia-bench-'));
  try {
    const { contenders, leftOut } = gatherContenders(options);
    const { source, rows, width } = await prepareInput(options, folder);
    say(`${rows} x ${width}: ${source}`);
    const measurements = await measure(contenders, { ...options, folder, signal }, say);
    const results = summarise(measurements);

    process.stdout.write(`ms an epoch; ratio of medians to ours\n${textTable(results)}\n`);
    for (const { contenders, reason } of leftOut)
      say(`left out: ${contenders.join(', ')} (${reason})`);
    if (options.json) {
      const versions = Object.fromEntries(
        measurements.map(({ contender, version }) => [contender.name, version]),
      );
      const { network } = options;
      const about = { machine: { ...machine, network, rows, width, source, versions }, results };
      await writeWhole(options.json, JSON.stringify(about, null, 2) + '\n');
      say(`wrote ${options.json}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {import('./measure.mjs').Row[]} rows */
function textTable(rows) {
  const headings = ['contender', 'batch size', 'min', 'median', 'max', 'ratio'];
  const lines = rows.map(({ contender, batchSize, msPerEpoch, ratio }) => {
    const { min, median, max } = msPerEpoch;
    return [contender, String(batchSize), ...[min, median, max, ratio].map(threeDigits)];
  });
  return alignColumns([headings, ...lines], 1);
}

/** @param {string} message */
function say(message) {
  process.stderr.write(`bench: ${message}\n`);
}

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort(new BenchError('INTERRUPTED', 'interrupted')));

try {
  await bench(process.argv.slice(2), interrupt.signal);
} catch (error) {
  if (!(error instanceof BenchError)) throw error;
  say(error.message);
  process.exitCode = { ARGUMENTS: 2, INTERRUPTED: 130 }[String(error.code)] ?? 1;
}
