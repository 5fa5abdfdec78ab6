import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { checkLosses, summarise } from './measure.mjs';

const BENCH = fileURLToPath(new URL('bench.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'prosodia-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a short run measures both contenders of Node and writes the JSON', async () => {
  const file = join(folder, 'results.json');
  const sizes = ['--rounds', '1', '--epochs', '1', '--warm-up', '1', '--batch-sizes', '96,128'];
  const args = [BENCH, ...sizes, '--json', file];
  const env = { ...process.env, TMPDIR: folder };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });

  const { machine, results } = JSON.parse(readFileSync(file, 'utf8'));
  expect(machine).toMatchObject({ network: 'notebook', rows: 1152, width: 259 });
  expect(Object.keys(machine.versions)).toEqual(['prosodia', 'tfjs-node']);
  const measured = results.map(
    (/** @type {import('./measure.mjs').Row} */ { contender, batchSize }) =>
      `${contender} ${batchSize}`,
  );
  expect(measured).toEqual(['prosodia 96', 'tfjs-node 96', 'prosodia 128', 'tfjs-node 128']);
  for (const { msPerEpoch } of results) {
    expect(msPerEpoch.min).toBeGreaterThan(0);
    expect(msPerEpoch.max).toBeGreaterThanOrEqual(msPerEpoch.median);
  }
  expect(stdout.match(/prosodia/g)).toHaveLength(2);
  expect(stderr).toMatch(/left out: keras \(run without --rivals\)/);
  expect(readdirSync(folder)).toEqual(['results.json']);
});

test.each([
  [['--network', 'lstm'], /for --network but received lstm/],
  [['--batch-sizes', '32,0'], /for --batch-sizes but received 0/],
  [['--arrays', '/nowhere'], /for --arrays but received .*\/nowhere/],
  [['--epoch', '1'], /--epoch/],
])('%j is refused in one line', (args, message) => {
  const run = () =>
    execFileSync(process.execPath, [BENCH, ...args], { encoding: 'utf8', stdio: 'pipe' });
  expect(run).toThrow(message);
  expect(run).not.toThrow(/at .*\.mjs:\d/);
});

test('ratios compare medians at one batch size', () => {
  const measured = (
    /** @type {string} */ name,
    /** @type {number} */ batchSize,
    /** @type {number[]} */ ...msPerEpoch
  ) => ({ contender: { name, command: [], note: '' }, batchSize, version: '', msPerEpoch });
  const rows = summarise([
    measured('prosodia', 32, 4, 2, 3),
    measured('slow', 32, 9, 5, 6),
    measured('prosodia', 64, 1),
    measured('slow', 64, 5),
  ]);
  expect(rows.map(({ ratio }) => ratio)).toEqual([1, 2, 1, 5]);
  expect(rows[0]?.msPerEpoch).toEqual({ min: 2, median: 3, max: 4 });
});

test('a contender that does not learn, or does fewer epochs, is refused', () => {
  expect(() => checkLosses([2.1, 1.9], 2, 'it')).not.toThrow();
  expect(() => checkLosses([2.1, 2.1], 2, 'it')).toThrow('falling losses for it');
  expect(() => checkLosses([2.1, 1.9], 3, 'it')).toThrow('3 falling losses');
  expect(() => checkLosses([NaN, NaN], 2, 'it')).toThrow('received NaN');
});
