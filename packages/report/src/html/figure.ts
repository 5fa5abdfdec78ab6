import type { Chart } from '../charts/chart.js';
import { renderChart } from '../charts/render-chart.js';
import { dataTable } from './data-table.js';
import { markup, trusted, type Markup } from './markup.js';

/** The figures of a page, drawn as its sections ask for them. */
export interface Figures {
  /** All charts that were drawn, in order. */
  readonly drawn: readonly Chart[];
  draw(charts: readonly Chart[]): Promise<Markup>;
}

export function createFigures(): Figures {
  const drawn: Chart[] = [];
  return {
    drawn,
    // One after the other: each holds a dataflow of its own while it is drawn.
    async draw(charts) {
      const figures: Markup[] = [];
      for (const chart of charts) figures.push(await chartFigure(chart));
      drawn.push(...charts);
      return markup`<div class="figures">${figures}</div>\n`;
    },
  };
}

/** A chart on the page: the drawing, its words, and its numbers behind a fold. */
async function chartFigure(chart: Chart): Promise<Markup> {
  const { id, title, caption } = chart;
  const named = `role="img" aria-labelledby="${id}-title" aria-describedby="${id}-words"`;
  const svg = (await renderChart(chart)).replace('<svg ', `<svg class="chart" ${named} `);
  return markup`<figure id="${id}" data-chart="${id}">
<figcaption><h3 id="${id}-title">${title}</h3><p id="${id}-words">${caption}</p></figcaption>
${trusted(svg)}
<details><summary>The numbers<span class="unseen"> of: ${title}</span></summary>
${dataTable(chart.table, `The numbers of: ${title}`)}</details>
</figure>
`;
}
