import type { CommandDefinition } from '../_command.js';
import { dataOption, textOption, threadsOption, type OutputOptions } from '../_options.js';
import type { EvaluateRunOptions } from '../evaluate-run.js';

export const evaluateCommand: CommandDefinition<EvaluateRunOptions & OutputOptions> = {
  name: 'evaluate',
  summary: 'test a trained model on a corpus',
  description:
    'Tests a trained model on every recording of a corpus. Where it was trained on some of them it warns, and ' +
    'counts the others apart.',
  options: [
    textOption('--model <dir>', 'the model/ folder of a run').makeOptionMandatory(),
    dataOption(),
    threadsOption(),
  ],
  examples: [
    [
      'on recordings the model has not heard',
      'prosodia evaluate --model runs/first/model --data other',
    ],
    [
      'the average recall for a script',
      'prosodia evaluate --model runs/first/model --data other --json | jq .all.uar',
    ],
  ],
  async run(options, context) {
    const { evaluateRun } = await import('../evaluate-run.js');
    const { formatEvaluateReport } = await import('../_format-run.js');
    const report = await evaluateRun(options, context);
    const { terminal } = context;
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
