/**
 * One kind of call, `calls` times and again until two such parts left less than `limit` bytes a call, in a process of its own
 * that node runs with --expose-gc. Prints by how many bytes a call the process grew in the second least of the parts.
 */
import * as dsp from '@prosodia/dsp-native';
import { readFileSync } from 'node:fs';

const { kind, calls, limit, paths, broken } = JSON.parse(process.env.STRESS_DATA ?? '{}');
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

/** A leak is in every part; what an allocator or a compiler takes or gives back once is in one of them. */
const PARTS = { least: 2, most: 6 };
/** @typedef {{ native: number, external: number }} Grown bytes a call */

await repeat(Math.max(500, calls / 5));
let refused = 0;
let before = await residentBytes();
/** @type {Grown[]} from the part that grew least */
const parts = [];
/** In the second of them: in the first, memory may have been given back. */
const grown = () => parts[PARTS.least - 1];
while (parts.length < PARTS.most && !(sum(grown()) < limit)) {
  refused += await repeat(calls);
  const after = await residentBytes();
  parts.push({
    native: (after.native - before.native) / calls,
    external: (after.external - before.external) / calls,
  });
  parts.sort((a, b) => sum(a) - sum(b));
  before = after;
}
process.stdout.write(JSON.stringify({ refused, ...grown() }));

/** @param {Grown | undefined} part */
function sum(part) {
  return part ? part.native + Math.max(0, part.external) : Infinity;
}
