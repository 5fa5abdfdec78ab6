import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { noise, temporaryFolder, wavBytes, type TemporaryFolder } from './_fixtures.js';
import * as dsp from './index.js';

/** Runs the README's examples on the sources and compares what they print with the comments beside. */

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = '']) => code);

const home = process.cwd();
let folder: TemporaryFolder;
beforeAll(() => {
  folder = temporaryFolder();
  folder.write('happy.wav', wavBytes(noise(48_000 * 4, 1), 48_000));
  folder.write('sad.wav', wavBytes(noise(48_000 * 4, 2), 48_000));
  process.chdir(folder.path('.'));
});
afterAll(() => {
  process.chdir(home);
  folder.remove();
});

it('the README has its examples', () => {
  expect(examples).toHaveLength(3);
});

it.each(examples)('the README example prints what it says: %#', async (example) => {
  const promised = [...example.matchAll(/console\.log\(.*; \/\/ (.*)$/gm)].map(([, line]) => line);
  expect(promised.length).toBeGreaterThan(0);

  const printed: string[] = [];
  const log = (...values: unknown[]) => printed.push(values.join(' '));
  const body = example.replace(
    /^import (\{.*\}) from '@prosodia\/dsp-native';$/m,
    'const $1 = dsp;',
  );
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the example is the thing under test
  const run = new Function('dsp', 'console', `return (async () => {${body}})();`) as (
    ...scope: unknown[]
  ) => Promise<void>;
  await run(dsp, { log });
  expect(printed).toEqual(promised);
});
