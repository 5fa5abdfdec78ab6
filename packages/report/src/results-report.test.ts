import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOSTILE_NAME } from '@prosodia/records/examples';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { testEvaluations, testRuns, writePage } from './_test-pages.js';
import { resultsReport } from './results-report.js';
import { writeCharts, writeReport } from './write-report.js';

let place = '';
let file = '';

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia report '));
  file = join(place, 'one.html');
  const { report, bytes } = await writePage(file, { runs: await testRuns(32) });
  expect(bytes).toBeGreaterThan(10_000);
  expect(await writeCharts(join(place, 'charts'), report)).toBe(report.charts.length);
});
afterAll(() => rm(place, { recursive: true }));

it('writes nothing that comes from outside as an element', async () => {
  const html = await readFile(file, 'utf8');
  expect(html).toContain('&#60;img src=x onerror=alert(1)&#62;.wav');
  expect(html).not.toContain(HOSTILE_NAME);
  expect(html).not.toMatch(/<img (?!class="thumbnail")/);
});

it('names no address but its own parts and those of formats', async () => {
  const html = await readFile(file, 'utf8');
  const addresses = [...html.matchAll(/(?:https?:)?\/\/[\w.-]+\.\w+[^\s"'<]*/g)].map(
    ([found]) => found,
  );
  expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org/2000/svg']));
});

it('writes each chart as SVG in plain colours and as PNG', async () => {
  const svg = await readFile(join(place, 'charts', 'run-1-confusion.svg'), 'utf8');
  const png = await readFile(join(place, 'charts', 'run-1-confusion.png'));
  expect(svg).not.toContain('var(');
  const width = Number(/ width="(\d+)/.exec(svg)?.[1]);
  expect(png.readUInt32BE(16)).toBe(2 * width);
});

it('heads runs that go by numbers with the number, not with the word run twice', async () => {
  const runs = (await testRuns(32, 16)).map((run) => ({ ...run, folder: 'twin' }));
  const { html } = (await writePage(join(place, 'twins.html'), { runs })).report;
  expect(html).toContain('Run 1</h2>');
  expect(html).not.toContain('Run run');
});

it('says of two evaluations by two protocols why there is no test', async () => {
  const evaluations = await testEvaluations('loso.v1', 'speaker-disjoint-5fold.v1');
  const { html } = (await writePage(join(place, 'two.html'), { evaluations })).report;
  expect(html).toContain('The two were not tested on the same clips by the same protocol');
});

it('calls the interval of few speakers too narrow wherever it stands', async () => {
  const words = 'with only 2 speakers it is too narrow to rely on';
  const [first, second] = await testEvaluations('loso.v1', 'loso.v1');
  const evaluations = [first, second].flatMap((one, index) =>
    one === undefined ? [] : [{ ...one, name: `e${index}` }],
  );
  const { html } = (await writePage(join(place, 'few.html'), { evaluations })).report;
  expect(html).toContain(`speakers of the kind; ${words}.`);
  expect(html).toMatch(
    new RegExp(`Of the intervals over speakers: [^<;]+: ${words}; [^<;]+: ${words}\\.`),
  );
  expect(html).toMatch(new RegExp(`Of the intervals over speakers: [^<;]+ / [^<;]+: ${words}\\.`));
});

it('says where a report cannot be written, and why', async () => {
  const below = join(file, 'below.html');
  await expect(writeReport(below, { html: '' })).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
});

it('refuses to report on nothing', async () => {
  await expect(resultsReport({ groups: [] })).rejects.toMatchObject({ code: 'INVALID_DATA' });
});
