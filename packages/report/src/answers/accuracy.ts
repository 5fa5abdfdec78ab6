import type { RunRecord } from '@prosodia/records';
import { wilsonInterval } from '@prosodia/statistics';

/** Clips, those named rightly, and what the share may be for other clips of the kind. */
export function accuracyOf({ metrics }: Pick<RunRecord, 'metrics'>) {
  const clips = metrics.counts.test;
  const hits = metrics.test.confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  return { clips, hits, accuracy: metrics.test.accuracy, ...wilsonInterval(hits, clips) };
}
