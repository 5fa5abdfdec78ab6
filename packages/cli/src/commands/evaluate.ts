import type { Evaluation } from '@prosodia/model';

import type { CommandDefinition } from '../command.js';
import type { EvaluateReport, EvaluateRunOptions } from '../flows/evaluate-run.js';
import { dataOption, modelOption, threadsOption, type OutputOptions } from '../options.js';
import { formatConfusion, formatPercent, formatRecalls } from '../terminal/format-evaluation.js';
import { SYNTHETIC_WORDS } from '../terminal/synthetic.js';
import type { Terminal } from '../terminal/terminal.js';

export const evaluateCommand: CommandDefinition<EvaluateRunOptions & OutputOptions> = {
  name: 'evaluate',
  summary: 'test a trained model on a corpus',
  description:
    'Tests a trained model on every recording of a corpus. Where it was trained on some of them it warns, and ' +
    'counts the others apart.',
  options: [modelOption(), dataOption(), threadsOption()],
  examples: [
    ['on recordings the model has not heard', 'prosodia evaluate --model runs/first --data other'],
    [
      'the average recall for a script',
      'prosodia evaluate --model runs/first --data other --json | jq .all.uar',
    ],
  ],
  async run(options, context) {
    const { evaluateRun } = await import('../flows/evaluate-run.js');
    const report = await evaluateRun(options, context);
    const { terminal } = context;
    for (const [emotion, count] of Object.entries(report.unknown))
      terminal.warn(
        `${count} clips of ${emotion} are left out: the model does not know that emotion.`,
      );
    if (report.seenInTraining === null)
      terminal.warn(
        'the model does not say which clips it was trained on; if these are among them, the numbers flatter it.',
      );
    else if (report.seenInTraining > 0)
      terminal.warn(
        `the model was trained on ${report.seenInTraining} of these ${report.clips} clips; the numbers over all of them flatter it.`,
      );
    terminal.summary(report);
    terminal.result(formatEvaluateReport(report, terminal.paint));
  },
};

/** How a model does on a corpus: the matrix and the bars of all clips, then the numbers. */
function formatEvaluateReport(report: EvaluateReport, paint: Terminal['paint']): string {
  const { all, unseen, clips, seenInTraining, corpus } = report;
  const numbers = ({ accuracy, uar, loss }: Evaluation): string =>
    `accuracy ${formatPercent(accuracy)}, average recall ${formatPercent(uar)}, loss ${loss.toFixed(4)}`;
  const lines = [
    formatConfusion(all.confusion, all.labels, paint),
    '',
    'Recall of each emotion:',
    formatRecalls(all.perClass, paint),
    '',
    `All ${clips} clips: ${numbers(all)}`,
  ];
  if (unseen !== null && seenInTraining !== null && seenInTraining > 0)
    lines.push(
      `The ${clips - seenInTraining} it was not trained on: ${paint('bold', numbers(unseen))}`,
    );
  if (corpus.synthetic) lines.push(paint('yellow', SYNTHETIC_WORDS));
  return lines.join('\n');
}
