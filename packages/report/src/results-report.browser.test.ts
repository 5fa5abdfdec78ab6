import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOSTILE_NAME } from '@prosodia/records/examples';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findChromium, launch, openPage } from './_test-browser.js';
import { testEvaluations, testRuns, writePage, type TestPage } from './_test-pages.js';

const executable = findChromium();

let place = '';
let browser: Browser | undefined;
/** Pages of one run, of two, of one without pictures, of one evaluation, and of two beside a run. */
const files = { one: '', two: '', plain: '', evaluation: '', mixed: '' };

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia report '));
  const runs = await testRuns(32, 64);
  const evaluations = await testEvaluations('actors-loso', 'text');
  const write = async (name: keyof typeof files, page: TestPage) => {
    files[name] = join(place, `${name}.html`);
    expect((await writePage(files[name], page)).bytes).toBeGreaterThan(10_000);
  };
  await write('one', { runs: runs.slice(0, 1) });
  await write('two', { runs });
  await write('plain', { runs: runs.slice(0, 1), picture: {} });
  await write('evaluation', { evaluations: evaluations.slice(0, 1) });
  await write('mixed', { runs: runs.slice(0, 1), evaluations });
  if (executable !== undefined) browser = await launch(executable);
});
afterAll(async () => {
  await browser?.close();
  await rm(place, { recursive: true });
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
      'One pair was not tested on the same clips by the same protocol',
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
