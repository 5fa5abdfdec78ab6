/**
 * One kind of call, so often, in a process of its own that node runs with --expose-gc. Prints by how many bytes a
 * call the process has grown.
 */
import * as dsp from '@prosodia/dsp-native';
import { readFileSync } from 'node:fs';

const { kind, calls, paths, broken } = JSON.parse(process.env.STRESS_DATA ?? '{}');
const bytes = readFileSync(paths[0]);
const { samples } = dsp.decodeWav(bytes);
const tooShort = samples.subarray(0, 0);
const controller = new AbortController();
controller.abort();

/** @type {Record<string, () => unknown>} */
const kinds = {
  extract: () => dsp.extract(paths),
  readWav: () => dsp.readWav(paths[0]),
  decodeWav: () => dsp.decodeWav(bytes),
  stft: () => dsp.stft(samples),
  mfcc: () => dsp.mfcc(samples),
  pitch: () => dsp.pitch(samples),
  resample: () => dsp.resample(samples, { fromRate: 48_000, toRate: 44_100 }),
  stream() {
    const stream = new dsp.LogMelStream({ fromRate: 44_100 });
    stream.push(samples);
    stream.end();
  },
  delta: () => dsp.delta({ values: samples, nFrames: samples.length }),
  'refused: extract': () => dsp.extract(broken),
  'refused: options': () => dsp.extract(paths, { nFft: 7 }),
  'refused: aborted': () => dsp.extract(paths, { signal: controller.signal }),
  'refused: readWav': () => dsp.readWav(broken[0]),
  'refused: decodeWav': () => dsp.decodeWav(bytes.subarray(0, 40)),
  'refused: stft': () => dsp.stft(tooShort),
  'refused: stream': () => new dsp.LogMelStream({ fromRate: 44_100 }).end(),
};

const call = kinds[kind];
if (!call) throw new Error(`Expected one of ${Object.keys(kinds).join(', ')} but received ${kind}`);

/** @param {number} times @returns {Promise<number>} how many were refused */
async function repeat(times) {
  let refused = 0;
  for (let i = 0; i < times; i++) {
    try {
      await call?.();
    } catch {
      refused++;
    }
    // What the collector found is given back between two turns of the event loop.
    if (i % 20 === 19) await new Promise(setImmediate);
  }
  return refused;
}

async function residentBytes() {
  for (let i = 0; i < 4; i++) {
    global.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // What V8 holds in reserve for its own objects comes and goes; what it uses counts.
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
  return { native: rss - heapTotal + heapUsed, external };
}

await repeat(Math.max(500, calls / 5));
let refused = 0;
let before = await residentBytes();
/** @type {Array<{ native: number, external: number }>} */
const halves = [];
for (let half = 0; half < 2; half++) {
  refused += await repeat(calls / 2);
  const after = await residentBytes();
  halves.push({ native: after.native - before.native, external: after.external - before.external });
  before = after;
}
/** In the half that grew less: a leak is in both, what an allocator or a compiler takes once is in one. */
const perCall = (/** @type {'native' | 'external'} */ what) =>
  Math.min(...halves.map((grown) => grown[what])) / (calls / 2);
process.stdout.write(
  JSON.stringify({ refused, native: perCall('native'), external: perCall('external') }),
);
