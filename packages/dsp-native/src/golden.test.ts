import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, it } from 'vitest';

import { largestDifference } from './_fixtures.js';
import { powerToDb } from './decibel.js';
import { delta } from './delta.js';
import { extract } from './extract.js';
import { describeKernel } from './kernel.js';
import { logMelSpectrogram } from './log-mel.js';
import { melFilterbank } from './mel.js';
import { mfcc } from './mfcc.js';
import { resample, type ResampleOptions } from './resample.js';
import { stft } from './stft.js';
import { decodeWav } from './wav.js';

/** Made by tools/golden/generate.py, which says what each case is. */
interface Manifest {
  format: number;
  versions: Record<string, string>;
  cases: GoldenCase[];
}

interface GoldenCase {
  stage: 'filterbank' | 'resample' | 'stft' | 'log-mel' | 'decibel' | 'mfcc' | 'delta' | 'extract';
  name: string;
  file: string;
  input?: string;
  shape: number[];
  options: object;
}

const golden = (name: string) => fileURLToPath(new URL(`../golden/${name}`, import.meta.url));
const manifest = JSON.parse(readFileSync(golden('manifest.json'), 'utf8')) as Manifest;

function floats(file: string): Float32Array {
  const bytes = readFileSync(golden(file));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** Samples of a file as librosa.load(sr=None, mono=True) gives them; all but stereo.wav have one channel. */
function samplesOf({ input = '' }: GoldenCase): Float32Array {
  return decodeWav(readFileSync(golden(input))).samples;
}

/** What one stage must fulfil: the largest difference to librosa, and why it may be that large. */
const stages: Record<GoldenCase['stage'], (entry: GoldenCase) => void | Promise<void>> = {
  filterbank({ options, file }) {
    // Weights are below 0.05 and rounded to float32 on both sides: 2e-9 each.
    expect(largestDifference(melFilterbank(options), floats(file))).toBeLessThan(1e-8);
  },
  resample(entry) {
    const ours = resample(samplesOf(entry), entry.options as ResampleOptions);
    // Two filters of 120 dB and more agree in their pass band; between 0.91 and 1 of the Nyquist frequency, where
    // noise and the impulse have content, each falls off in its own way. The sweep stays below.
    const limit = entry.name === 'sweep' ? 2e-6 : 0.01;
    const inner = (values: Float32Array) => values.subarray(400, -400);
    expect(ours).toHaveLength(entry.shape[0] ?? NaN);
    expect(largestDifference(inner(ours), inner(floats(entry.file)))).toBeLessThan(limit);
  },
  stft(entry) {
    const { real, imag, nBins, nFrames } = stft(samplesOf(entry), entry.options);
    expect([2, nBins, nFrames]).toEqual(entry.shape);
    const theirs = floats(entry.file);
    // Both computed in double precision and rounded to float32 once; the values are below 64, where
    // neighbouring floats lie 3.8e-6 apart.
    expect(largestDifference(real, theirs.subarray(0, real.length))).toBeLessThan(4e-6);
    expect(largestDifference(imag, theirs.subarray(real.length))).toBeLessThan(4e-6);
  },
  'log-mel'(entry) {
    const samples = samplesOf(entry);
    const exact = logMelSpectrogram(samples, { ...entry.options, precision: 'double' });
    expect([exact.nMels, exact.nFrames]).toEqual(entry.shape);
    // Below 128 dB neighbouring floats lie 7.6e-6 apart; the power's own rounding is 3e-7 dB.
    expect(largestDifference(exact.values, floats(entry.file))).toBeLessThan(8e-6);
    // Single precision, mended where it would show; "unfloored" looks deeper than that.
    if (entry.name === 'unfloored') return;
    const { values } = logMelSpectrogram(samples, entry.options);
    expect(largestDifference(values, floats(entry.file))).toBeLessThan(0.001);
  },
  decibel({ options, file }) {
    const [power, decibels] = halves(floats(file));
    expect(largestDifference(powerToDb(power, options), decibels)).toBeLessThan(8e-6);
  },
  mfcc(entry) {
    const { values, nMfcc, nFrames } = mfcc(samplesOf(entry), {
      ...entry.options,
      precision: 'double',
    });
    expect([nMfcc, nFrames]).toEqual(entry.shape);
    // Up to 1024 neighbouring floats lie 6.1e-5 apart. The weights of a row, squared, add up to one, so the rounding
    // of the decibels adds less than 1e-4, twelvefold with a lifter of 22.
    const limit = entry.name === 'liftered' ? 1.2e-3 : 1e-4;
    expect(largestDifference(values, floats(entry.file))).toBeLessThan(limit);
  },
  delta({ options, file, shape }) {
    const [values, deltas] = halves(floats(file));
    const ours = delta({ values, nFrames: shape.at(-1) ?? NaN }, options);
    // Both computed in double precision and rounded once; below 512 neighbouring floats lie 3.1e-5 apart.
    expect(largestDifference(ours, deltas)).toBeLessThan(3.2e-5);
  },
  async extract({ input = '', options, file }) {
    const { values, failures } = await extract([golden(input)], options);
    expect(failures).toEqual([]);
    // Two filters: the ends of a clip, where each rings in its own way, are left to tools/golden/agreement.py.
    const interior = (row: Float32Array) => row.subarray(2, -3);
    expect(largestDifference(interior(values), interior(floats(file)))).toBeLessThan(0.002);
  },
};

function halves(values: Float32Array): [Float32Array, Float32Array] {
  return [values.subarray(0, values.length / 2), values.subarray(values.length / 2)];
}

it('the golden data is of the format that this test reads, and covers every stage', () => {
  expect(manifest.format).toBe(1);
  expect(new Set(manifest.cases.map(({ stage }) => stage))).toEqual(new Set(Object.keys(stages)));
  expect(Object.keys(manifest.versions)).toContain('librosa');
});

const forced = process.env.PROSODIA_KERNEL;
afterAll(() => {
  if (forced === undefined) delete process.env.PROSODIA_KERNEL;
  else process.env.PROSODIA_KERNEL = forced;
});

describe.each(describeKernel().available)('kernel %s agrees with librosa', (kernel) => {
  it.each(manifest.cases)('$stage: $name', async (entry) => {
    process.env.PROSODIA_KERNEL = kernel;
    expect(describeKernel().name).toBe(kernel);
    await stages[entry.stage](entry);
  });
});
