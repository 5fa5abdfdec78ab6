import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { DspError } from '@prosodia/dsp-native';
import { type Clip } from '../corpora/clip.js';
import { type Corpus } from '../corpora/read-corpus.js';
import { FeaturesError, type FeaturesErrorCode } from '../errors.js';
import { readSound } from '../formats/read-sound.js';
import { findNearDuplicates, type NearDuplicates } from '../leak/near-duplicates.js';
import { type FeatureStore } from '../store/feature-store.js';

export type FindingKind =
  /** Left out of any training: its name is of no known corpus, or says what cannot be. */
  | 'name-unknown'
  /** A row of the manifest, left out of any training. */
  | 'bad-row'
  /** Left out of any training: its sound, or the folder, cannot be read. */
  | 'unreadable'
  | 'silent'
  | 'clipped'
  /** The samples are equal to those of others. */
  | 'duplicate'
  /** The same sound, with another gain, cut or rate. */
  | 'near-duplicate'
  /** Something in its own header had to be bent to read it, as a length that it does not have. */
  | 'header'
  /** Its manifest names another length than it has. */
  | 'duration';

export interface Finding {
  readonly path: string;
  readonly kind: FindingKind;
  readonly reason: string;
}

export interface CorpusCheck {
  readonly clips: number;
  /** By path, then kind. */
  readonly findings: readonly Finding[];
}

export interface CheckCorpusOptions {
  /** Where prints of sounds are looked for and kept. Default: nowhere. */
  readonly store?: FeatureStore | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/** Below -80 dB of full scale nothing is said. */
const SILENT = 1e-4;
/** Samples at full scale that make a peak a clipped one, and the share of all that is worth a word. */
const FULL_SCALE = 0.999;
const CLIPPED_SHARE = 1e-3;
/** Seconds by which a named length may be wrong. */
const TOLERANCE = 0.05;
/** What is looked at of a file. */
const WINDOW = { offsetSeconds: 0, durationSeconds: 600 };

/** Looks for what a model should not be trained on, in the whole of every recording of a corpus. */
export async function checkCorpus(
  corpus: Pick<Corpus, 'dir' | 'clips' | 'refused'>,
  options: CheckCorpusOptions = {},
): Promise<CorpusCheck> {
  const { dir, clips, refused } = corpus;
  const { signal, onProgress } = options;
  const findings: Finding[] = refused.map(({ path, code, message }) => ({
    ...{ path, kind: kindOfRefusal(code), reason: message },
  }));
  const readable: Clip[] = [];
  const sounds = new Map<string, string[]>();
  for (const [index, clip] of clips.entries()) {
    signal?.throwIfAborted();
    const heard = await listen(clip, resolve(dir, clip.path)).catch(reasonOf);
    if (typeof heard === 'string') {
      findings.push({ path: clip.path, kind: 'unreadable', reason: heard });
    } else {
      readable.push(clip);
      findings.push(...heard.found);
      sounds.set(heard.digest, [...(sounds.get(heard.digest) ?? []), clip.path]);
    }
    onProgress?.({ done: index + 1, total: clips.length });
  }
  findings.push(...duplicatesAmong(sounds, await findNearDuplicates(dir, readable, options)));
  const order = ({ path, kind }: Finding): string => `${path} ${kind}`;
  return { clips: clips.length, findings: findings.sort((a, b) => (order(a) < order(b) ? -1 : 1)) };
}

function kindOfRefusal(code: FeaturesErrorCode): FindingKind {
  if (code.startsWith('NAME_')) return 'name-unknown';
  return code === 'MANIFEST_ROW_INVALID' ? 'bad-row' : 'unreadable';
}

const reasonOf = (error: unknown): string => {
  if (error instanceof DspError || error instanceof FeaturesError) return error.message;
  throw error;
};

/** What a sound is by itself, and a digest of its samples. */
async function listen(clip: Clip, file: string): Promise<{ found: Finding[]; digest: string }> {
  const { samples, sampleRate, warnings } = await readSound(file, WINDOW);
  const { path } = clip;
  const found: Finding[] = warnings.map((reason) => ({ path, kind: 'header', reason }));
  const { peak, full } = levelsOf(samples);
  if (peak < SILENT)
    found.push({ path, kind: 'silent', reason: `its peak is ${peak.toPrecision(2)}` });
  if (full > CLIPPED_SHARE * samples.length) {
    const percent = ((100 * full) / samples.length).toFixed(1);
    found.push({ path, kind: 'clipped', reason: `${percent} % of its samples are at full scale` });
  }
  const seconds = samples.length / sampleRate;
  const named = Number(clip.more?.seconds ?? clip.more?.duration ?? NaN);
  if (Math.abs(named - seconds) > TOLERANCE) {
    const reason = `its manifest says ${named} s, it has ${seconds.toFixed(2)}`;
    found.push({ path, kind: 'duration', reason });
  }
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  return {
    found,
    digest: createHash('sha256').update(`${sampleRate} `).update(bytes).digest('hex'),
  };
}

/** The highest level, and how many are at full scale; by index, since an iterator takes several times as long. */
function levelsOf(samples: Float32Array): { peak: number; full: number } {
  const { length } = samples;
  let [peak, full] = [0, 0];
  for (let i = 0; i < length; i++) {
    const level = Math.abs(samples[i] ?? 0);
    if (level > peak) peak = level;
    if (level >= FULL_SCALE) full++;
  }
  return { peak, full };
}

function duplicatesAmong(
  sounds: ReadonlyMap<string, string[]>,
  near: readonly NearDuplicates[],
): Finding[] {
  const findings: Finding[] = [];
  const firstOf = new Map<string, string>();
  for (const [first = '', ...others] of sounds.values()) {
    for (const path of others) {
      findings.push({ path, kind: 'duplicate', reason: `the samples of ${first}` });
      firstOf.set(path, first);
    }
  }
  const known = new Set<string>();
  for (const { paths } of near) {
    const [first, path] = paths.map((name) => firstOf.get(name) ?? name) as [string, string];
    const pair = `${first}\n${path}`;
    if (first === path || known.has(pair)) continue;
    known.add(pair);
    findings.push({ path, kind: 'near-duplicate', reason: `the sound of ${first}` });
  }
  return findings;
}
