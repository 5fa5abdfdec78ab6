import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Where systems keep Chromium or a browser made of it. */
const PLACES = [
  process.env.PROSODIA_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The system's Chromium; undefined with a notice where there is none.
 *
 * @throws where there is none and the tests run in CI: there they must not pass unrun
 */
export function findChromium(): string | undefined {
  const found = PLACES.find((place) => place !== '' && existsSync(place));
  if (found !== undefined) return found;
  const message = 'Chromium is missing (Debian: chromium): the pages are not tested in a browser';
  if (process.env.CI !== undefined && process.env.CI !== 'false') throw new Error(message);
  process.stderr.write(`${message}\n`);
  return undefined;
}

export const launch = (executablePath: string): Promise<Browser> =>
  // Chromium refuses to be root with its sandbox; the pages are our own.
  chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });

/** A page of `html` without any network, and every complaint that it makes. */
export async function openPage(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`request: ${request.url().slice(0, 99)}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`file://${file}`);
  return { page, complaints };
}
