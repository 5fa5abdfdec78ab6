import { mcnemar } from '@prosodia/statistics';

import { percent } from '../charts/chart.js';
import { batchSizeOf } from '../charts/sweep.js';
import { dataTable } from '../html/data-table.js';
import { markup, type Markup } from '../html/markup.js';
import type { RunRecord } from '../record/run-record.js';
import { accuracyOf } from './head-figures.js';

/** Several runs in one table, and whether their differences are more than chance. */
export function sideBySide(runs: readonly RunRecord[]): Markup {
  const rows = runs.map((run) => {
    const { metrics, config } = run;
    const { hits, clips, accuracy, low, high } = accuracyOf(run);
    return [
      run.name,
      metrics.corpus.name,
      metrics.network,
      batchSizeOf(config),
      `${metrics.chosenEpoch} of ${metrics.epochs} (${metrics.selection})`,
      metrics.seed,
      `${hits} of ${clips}`,
      `${percent(accuracy)} (${percent(low)} to ${percent(high)})`,
      percent(metrics.test.uar),
      metrics.test.loss === null ? 'not finite' : metrics.test.loss.toFixed(3),
    ];
  });
  const head = [
    ...['run', 'corpus', 'network', 'batch', 'epoch', 'seed', 'right'],
    ...['accuracy (95\u00a0% interval)', 'average recall', 'loss'],
  ];
  const tests = {
    head: ['runs', 'only the first right', 'only the second right', 'p', 'the difference is'],
    rows: pairs(runs),
  };
  return markup`${dataTable({ head, rows }, 'Numbers of the runs')}
<h3>Is one better than the other?</h3>
<p>Only the clips on which two runs differ can tell. Where both are equally good, half of those go to each; p says how often chance alone gives a difference this large (McNemar's exact test).</p>
${dataTable(tests, 'Paired tests')}`;
}

function pairs(runs: readonly RunRecord[]): (string | number)[][] {
  return runs.flatMap((first, index) =>
    runs.slice(index + 1).map((second) => {
      const name = `${first.name} / ${second.name}`;
      const answers = new Map(second.predictions.map((clip) => [clip.path, clip]));
      const same =
        first.config.corpus.dir === second.config.corpus.dir &&
        first.predictions.length === second.predictions.length &&
        first.predictions.every(({ path }) => answers.has(path));
      if (!same) return [name, '', '', '', 'tested on other clips: no test'];
      const { onlyFirst, onlySecond, p } = mcnemar(
        first.predictions.map(({ actual, predicted }) => actual === predicted),
        first.predictions.map(({ path, actual }) => answers.get(path)?.predicted === actual),
      );
      const verdict = p < 0.05 ? 'more than chance' : 'not told apart';
      return [name, onlyFirst, onlySecond, p < 0.0001 ? '< 0.0001' : p.toFixed(4), verdict];
    }),
  );
}
