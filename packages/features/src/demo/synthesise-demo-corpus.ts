import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFlushed, writeWholeFolder } from '@prosodia/whole-files';
import { createRandom } from '../_random.js';
import { requireActors, requireSeed } from '../_require.js';
import { SYNTHETIC_COMMENT, SYNTHETIC_MARKER } from '../corpora/_synthetic.js';
import { parseRavdessName, ravdessSpeaker, ravdessSpeechNames } from '../corpora/ravdess.js';
import { asNotWritable } from '../errors.js';
import { express } from './expression.js';
import { DEMO_SAMPLE_RATE, render } from './render.js';
import { writeScore } from './score.js';
import { createVoice } from './voice.js';
import { encodeWav } from './wav.js';

/** Changes whenever the same seed gives other files. */
export const DEMO_CORPUS_ID = 'demo.v2';

export interface DemoCorpusOptions {
  /** Whole number from 0 to 2^32 - 1. Default 0. */
  readonly seed?: number;
  /** The first so many of the 24 voices, each with 60 clips. Default 24. */
  readonly actors?: number;
  readonly signal?: AbortSignal;
  /** Called after each clip. */
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * Makes a corpus out of nothing: vowels and consonants with RAVDESS's names and durations, whose
 * pitch, loudness, tempo and timbre follow the emotion. It shows that the program runs; an accuracy
 * on it says nothing about people, and a marker file in it and a comment in each clip say so. The
 * same seed gives the same bytes, and fewer actors the same clips for those actors.
 *
 * @throws {FeaturesError} `NOT_WRITABLE`, `INVALID_OPTION`; the signal's reason where it is aborted
 */
export async function synthesiseDemoCorpus(
  dir: string,
  options: DemoCorpusOptions = {},
): Promise<void> {
  const { signal, onProgress } = options;
  const seed = requireSeed(options.seed ?? 0);
  const actors = requireActors(options.actors ?? 24);
  const total = actors * ravdessSpeechNames(1).length;
  let done = 0;
  await writeWholeFolder(dir, async (folder) => {
    for (let actor = 1; actor <= actors; actor++) {
      await mkdir(join(folder, ravdessSpeaker(actor)));
      for (const name of ravdessSpeechNames(actor)) {
        signal?.throwIfAborted();
        const wav = encodeWav(speakClip(name, seed), DEMO_SAMPLE_RATE, SYNTHETIC_COMMENT);
        await writeFlushed(join(folder, ravdessSpeaker(actor), name), [wav]);
        onProgress?.({ done: ++done, total });
      }
    }
    const marker = { synthetic: true, id: DEMO_CORPUS_ID, seed, clips: total };
    await writeFlushed(join(folder, SYNTHETIC_MARKER), [`${JSON.stringify(marker, null, 2)}\n`]);
  }).catch(asNotWritable);
}

/** The samples of the clip with this name of RAVDESS. */
export function speakClip(name: string, seed: number): Float32Array {
  const { actor, gender, emotion, intensity, statement } = parseRavdessName(name);
  const voice = createVoice(gender, createRandom(seedOf(`${seed} ${gender} ${actor}`)));
  const random = createRandom(seedOf(`${seed} ${name}`));
  const expression = express(emotion, intensity, voice, random);
  return render(writeScore(statement, voice, expression, random), random);
}

/** 32 bits of a text (FNV-1a), so that each voice and clip has random numbers of its own. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
