import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findChromium, launch, openPage } from './_test-browser.js';
import { quartilesOf } from './charts/_quartiles.js';
import { classesChart } from './charts/classes.js';
import { meanContour } from './charts/contours.js';
import { durationsChart } from './charts/durations.js';
import { soundLevelCharts } from './charts/sound-levels.js';
import { corpusReport } from './corpus-report.js';
import { testCorpus } from './record/_test-corpus.js';
import { examplesOf } from './sections/voices.js';
import { writeReport } from './write-report.js';

const corpus = testCorpus({
  spectrogram: {
    decibels: new Float32Array(4 * 9),
    ...{ bands: 4, frames: 9, bandHz: [200, 900, 3000, 8000] },
    ...{ offsetSeconds: 0.5, durationSeconds: 3 },
  },
  sound: { samples: new Float32Array(1600), sampleRate: 16_000 },
});

it('counts the clips of each emotion, gender and intensity', () => {
  expect(classesChart(corpus).table.rows).toEqual([
    ['calm', 'female', 'normal', 1],
    ['calm', 'male', 'normal', 1],
    ['calm', 'male', 'strong', 1],
    ['angry', 'female', 'normal', 1],
    ['angry', 'male', 'normal', 1],
  ]);
});

it('sorts durations into quarters of a second', () => {
  expect(durationsChart(corpus).table.rows).toEqual([
    ['3 to 3.25', 4],
    ['4 to 4.25', 1],
  ]);
});

it('leaves frames that a clip is too short for out of the mean', () => {
  expect(meanContour(corpus.clips.slice(0, 2))).toEqual([-25, -45, -60]);
  expect(meanContour([{ contour: Float32Array.of(0) }])).toEqual([null]);
});

it('puts quartiles between values, as NumPy does', () => {
  // numpy.quantile([1, 2, 4, 8], [0.25, 0.5, 0.75])
  expect(quartilesOf([8, 1, 4, 2])).toEqual({ low: 1.75, median: 3, high: 5 });
});

it('gives silence no level', () => {
  const clips = corpus.clips.map((clip) => ({ ...clip, loudnessDb: Number.NEGATIVE_INFINITY }));
  const [loudness] = soundLevelCharts({ ...corpus, clips });
  expect(loudness.table.rows).toEqual([]);
});

it('shows of each emotion a voice of each gender, a strong one where there is one', () => {
  expect(examplesOf(corpus).map(({ path }) => path)).toEqual([
    ...['b.wav', 'c.wav', 'd.wav'],
    '<img src=x onerror=alert(1)>.wav',
  ]);
});

const executable = findChromium();

describe.skipIf(executable === undefined)('in a browser', () => {
  let browser: Browser;
  let place = '';
  let file = '';
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'prosodia-corpus-'));
    file = join(place, 'explore.html');
    await writeReport(file, await corpusReport(corpus));
    browser = await launch(executable ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await rm(place, { recursive: true });
  });

  it('loads offline without a complaint, with its charts, spectrograms and sounds', async () => {
    const { page, complaints } = await openPage(browser, file);
    expect(await page.locator('figure[data-chart] > svg').count()).toBe(5);
    expect(await page.locator('svg.spectrogram image').count()).toBe(4);
    expect(await page.locator('audio').count()).toBe(4);
    expect(await page.locator('#odd tbody th').innerText()).toBe('<b>.wav');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('axe finds nothing in %s', async (colorScheme) => {
    const { page } = await openPage(browser, file, { colorScheme, bypassCSP: true });
    await page.addScriptTag({
      path: createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    });
    const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
    expect(passes.length).toBeGreaterThan(20);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.context().close();
  });
});
