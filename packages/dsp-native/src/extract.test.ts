import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { noise, sine, temporaryFolder, wavBytes, type TemporaryFolder } from './_fixtures.js';
import { extract } from './extract.js';
import type { ExtractProgress } from './extract.js';

let folder: TemporaryFolder;
let good: string[];

beforeAll(() => {
  folder = temporaryFolder();
  good = Array.from({ length: 12 }, (_, index) =>
    folder.write(`good-${index}.wav`, wavBytes(noise(48_000 * 4, index), 48_000)),
  );
});
afterAll(() => {
  folder.remove();
});

describe('the values', () => {
  it('are 259 band means a clip with the defaults', async () => {
    const { values, width, nFrames, failures } = await extract(good);
    expect(width).toBe(259);
    expect(values).toHaveLength(good.length * 259);
    expect(new Set(nFrames)).toEqual(new Set([259]));
    expect(failures).toEqual([]);
    expect(values.every((value) => value > -100 && value < 10)).toBe(true);
  });

  it('are nMels x frames as a log-mel spectrogram, whose band means are the other output', async () => {
    const means = await extract(good.slice(0, 1));
    const { values, width } = await extract(good.slice(0, 1), { output: 'log-mel' });
    expect(width).toBe(128 * 259);
    for (const frame of [0, 100, 258]) {
      let sum = 0;
      for (let band = 0; band < 128; band++) sum += values[band * 259 + frame] ?? NaN;
      // Both are float32 near -20: one rounding of the mean is below 2e-6.
      expect(means.values[frame]).toBeCloseTo(sum / 128, 4);
    }
  });

  it('are the same bits for any number of threads and any batch', async () => {
    const reference = await extract(good, { threads: 1 });
    for (const threads of [2, 3, 8]) {
      expect((await extract(good, { threads })).values).toEqual(reference.values);
    }
    for (const [index, path] of good.entries()) {
      const alone = await extract([path]);
      expect(alone.values).toEqual(reference.values.slice(index * 259, (index + 1) * 259));
    }
  });

  it('are those of the file where its bytes lie in memory, whatever becomes of them meanwhile', async () => {
    const bytes = wavBytes(noise(48_000 * 4, 3), 48_000);
    const mixed = extract([good[0] ?? '', bytes, new Uint8Array(3), 'no.wav']);
    bytes.fill(0);
    const { values, failures } = await mixed;
    const fromFiles = await extract([good[0] ?? '', good[3] ?? '']);
    expect(values.subarray(0, 2 * 259)).toEqual(fromFiles.values);
    expect(failures.map(({ index, path, code }) => [index, path, code])).toEqual([
      [2, '', 'WAV_NOT_WAVE'],
      [3, 'no.wav', 'IO'],
    ]);
  });

  it('are told apart where a recording has less of a band than they take for granted', async () => {
    const telephone = wavBytes(noise(8000 * 4, 1), 8000);
    const { warnings } = await extract([telephone, wavBytes(noise(16_000 * 4, 1), 16_000)]);
    expect(warnings).toEqual([
      { index: 0, message: 'its band ends at 4000 Hz, the features go up to 8000 Hz' },
    ]);
  });

  it('leave the frames that a short clip lacks at 0', async () => {
    const short = folder.write('short.wav', wavBytes(sine(440, 48_000, 48_000), 48_000));
    const { values, nFrames } = await extract([short]);
    // Half a second is left after the offset: 22050 samples at 44.1 kHz, 1 + floor(22050 / 512) frames.
    expect([...nFrames]).toEqual([44]);
    expect(values.subarray(0, 44).every((value) => value < 0)).toBe(true);
    expect(values.subarray(44).every((value) => value === 0)).toBe(true);
  });

  it('of no paths are none', async () => {
    const { values, width, failures } = await extract([]);
    expect([values.length, width, failures.length]).toEqual([0, 259, 0]);
  });
});

describe('a bad file', () => {
  it('fails alone, with place, path, code and reason, and its row is 0', async () => {
    const missing = folder.path('missing.wav');
    const text = folder.write('text.wav', Buffer.from('this is no recording'));
    const tooShort = folder.write('too-short.wav', wavBytes(noise(100), 48_000));
    const paths = [...good.slice(0, 2), missing, text, tooShort, ...good.slice(2)];
    const { values, nFrames, failures } = await extract(paths);
    expect(failures).toMatchObject([
      { index: 2, path: missing, code: 'IO' },
      { index: 3, path: text, code: 'WAV_NOT_WAVE' },
      { index: 4, path: tooShort, code: 'AUDIO_EMPTY' },
    ]);
    expect(failures[0]?.message).toContain('No such file');
    expect(failures[1]?.message).toContain("received 'this'");
    expect(values.subarray(2 * 259, 5 * 259).every((value) => value === 0)).toBe(true);
    expect([...nFrames.subarray(2, 5)]).toEqual([0, 0, 0]);
    expect(values.subarray(5 * 259)).toEqual((await extract(good.slice(2))).values);
  });

  it('that ends early is read as far as it goes, with a warning', async () => {
    const bytes = wavBytes(noise(48_000 * 2), 48_000);
    const cut = folder.write('cut.wav', bytes.subarray(0, bytes.length - 1000));
    const { failures, warnings } = await extract([...good.slice(0, 1), cut]);
    expect(failures).toEqual([]);
    expect(warnings).toMatchObject([{ index: 1 }]);
    expect(warnings[0]?.message).toContain('191000 are there');
  });
});

describe('the limits', () => {
  const limited = [
    { maxBytes: 100_000 },
    { maxSeconds: 3.9 },
    { maxChannels: 0 },
    { maxChunks: 1 },
  ];

  it.each(limited)('%j refuse a file beyond them, and it alone', async (limits) => {
    const { failures } = await extract(good.slice(0, 2), { limits });
    expect(failures).toMatchObject([
      { index: 0, code: 'WAV_LIMIT' },
      { index: 1, code: 'WAV_LIMIT' },
    ]);
  });

  it('are 600 s and 64 channels, unless others are given', async () => {
    const long = wavBytes(new Float32Array(601 * 4000), 4000);
    const wide = wavBytes(new Float32Array(65 * 8000), 4000, 65);
    const { failures } = await extract([long, wide]);
    expect(failures.map(({ code }) => code)).toEqual(['WAV_LIMIT', 'WAV_LIMIT']);
    const limits = { maxSeconds: 3600, maxChannels: 100 };
    expect((await extract([long, wide], { limits })).failures).toEqual([]);
  });
});

describe('an aborted batch', () => {
  const many = () => Array.from({ length: 200 }, () => good).flat();

  it('rejects at once with an AbortError and leaves the pool usable', async () => {
    const controller = new AbortController();
    const running = extract(many(), { signal: controller.signal });
    const ticks = new Promise((resolve) => setTimeout(resolve, 20));
    await ticks;
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect((await extract(good)).failures).toEqual([]);
  });

  it('never starts when the signal is aborted already', async () => {
    const told: ExtractProgress[] = [];
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(
      extract(good, { signal, onProgress: (progress) => told.push(progress) }),
    ).rejects.toThrow('too late');
    expect(told).toEqual([]);
  });

  it('is indifferent to a signal aborted afterwards', async () => {
    const controller = new AbortController();
    const { failures } = await extract(good, { signal: controller.signal });
    controller.abort();
    expect(failures).toEqual([]);
  });
});

describe('progress', () => {
  it('rises to the total, at most 20 times a second', async () => {
    const paths = Array.from({ length: 20 }, () => good).flat();
    const told: ExtractProgress[] = [];
    const total = paths.length;
    const begin = performance.now();
    await extract(paths, { onProgress: (progress) => told.push(progress) });
    const elapsed = performance.now() - begin;
    expect(told.at(-1)).toEqual({ done: total, total });
    expect(told.every(({ done }, i) => done > (told[i - 1]?.done ?? 0))).toBe(true);
    // The first clip, one message each 50 ms, the end.
    expect(told.length).toBeLessThanOrEqual(Math.ceil(elapsed / 50) + 2);
  });

  it('that throws ends the batch with its error', async () => {
    const onProgress = () => {
      throw new Error('the listener broke');
    };
    await expect(extract(good, { onProgress })).rejects.toThrow('the listener broke');
  });
});

describe('the event loop', () => {
  it('runs on while a batch is at work', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await extract(Array.from({ length: 40 }, () => good).flat());
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });

  it('serves several batches at once, each with its own numbers', async () => {
    const [whole, ...parts] = await Promise.all([
      extract(good),
      ...good.map((path) => extract([path])),
    ]);
    parts.forEach((part, index) => {
      expect(part.values).toEqual(whole.values.slice(index * 259, (index + 1) * 259));
    });
  });
});

describe('misuse', () => {
  it.each([
    [{ n_mels: 3 }, "did you mean 'nMels'"],
    [{ thread: 3 }, "did you mean 'threads'"],
    [{ nonsense: 3 }, "for an option of extract but received 'nonsense'"],
    [{ sampleRate: '44100' }, "for sampleRate but received '44100'"],
    [{ sampleRate: 0 }, 'for sampleRate but received 0'],
    [{ offsetSeconds: -1 }, 'for offsetSeconds but received -1'],
    [{ durationSeconds: 0 }, 'for durationSeconds but received 0'],
    [{ durationSeconds: 1e9 }, 'for durationSeconds but received'],
    [{ nFft: 2047 }, 'for nFft but received 2047'],
    [{ hopLength: 0 }, 'for hopLength but received 0'],
    [{ center: 1 }, 'for center but received 1'],
    [{ padMode: 'edge' }, "for padMode but received 'edge'"],
    [{ nMels: 0 }, 'for nMels but received 0'],
    [{ fMin: 9000 }, 'for fMin but received 9000'],
    [{ fMax: 30_000 }, 'for fMax but received 30000'],
    [{ fMax: NaN }, 'for fMax but received NaN'],
    [{ ref: 0 }, 'for ref but received 0'],
    [{ amin: -1 }, 'for amin but received -1'],
    [{ topDb: -1 }, 'for topDb but received -1'],
    [{ output: 'mfcc' }, "for output but received 'mfcc'"],
    [{ threads: 1.5 }, 'for threads but received 1.5'],
    [{ threads: -1 }, 'for threads but received -1'],
    [{ limits: { maxByte: 1 } }, "did you mean 'maxBytes'"],
    [{ signal: 3 }, 'for signal but received 3'],
    [{ onProgress: 'loud' }, "for onProgress but received 'loud'"],
  ])('%j is refused by name', async (options, sentence) => {
    const refusal = await extract(good, options as object).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'DspError', code: 'INVALID_OPTION' });
    expect((refusal as Error).message).toMatch(/^Expected .+ for .+ but received /);
    expect((refusal as Error).message).toContain(sentence);
  });

  it.each([['a.wav'], [null], [[3]], [['']], [['a\0b']]])('paths %j are refused', async (paths) => {
    await expect(extract(paths as string[])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});
