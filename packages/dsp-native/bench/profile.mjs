import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../tools/bench/machine.mjs';
import { aboutRun, commandLine, writePart } from '../../../tools/bench/page.mjs';
import { alignColumns, markdownTable, threeDigits } from '../../../tools/bench/table.mjs';
import { compileNative } from '../scripts/build-native.mjs';
import { prepareInput } from './input.mjs';

const USAGE = `nx run dsp-native:profile [-- OPTIONS]: where the time of a clip goes, and how far each stage is from its limit

  --passes N     over the clips, of which the fastest counts; default 20
  --clips N      default 96
  --data DIR     real recordings to take clips from; default PROSODIA_DATA, else synthetic sounds
  --write-docs   writes its part of docs/benchmarks.md
`;

/**
 * @typedef {object} Profile what profile.cpp prints
 * @property {string} kernel
 * @property {number} operationsPerSecond
 * @property {number} bytesPerSecond
 * @property {number} wholeMs
 * @property {{ stage: string, ms: number, leastMs: number }[]} stages
 */

/** @param {string[]} paths @param {string} passes @param {string} folder @returns {Profile} */
function profile(paths, passes, folder) {
  const build = compileNative('profile', {
    definitions: { PROSODIA_TESTS: 'ON' },
    target: 'profile',
  });
  const list = join(folder, 'paths');
  writeFileSync(list, paths.join('\n'));
  const program = join(build, 'profile');
  const { status, stdout, stderr, error } = spawnSync(program, [passes, list], {
    encoding: 'utf8',
  });
  if (status === 0) return JSON.parse(stdout);
  throw new Error(`Expected success for ${program} but received ${error?.message ?? stderr}`);
}

/** @param {Profile} profile */
function lines({ stages, wholeMs }) {
  const rows = stages.map(({ stage, ms, leastMs }) => {
    const share = `${((100 * ms) / wholeMs).toFixed(0)} %`;
    return [
      stage,
      threeDigits(ms),
      share,
      threeDigits(leastMs),
      leastMs > 0 ? (ms / leastMs).toFixed(1) : '',
    ];
  });
  const whole = ['all, as extract does it', threeDigits(wholeMs), '100 %', '', ''];
  return [['stage', 'ms a clip', 'share', 'limit', 'times the limit'], ...rows, whole];
}

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    passes: { type: 'string', default: '20' },
    clips: { type: 'string', default: '96' },
    data: { type: 'string', default: process.env.PROSODIA_DATA || undefined },
    'write-docs': { type: 'boolean', default: false },
  },
});

async function main() {
  if (values.help) return void process.stdout.write(USAGE);
  const machine = describeMachine();
  const folder = mkdtempSync(join(tmpdir(), 'prosodia-profile-'));
  try {
    const input = await prepareInput({ data: values.data, clips: Number(values.clips) }, folder);
    const result = profile(input.files.wav, values.passes, folder);
    process.stdout.write(`${alignColumns(lines(result), 1)}\n`);
    if (!values['write-docs']) return;
    const command = commandLine('dsp-native:profile', process.argv.slice(2), ['--data']);
    const text = `# Where the time of a clip goes

${aboutRun({ command, machine })}
- ${input.clips} clips: ${input.source}; one thread, ${result.kernel} kernel; the fastest of ${values.passes} passes for each stage

The C++ core, from a file to the 259 values of mel-mean-259.v1, with a clock between the stages. The limit is what a stage takes where every multiplication and addition runs at this core's measured peak for both in equal parts, ${(result.operationsPerSecond / 1e9).toFixed(0)} thousand million a second (no kernel fuses them), and where the bytes of the file come at the measured rate of a copy from memory, ${(result.bytesPerSecond / 1e9).toFixed(1)} GB/s; loads, stores and system calls count for nothing in it.

${markdownTable(lines(result), 1)}
`;
    process.stdout.write(`wrote ${await writePart('dsp-native:profile', text)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
