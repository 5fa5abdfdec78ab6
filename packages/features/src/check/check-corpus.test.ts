import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resample } from '@prosodia/dsp-native';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Clip } from '../corpora/clip.js';
import { speakClip } from '../demo/synthesise-demo-corpus.js';
import { encodeWav } from '../demo/wav.js';
import { checkCorpus } from './check-corpus.js';

const RATE = 48_000;
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-check-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

async function check(
  sounds: Record<
    string,
    { samples: Float32Array; rate?: number; seconds?: string } | string | Buffer
  >,
): Promise<string[]> {
  const clips: Clip[] = [];
  for (const [path, sound] of Object.entries(sounds)) {
    const isBytes = typeof sound === 'string' || Buffer.isBuffer(sound);
    await writeFile(
      join(dir, path),
      isBytes ? sound : encodeWav(sound.samples, sound.rate ?? RATE),
    );
    const seconds = isBytes ? undefined : sound.seconds;
    const more = seconds === undefined ? {} : { more: { seconds } };
    clips.push({ path, corpus: 'mine', speaker: 'ada', emotion: 'sad', ...more });
  }
  const { findings, clips: looked } = await checkCorpus({ dir, clips, refused: [] });
  expect(looked).toBe(clips.length);
  return findings.map(({ path, kind, reason }) => `${path} ${kind}: ${reason}`);
}

const voice = (name: string): Float32Array => speakClip(name, 0).map((sample) => 4 * sample);
const one = voice('03-01-03-01-01-01-01.wav');

it('finds the same sound with another gain, cut and rate, and equal samples', async () => {
  const quiet = one.map((sample) => sample / 5);
  const telephone = resample(one, { fromRate: RATE, toRate: 16_000 });
  expect(
    await check({
      'a.wav': { samples: one },
      'copy.wav': { samples: one },
      'cut.wav': { samples: one.subarray(Math.round(0.3217 * RATE), one.length - RATE / 2) },
      'quiet.wav': { samples: quiet },
      'rate.wav': { samples: telephone, rate: 16_000 },
    }),
  ).toEqual(
    expect.arrayContaining([
      'copy.wav duplicate: the samples of a.wav',
      'cut.wav near-duplicate: the sound of a.wav',
      'quiet.wav near-duplicate: the sound of a.wav',
      'rate.wav near-duplicate: the sound of a.wav',
    ]),
  );
});

it('finds nothing in takes of one sentence by one voice', async () => {
  const names = ['03-01-03-01-01-01-01', '03-01-03-01-01-02-01', '03-01-03-02-01-01-01'];
  const takes = names.map((name) => [`${name}.wav`, { samples: voice(`${name}.wav`) }] as const);
  expect(await check(Object.fromEntries(takes))).toEqual([]);
});

it('finds silence, clipping, wrong lengths and what cannot be read', async () => {
  expect(
    await check({
      'broken.wav': 'neither',
      'cut.wav': Buffer.concat([
        encodeWav(one, RATE).subarray(0, 36),
        Buffer.from('FLLR\xcc\x0f\0\0', 'latin1'),
      ]),
      'loud.wav': { samples: one.map((sample) => 40 * sample) },
      'long.wav': { samples: one.map((sample) => -sample).reverse(), seconds: '9' },
      'silent.wav': { samples: new Float32Array(2 * RATE) },
    }),
  ).toEqual([
    expect.stringMatching(/^broken.wav unreadable: Expected /),
    expect.stringMatching(
      /^cut.wav unreadable: Expected .* within its 'FLLR' chunk .* download it again/,
    ),
    expect.stringMatching(/^long.wav duration: its manifest says 9 s, it has \d\.\d\d$/),
    expect.stringMatching(/^loud.wav clipped: \d+\.\d % of its samples are at full scale$/),
    'silent.wav silent: its peak is 0.0',
  ]);
});

it('calls what the corpus refuses by its reason: name, row or sound', async () => {
  const message = 'why';
  const refused = [
    { path: 'folder', code: 'CORPUS_UNREADABLE' as const, message },
    { path: 'holiday.wav', code: 'NAME_UNKNOWN' as const, message },
    { path: 'line 5 of mine.csv', code: 'MANIFEST_ROW_INVALID' as const, message },
  ];
  const { findings } = await checkCorpus({ dir, clips: [], refused });
  expect(findings.map(({ kind }) => kind)).toEqual(['unreadable', 'name-unknown', 'bad-row']);
});
