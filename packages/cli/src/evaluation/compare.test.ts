import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleScores } from '@prosodia/records/examples';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { compareEvaluations, formatComparison } from './compare.js';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-compare-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

/** 12 speakers of 10 clips, of which each has so many right. */
async function put(name: string, right: (speaker: number) => number, protocol = 'p', count = 120) {
  const clips = Array.from({ length: count }, (_, i) => ({
    path: `${i}.wav`,
    speaker: `s${Math.floor(i / 10)}`,
    actual: i % 2,
  }));
  const predicted = [
    clips.map(({ actual }, i) => (i % 10 < right(Math.floor(i / 10)) ? actual : 1 - actual)),
  ];
  await mkdir(join(dir, name));
  const text = JSON.stringify({ ...exampleScores(), protocol, clips, predicted });
  await writeFile(join(dir, name, 'evaluation.json'), text);
  return join(dir, name);
}

test('calls a gain that every speaker has a difference, in words, and names the better', async () => {
  const [a, b] = [await put('weak', () => 5), await put('strong', () => 8)];
  const comparison = await compareEvaluations(a, b);
  expect(comparison.uar.value).toBeCloseTo(0.3, 6);
  expect(comparison.mcnemar).toMatchObject({ onlyFirst: 0, onlySecond: 36 });
  expect(formatComparison(comparison)).toContain(
    `${b} recognises the emotions better, by 30.00 points`,
  );
});

test('calls what one speaker gains and another loses chance', async () => {
  const a = await put('even', (s) => (s % 2 ? 4 : 7));
  const b = await put('odd', (s) => (s % 2 ? 7 : s === 0 ? 5 : 4));
  const text = formatComparison(await compareEvaluations(a, b));
  expect(text).toContain('that may be chance');
  expect(text).toContain('Do not call one better.');
});

test('does not speak for other speakers where few were tested', async () => {
  const [a, b] = [await put('few a', () => 5, 'p', 90), await put('few b', () => 8, 'p', 90)];
  const text = formatComparison(await compareEvaluations(a, b));
  expect(text).toContain('too few speakers to say how it would be with others.');
  expect(text).toContain('drawing 9 speakers; with only 9 speakers it is too narrow to rely on)');
  const many = formatComparison(
    await compareEvaluations(await put('c', () => 5), await put('d', () => 8)),
  );
  expect(many).not.toContain('few speakers');
  expect(many).not.toContain('too narrow');
});

test('refuses evaluations of other clips or protocols, and names what differs', async () => {
  const [a, b] = [await put('one', () => 5), await put('two', () => 5, 'other')];
  await expect(compareEvaluations(a, b)).rejects.toMatchObject({
    code: 'RESULT_FOLDER',
    message: `Expected evaluations of the same protocol for ${a} and ${b} but received p and other`,
  });
  const fewer = await put('fewer', () => 5, 'p', 110);
  await expect(compareEvaluations(a, fewer)).rejects.toThrow(
    'received 120 and 110, of which 110 are in both',
  );
  await expect(compareEvaluations(a, a)).rejects.toMatchObject({ code: 'USAGE' });
});
