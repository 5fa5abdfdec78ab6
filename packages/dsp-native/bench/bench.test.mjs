import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { describeMachine } from '../../../tools/bench/machine.mjs';
import { median } from '../../../tools/bench/statistics.mjs';
import { commandLine, withPart } from '../../../tools/bench/page.mjs';
import { PATH_OPTIONS } from './_arguments.mjs';
import { page } from './page.mjs';
import { checkResults, summarise } from './summary.mjs';
import { STAGE_NAMES } from './stages.mjs';

const BENCH = fileURLToPath(new URL('bench.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'prosodia-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('one round over three synthetic clips measures each stage of ours and writes the JSON', async () => {
  const file = join(folder, 'results.json');
  const args = ['--rounds', '1', '--passes', '2', '--clips', '3', '--json', file];
  const env = { ...process.env, PROSODIA_DATA: '' };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [BENCH, ...args], { env });

  const { machine, results } = JSON.parse(readFileSync(file, 'utf8'));
  expect(machine).toMatchObject({ clips: 3, cores: expect.any(Number), cpu: expect.any(String) });
  expect(new Set(results.map((/** @type {{ stage: string }} */ { stage }) => stage))).toEqual(
    new Set(STAGE_NAMES),
  );
  expect(results).toHaveLength(STAGE_NAMES.length + 1); // file-to-vector with one thread and with two
  for (const result of results) {
    expect(Object.keys(result)).toEqual(['stage', 'contender', 'threads', 'msPerClip']);
    const { min, median, max } = result.msPerClip;
    expect(min).toBeGreaterThan(0);
    expect(median).toBeGreaterThanOrEqual(min);
    expect(max).toBeGreaterThanOrEqual(median);
  }
  expect(stdout.match(/prosodia/g)).toHaveLength(results.length);
  expect(stderr).toMatch(/left out: librosa-soxr_hq, .*fftw.*without --rivals/);
});

test('interrupted, it ends with 130 and leaves no temporary file', async () => {
  const env = { ...process.env, PROSODIA_DATA: '', TMPDIR: folder };
  const bench = spawn(process.execPath, [BENCH, '--rounds', '1000', '--clips', '2'], { env });
  await new Promise((resolve) => {
    bench.stderr.on('data', (text) => {
      if (String(text).includes('round 1')) resolve(undefined);
    });
  });
  bench.kill('SIGINT');
  const [code] = await once(bench, 'exit');
  expect(code).toBe(130);
  expect(readdirSync(folder).filter((name) => name.startsWith('prosodia-bench-'))).toEqual([]);
});

test.each([
  [['--stages', 'mell'], /for --stages but received mell/],
  [['--rounds', '0'], /for --rounds but received 0/],
  [['--data', '/nowhere'], /for --data but received \/nowhere/],
  [['--thread', '1'], /--thread/],
])('%j is refused in one line', (args, message) => {
  const run = () =>
    execFileSync(process.execPath, [BENCH, ...args], { encoding: 'utf8', stdio: 'pipe' });
  expect(run).toThrow(message);
  expect(run).not.toThrow(/at .*\.mjs:\d/);
});

test('the summary takes minimum, median and maximum of all passes, and the ratio of minima', () => {
  const rows = summarise([measured('prosodia', [2, 1, 4]), measured('slow', [10, 30, 20, 50])]);
  expect(rows[0]).toMatchObject({
    msPerClip: { min: 1, median: 2, max: 4 },
    spread: 1.5,
    ratio: 1,
  });
  expect(rows[1]).toMatchObject({ msPerClip: { min: 10, median: 25, max: 50 }, ratio: 10 });
  expect(median([7])).toBe(7);
});

test('a contender that did another sum is refused, unless it is known to', () => {
  const ours = measured('prosodia', [1], -60);
  expect(checkResults([ours, measured('near', [1], -60.5)])).toBe(1);
  expect(() => checkResults([ours, measured('far', [1], -61)])).toThrow(/received -61/);
  expect(() => checkResults([ours, measured('lazy', [1], 0)])).toThrow(/received 0/);
  expect(checkResults([ours, measured('other', [1], -61, false)])).toBe(0);
});

test('the page has a table for each stage, every contender and who was left out, and no path', () => {
  const measurements = [measured('prosodia', [2]), measured('slow', [9])];
  const text = page({
    command: commandLine(
      'dsp-native:bench',
      ['--rivals', '--data', '/somewhere/corpus', '--json=/somewhere/results.json'],
      PATH_OPTIONS,
    ),
    machine: describeMachine(),
    source: 'synthetic sounds',
    clips: 3,
    rounds: 1,
    passes: 1,
    measurements,
    rows: summarise(measurements),
    leftOut: [{ contenders: ['torchaudio'], reason: 'no Python' }],
  });
  expect(text).toContain('`npx nx run dsp-native:bench -- --rivals --data ... --json=...`');
  expect(text).toContain('## mel');
  expect(text).toContain('| slow | 1 | 9.00 | 9.00 | 9.00 | 0 % | 4.50 |');
  expect(text).toContain('- **slow**');
  expect(text).toContain('- torchaudio: no Python');
  expect(text).not.toContain('/somewhere');
});

test('a part of the page is replaced, and those of others stay', () => {
  const page = withPart(withPart('', 'one', '# One'), 'two', '# Two');
  expect(page.indexOf('# Two')).toBeGreaterThan(page.indexOf('# One'));
  const again = withPart(page, 'one', '# Another');
  expect(again).toBe(page.replace('# One', '# Another'));
});

/**
 * @param {string} name
 * @param {number[]} msPerClip
 * @returns {import('./measure.mjs').Measurement}
 */
function measured(name, msPerClip, check = 1, sameNumbers = true) {
  /** @type {import('./contenders.mjs').Contender} */
  const contender = { name, command: [], stages: ['mel'], sameNumbers, note: '' };
  return { stage: 'mel', contender, threads: 1, clips: 1, version: '', check, msPerClip };
}
