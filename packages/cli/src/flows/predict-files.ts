import { availableThreads, featureSet, rowBatches, type FeatureSet } from '@prosodia/features';
import { loadBundle } from '@prosodia/model';

import type { CommandContext } from '../command.js';
import { mostProbable, probabilitiesOf } from '../run/label-probabilities.js';
import { findModelFolder } from '../run/model-folder.js';
import { madeOfSyntheticSounds } from '../run/provenance.js';
import { SYNTHETIC_MODEL_WORDS } from '../terminal/synthetic.js';

/** What is said of a file: its emotion, or why there is none. */
export type FilePrediction = { readonly file: string } & (
  | {
      readonly emotion: string;
      readonly probabilities: Readonly<Record<string, number>>;
      /** Columns of the feature set that the recording fills; the others are padding. */
      readonly frames: number;
      /** Why the answer may be worth less than it looks, in words. */
      readonly warnings: readonly string[];
    }
  | { readonly error: { readonly code: string; readonly message: string } }
);

/** A recording that fills less than one in so many frames says nothing; of three seconds, 0.3. */
const NEARLY_EMPTY = 10;

/** Asks the model in a folder for the emotion in each file; says on the way what is odd about them. */
export async function predictFiles(
  folder: string,
  files: readonly string[],
  { terminal, signal }: CommandContext,
): Promise<FilePrediction[]> {
  const bundle = await loadBundle(await findModelFolder(folder));
  if (madeOfSyntheticSounds(bundle.provenance)) terminal.warn(SYNTHETIC_MODEL_WORDS);
  const set = featureSet(bundle.featureSetId);
  const heardFrames = framesIn(set.extraction);
  const maxFrames = set.shape?.[0] ?? heardFrames;
  const options = { featureSet: set, threads: availableThreads(), signal };

  const predictions: FilePrediction[] = [];
  let toldPart = false;
  try {
    for await (const { files: own, values, nFrames, ...said } of rowBatches(files, options)) {
      const request = { featureSetId: set.id, values, rows: own.length };
      const probabilities = await bundle.predict(request);
      signal.throwIfAborted();
      if (!toldPart && nFrames.some((frames) => frames >= heardFrames)) {
        terminal.notice(heardWords(set));
        toldPart = true;
      }
      const failed = new Map(
        said.failures.map(({ index, code, message }) => [index, { code, message }]),
      );
      for (const [index, file] of own.entries()) {
        const error = failed.get(index);
        if (error !== undefined) {
          terminal.warn(`${file}: ${error.message} (${error.code})`);
          predictions.push({ file, error });
          continue;
        }
        const frames = nFrames[index] ?? 0;
        const ofFile = said.warnings.filter((warning) => warning.index === index);
        const warnings = [
          ...ofFile.map(({ message }) => message),
          ...paddingWords(frames, maxFrames),
        ];
        for (const words of warnings) terminal.warn(`${file}: ${words}`);
        const ranked = probabilitiesOf(probabilities, index, bundle.labels);
        const named = ranked.map(({ label, probability }) => [label, probability] as const);
        const answer = { emotion: mostProbable(ranked), probabilities: Object.fromEntries(named) };
        predictions.push({ file, ...answer, frames, warnings });
      }
      signal.throwIfAborted();
    }
  } finally {
    bundle.dispose();
  }
  return predictions;
}

/** Frames of the part that is read, where a recording fills it. */
const framesIn = ({ durationSeconds, sampleRate, hopLength }: FeatureSet['extraction']): number =>
  1 + Math.floor((durationSeconds * sampleRate) / hopLength);

/** Which part of a longer recording decides the answer. */
function heardWords({ extraction, shape }: FeatureSet): string {
  const { offsetSeconds, durationSeconds, sampleRate, hopLength } = extraction;
  const part =
    offsetSeconds === 0
      ? `the first ${durationSeconds} s of each file`
      : `${durationSeconds} s of each file, from ${offsetSeconds} s on`;
  const taken = ((shape?.[0] ?? Infinity) * hopLength) / sampleRate;
  const ofIt =
    taken < durationSeconds ? `, and of the voice there at most ${taken.toFixed(1)} s` : '';
  return `The model hears ${part}${ofIt}.`;
}

/** What an answer is worth where a recording fills little of the window; nothing where it fills half of it. */
function paddingWords(frames: number, maxFrames: number): string[] {
  if (frames >= maxFrames / 2) return [];
  const means =
    frames < maxFrames / NEARLY_EMPTY
      ? 'nobody can tell an emotion by so little, so its answer means nothing'
      : 'the model knows longer recordings';
  return [`it fills ${frames} of ${maxFrames} frames and the rest is padding; ${means}.`];
}
