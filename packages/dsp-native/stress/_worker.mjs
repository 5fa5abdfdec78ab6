/** A worker thread, or a process, that never stops to call the addon; it is ended from outside. */
import {
  decodeWav,
  extract,
  logMelSpectrogram,
  mfcc,
  readWav,
  resample,
} from '@prosodia/dsp-native';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const { paths, broken, exitAfter } = workerData ?? JSON.parse(process.env.STRESS_DATA ?? '{}');
const bytes = readFileSync(paths[0]);
const { samples } = decodeWav(bytes);
const many = Array.from({ length: 50 }, () => [...paths, ...broken]).flat();

parentPort?.postMessage('begun');
if (exitAfter !== undefined) setTimeout(() => process.exit(7), exitAfter);
let batches = 0;
for (;;) {
  if (batches < 2) {
    batches++;
    void extract(many, { onProgress: () => undefined }).finally(() => batches--);
  }
  void Promise.all(paths.map((/** @type {string} */ path) => readWav(path)));
  resample(samples, { fromRate: 48_000, toRate: 44_100 });
  logMelSpectrogram(samples);
  mfcc(samples);
  await new Promise((resolve) => setTimeout(resolve, 1));
}
