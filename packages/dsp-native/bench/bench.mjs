import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchError } from '../../../tools/bench/errors.mjs';
import { describeMachine } from '../../../tools/bench/machine.mjs';
import { commandLine, writePart } from '../../../tools/bench/page.mjs';
import { writeWhole } from '../../../tools/bench/whole-file.mjs';
import { parseArguments, PATH_OPTIONS, USAGE } from './_arguments.mjs';
import { gatherContenders } from './contenders.mjs';
import { prepareInput } from './input.mjs';
import { measure } from './measure.mjs';
import { page } from './page.mjs';
import { checkResults, summarise } from './summary.mjs';
import { textTable } from './table.mjs';

/**
 * The whole run: clips and contenders, rounds, table, files.
 *
 * @param {string[]} args
 * @param {AbortSignal} signal ends it, with its temporary files removed
 */
async function bench(args, signal) {
  const options = parseArguments(args, process.env);
  if (options.help) return void process.stdout.write(USAGE);
  const machine = describeMachine();
  if (machine.loadBefore > 0.3)
    say(`load is ${machine.loadBefore}: other programs disturb the times`);

  const folder = await mkdtemp(join(tmpdir(), 'prosodia-bench-'));
  try {
    const { contenders, leftOut } = gatherContenders(options);
    const input = await prepareInput(options, folder);
    say(`${input.clips} clips: ${input.source}`);
    const measurements = await measure(contenders, input, { ...options, folder, signal }, say);
    say(`${checkResults(measurements)} results of others compared with ours`);
    const rows = summarise(measurements);

    process.stdout.write(`ms a clip of 3 s; ratio of minima to ours\n${textTable(rows)}\n`);
    for (const { contenders, reason } of leftOut)
      say(`left out: ${contenders.join(', ')} (${reason})`);
    if (options.json) {
      await writeWhole(options.json, json(machine, input, measurements, rows));
      say(`wrote ${options.json}`);
    }
    if (options.writeDocs) {
      const command = commandLine('dsp-native:bench', args, PATH_OPTIONS);
      const { source, clips } = input;
      const run = { ...options, command, machine, source, clips };
      const text = page({ ...run, measurements, rows, leftOut });
      say(`wrote ${await writePart('dsp-native:bench', text)}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The shape other programs read: `{ machine, results: [{ stage, contender, threads, msPerClip }] }`.
 *
 * @param {import('../../../tools/bench/machine.mjs').Machine} machine
 * @param {import('./input.mjs').BenchInput} input
 * @param {import('./measure.mjs').Measurement[]} measurements
 * @param {import('./summary.mjs').Row[]} rows
 */
function json(machine, { source, clips }, measurements, rows) {
  const versions = Object.fromEntries(
    measurements.map(({ contender, version }) => [contender.name, version]),
  );
  const results = rows.map(({ stage, contender, threads, msPerClip }) => {
    return { stage, contender, threads, msPerClip };
  });
  return (
    JSON.stringify({ machine: { ...machine, clips, source, versions }, results }, null, 2) + '\n'
  );
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
