import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { findResults } from './result-folder.js';

let dir: string;
const at = (name: string): string => join(dir, name);
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-results-'));
  const files = [
    ...['runs/first/config.json', 'runs/second.unfinished/start.json'],
    ...['evaluations/a/evaluation.json', 'evaluations/b/settings.json', 'evaluations/b/folds/x'],
    ...['page.html', 'other/readme.md'],
  ];
  for (const file of files) {
    await mkdir(dirname(at(file)), { recursive: true });
    await writeFile(at(file), '{}');
  }
});
afterAll(() => rm(dir, { recursive: true }));

it('tells runs from evaluations', async () => {
  const folders = [at('evaluations/a'), at('runs/first')];
  expect(await findResults('report', folders, ['run', 'evaluation'])).toEqual([
    ...['evaluation', 'run'],
  ]);
});

it.each([
  ['nowhere', 'a place where there is nothing; `prosodia train` makes runs, `prosodia evaluate'],
  ['page.html', 'a file; the folder is wanted that it lies in'],
  ['other', 'a folder of something else; `prosodia train` makes runs'],
  ['runs', 'a folder that holds one; name '],
  ['runs/second', 'a run that is not finished; `npx prosodia train --resume '],
  ['runs/second.unfinished', 'a run that is not finished; `npx prosodia train --resume '],
  ['evaluations/b', 'an evaluation that is not finished; the command that began it goes on'],
])('says of %s what it is and what to do', async (name, words) => {
  await expect(findResults('report', [at(name)], ['run', 'evaluation'])).rejects.toMatchObject({
    code: 'RESULT_FOLDER',
    message: expect.stringContaining(
      `Expected the folder of a run or of an evaluation for ${at(name)} but received ${words}`,
    ) as string,
  });
});

it('says what is wanted instead of a run', async () => {
  await expect(findResults('compare', [at('runs/first')], ['evaluation'])).rejects.toThrow(
    'received that of a run; `prosodia evaluate --protocol` makes evaluations',
  );
});

it('refuses a folder that is given twice', async () => {
  const folders = [at('runs/first'), `${at('runs/first')}/`];
  await expect(findResults('report', folders, ['run'])).rejects.toMatchObject({ code: 'USAGE' });
});
