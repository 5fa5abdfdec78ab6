import { riskCoverage, type RiskAtCoverage } from '@prosodia/statistics';

import type { ClipAnswers } from '../answers/clip-answers.js';
import { colour } from '../look/palette.js';
import { chartBase, percent, percentAxis, type Chart } from './chart.js';

/** So many points draw a curve that the eye takes for whole. */
const POINTS = 200;

const UNIT = [0, 1];

/** Where a classifier says `unsure`: chosen on other clips than those of the curve. */
export interface OperatingPoint {
  readonly coverage: number;
  readonly risk: number;
  readonly wantedRisk: number;
}

/** What is wrong among the surest answers, for every share of the clips that is answered. */
export function riskCoverageChart(
  id: string,
  { probabilities, actual }: ClipAnswers,
  operating?: OperatingPoint,
): Chart {
  const { curve, area } = riskCoverage(probabilities, actual);
  const all = curve.at(-1)?.risk ?? 0;
  const words = ({ coverage, risk }: Pick<RiskAtCoverage, 'coverage' | 'risk'>): string =>
    `${percent(coverage)} of the clips answered: ${percent(risk)} of the answers wrong`;
  const axis = (field: string, title: string) =>
    ({ field, type: 'quantitative', title, axis: percentAxis, scale: { domain: UNIT } }) as const;
  const x = axis('coverage', 'clips answered, the surest first');
  const y = {
    ...axis('risk', 'answers that are wrong'),
    scale: { domain: [0, Math.min(1, Math.ceil(20 * Math.max(all, 0.1)) / 20)], clamp: true },
  };
  const point = operating && {
    ...operating,
    words: `Unsure below each fold's threshold: ${words(operating)}`,
  };
  const said = point
    ? ` The dot: where thresholds that were chosen on dev for at most ${percent(point.wantedRisk, 0)} wrong answers lead on the test clips.`
    : '';
  return {
    id,
    title: 'What may it leave open?',
    caption: `If only the surest clips are answered, fewer answers are wrong. Over all clips ${percent(all)} are; the dashed line is a confidence that says nothing. The mean height of the curve is ${percent(area)} (AURC).${said}`,
    spec: {
      ...chartBase(thin(curve).map((step) => ({ ...step, words: words(step) }))),
      width: 300,
      height: 200,
      layer: [
        {
          data: { values: [{ risk: all }] },
          mark: { type: 'rule', strokeDash: [4, 3], color: colour('soft') },
          encoding: { y },
        },
        {
          mark: { type: 'line', strokeWidth: 2, color: colour('accent') },
          encoding: { x, y },
        },
        ...(point
          ? [
              {
                data: { values: [point] },
                mark: {
                  type: 'point',
                  filled: true,
                  size: 90,
                  opacity: 1,
                  color: colour('second'),
                },
                encoding: { x, y, description: { field: 'words', type: 'nominal' } },
              } as const,
            ]
          : []),
      ],
    },
    table: {
      head: ['clips answered', 'wrong of those', 'at a confidence from'],
      rows: tenths(curve).map(({ coverage, risk, threshold }) => [
        ...[percent(coverage), percent(risk), percent(threshold)],
      ]),
    },
  };
}

/** At most {@link POINTS} of a curve, its ends among them. */
function thin(curve: readonly RiskAtCoverage[]): RiskAtCoverage[] {
  const step = Math.max(1, Math.ceil(curve.length / POINTS));
  return curve.filter((_, index) => index % step === 0 || index === curve.length - 1);
}

/** Where a tenth, two tenths and so on are answered, or the next more. */
function tenths(curve: readonly RiskAtCoverage[]): RiskAtCoverage[] {
  const found = Array.from({ length: 10 }, (_, index) =>
    curve.find(({ coverage }) => coverage >= (index + 1) / 10 - 1e-9),
  ).filter((step) => step !== undefined);
  return [...new Set(found)];
}
