import { compare } from '@prosodia/statistics';

import { alignedWith, type Contender } from '../answers/contender.js';
import { fewSpeakersNote } from '../html/few-speakers.js';
import { dataTable } from '../html/data-table.js';
import { markup, type Markup } from '../html/markup.js';

/** Below this chance one speaks of a difference. */
const SIGNIFICANT = 0.05;

/** Whether one of two runs or evaluations is better, or lucky: for each two that were tested on the same clips. */
export function pairedTests(contenders: readonly Contender[]): Markup {
  const pairs = contenders.flatMap((first, index) =>
    contenders.slice(index + 1).map((second) => [first, second] as const),
  );
  const tests = pairs.flatMap(([first, second]) => {
    const aligned = alignedWith(first, second);
    return aligned === undefined ? [] : [testOf(first, second, aligned)];
  });
  const apart = pairs.length - tests.length;
  const which =
    pairs.length === 1 ? 'The two were' : apart === 1 ? 'One pair was' : `${apart} pairs were`;
  const others =
    apart === 0
      ? undefined
      : markup`<p class="soft">${which} not tested on the same clips by the same protocol: there a test of the difference would mean nothing.</p>
`;
  if (tests.length === 0) return markup`${others}`;
  const expectedByChance = tests.length * SIGNIFICANT;
  const many =
    expectedByChance < 0.5
      ? ''
      : ` Of ${tests.length} such tests ${expectedByChance.toFixed(0)} would call chance a difference.`;
  const head = [
    ...['pair', 'average recall, second minus first (points)', '95\u00a0% interval (points)', 'p'],
    ...['only first right', 'only second right', 'p, clip by clip', 'the difference is'],
  ];
  return markup`<h3>Is one better than the other?</h3>
<p>The difference of each two on the same clips. Interval and p come from drawing speakers: how far the difference would move with others, and how often chance alone would make one as large.${many} The clips that only one of the two named rightly say the same clip by clip (McNemar's exact test), as if those of a speaker were independent.</p>
${dataTable({ head, rows: tests.map(({ row }) => row) }, 'Paired tests')}${fewSpeakersNote(tests)}${others}`;
}

/** A row of the table, its name, and how many speakers were drawn for it. */
function testOf(
  first: Contender,
  second: Contender,
  aligned: Contender['tested'],
): { row: string[]; name: string; speakers: number } {
  const { uar, mcnemar } = compare(first.tested, aligned, { classes: first.labels.length });
  const name = `${first.name} / ${second.name}`;
  const row = [
    name,
    signed(uar.value),
    uar.interval.map(signed).join(' to '),
    chance(uar.p),
    ...[String(mcnemar.onlyFirst), String(mcnemar.onlySecond), chance(mcnemar.p)],
    uar.p < SIGNIFICANT ? 'more than chance' : 'not told apart',
  ];
  return { row, name, speakers: uar.groups };
}

const chance = (p: number): string => (p < 0.0001 ? '< 0.0001' : p.toFixed(4));

/** In points of a hundred: the difference of two shares is no share. */
const signed = (ratio: number): string =>
  `${ratio < 0 ? '−' : '+'}${(100 * Math.abs(ratio)).toFixed(1)}`;
