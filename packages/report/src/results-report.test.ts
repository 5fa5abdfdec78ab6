import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findChromium, launch, openPage } from './_test-browser.js';
import type { ClipPicture } from './record/clip.js';
import { writeTestEvaluation } from './record/_test-evaluation.js';
import { CLIPS, HOSTILE_NAME, writeTestRun } from './record/_test-run.js';
import type { EvaluationRecord } from './record/evaluation-record.js';
import { readEvaluation } from './record/read-evaluation.js';
import { readRun } from './record/read-run.js';
import { resultsReport } from './results-report.js';
import { writeCharts, writeReport } from './write-report.js';

const executable = findChromium();

/** A tone of a second in a picture of eight bands. */
const PICTURE: ClipPicture = {
  spectrogram: {
    decibels: Float32Array.from({ length: 8 * 20 }, (_, index) => -(index % 70)),
    ...{ bands: 8, frames: 20, offsetSeconds: 0.5, durationSeconds: 3 },
    bandHz: [100, 300, 600, 1000, 2000, 4000, 6000, 8000],
  },
  sound: {
    samples: Float32Array.from({ length: 16_000 }, (_, index) => Math.sin(index / 6) / 2),
    sampleRate: 16_000,
  },
};

let place = '';
let browser: Browser | undefined;
/** Pages of one run, of two, of one without pictures, of one evaluation, and of two beside a run. */
const files = { one: '', two: '', plain: '', evaluation: '', mixed: '' };

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia report '));
  const folders = [await writeTestRun(), await writeTestRun({ batchSize: 64 })];
  const [first, second] = await Promise.all(folders.map(readRun));
  for (const folder of folders) await rm(folder, { recursive: true });
  if (first === undefined || second === undefined) throw new Error('two runs were written');
  const write = async (
    name: keyof typeof files,
    runs: readonly (typeof first)[],
    picture: ClipPicture,
    evaluations: readonly EvaluationRecord[] = [],
  ) => {
    files[name] = join(place, `${name}.html`);
    const pictureOf = () => Promise.resolve(picture);
    const report = await resultsReport({
      groups: [{ runs, evaluations, clips: CLIPS, pictureOf }],
    });
    expect(await writeReport(files[name], report)).toBeGreaterThan(10_000);
    return report;
  };
  const report = await write('one', [first], PICTURE);
  await write('two', [first, second], PICTURE);
  await write('plain', [first], {});
  const evaluated = [await writeTestEvaluation(), await writeTestEvaluation({ protocol: 'text' })];
  const evaluations = await Promise.all(evaluated.map(readEvaluation));
  for (const folder of evaluated) await rm(folder, { recursive: true });
  await write('evaluation', [], PICTURE, evaluations.slice(0, 1));
  await write('mixed', [first], PICTURE, evaluations);
  expect(await writeCharts(join(place, 'charts'), report)).toBe(report.charts.length);
  if (executable !== undefined) browser = await launch(executable);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await rm(place, { recursive: true });
});

it('writes nothing that comes from outside as an element', async () => {
  const html = await readFile(files.one, 'utf8');
  expect(html).toContain('&#60;img src=x onerror=alert(1)&#62;.wav');
  expect(html).not.toContain(HOSTILE_NAME);
  expect(html).not.toMatch(/<img (?!class="thumbnail")/);
});

it('names no address but its own parts and those of formats', async () => {
  const html = await readFile(files.one, 'utf8');
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

it('says where a report cannot be written, and why', async () => {
  const file = join(files.one, 'below.html');
  await expect(writeReport(file, { html: '' })).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
});

it('refuses to report on nothing', async () => {
  await expect(resultsReport({ groups: [] })).rejects.toMatchObject({ code: 'INVALID_DATA' });
});

describe.skipIf(executable === undefined)('in a browser', () => {
  const opened = async (name: keyof typeof files, options = {}) => {
    if (browser === undefined) throw new Error('no browser was started');
    return openPage(browser, files[name], options);
  };

  it.each([
    ['one', 10, 5],
    ['two', 21, 5],
    ['plain', 10, 0],
    ['evaluation', 8, 5],
    ['mixed', 24, 5],
  ] as const)(
    '%s: loads offline without a complaint, with its %i charts',
    async (name, charts, sounds) => {
      const { page, complaints } = await opened(name);
      expect(await page.locator('figure[data-chart] > svg').count()).toBe(charts);
      expect(await page.locator('audio').count()).toBe(sounds);
      expect(await page.locator('img.thumbnail').count()).toBe(sounds);
      // Every picture has a name, words and its numbers.
      for (const svg of await page.locator('figure[data-chart] > svg').all()) {
        const [name = '', words = ''] = await Promise.all(
          ['aria-labelledby', 'aria-describedby'].map(async (attribute) =>
            page.locator(`#${(await svg.getAttribute(attribute)) ?? 'none'}`).innerText(),
          ),
        );
        expect(name.length).toBeGreaterThan(4);
        expect(words.length).toBeGreaterThan(20);
      }
      expect(await page.locator('figure[data-chart] details table').count()).toBe(charts);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('tests runs and evaluations of the same clips in pairs, and says where it does not', async () => {
    const { page } = await opened('mixed');
    const rows = await page.locator('[aria-label="Paired tests"] tbody tr').allInnerTexts();
    // Two protocols are not alike; the run is with both. The first seeds say what the run says.
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain('not told apart');
    expect(await page.locator('#side-by-side').innerText()).toContain(
      'One pair was tested on other clips or by another protocol',
    );
    await page.context().close();
  });

  it('plays its sounds and shows its pictures', async () => {
    const { page, complaints } = await opened('one');
    const seconds = await page
      .locator('audio')
      .first()
      .evaluate(
        (audio: { preload: string; duration: number; load(): void; onloadedmetadata: unknown }) =>
          new Promise<number>((resolve) => {
            audio.onloadedmetadata = () => {
              resolve(audio.duration);
            };
            audio.preload = 'metadata';
            audio.load();
          }),
      );
    expect(seconds).toBeCloseTo(1, 3);
    const width = await page
      .locator('img.thumbnail')
      .first()
      .evaluate((image: { naturalWidth: number }) => image.naturalWidth);
    expect(width).toBe(10);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  const shown = async (page: Page) =>
    (await page.locator('table.clips tbody tr:visible th code').allInnerTexts()).join(' ');

  it('shows the worst errors first, sorts by a column, and back', async () => {
    const { page } = await opened('one');
    expect(await shown(page)).toBe(`${HOSTILE_NAME} d.wav b.wav c.wav e.wav`);
    const clip = page.getByRole('button', { name: 'clip' });
    await clip.click();
    expect(await shown(page)).toBe(`${HOSTILE_NAME} b.wav c.wav d.wav e.wav`);
    await clip.press('Enter');
    expect(await shown(page)).toBe(`e.wav d.wav c.wav b.wav ${HOSTILE_NAME}`);
    expect(await page.locator('th[aria-sort="descending"]').innerText()).toContain('clip');
    await page.getByRole('button', { name: 'belief' }).click();
    expect(await shown(page)).toBe(`${HOSTILE_NAME} d.wav b.wav c.wav e.wav`);
    await page.context().close();
  });

  it('filters by words, answers and emotions, and counts what is left', async () => {
    const { page } = await opened('two');
    await page.getByLabel('Answers').selectOption('with an error');
    expect(await shown(page)).toBe(`${HOSTILE_NAME} d.wav`);
    expect(await page.locator('output').innerText()).toBe('2 of 5 clips');
    await page.getByLabel('Words').fill('actor 02');
    expect(await shown(page)).toBe('d.wav');
    await page.getByLabel('Answers').selectOption('');
    await page.locator('select[name=actual]').selectOption('angry');
    await page.locator('select[name=predicted]').selectOption('angry');
    expect(await shown(page)).toBe('c.wav e.wav');
    await page.getByLabel('Words').fill('onerror=');
    expect(await page.locator('output').innerText()).toBe('0 of 5 clips');
    await page.context().close();
  });

  it('can be used by the keys alone: what has the focus shows it, filters, sorts and plays', async () => {
    const { page } = await opened('one');
    const tabTo = async (selector: string): Promise<void> => {
      const focused = page.locator(`${selector}:focus`);
      for (let tabs = 0; tabs < 60 && (await focused.count()) === 0; tabs++)
        await page.keyboard.press('Tab');
      expect(
        await focused.evaluate(
          (element) =>
            (
              globalThis as unknown as { getComputedStyle(e: unknown): { outlineStyle: string } }
            ).getComputedStyle(element).outlineStyle,
        ),
      ).toBe('solid');
    };
    await tabTo('input[name=words]');
    await page.keyboard.type('actor 02');
    await tabTo('th[aria-sort] button');
    await page.keyboard.press('Enter');
    expect(await shown(page)).toBe('c.wav d.wav e.wav');
    await tabTo('audio');
    await page.keyboard.press('Space');
    await expect
      .poll(() =>
        page.locator('audio:focus').evaluate((audio: { paused: boolean }) => audio.paused),
      )
      .toBe(false);
    await page.context().close();
  });

  it('follows the dark of the system, the charts too', async () => {
    const colours = async (colorScheme: 'light' | 'dark') => {
      const { page } = await opened('one', { colorScheme });
      const styleOf = (selector: string, property: string) =>
        page
          .locator(selector)
          .first()
          .evaluate(
            (element, name) =>
              (
                globalThis as unknown as { getComputedStyle(e: unknown): Record<string, string> }
              ).getComputedStyle(element)[name],
            property,
          );
      const found = [
        await styleOf('body', 'backgroundColor'),
        await styleOf('figure svg text', 'fill'),
      ];
      await page.context().close();
      return found;
    };
    expect(await colours('light')).toEqual(['rgb(255, 255, 255)', 'rgb(86, 93, 105)']);
    expect(await colours('dark')).toEqual(['rgb(21, 23, 28)', 'rgb(168, 175, 187)']);
  });

  it.each(['two', 'mixed'] as const)(
    '%s needs no scrolling sideways on a phone, nor does any of its tables',
    async (name) => {
      const { page } = await opened(name, { viewport: { width: 360, height: 740 } });
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      const tables = await page.locator('.scroll').all();
      expect(tables.length).toBeGreaterThan(20);
      for (const table of tables)
        expect(
          await table.evaluate(
            (element: { scrollWidth: number; clientWidth: number }) =>
              element.scrollWidth - element.clientWidth,
          ),
          (await table.getAttribute('aria-label')) ?? '',
        ).toBe(0);
      await page.context().close();
    },
  );

  it('sorts and filters on a phone too, where a clip is a card that names what it shows', async () => {
    const { page } = await opened('evaluation', { viewport: { width: 360, height: 740 } });
    await page.getByRole('button', { name: 'clip' }).click();
    expect(await shown(page)).toBe(`${HOSTILE_NAME} b.wav c.wav d.wav e.wav`);
    await page.getByLabel('Words').fill('d.wav');
    expect(await shown(page)).toBe('d.wav');
    const heads = await page
      .locator('table.clips tbody tr:visible td[data-head]')
      .evaluateAll((cells: { dataset: { head: string } }[]) => cells.map((c) => c.dataset.head));
    expect(heads).toEqual(['actual', 'named', 'belief in the right one']);
    await page.context().close();
  });

  it('prints: light, every clip, without what only a screen needs', async () => {
    const { page } = await opened('one', { colorScheme: 'dark' });
    const pdf = await page.pdf();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('table.clips tbody tr:visible').count()).toBe(5);
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(background).toBe('rgb(255, 255, 255)');
    await page.context().close();
  });

  it.each([
    ['two', 'light'],
    ['two', 'dark'],
    ['mixed', 'light'],
    ['evaluation', 'dark'],
  ] as const)('axe finds nothing in %s, %s', async (name, colorScheme) => {
    // The policy of the page lets no script in; axe is one.
    const { page } = await opened(name, { colorScheme, bypassCSP: true });
    await page.addScriptTag({
      path: createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    });
    const results = await page.evaluate<AxeResults>('axe.run()');
    const faults = results.violations.map(
      ({ id, impact, nodes }) => `${String(impact)} ${id}: ${nodes[0]?.html ?? ''}`,
    );
    expect(results.passes.length).toBeGreaterThan(20);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
