import { expect, test } from 'vitest';

import { createProgress, describeProgress, formatDuration } from './progress.js';

function recorder(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 100, written, write: (text: string) => written.push(text) };
}

test('a terminal gets a bar that redraws at most ten times a second and goes away', () => {
  let time = 0;
  const stream = recorder(true);
  const progress = createProgress('Extracting', 'clips', stream, 'bar', () => time);
  for (; time <= 1000; time += 1) progress.update(time, 2000);
  progress.end();
  expect(stream.written).toHaveLength(12); // at 0, 100, .. 1000 ms, and the clearing
  expect(stream.written.at(-2)).toBe(
    '\r\u001b[KExtracting [##########----------] 1000/2000 clips  1000/s  1.0 s left',
  );
  expect(stream.written.at(-1)).toBe('\r\u001b[K');
});

test('a log gets a plain line every five seconds and no control characters', () => {
  let time = 0;
  const stream = recorder(false);
  const progress = createProgress('Extracting', 'clips', stream, 'lines', () => time);
  for (; time <= 12_000; time += 10) progress.update(time, 12_000);
  progress.end();
  expect(stream.written).toHaveLength(3);
  expect(stream.written.join('')).toMatch(/^(Extracting \[[#-]{20}\] .*\n)+$/);
  expect(stream.written.at(-1)).toContain('12000/12000 clips');
});

test('a log says once that a step is done, however often it is told', () => {
  let time = 0;
  const stream = recorder(false);
  const progress = createProgress('Extracting', 'clips', stream, 'lines', () => time);
  for (; time <= 20_000; time += 5000) progress.update(Math.min(time, 10_000), 10_000);
  progress.end();
  expect(stream.written.map((line) => line.slice(34).trimStart().split(' ')[0])).toEqual([
    '5000/10000',
    '10000/10000',
  ]);
});

test('no time left is told before a twentieth is done or a minute over', () => {
  const left = (done: number, seconds: number): boolean =>
    describeProgress(done, 1440, 'clips', seconds).endsWith('left');
  expect([left(1, 3), left(71, 3), left(72, 3), left(1, 60)]).toEqual([false, false, true, true]);
});

test('a step too short for a line leaves none', () => {
  const stream = recorder(false);
  const progress = createProgress('Extracting', 'clips', stream, 'lines', () => 0);
  progress.update(1, 1);
  progress.end();
  expect(stream.written).toEqual([]);
});

test('a program gets a JSON object a line, once a second and at the end', () => {
  let time = 0;
  const stream = recorder(true);
  const progress = createProgress('Extracting', 'clips', stream, 'json', () => time);
  for (; time <= 2000; time += 10) progress.update(time, 2000);
  progress.end();
  const events = stream.written.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.map(({ done }) => done)).toEqual([0, 1000, 2000]);
  expect(events[0]).toMatchObject({ seconds: 0, rate: null, secondsLeft: null });
  expect(events[1]).toEqual({
    ...{ event: 'progress', step: 'Extracting', unit: 'clips', done: 1000, total: 2000 },
    ...{ seconds: 1, rate: 1000, secondsLeft: 1 },
  });
});

test('a bar never outgrows a narrow terminal', () => {
  const stream = { ...recorder(true), columns: 20 };
  createProgress('Extracting features', 'clips', stream, 'bar', () => 0).update(1, 2);
  expect(stream.written[0]?.replace('\r\u001b[K', '').length).toBeLessThan(20);
});

test.each([
  ['Evaluating log-mel-conv', 'folds', 3, 15, 300],
  ['Trying settings of nearest-neighbours', 'trials', 10_001, 100_000, 90_000],
])('a terminal of 80 columns shows all numbers of %s', (label, unit, done, total, seconds) => {
  let time = 0;
  const stream = { ...recorder(true), columns: 80 };
  const progress = createProgress(label, unit, stream, 'bar', () => time);
  time = seconds * 1000;
  progress.update(done, total);
  const line = stream.written[0]?.replace('\r\u001b[K', '') ?? '';
  expect(line.length).toBeLessThan(80);
  expect(line).toMatch(/ \d+\/\d+ \w+ {2}[\d.]+\/s {2}.* left$/);
  expect(describeProgress(done, total, unit, seconds).length + label.length).toBeGreaterThan(79);
});

test('no total and nothing done yet are no division by zero', () => {
  expect(describeProgress(0, 0, 'clips', 0)).toBe(`[${'-'.repeat(20)}] 0/0 clips`);
  expect(describeProgress(3, 3, 'clips', 2)).toBe(`[${'#'.repeat(20)}] 3/3 clips  1.5/s`);
});

test('durations are worded for people', () => {
  expect([0.04, 9.94, 9.96, 59.4, 185, 3720].map(formatDuration)).toEqual([
    '0.0 s',
    '9.9 s',
    '10 s',
    '59 s',
    '3 min 05 s',
    '1 h 02 min',
  ]);
});
