import type { Evaluation } from '@prosodia/model';

import type { EvaluateReport } from '../flows/evaluate-run.js';
import { formatConfusion, formatPercent, formatRecalls } from '../terminal/format-evaluation.js';
import { counted, thousands } from '../terminal/format-table.js';
import { SYNTHETIC_WORDS } from '../terminal/synthetic.js';
import type { Terminal } from '../terminal/terminal.js';

/** How a model does on a corpus: the matrix and the bars of the clips it was asked about, then the numbers. */
export function formatEvaluateReport(report: EvaluateReport, paint: Terminal['paint']): string {
  const { all, unseen, clips, seenInTraining, corpus } = report;
  const numbers = ({ accuracy, uar, loss }: Evaluation): string =>
    `accuracy ${formatPercent(accuracy)}, average recall ${formatPercent(uar)}, loss ${loss.toFixed(4)}`;
  const lines = [
    formatConfusion(all.confusion, all.labels, paint),
    '',
    'Recall of each emotion:',
    formatRecalls(all.perClass, paint),
    '',
    `${clipsAsked(report)}: ${numbers(all)}`,
  ];
  if (unseen !== null && seenInTraining !== null && seenInTraining > 0)
    lines.push(
      `The ${thousands(clips - seenInTraining)} it was not trained on: ${paint('bold', numbers(unseen))}`,
    );
  if (corpus.synthetic) lines.push(paint('yellow', SYNTHETIC_WORDS));
  return lines.join('\n');
}

/** A number over some of the clips must not read as one over all. */
function clipsAsked({ clips, unknown }: EvaluateReport): string {
  const leftOut = Object.values(unknown).reduce((sum, count) => sum + count, 0);
  if (leftOut === 0) return `All ${counted(clips, 'clip')}`;
  return `${thousands(clips)} of ${counted(clips + leftOut, 'clip')} (those of labels it knows)`;
}
