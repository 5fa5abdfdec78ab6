/**
 * Pictures of a page, to be looked at: each of its sections in light, in dark and on a phone, and the page as it prints.
 *
 *   nx run report:screenshots PAGE.html [--out DIR]
 *
 * Writes `light-SECTION.png`, `dark-SECTION.png`, `phone-SECTION.png` and `print.pdf`, and of the latter each sheet as
 * PNG where pdftoppm is there (Debian: poppler-utils).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { findChromium, launch, openPage } from '../dist/_test-browser.js';

const LOOKS = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', deviceScaleFactor: 2 },
};

const { values, positionals } = parseArgs({
  options: { out: { type: 'string', default: 'screenshots' } },
  allowPositionals: true,
});
const [file] = positionals;
const executable = findChromium();
if (file === undefined || executable === undefined)
  throw new Error(
    `Expected a page and Chromium for screenshots but received ${file ?? 'no page'} and ${executable ?? 'no Chromium'}`,
  );
mkdirSync(values.out, { recursive: true });
const browser = await launch(executable);
for (const [look, options] of Object.entries(LOOKS)) {
  const { page, complaints } = await openPage(browser, resolve(file), options);
  // It would stand across every section that is taller than the window.
  await page.locator('nav').evaluate((nav) => (nav.hidden = true));
  const parts = await page.locator('header.top, main > section').all();
  for (const part of parts) {
    const name = (await part.getAttribute('id')) ?? 'head';
    await part.screenshot({ path: join(values.out, `${look}-${name}.png`) });
  }
  if (look === 'light')
    await page.pdf({ path: join(values.out, 'print.pdf'), format: 'A4', printBackground: false });
  console.log(`${look}: ${parts.length} sections, ${complaints.length} complaints`, ...complaints);
  await page.context().close();
}
await browser.close();
spawnSync('pdftoppm', ['-r', '80', '-png', 'print.pdf', 'print'], { cwd: values.out });
