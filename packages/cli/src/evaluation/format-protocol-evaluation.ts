import type { EvaluationScores } from '@prosodia/records';
import { fewSpeakersWords } from '@prosodia/statistics';

import { formatConfusion, formatPercent, formatRecalls } from '../terminal/format-evaluation.js';
import { counted } from '../terminal/format-table.js';
import { formatDuration } from '../terminal/progress.js';
import { SYNTHETIC_WORDS } from '../terminal/synthetic.js';
import type { Terminal } from '../terminal/terminal.js';

/** The end of an evaluation: the matrix, the bars, the numbers and how far they hold. */
export function formatProtocolEvaluation(
  evaluation: EvaluationScores,
  folder: string,
  paint: Terminal['paint'],
): string {
  const { accuracy, uar, macroF1, calibration, unsure, human, perClass, perSpeaker } = evaluation;
  const few = fewSpeakersWords(perSpeaker.length);
  const range = ([low, high]: readonly [number, number]): string =>
    `95 % interval ${formatPercent(low)} to ${formatPercent(high)}, over speakers${few === undefined ? '' : `; ${few}`}`;
  const deviation = (value: number): string =>
    evaluation.seeds > 1 ? ` +- ${formatPercent(value)} over ${evaluation.seeds} seeds` : '';
  const lines = [
    formatConfusion(evaluation.confusion, evaluation.labels, paint),
    '',
    'Recall of each emotion:',
    formatRecalls(perClass, paint),
    '',
    `${evaluation.model} on ${evaluation.features}, ${evaluation.protocol}: ${evaluation.about}`,
    `Accuracy        ${paint('bold', formatPercent(accuracy.mean))}${deviation(accuracy.deviation)}  (${range(accuracy.interval)})`,
    `Average recall  ${paint('bold', formatPercent(uar.mean))}${deviation(uar.deviation)}  (${range(uar.interval)})`,
    ...(evaluation.seeds > 1
      ? [
          `Seeds together  ${formatPercent(evaluation.together.uar)} average recall, where the ${evaluation.seeds} fits of a fold answer as one`,
        ]
      : []),
    `Macro F1        ${formatPercent(macroF1.mean)}`,
    ...(human !== null
      ? [`People          ${formatPercent(human)}  (accuracy of the average listener of RAVDESS)`]
      : []),
    `Confidence      differs from how often it is right by ${formatPercent(calibration.error)} on average (expected calibration error, ECE), by ${formatPercent(calibration.errorAtTemperature)} at the temperature that dev gave (temperature scaling)`,
    unsure.coverage === 0
      ? `Unsure          of every clip (rejection, selective classification): none is as sure as dev asked for to keep wrong answers to ${formatPercent(unsure.wantedRisk)}`
      : `Unsure          where it may say so (rejection, selective classification), it answers ${formatPercent(unsure.coverage)} and is wrong in ${formatPercent(unsure.risk)} of those (dev chose for ${formatPercent(unsure.wantedRisk)})`,
    `Leak check      ${evaluation.leakCheck.passed ? 'passed' : 'FAILED'} in ${counted(evaluation.leakCheck.folds, 'fold')} (${evaluation.leakCheck.asked.join(', ')})`,
    `Learnt from     ${evaluation.learntFrom}`,
    `Time            ${formatDuration(evaluation.seconds)} of fitting`,
  ];
  if (evaluation.normalise === 'speaker') lines.push(SPEAKER_WORDS);
  if (evaluation.selection === 'test-best') lines.push(paint('yellow', TEST_BEST_WORDS));
  if (evaluation.synthetic) lines.push(paint('yellow', SYNTHETIC_WORDS));
  return [...lines, `Folder          ${folder}`].join('\n');
}

/** What a number from speakers' own averages says less than another. */
export const SPEAKER_WORDS =
  'Each value is measured against the other clips of its speaker: this uses the audio of test speakers, without labels, so it is about speakers of whom there are many recordings.';

/** What everybody must know who sees a number that the test part chose. */
export const TEST_BEST_WORDS =
  'The test part chose the settings or the epoch, so it was part of the training: the number is too high, and nobody else will reach it on new recordings. Use --selection dev, and compare the two to see by how much.';
