import { answererOfEvaluation, answererOfRun } from '../answers/answerer.js';
import { markup } from '../html/markup.js';
import type { Section } from '../html/page.js';
import type { ResultGroup } from '../record/result-group.js';
import { clipTable } from './clip-table.js';

/** Every test clip of each group: what was said of it, how it looks and sounds. */
export async function clipSections(groups: readonly Required<ResultGroup>[]): Promise<Section[]> {
  const sections: Section[] = [];
  for (const [index, { runs, evaluations, ...known }] of groups.entries()) {
    const answerers = [...runs.map(answererOfRun), ...evaluations.map(answererOfEvaluation)].filter(
      ({ predictions }) => predictions.length > 0,
    );
    if (answerers.length === 0) continue;
    const seeds = evaluations.some(({ scores }) => scores.predicted.length > 1)
      ? ' The seeds of an evaluation answer as one, by their mean.'
      : '';
    const table = await clipTable({ id: `table-${index + 1}`, answerers, ...known });
    sections.push({
      id: `clips-${index + 1}`,
      short: groups.length === 1 ? 'Clips' : `Clips ${index + 1}`,
      title: 'Actual against named, clip by clip',
      body: markup`<p>The worst errors first: the clips whose right emotion was given the least belief.${seeds}</p>
${table}`,
    });
  }
  return sections;
}
