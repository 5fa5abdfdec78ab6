import { describe, expect, it } from 'vitest';

import { noise } from './_fixtures.js';
import { logMelSpectrogram, type LogMelOptions } from './log-mel.js';
import { resample } from './resample.js';
import { LogMelStream, logMelFrames, type LogMelStreamOptions } from './stream.js';

const samples = noise(30_000);

/** The batch's values, one frame after the other. */
function batch(fromRate: number, options: LogMelOptions): Float32Array {
  const toRate = options.sampleRate ?? 44_100;
  const signal = fromRate === toRate ? samples : resample(samples, { fromRate, toRate });
  const { values, nMels, nFrames } = logMelSpectrogram(signal, { topDb: null, ...options });
  return Float32Array.from(
    values,
    (_, n) => values[(n % nMels) * nFrames + Math.floor(n / nMels)] ?? NaN,
  );
}

function* cut(sizes: readonly number[]): Generator<Float32Array> {
  for (let start = 0, piece = 0; start < samples.length; piece++) {
    const end = start + (sizes[piece % sizes.length] ?? 1);
    yield samples.subarray(start, end);
    start = end;
  }
}

function joined(arrays: Float32Array[]): Float32Array {
  return Float32Array.from(arrays.flatMap((array) => [...array]));
}

function streamed(pieces: Iterable<Float32Array>, options: LogMelStreamOptions): Float32Array {
  const stream = new LogMelStream(options);
  const frames = Array.from(pieces, (piece) => stream.push(piece));
  return joined([...frames, stream.end()]);
}

const refusal = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error;

describe('the frames of a stream', () => {
  const cuts = [[1], [7], [160], [1024], [samples.length], [0, 3, 500, 0, 41, 9000]];

  it.each(cuts.map((sizes) => ({ sizes })))(
    'in pieces of $sizes samples are the bits of the batch',
    ({ sizes }) => {
      expect(streamed(cut(sizes), { fromRate: 44_100 })).toEqual(batch(44_100, {}));
      expect(streamed(cut(sizes), { fromRate: 48_000 })).toEqual(batch(48_000, {}));
      const small = { sampleRate: 16_000, nFft: 400, hopLength: 160, nMels: 40, center: false };
      expect(streamed(cut(sizes), { fromRate: 44_100, ...small })).toEqual(batch(44_100, small));
    },
  );

  it('come as they complete', () => {
    const stream = new LogMelStream({ fromRate: 44_100 });
    expect(stream.nMels).toBe(128);
    expect(stream.push(samples.subarray(0, 1024))).toHaveLength(0);
    expect(stream.push(samples.subarray(1024, 1025))).toHaveLength(128);
    expect(stream.push(samples.subarray(1025, 1024 + 512))).toHaveLength(128);
    expect(stream.end()).toHaveLength(2 * 128);
  });

  it('are seen from the loudest value so far, if asked', () => {
    const quietThenLoud = samples.map((x, n) => (n < 15_000 ? x / 100 : x));
    const options = { fromRate: 44_100, runningReference: true, topDb: 20 };
    const values = streamed([quietThenLoud], options);
    const peaks = Array.from({ length: values.length / 128 }, (_, frame) =>
      Math.max(...values.subarray(frame * 128, (frame + 1) * 128)),
    );
    expect(peaks[0]).toBe(0);
    expect(Math.max(...peaks)).toBe(0);
    expect(Math.min(...values)).toBe(-20);
  });

  it('are the same from an iterator of any kind', async () => {
    const sources = [cut([5000]), ReadableStream.from(cut([5000])) as AsyncIterable<Float32Array>];
    for (const source of sources) {
      const frames = [];
      for await (const some of logMelFrames(source, { fromRate: 48_000 })) frames.push(some);
      expect(frames.every(({ length }) => length > 0)).toBe(true);
      expect(joined(frames)).toEqual(batch(48_000, {}));
    }
  });
});

describe('misuse of a stream', () => {
  it('after its end is refused', () => {
    const stream = new LogMelStream({ fromRate: 44_100 });
    stream.push(samples);
    stream.end();
    const ended = refusal('STREAM_ENDED', 'Expected a stream that goes on for ');
    expect(() => stream.push(samples)).toThrow(ended);
    expect(() => stream.end()).toThrow(ended);
  });

  it('without a sample is an error of its end', () => {
    const stream = new LogMelStream({ fromRate: 44_100 });
    expect(stream.push(new Float32Array(0))).toHaveLength(0);
    expect(() => stream.end()).toThrow(refusal('AUDIO_EMPTY', 'at least one sample'));
    expect(() => stream.end()).toThrow(refusal('STREAM_ENDED'));
  });

  it('with what are no samples is refused, and the stream goes on', () => {
    const stream = new LogMelStream({ fromRate: 44_100 });
    const first = stream.push(samples.subarray(0, 20_000));
    for (const bad of [NaN, Infinity, 2e12]) {
      expect(() => stream.push(Float32Array.of(0.5, bad))).toThrow(refusal('AUDIO_NOT_FINITE'));
    }
    expect(() => stream.push([0.5] as never)).toThrow(refusal('INVALID_ARGUMENT'));
    const rest = [stream.push(samples.subarray(20_000)), stream.end()];
    expect(joined([first, ...rest])).toEqual(batch(44_100, {}));
  });

  it.each([
    [{}, 'fromRate'],
    [{ fromRate: 0 }, 'fromRate'],
    [{ fromRate: 44_100, sampleRate: 44_100.5 }, 'sampleRate'],
    [{ fromRate: 44_100, into: new Float32Array(1) }, 'into'],
    [{ fromRate: 44_100, runningReference: 1 }, 'runningReference'],
    [{ fromRate: 44_100, nFft: 7 }, 'nFft'],
    [{ fromRate: 44_100, hopLength: 0 }, 'hopLength'],
    [{ fromRate: 44_100, nMels: 0 }, 'nMels'],
    [{ fromRate: 44_100, topDb: -1 }, 'topDb'],
    [{ from_rate: 44_100 }, 'fromRate'],
  ])('by options %j is refused by name', (options, name) => {
    expect(() => new LogMelStream(options as never)).toThrow(refusal('INVALID_OPTION', name));
  });
});
