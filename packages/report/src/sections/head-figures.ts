import type { RunRecord } from '@prosodia/records';

import { accuracyOf } from '../answers/accuracy.js';
import { percent, percentRange } from '../charts/chart.js';
import { markup, type Markup } from '../html/markup.js';
import { counted } from '../html/wording.js';

/** What a run reached, under which protocol and how sure that is, in sentences. */
export function headFigures(run: RunRecord): Markup {
  const { test, baseline } = run.metrics;
  const { clips, hits, accuracy, low, high } = accuracyOf(run);
  return markup`<p class="lead">Of ${counted(clips, 'test clip')}, the network named <strong>${hits}</strong> rightly: <strong>${percent(accuracy)}</strong> (95\u00a0% interval ${percentRange([low, high])}). With every emotion counting the same, its average recall is ${percent(test.uar)}.</p>
<p>A guess among ${test.labels.length} emotions is right ${percent(1 / test.labels.length)} of the time; the baseline beside it, ${baseline.name}, reached ${percent(baseline.accuracy)}. ${protocolOf(run)}</p>
${run.metrics.corpus.synthetic ? syntheticWarning() : undefined}`;
}

/** Which clips were learnt from and which were tested on, and what that makes the number mean. */
export function protocolOf({ metrics }: Pick<RunRecord, 'metrics'>): string {
  const { counts, leakCheck, selection, chosenEpoch, epochs } = metrics;
  const voices =
    leakCheck.sharedSpeakers > 0
      ? `train and test share ${counted(leakCheck.sharedSpeakers, 'speaker')}, so the number is about voices that are known`
      : 'train and test share no speaker, so the number is about voices that are new';
  const epoch =
    selection === 'dev'
      ? `epoch ${chosenEpoch} of ${epochs} was chosen on the dev clips`
      : `the last of ${counted(epochs, 'epoch')} counts`;
  const dev = counts.dev === 0 ? '' : `, ${counts.dev} dev`;
  return `Protocol: one split, ${counts.train} train${dev} and ${counted(counts.test, 'test clip')}; ${voices}; ${epoch}; the test clips were used once. The interval takes the clips for independent draws (Wilson).`;
}

export const syntheticWarning = (): Markup =>
  markup`<p class="warning"><strong>A program made these sounds.</strong> No number here says anything about people.</p>
`;
