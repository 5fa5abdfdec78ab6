import type { CommandContext, CommandDefinition } from '../command.js';
import type { EvaluateProtocolOptions } from '../flows/evaluate-protocol.js';
import type { EvaluateRunOptions } from '../flows/evaluate-run.js';
import {
  cacheOption,
  choiceOption,
  dataOption,
  integerOption,
  normaliseOption,
  settingsOption,
  textOption,
  threadsOption,
  type OutputOptions,
} from '../options.js';
import { counted } from '../terminal/format-table.js';

/** A trained model is tested as it is; with a protocol a kind of model is fitted on every fold. */
type EvaluateOptions = EvaluateRunOptions &
  Omit<EvaluateProtocolOptions, 'protocol'> & { readonly protocol?: string };

export const evaluateCommand: CommandDefinition<EvaluateOptions & OutputOptions> = {
  name: 'evaluate',
  summary: 'test a trained model on a corpus, or a kind of model by a protocol',
  description:
    'Tests a trained model on every recording of a corpus. Where it was trained on some of them it warns, and ' +
    'counts the others apart. With --protocol it fits a kind of model anew on every fold, proves that nothing leaks, ' +
    'and says how far the number holds; an evaluation that was interrupted goes on where it was. ' +
    'Protocols: notebook, random-5fold, random-10fold, actors-emobox, actors-luna, actors-loso, text, or a CSV with ' +
    'the columns path and fold.',
  options: [
    textOption(
      '--model <model>',
      'the folder of a run; with --protocol a kind: majority, decision-tree, nearest-neighbours, random-forest, linear-svm, rbf-svm, logistic-regression, notebook-cnn, log-mel-conv',
    ).makeOptionMandatory(),
    dataOption(),
    textOption('--protocol <name>', 'how to divide the clips to learn and to test'),
    textOption('--fold-column <name>', 'column of a CSV protocol').default('fold'),
    textOption(
      '--features <id>',
      "feature set, of all models that answer together (default: each model's own)",
    ),
    integerOption('--seeds <count>', 'fits of each fold, where a model is random', {
      min: 1,
      max: 1000,
    }).default(3),
    integerOption(
      '--epochs <count>',
      "passes over the clips, of networks (default: the model's own)",
      {
        min: 1,
        max: 100_000,
      },
    ),
    integerOption('--ensemble <count>', 'networks of a fit that answer together', {
      min: 1,
      max: 100,
    }).default(1),
    choiceOption(
      '--selection <how>',
      'what chooses epoch and settings; test-best is a mistake, to see what it does',
      ['dev', 'last', 'test-best'],
    ).default('dev'),
    settingsOption('a setting of a kind of model, such as `search` finds; may be given again'),
    normaliseOption(),
    textOption('--out <dir>', 'evaluation folder (default: evaluations/<what is evaluated>)'),
    threadsOption(),
    cacheOption(),
  ],
  examples: [
    ['on recordings the model has not heard', 'prosodia evaluate --model runs/first --data other'],
    [
      'the average recall for a script',
      'prosodia evaluate --model runs/first --data other --json | jq .all.uar',
    ],
    [
      'with settings of your own',
      'prosodia evaluate --protocol notebook --model rbf-svm --set cost=3 --data ravdess',
    ],
    ['on new voices', 'prosodia evaluate --protocol actors-emobox --model rbf-svm --data ravdess'],
  ],
  async run(options, context) {
    const { protocol } = options;
    if (protocol === undefined) await testRun(options, context);
    else await testByProtocol({ ...options, protocol }, context);
  },
};

async function testByProtocol(
  options: EvaluateProtocolOptions,
  context: CommandContext,
): Promise<void> {
  const { evaluateProtocol } = await import('../flows/evaluate-protocol.js');
  const { formatProtocolEvaluation, TEST_BEST_WORDS } =
    await import('../evaluation/format-protocol-evaluation.js');
  const { terminal } = context;
  if (options.selection === 'test-best') terminal.warn(TEST_BEST_WORDS);
  const { folder, evaluation } = await evaluateProtocol(options, context);
  terminal.summary({ folder, ...evaluation });
  terminal.result(formatProtocolEvaluation(evaluation, folder, terminal.paint));
}

async function testRun(options: EvaluateRunOptions, context: CommandContext): Promise<void> {
  const { evaluateRun } = await import('../flows/evaluate-run.js');
  const { formatEvaluateReport } = await import('../run/format-evaluate-report.js');
  const report = await evaluateRun(options, context);
  const { terminal } = context;
  for (const [emotion, count] of Object.entries(report.unknown))
    terminal.warn(
      `left out: ${counted(count, 'clip')} of ${emotion}, an emotion that the model does not know.`,
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
}
