import type { EvaluationRecord, EvaluationScores } from '@prosodia/records';
import { fewSpeakersWords } from '@prosodia/statistics';

import { commonestClass } from '../answers/commonest-class.js';
import { percent, percentRange } from '../charts/chart.js';
import { markup, type Markup } from '../html/markup.js';
import { counted } from '../html/wording.js';
import { isOfRavdess } from '../references/ravdess.js';
import { syntheticWarning } from './head-figures.js';

/** What an evaluation reached, under which protocol and how sure that is, in sentences. */
export function evaluationFigures({ scores, folds }: EvaluationRecord): Markup {
  const { model, features, uar, accuracy, labels, unsure, calibration } = scores;
  const few = fewSpeakersWords(scores.perSpeaker.length);
  const commonest = commonestClass(scores);
  return markup`<p class="lead">${model} on ${features}: average recall <strong>${percent(uar.mean)}</strong>${overSeeds(scores, uar.deviation)}, 95\u00a0% interval ${percentRange(uar.interval)}; accuracy <strong>${percent(accuracy.mean)}</strong>${overSeeds(scores, accuracy.deviation)}, ${percentRange(accuracy.interval)}.</p>
<p>Protocol ${scores.protocol}, ${scores.about}; ${counted(scores.folds, 'fold')}, ${counted(scores.clips.length, 'test clip')} of ${counted(scores.perSpeaker.length, 'speaker')}; ${seedsOf(scores)}; ${chosenBy(scores)}. The interval says how far the number would move with other speakers of the kind${few === undefined ? '' : `; ${few}`}. ${leakOf(scores)}</p>
${scores.normalise === 'speaker' ? markup`<p>Each value is measured against all clips of its own speaker: this uses the audio of test speakers, without labels, so the number is about speakers of whom there are many recordings.</p>\n` : undefined}<p>A guess among ${labels.length} emotions is right ${percent(1 / labels.length)} of the time, always saying ${commonest.label} ${percent(commonest.share)}${listenersOf(scores)}. Its confidence is off by ${percent(calibration.error)} on average, ${percent(calibration.errorAtTemperature)} at the temperature that dev gave. Where it may say “unsure”, ${unsure.coverage === 0 ? 'it answers none: no clip is as sure as dev asked for' : `it answers ${percent(unsure.coverage)} of the clips and is wrong in ${percent(unsure.risk)} of them (dev chose for ${percent(unsure.wantedRisk)})`}.</p>
${scores.selection === 'test-best' ? markup`<p class="warning"><strong>The test part chose the settings or the epoch</strong>, so it was part of the training: the number is too high.</p>\n` : undefined}${folds.length === 0 ? markup`<p class="soft">The folder does not hold the answers of its folds: scores by fold, reliability and risk against coverage are left out.</p>\n` : undefined}${scores.synthetic ? syntheticWarning() : undefined}`;
}

const overSeeds = ({ seeds }: EvaluationScores, deviation: number): string =>
  seeds > 1 ? ` ± ${percent(deviation)} over ${seeds} seeds` : '';

const listenersOf = (scores: EvaluationScores): string =>
  isOfRavdess(scores) && scores.human !== null
    ? `, the average listener of RAVDESS ${percent(scores.human)}`
    : '';

function seedsOf({ seeds, together, ensemble }: EvaluationScores): string {
  const networks = ensemble > 1 ? `, ${ensemble} networks answering as one in each` : '';
  if (seeds === 1) return `one fit of each fold${networks}`;
  return `${seeds} fits of each fold${networks}, which answering as one have ${percent(together.uar)} average recall`;
}

function chosenBy({ selection, learntFrom }: EvaluationScores): string {
  if (selection === 'dev') return `settings or epoch chosen on dev, learnt from ${learntFrom}`;
  if (selection === 'last') return `nothing chosen, learnt from ${learntFrom}`;
  return `settings or epoch chosen by ${selection}`;
}

const leakOf = ({ leakCheck }: EvaluationScores): string =>
  leakCheck.passed
    ? `The leak check passed in ${counted(leakCheck.folds, 'fold')} (${leakCheck.asked.join(', ')}).`
    : 'The leak check failed: the number is not to be trusted.';
