import { posix } from 'node:path';
import { EMOTIONS, type Clip, type Emotion, type Gender } from './clip.js';
import { type CorpusReader } from './corpus-reader.js';
import { expected } from '../errors.js';

const MODALITIES = ['full-av', 'video-only', 'audio-only'] as const;
const VOCAL_CHANNELS = ['speech', 'song'] as const;
const INTENSITIES = ['normal', 'strong'] as const;

export type Intensity = (typeof INTENSITIES)[number];

/** The two sentences of RAVDESS; `statement` counts them from 1. */
export const RAVDESS_STATEMENTS = [
  'Kids are talking by the door',
  'Dogs are sitting by the door',
] as const;

/** The seven fields that a RAVDESS file name carries, and the gender that the actor's number means. */
export interface RavdessName {
  readonly modality: (typeof MODALITIES)[number];
  readonly vocalChannel: (typeof VOCAL_CHANNELS)[number];
  readonly emotion: Emotion;
  readonly intensity: Intensity;
  /** 1 or 2, see {@link RAVDESS_STATEMENTS}. */
  readonly statement: number;
  /** 1 or 2. */
  readonly repetition: number;
  /** 1 to 24. */
  readonly actor: number;
  /** Odd actors are male, even actors female. */
  readonly gender: Gender;
}

/** A clip of RAVDESS, whose name tells everything; two of its fields only RAVDESS has. */
export interface RavdessClip extends Clip, Omit<RavdessName, 'actor'> {
  readonly emotion: Emotion;
  readonly intensity: Intensity;
  readonly statement: number;
  readonly repetition: number;
  readonly gender: Gender;
}

const NAME = /^(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)\.\w+$/;

/**
 * Reads a RAVDESS file name such as `03-01-06-01-02-01-12.wav`
 * (Livingstone and Russo 2018, doi:10.1371/journal.pone.0196391).
 *
 * @throws {FeaturesError} `NAME_NOT_RAVDESS`, naming the field that is out of range.
 */
export function parseRavdessName(fileName: string): RavdessName {
  const fields = NAME.exec(fileName)?.slice(1).map(Number);
  if (!fields) {
    throw expected(
      'NAME_NOT_RAVDESS',
      'seven two-digit fields and a suffix',
      'file name',
      fileName,
    );
  }
  const field = (position: number, name: string, count: number): number => {
    const value = fields[position] ?? 0;
    if (value >= 1 && value <= count) return value;
    const two = (n: number): string => String(n).padStart(2, '0');
    const where = `${name} (field ${position + 1} of ${fileName})`;
    throw expected('NAME_NOT_RAVDESS', `01 to ${two(count)}`, where, two(value));
  };
  const choice = <T>(position: number, name: string, choices: readonly T[]): T =>
    choices[field(position, name, choices.length) - 1] as T;

  const actor = field(6, 'actor', 24);
  return {
    modality: choice(0, 'modality', MODALITIES),
    vocalChannel: choice(1, 'vocal channel', VOCAL_CHANNELS),
    emotion: choice(2, 'emotion', EMOTIONS),
    intensity: choice(3, 'intensity', INTENSITIES),
    statement: field(4, 'statement', RAVDESS_STATEMENTS.length),
    repetition: field(5, 'repetition', 2),
    actor,
    gender: actor % 2 === 1 ? 'male' : 'female',
  };
}

/** The file name of a clip: the inverse of {@link parseRavdessName}. */
export function formatRavdessName(name: Omit<RavdessName, 'gender'>): string {
  const fields = [
    MODALITIES.indexOf(name.modality) + 1,
    VOCAL_CHANNELS.indexOf(name.vocalChannel) + 1,
    EMOTIONS.indexOf(name.emotion) + 1,
    INTENSITIES.indexOf(name.intensity) + 1,
    name.statement,
    name.repetition,
    name.actor,
  ];
  return `${fields.map((field) => String(field).padStart(2, '0')).join('-')}.wav`;
}

/** RAVDESS's name for an actor, which is also the folder of the actor's clips: `Actor_01`. */
export function ravdessSpeaker(actor: number): string {
  return `Actor_${String(actor).padStart(2, '0')}`;
}

/** The names of the 60 speech clips that RAVDESS has of an actor, sorted. */
export function ravdessSpeechNames(actor: number): string[] {
  const names: string[] = [];
  for (const emotion of EMOTIONS) {
    for (const intensity of INTENSITIES) {
      if (emotion === 'neutral' && intensity === 'strong') continue; // RAVDESS has none
      for (const statement of [1, 2]) {
        for (const repetition of [1, 2]) {
          const said = { emotion, intensity, statement, repetition, actor };
          const name = { modality: 'audio-only', vocalChannel: 'speech', ...said } as const;
          names.push(formatRavdessName(name));
        }
      }
    }
  }
  return names;
}

/**
 * The clip at `path` (relative to the corpus, `/`-separated). The folders say nothing: RAVDESS is
 * found flat, one folder an actor, and nested within mirrors.
 *
 * @throws {FeaturesError} `NAME_NOT_RAVDESS`
 */
export function ravdessClip(path: string): RavdessClip {
  const { actor, ...rest } = parseRavdessName(posix.basename(path));
  return { path, corpus: 'ravdess', speaker: ravdessSpeaker(actor), ...rest };
}

/** RAVDESS, speech and song: seven numbers. `03-01-06-01-02-01-12.wav` */
export const RAVDESS: CorpusReader = {
  name: 'ravdess',
  source: 'Livingstone and Russo 2018, doi:10.1371/journal.pone.0196391',
  example: '03-01-06-01-02-01-12.wav',
  sentences: RAVDESS_STATEMENTS,
  matches: (path) => NAME.test(posix.basename(path)),
  clipOf: ravdessClip,
};
