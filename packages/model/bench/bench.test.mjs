import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { describeMachine } from '../../../tools/bench/machine.mjs';
import { checkLosses, summarise } from './measure.mjs';
import { page } from './page.mjs';

const BENCH = fileURLToPath(new URL('bench.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'prosodia-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a short run measures both contenders of Node with each network and writes the JSON', async () => {
  const file = join(folder, 'results.json');
  const sizes = ['--rounds', '1', '--epochs', '1', '--warm-up', '1', '--batch-sizes', '64'];
  const args = [BENCH, ...sizes, '--rows', '192', '--json', file];
  const env = { ...process.env, TMPDIR: folder };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });

  const { machine, results } = JSON.parse(readFileSync(file, 'utf8'));
  expect(machine.rows).toMatchObject({
    notebook: { rows: 192, width: 259 },
    'log-mel-conv': { rows: 192, width: 160 * 68 },
  });
  expect(Object.keys(machine.versions)).toEqual(['prosodia', 'tfjs-node']);
  const measured = results.map(
    (/** @type {import('./measure.mjs').Row} */ { network, contender, batchSize }) =>
      `${network} ${contender} ${batchSize}`,
  );
  expect(measured).toEqual([
    ...['notebook prosodia 64', 'notebook tfjs-node 64'],
    ...['log-mel-conv prosodia 64', 'log-mel-conv tfjs-node 64'],
  ]);
  for (const { msPerEpoch } of results) {
    expect(msPerEpoch.min).toBeGreaterThan(0);
    expect(msPerEpoch.max).toBeGreaterThanOrEqual(msPerEpoch.median);
  }
  expect(stdout.match(/prosodia/g)).toHaveLength(2);
  expect(stderr).toMatch(/left out: keras, keras-xla \(run without --rivals\)/);
  expect(readdirSync(folder)).toEqual(['results.json']);
});

test.each([
  [['--network', 'lstm'], 2, /for --network but received lstm/],
  [['--batch-sizes', '32,0'], 2, /for --batch-sizes but received 0/],
  [['--rows', '0'], 2, /for --rows but received 0/],
  [['--arrays', '/nowhere'], 1, /for --arrays but received .*\/nowhere/],
  [['--epoch', '1'], 2, /--epoch/],
])('%j is refused in one line', (args, code, message) => {
  const { status, stderr } = spawnSync(process.execPath, [BENCH, ...args], { encoding: 'utf8' });
  expect(status).toBe(code);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/at .*\.mjs:\d/);
});

const [small, large] = [inputOf('small'), inputOf('large')];
const measurements = [
  measured(small, 'prosodia', 32, 4, 2, 3),
  measured(small, 'slow', 32, 9, 5, 6),
  measured(small, 'prosodia', 64, 1),
  measured(small, 'slow', 64, 5),
  measured(large, 'prosodia', 64, 2),
  measured(large, 'slow', 64, 8),
];

test('ratios compare medians with one network at one batch size', () => {
  const rows = summarise(measurements);
  expect(rows.map(({ ratio }) => ratio)).toEqual([1, 2, 1, 5, 1, 4]);
  expect(rows[0]?.msPerEpoch).toEqual({ min: 2, median: 3, max: 4 });
});

test('the part of a page has one network, its contenders and who was left out', () => {
  const run = { command: 'npx', machine: describeMachine(), rounds: 1, epochs: 1, warmUp: 1 };
  const leftOut = [{ contenders: ['keras'], reason: 'no Python' }];
  const results = summarise(measurements);
  const text = page({ ...run, input: large, measurements, results, leftOut });
  expect(text).toContain('## training: large');
  expect(text).toContain('| slow | 64 | 8.00 | 8.00 | 8.00 | 4.00 |');
  expect(text).not.toContain('| 32 |');
  expect(text).toContain('- **slow** (1.0). Its job.');
  expect(text).toContain('- Left out: keras: no Python');
});

test('a contender that does not learn, or does fewer epochs, is refused', () => {
  expect(() => checkLosses([2.1, 1.9], 2, 'it')).not.toThrow();
  expect(() => checkLosses([2.1, 2.1], 2, 'it')).toThrow('falling losses for it');
  expect(() => checkLosses([2.1, 1.9], 3, 'it')).toThrow('3 falling losses');
  expect(() => checkLosses([NaN, NaN], 2, 'it')).toThrow('received NaN');
});

/**
 * @param {string} network
 * @returns {import('./input.mjs').BenchInput}
 */
function inputOf(network) {
  return { network, batchSizes: [], folder: '', source: 'rows', rows: 1, width: 1 };
}

/**
 * @param {import('./input.mjs').BenchInput} input
 * @param {string} name
 * @param {number} batchSize
 * @param {number[]} msPerEpoch
 * @returns {import('./measure.mjs').Measurement}
 */
function measured(input, name, batchSize, ...msPerEpoch) {
  const contender = { name, command: [], note: 'Its job.' };
  return { input, contender, batchSize, version: '1.0', msPerEpoch };
}
