import type { CommandDefinition } from '../command.js';
import type { SearchOptions, SearchResult } from '../flows/search-settings.js';
import {
  cacheOption,
  dataOption,
  integerOption,
  normaliseOption,
  textOption,
  threadsOption,
  type OutputOptions,
} from '../options.js';
import { formatPercent } from '../terminal/format-evaluation.js';
import { formatTable } from '../terminal/format-table.js';
import { quoted } from '../terminal/paths.js';
import { formatDuration } from '../terminal/progress.js';

/** So many trials are shown; all are in the folder. */
const SHOWN = 10;

export const searchCommand: CommandDefinition<SearchOptions & OutputOptions> = {
  name: 'search',
  summary: 'find settings for a kind of model on the dev parts of a protocol',
  description:
    'Tries the usual settings, then settings drawn at random from a small space, by their average recall on the dev ' +
    'parts. It never learns from a test part and never asks one, so that `evaluate --set` can test what was found ' +
    'once. A search that was interrupted goes on where it was; more trials go on with those that are there.',
  options: [
    textOption(
      '--model <kind>',
      'nearest-neighbours, random-forest, linear-svm, rbf-svm, logistic-regression, notebook-cnn, log-mel-conv',
    ).makeOptionMandatory(),
    textOption(
      '--protocol <name>',
      'how to divide the clips; see `evaluate`',
    ).makeOptionMandatory(),
    dataOption(),
    textOption('--fold-column <name>', 'column of a CSV protocol').default('fold'),
    textOption('--features <id>', "feature set (default: the model's own)"),
    integerOption('--trials <count>', 'settings to try, the usual ones among them', {
      min: 1,
      max: 10_000,
    }).default(20),
    integerOption('--folds <count>', 'folds to try each on (default: all)', { min: 1, max: 1000 }),
    integerOption('--seed <number>', 'decides what is drawn', { min: 0, max: 2 ** 32 - 1 }).default(
      0,
    ),
    normaliseOption(),
    textOption('--out <dir>', 'folder of the search (default: searches/<what is searched>)'),
    threadsOption(),
    cacheOption(),
  ],
  examples: [
    [
      'thirty settings of an RBF machine for new voices',
      'prosodia search --protocol actors-luna --model rbf-svm --trials 30 --data ravdess',
    ],
    [
      'a network, on one fold',
      'prosodia search --protocol random-5fold --model log-mel-conv --folds 1 --data ravdess',
    ],
    [
      'the best settings for a script',
      'prosodia search --protocol notebook --model rbf-svm --json --quiet | jq .trials[0].settings',
    ],
  ],
  async run(options, context) {
    const { searchSettings } = await import('../flows/search-settings.js');
    const { folder, result } = await searchSettings(options, context);
    context.terminal.summary({ folder, ...result });
    context.terminal.result(formatSearch(result, folder, options.data));
  },
};

/** The best trials as a table, where the usual settings stand among them, and the line that tests the best. */
export function formatSearch(result: SearchResult, folder: string, data?: string): string {
  const { trials, model, protocol, features, normalise } = result;
  const place = trials.findIndex(({ trial }) => trial === 0);
  const rows = trials
    .slice(0, SHOWN)
    .map(({ trial, settings, meanDevUar, seconds }) => [
      trial === 0 ? 'the usual settings' : named(settings).join(' '),
      formatPercent(meanDevUar),
      formatDuration(seconds),
    ]);
  const best = trials[0]?.settings ?? {};
  const set = named(best).map((setting) => ` --set ${setting}`);
  return [
    formatTable([['settings', 'dev recall', 'time'], ...rows], 2),
    '',
    `The usual settings are ${place + 1} of ${trials.length}. The best dev recall of many is too high by what luck gave: test it once.`,
    `Test it          npx prosodia evaluate --protocol ${protocol} --model ${model} --features ${features} --normalise ${normalise}${set.join('')}${data === undefined ? '' : ` --data ${quoted(data)}`}`,
    `Folder           ${folder}`,
  ].join('\n');
}

const named = (settings: Readonly<Record<string, number>>): string[] =>
  Object.entries(settings).map(([name, value]) => `${name}=${value}`);
