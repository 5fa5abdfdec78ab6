import type { CommandDefinition } from '../command.js';
import { CliError } from '../failure.js';
import type { FilePrediction } from '../flows/predict-files.js';
import { modelOption, type OutputOptions } from '../options.js';
import type { LabelProbability } from '../run/label-probabilities.js';
import { formatPercent } from '../terminal/format-evaluation.js';
import { formatTable } from '../terminal/format-table.js';

interface PredictOptions extends OutputOptions {
  readonly model: string;
}

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
    const { predictFiles } = await import('../flows/predict-files.js');
    const predictions = await predictFiles(options.model, files, context);
    const { terminal } = context;
    terminal.summary(predictions);
    const read = predictions.flatMap((prediction) =>
      'probabilities' in prediction ? [prediction] : [],
    );
    if (read.length === 0)
      throw new CliError(
        'NOTHING_READ',
        `Expected at least one readable recording but received ${files.length} that cannot be read`,
      );
    const head = ['file', 'emotion', '', 'second', '', 'third', ''];
    terminal.result(formatTable([head, ...read.map(row)]));
    if (read.some(isDoubtful))
      terminal.result(`${MARK} a warning says why this answer may be worth less`);
  },
};

type Answer = Extract<FilePrediction, { readonly emotion: string }>;

/** Stands beside an answer that is worth less than it looks. */
const MARK = '*';

const isDoubtful = ({ warnings }: Answer): boolean => warnings.length > 0;

/** A file and its three most probable emotions. */
function row(answer: Answer): string[] {
  const ranked = Object.entries(answer.probabilities)
    .map(([label, probability]): LabelProbability => ({ label, probability }))
    .sort((a, b) => b.probability - a.probability);
  const [first = [], ...others] = ranked
    .slice(0, 3)
    .map(({ label, probability }) => [label, formatPercent(probability).padStart(8)]);
  const [label = '', ...rest] = first;
  const marked = isDoubtful(answer) ? `${label} ${MARK}` : label;
  return [answer.file, marked, ...rest, ...others.flat()];
}
