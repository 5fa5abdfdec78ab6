import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeWav } from '@prosodia/dsp-native';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { speechClips } from '../_test-clips.js';
import { readCorpus } from '../corpora/read-corpus.js';
import { formatRavdessName, parseRavdessName } from '../corpora/ravdess.js';
import { speakClip, synthesiseDemoCorpus } from './synthesise-demo-corpus.js';
import { encodeWav } from './wav.js';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'prosodia-demo-'));
});
afterAll(async () => {
  await rm(parent, { recursive: true });
});

const NAME = '03-01-05-01-01-01-01.wav';
const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
const digest = (data: Float32Array | Buffer): string =>
  createHash('sha256').update(data).digest('hex');

describe('synthesiseDemoCorpus', () => {
  it('makes the clips that RAVDESS has of an actor, marked as synthetic', async () => {
    const dir = join(parent, 'new', 'corpus');
    const told: string[] = [];
    await synthesiseDemoCorpus(dir, {
      actors: 2,
      onProgress: ({ done, total }) => told.push(`${done}/${total}`),
    });
    const corpus = await readCorpus(dir);
    const ofDemo = speechClips(2).map((clip) => ({ ...clip, corpus: 'demo' }));
    expect(corpus).toEqual({
      name: 'demo',
      path: dir,
      dir,
      synthetic: true,
      clips: ofDemo,
      refused: [],
    });
    expect(await readCorpus(join(dir, 'Actor_01'))).toMatchObject({ synthetic: true });
    expect(told).toHaveLength(120);
    expect(told.at(-1)).toBe('120/120');
    const files = corpus.clips.map(({ path }) => readFile(join(dir, path)));
    const clips = await Promise.all(files);
    expect(new Set(clips.map(digest)).size).toBe(120);
    for (const file of clips) {
      const { sampleRate, channels, frames, sampleFormat, samples } = decodeWav(file);
      expect({ sampleRate, channels, sampleFormat }).toEqual({
        sampleRate: 48_000,
        channels: 1,
        sampleFormat: 'pcm16',
      });
      expect(frames / sampleRate).toBeGreaterThanOrEqual(2.94);
      expect(frames / sampleRate).toBeLessThanOrEqual(5.27);
      expect(rms(samples)).toBeGreaterThan(0.001);
      expect(samples.every((sample) => Math.abs(sample) < 1)).toBe(true);
    }
  });

  it('gives the same sounds for the same seed, others for another and for each take', () => {
    const otherTake = formatRavdessName({ ...parseRavdessName(NAME), repetition: 2 });
    const sounds = [
      speakClip(NAME, 1),
      speakClip(NAME, 1),
      speakClip(NAME, 2),
      speakClip(otherTake, 1),
    ];
    const [first, again, otherSeed, take] = sounds.map(digest);
    expect(again).toBe(first);
    expect(new Set([first, otherSeed, take]).size).toBe(3);
  });

  it('leaves nothing where it is stopped, and an older folder as it is', async () => {
    const dir = join(parent, 'stopped');
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }): void => {
      if (done === 3) stop.abort();
    };
    const options = { actors: 1, signal: stop.signal, onProgress };
    await expect(synthesiseDemoCorpus(dir, options)).rejects.toThrow('aborted');
    expect((await readdir(parent)).filter((name) => name.includes('stopped'))).toEqual([]);
  });

  it('refuses more voices than RAVDESS has', async () => {
    await expect(synthesiseDemoCorpus(join(parent, 'no'), { actors: 25 })).rejects.toThrow(
      'Expected a whole number from 1 to 24 for actors but received 25',
    );
  });
});

describe('the voices', () => {
  const average = (
    emotion: string,
    gender: string,
    of: (samples: Float32Array) => number,
  ): number => {
    const clips = speechClips(8).filter(
      (clip) => clip.emotion === emotion && clip.gender === gender,
    );
    const values = clips.map(({ path }) => of(speakClip(path.slice('Actor_01/'.length), 0)));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };

  it('are louder when angry than when sad', () => {
    expect(average('angry', 'male', rms)).toBeGreaterThan(2 * average('sad', 'male', rms));
  });

  it('are longer when sad than when fearful', () => {
    const seconds = (samples: Float32Array): number => samples.length / 48_000;
    expect(average('sad', 'female', seconds)).toBeGreaterThan(
      average('fearful', 'female', seconds) + 0.3,
    );
  });
});

describe('encodeWav', () => {
  it('is read back by the decoder, cut off at full scale', () => {
    const { samples, sampleRate } = decodeWav(
      encodeWav(Float32Array.of(0, 0.5, -1, 1.5, -2), 8000, 'four'),
    );
    expect(sampleRate).toBe(8000);
    expect([...samples]).toEqual([0, 0.5, -1, 32767 / 32768, -1]);
  });
});
