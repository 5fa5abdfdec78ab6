import type { Backend, EpochRecord } from '@prosodia/model';
import type { RunMetrics } from '@prosodia/records';

import type { TableSplit } from '../stages/split-table.js';
import { formatConfusion, formatPercent, formatRecalls } from '../terminal/format-evaluation.js';
import { counted } from '../terminal/format-table.js';
import { quoted } from '../terminal/paths.js';
import { formatDuration } from '../terminal/progress.js';
import { SYNTHETIC_WORDS } from '../terminal/synthetic.js';
import type { Terminal } from '../terminal/terminal.js';

/** So many groups of copies are named; a corpus full of copies would bury everything else. */
const EXAMPLES = 3;

/** `tensorflow 2.21.0 on CPU` */
export const formatBackend = ({
  name,
  version,
  device,
}: Pick<Backend, 'name' | 'version' | 'device'>): string => `${name} ${version} on ${device}`;

/** What the split is and what was proven of it. */
export function formatSplit({
  train,
  dev,
  test,
  duplicates,
  leakCheck,
}: Omit<TableSplit, 'warnings' | 'labels'>): string {
  const lines = duplicates
    .slice(0, EXAMPLES)
    .map((paths) => `Copies of one sound, kept in one part: ${paths.join(' = ')}`);
  if (duplicates.length > EXAMPLES)
    lines.push(
      `Copies of one sound: in metrics.json ${counted(duplicates.length - EXAMPLES, 'more group')}.`,
    );
  const ofDev = dev.length === 0 ? '' : `, ${dev.length} dev to choose the epoch`;
  lines.push(`Split: ${train.length} train${ofDev}, ${test.length} test.`);
  lines.push(
    `Leak check: ${counted(leakCheck.clips, 'clip')} and ${counted(leakCheck.copyGroups, 'group')} of copies looked at, no sound is in two parts.`,
  );
  if (leakCheck.sharedSpeakers > 0)
    lines.push(
      `In more than one part: ${counted(leakCheck.sharedSpeakers, 'speaker')}, as in the notebook: the accuracy is about voices that are known.`,
    );
  return lines.join('\n');
}

/** `Epoch  7/50  loss 1.2345  accuracy 51.20 %  dev loss 1.4012  dev recall 44.10 %  1.4 s, 1 min 00 s left` */
export function formatEpoch(record: EpochRecord, epochs: number): string {
  const { epoch, loss, accuracy, devLoss, devUar, seconds } = record;
  const parts = [
    `Epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
    `loss ${loss.toFixed(4)}`,
    `accuracy ${formatPercent(accuracy).padStart(8)}`,
  ];
  if (devLoss !== undefined) parts.push(`dev loss ${devLoss.toFixed(4)}`);
  if (devUar !== undefined) parts.push(`dev recall ${formatPercent(devUar).padStart(8)}`);
  const left = epoch < epochs ? `, ${formatDuration((epochs - epoch) * seconds)} left` : '';
  return [...parts, formatDuration(seconds) + left].join('  ');
}

/** The end of a run: confusion matrix, bars, numbers, where it lies and what to do with it. */
export function formatRun(metrics: RunMetrics, folder: string, paint: Terminal['paint']): string {
  const { test, baseline, counts, chosenEpoch, epochs, selection, corpus, warnings } = metrics;
  const how = selection === 'dev' ? 'chosen on the dev part' : 'the last';
  const lines = [
    '',
    formatConfusion(test.confusion, test.labels, paint),
    '',
    'Recall of each emotion:',
    formatRecalls(test.perClass, paint),
    '',
    `Test accuracy    ${paint('bold', formatPercent(test.accuracy))}  (${counted(counts.test, 'clip')}, epoch ${chosenEpoch} of ${epochs}, ${how})`,
    `Average recall   ${formatPercent(test.uar)}  (UAR: every emotion counts the same)`,
    `Test loss        ${test.loss?.toFixed(4) ?? 'not finite'}`,
    `Baseline         ${formatPercent(baseline.accuracy)}  (${baseline.name})`,
  ];
  for (const words of [...warnings, ...(corpus.synthetic ? [SYNTHETIC_WORDS] : [])])
    lines.push(paint('yellow', words));
  return [
    ...lines,
    '',
    `Run folder       ${folder}`,
    `Try it           npx prosodia predict --model ${quoted(folder)} FILE.wav`,
  ].join('\n');
}
