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
import { measure, summarise } from './measure.mjs';
import { page, textTable } from './page.mjs';

/**
 * The whole run: rows and contenders, rounds, table, files.
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
    const inputs = [];
    for (const name of options.networks) {
      const input = await prepareInput({ ...options, name }, folder);
      say(`${name}: ${input.rows} x ${input.width}, ${input.source}`);
      inputs.push(input);
    }
    const measurements = await measure(contenders, inputs, { ...options, signal }, say);
    const results = summarise(measurements);

    process.stdout.write(`ms an epoch; ratio of medians to ours\n${textTable(results)}\n`);
    for (const { contenders, reason } of leftOut)
      say(`left out: ${contenders.join(', ')} (${reason})`);
    if (options.json) {
      const versions = Object.fromEntries(
        measurements.map(({ contender, version }) => [contender.name, version]),
      );
      const rows = Object.fromEntries(
        inputs.map(({ network, rows, width, source }) => [network, { rows, width, source }]),
      );
      const about = { machine: { ...machine, rows, versions }, results };
      await writeWhole(options.json, JSON.stringify(about, null, 2) + '\n');
      say(`wrote ${options.json}`);
    }
    if (options.writeDocs) {
      const command = commandLine('model:bench', args, PATH_OPTIONS);
      for (const input of inputs) {
        const text = page({ ...options, command, machine, input, measurements, results, leftOut });
        say(`wrote ${await writePart(`model:bench ${input.network}`, text)}`);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
