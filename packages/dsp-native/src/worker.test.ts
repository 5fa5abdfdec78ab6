import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { addonFile } from './_addon.js';
import { noise, temporaryFolder, wavBytes, type TemporaryFolder } from './_fixtures.js';
import { extract, type NativeExtractResult } from './extract.js';

/** The addon in worker threads and at the end of a process. They load it bare: no TypeScript runs there. */

const options = {
  ...{ nFft: 2048, hopLength: 512, center: true, padMode: 'reflect', precision: 'single' },
  ...{ sampleRate: 44_100, nMels: 128, fMin: 0, fMax: 8000, ref: 1, amin: 1e-10, topDb: 80 },
  ...{ offsetSeconds: 0.5, durationSeconds: 3, output: 'band-mean', pitchTopDb: null },
  threads: 2,
  limits: { maxBytes: 2 ** 31, maxSeconds: 600, maxChannels: 64, maxChunks: 4096 },
};
const startBatch = `
  const { workerData, parentPort } = require('node:worker_threads');
  const { addonFile, paths, options } = workerData ?? JSON.parse(process.env.TEST_DATA);
  const job = require(addonFile).extract(paths, options, () => {});`;

let folder: TemporaryFolder;
let paths: string[];
beforeAll(() => {
  folder = temporaryFolder();
  paths = Array.from({ length: 6 }, (_, index) =>
    folder.write(`${index}.wav`, wavBytes(noise(48_000 * 4, index), 48_000)),
  );
});
afterAll(() => {
  folder.remove();
});

const many = () => Array.from({ length: 500 }, () => paths).flat();
const workerData = (files: string[]) => ({ addonFile, paths: files, options });

it('several worker threads and the main thread extract at once, with the same numbers', async () => {
  const code = `${startBatch} job.promise.then((result) => parentPort.postMessage(result));`;
  const workers = [1, 2, 3].map(
    () => new Worker(code, { eval: true, workerData: workerData(paths) }),
  );
  const messages = workers.map(
    (worker) => once(worker, 'message') as Promise<[NativeExtractResult]>,
  );
  const [main, ...others] = await Promise.all([extract(paths), ...messages]);
  for (const [result] of others) expect(result.values).toEqual(main.values);
});

it('a worker that is terminated in the middle of a batch ends, and the addon works on elsewhere', async () => {
  const code = `${startBatch} parentPort.postMessage('begun');`;
  for (let round = 0; round < 5; round++) {
    const worker = new Worker(code, { eval: true, workerData: workerData(many()) });
    await once(worker, 'message');
    expect(await worker.terminate()).toBe(1);
  }
  expect((await extract(paths)).failures).toEqual([]);
});

it.each([
  ['exits', 'setTimeout(() => process.exit(7), 50)', 7],
  ['throws', 'setTimeout(() => { throw new Error() }, 50)', 1],
  ['cancels', 'setTimeout(job.cancel, 50)', 0],
])('a process that %s in the middle of a batch ends as it was told', (_, last, code) => {
  const env = { ...process.env, TEST_DATA: JSON.stringify(workerData(many())) };
  const ended = spawnSync(process.execPath, ['-e', `${startBatch} ${last}`], {
    env,
    timeout: 30_000,
  });
  expect([ended.status, ended.signal]).toEqual([code, null]);
});
