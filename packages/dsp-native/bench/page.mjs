import { aboutRun } from '../../../tools/bench/page.mjs';
import { STAGES } from './stages.mjs';
import { pageTable } from './table.mjs';

/**
 * @typedef {object} Run everything the page tells
 * @property {string} command
 * @property {import('../../../tools/bench/machine.mjs').Machine} machine
 * @property {string} source what the clips are
 * @property {number} clips
 * @property {number} rounds
 * @property {number} passes
 * @property {import('./measure.mjs').Measurement[]} measurements
 * @property {import('./summary.mjs').Row[]} rows
 * @property {import('./contenders.mjs').LeftOut[]} leftOut
 */

/** This benchmark's part of docs/benchmarks.md. @param {Run} run */
export function page(run) {
  const stages = [...new Set(run.rows.map(({ stage }) => stage))];
  return `# Benchmarks

${aboutRun(run)}
- ${run.clips} clips: ${run.source}
- ${run.rounds} rounds, each contender in a process of its own, every other round in reverse order; in each process one pass that is not counted, then ${run.passes} timed passes over all clips

Times are milliseconds a clip of 3 s: the fastest, the median and the slowest of all passes. Spread is slowest minus fastest over the median. Ratio is the fastest pass over ours (above 1: slower than prosodia).

${stages.map((stage) => section(stage, run)).join('\n')}
## Contenders

${contenders(run)}
${leftOut(run.leftOut)}`;
}

/** @param {import('./stages.mjs').Stage} stage @param {Run} run */
function section(stage, { rows }) {
  return `## ${stage}

From ${STAGES[stage].job}.

${pageTable(rows.filter((row) => row.stage === stage))}
`;
}

/** @param {Run} run */
function contenders({ measurements }) {
  const known = new Map(
    measurements.map((measurement) => [measurement.contender.name, measurement]),
  );
  return [...known.values()]
    .map(({ contender, version }) => {
      const limit = contender.clipLimit ? ` Only the first ${contender.clipLimit} clips.` : '';
      const numbers = contender.sameNumbers ? '' : ' Its numbers are not ours.';
      return `- **${contender.name}** (${version}). ${contender.note}${limit}${numbers}\n`;
    })
    .join('');
}

/** @param {import('./contenders.mjs').LeftOut[]} leftOut */
function leftOut(leftOut) {
  if (leftOut.length === 0) return '';
  const lines = leftOut.map(({ contenders, reason }) => `- ${contenders.join(', ')}: ${reason}\n`);
  return `\n## Left out\n\n${lines.join('')}`;
}
