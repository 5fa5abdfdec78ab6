import type { CommandContext, CommandDefinition } from '../command.js';
import { CliError } from '../failure.js';
import { modelOption, type OutputOptions } from '../options.js';
import type { LabelProbability } from '../run/label-probabilities.js';
import { formatPercent } from '../terminal/format-evaluation.js';
import { formatTable } from '../terminal/format-table.js';
import { SYNTHETIC_MODEL_WORDS } from '../terminal/synthetic.js';

interface PredictOptions extends OutputOptions {
  readonly model: string;
}

/** What `--json` prints for each file: its emotion, or why there is none. */
type Prediction = { readonly file: string } & (
  | {
      readonly emotion: string;
      readonly probabilities: Readonly<Record<string, number>>;
      /** Columns of the feature set that the recording fills; the others are padding. */
      readonly frames: number;
    }
  | { readonly error: { readonly code: string; readonly message: string } }
);

export const predictCommand: CommandDefinition<PredictOptions> = {
  name: 'predict',
  summary: 'name the emotion in recordings',
  description:
    'Asks a trained model for the emotion in each recording. A file that cannot be read is named with the reason and ' +
    'the others go on; it fails only when none could be read.',
  arguments: '<files...>',
  options: [modelOption()],
  examples: [
    ['one recording', 'prosodia predict --model runs/first hello.wav'],
    ['many, for a script', 'prosodia predict --model runs/first *.wav --json'],
  ],
  async run(options, context, files) {
    const predictions = await predictFiles(options.model, files, context);
    const { terminal } = context;
    terminal.summary(predictions);
    const read = predictions.flatMap((prediction) =>
      'probabilities' in prediction ? [row(prediction.file, prediction.probabilities)] : [],
    );
    if (read.length === 0)
      throw new CliError(
        'NOTHING_READ',
        `Expected at least one readable recording but received ${files.length} that cannot be read`,
      );
    terminal.result(formatTable([['file', 'emotion', '', 'second', '', 'third', ''], ...read]));
  },
};

/** A recording that fills less than one in so many frames says nothing; of three seconds, 0.3. */
const NEARLY_EMPTY = 10;

async function predictFiles(
  folder: string,
  files: readonly string[],
  { terminal, signal }: CommandContext,
): Promise<Prediction[]> {
  const { loadBundle } = await import('@prosodia/model');
  const { availableThreads, featureSet, rowBatches } = await import('@prosodia/features');
  const { findModelFolder } = await import('../run/model-folder.js');
  const { mostProbable, probabilitiesOf } = await import('../run/label-probabilities.js');
  const { madeOfSyntheticSounds } = await import('../run/provenance.js');
  const bundle = await loadBundle(await findModelFolder(folder));
  if (madeOfSyntheticSounds(bundle.provenance)) terminal.warn(SYNTHETIC_MODEL_WORDS);
  const set = featureSet(bundle.featureSetId);
  const { durationSeconds, sampleRate, hopLength } = set.extraction;
  const maxFrames = set.shape?.[0] ?? 1 + Math.floor((durationSeconds * sampleRate) / hopLength);
  const options = { featureSet: set, threads: availableThreads(), signal };

  const predictions: Prediction[] = [];
  try {
    for await (const batch of rowBatches(files, options)) {
      const rows = batch.files.length;
      const { values } = batch;
      const probabilities = await bundle.predict({ featureSetId: set.id, values, rows });
      const fileAt = (index: number): string => batch.files[index] ?? '';
      for (const { index, code, message } of batch.failures)
        terminal.warn(`${fileAt(index)}: ${message} (${code})`);
      for (const { index, message } of batch.warnings)
        terminal.warn(`${fileAt(index)}: ${message}`);
      signal.throwIfAborted();
      const failed = new Map(
        batch.failures.map(({ index, code, message }) => [index, { code, message }]),
      );
      for (const [index, file] of batch.files.entries()) {
        const error = failed.get(index);
        if (error !== undefined) {
          predictions.push({ file, error });
          continue;
        }
        const frames = batch.nFrames[index] ?? 0;
        const words = paddingWords(frames, maxFrames);
        if (words !== undefined) terminal.warn(`${file}: ${words}`);
        const ranked = probabilitiesOf(probabilities, index, bundle.labels);
        const named = ranked.map(({ label, probability }) => [label, probability] as const);
        const own = { emotion: mostProbable(ranked), probabilities: Object.fromEntries(named) };
        predictions.push({ file, ...own, frames });
      }
    }
  } finally {
    bundle.dispose();
  }
  return predictions;
}

/** What an answer is worth where a recording fills little of the window; undefined where it fills half of it. */
function paddingWords(frames: number, maxFrames: number): string | undefined {
  if (frames >= maxFrames / 2) return undefined;
  const means =
    frames < maxFrames / NEARLY_EMPTY
      ? 'nobody can tell an emotion by so little, so its answer means nothing'
      : 'the model knows longer recordings';
  return `it fills ${frames} of ${maxFrames} frames and the rest is padding; ${means}.`;
}

/** A file and its three most probable emotions. */
function row(file: string, probabilities: Readonly<Record<string, number>>): string[] {
  const ranked = Object.entries(probabilities)
    .map(([label, probability]): LabelProbability => ({ label, probability }))
    .sort((a, b) => b.probability - a.probability);
  return [
    file,
    ...ranked
      .slice(0, 3)
      .flatMap(({ label, probability }) => [label, formatPercent(probability).padStart(8)]),
  ];
}
