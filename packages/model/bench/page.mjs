import { aboutRun } from '../../../tools/bench/page.mjs';
import { alignColumns, markdownTable, threeDigits } from '../../../tools/bench/table.mjs';

/**
 * @typedef {import('./measure.mjs').Row} Row
 *
 * @typedef {object} Run what the page tells of one network
 * @property {string} command
 * @property {import('../../../tools/bench/machine.mjs').Machine} machine
 * @property {import('./input.mjs').BenchInput} input
 * @property {number} rounds
 * @property {number} epochs
 * @property {number} warmUp
 * @property {import('./measure.mjs').Measurement[]} measurements
 * @property {Row[]} results
 * @property {import('./contenders.mjs').LeftOut[]} leftOut
 */

const HEADINGS = ['network', 'contender', 'batch size', 'min', 'median', 'max', 'ratio'];

/** @param {Row} row */
function cells({ network, contender, batchSize, msPerEpoch, ratio }) {
  const { min, median, max } = msPerEpoch;
  return [network, contender, String(batchSize), ...[min, median, max, ratio].map(threeDigits)];
}

/** For a terminal. @param {Row[]} rows */
export function textTable(rows) {
  return alignColumns([HEADINGS, ...rows.map(cells)], 2);
}

/** The part of docs/benchmarks.md about one network. @param {Run} run */
export function page(run) {
  const { input, rounds, epochs, warmUp, measurements, results, leftOut } = run;
  const rows = results.filter(({ network }) => network === input.network);
  const table = [HEADINGS, ...rows.map(cells)].map((line) => line.slice(1));
  const contenders = new Map(
    measurements
      .filter((measurement) => measurement.input === input)
      .map(({ contender, version }) => [contender.name, `(${version}). ${contender.note}`]),
  );
  const absent = leftOut.map(({ contenders, reason }) => `${contenders.join(', ')}: ${reason}`);
  return `## training: ${input.network}

${aboutRun(run)}
- ${input.rows} rows of ${input.width} values: ${input.source}
- ${rounds} rounds, each contender in a process of its own, every other round in reverse order; in each process ${warmUp} epochs that are not counted, then ${epochs} that are

Times are milliseconds an epoch: the fastest, the median and the slowest of all. Ratio is the median over ours (above 1: slower than prosodia).

${markdownTable(table, 1)}

${[...contenders].map(([name, about]) => `- **${name}** ${about}`).join('\n')}
${absent.map((line) => `- Left out: ${line}`).join('\n')}`;
}
