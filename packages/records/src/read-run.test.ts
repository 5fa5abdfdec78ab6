import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

import {
  exampleMetrics,
  HOSTILE_NAME,
  writeExampleRun,
  type ExampleRunOptions,
} from './examples/example-run.js';
import { readRun } from './read-run.js';

const folders: string[] = [];
const write = async (options?: ExampleRunOptions): Promise<string> => {
  const folder = await writeExampleRun(options);
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

it('reads what a run writes, what it does not know of included', async () => {
  const found = JSON.stringify({ ...exampleMetrics(), of: 'tomorrow' });
  const folder = await write({ files: { 'metrics.json': found } });
  const { name, config, metrics, history, predictions } = await readRun(`${folder}/`);
  expect(folder.endsWith(name)).toBe(true);
  expect(config.kernel).toBe('avx2');
  expect(metrics).toEqual({ ...exampleMetrics(), of: 'tomorrow' });
  expect(metrics.test.confusion[1]).toEqual([1, 2]);
  expect(history[0]).toEqual({
    ...{ epoch: 1, loss: 2, accuracy: 0.25, seconds: 1 },
    ...{ devLoss: 1.5, devAccuracy: 0.5, devUar: 0.5 },
  });
  expect(predictions).toHaveLength(5);
  expect(predictions[0]).toEqual({
    path: `Actor_01/${HOSTILE_NAME}`,
    ...{ actual: 'calm', predicted: 'angry', probabilities: [0.125, 0.875] },
  });
});

it('reads older runs, which counted the dev part among train and said less', async () => {
  const { warnings, ...older } = exampleMetrics();
  expect(warnings).toEqual([]);
  const counts = { train: 20, dev: 4, test: 5 };
  const folder = await write({ files: { 'metrics.json': JSON.stringify({ ...older, counts }) } });
  expect((await readRun(folder)).metrics).toEqual(exampleMetrics());
});

it('takes a loss that is not finite for none', async () => {
  const { history } = await readRun(await write());
  expect(history[1]).toMatchObject({ loss: undefined, accuracy: 0.5 });
});

it('names the folder and the file that is missing', async () => {
  const folder = join(await write(), 'nowhere');
  await expect(readRun(folder)).rejects.toMatchObject({
    code: 'RUN_NOT_FOUND',
    message: `Expected the folder of a run for ${folder} but received ENOENT for config.json`,
  });
});

it.each([
  ['config.json', '{', /Expected JSON for .*config\.json but received/],
  ['config.json', '{"command": 3}', /for command in .*config\.json but received .*"train"/],
  ['metrics.json', '{}', /for backend in .*metrics\.json but received/],
  [
    'predictions.csv',
    'path,actual,predicted\n',
    /the columns path, actual, predicted, calm, angry/,
  ],
  ['predictions.csv', 'path,actual,predicted,calm,angry\n', /Expected 5 clips.* but received 0/],
  [
    'predictions.csv',
    'path,actual,predicted,calm,angry\na,calm,merry,0.5,0.5\n',
    /one of calm, angry for predicted in line 2 of .* but received merry/,
  ],
  [
    'predictions.csv',
    'path,actual,predicted,calm,angry\na,calm,calm,0.5,1.5\n',
    /a probability for angry in line 2 of .* but received 1\.5/,
  ],
  ['history.csv', 'epoch,loss\n"', /Expected CSV for .*history\.csv/],
])('says what is wrong in %s: %j', async (name, text, message) => {
  const folder = await write({ files: { [name]: text } });
  const failure = readRun(folder);
  await expect(failure).rejects.toMatchObject({ code: 'RUN_INVALID' });
  await expect(failure).rejects.toThrow(message);
});
