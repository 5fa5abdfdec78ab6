import type { Finding } from '../stages/finding.js';
import type { Terminal } from './terminal.js';

const MARKS = {
  fine: ['green', 'ok'],
  missing: ['yellow', '--'],
  blocking: ['red', '!!'],
} as const;

/** A line for each finding, and under it what to do: `--  ffmpeg      none in the PATH`. */
export function formatFindings(findings: readonly Finding[], paint: Terminal['paint']): string {
  const width = Math.max(0, ...findings.map(({ name }) => name.length));
  return findings
    .flatMap(({ name, state, found, advice }) => {
      const [style, mark] = MARKS[state];
      const lines = [`${paint(style, mark)}  ${name.padEnd(width)}  ${found}`];
      if (advice !== undefined) lines.push(`${' '.repeat(width + 6)}${advice}`);
      return lines;
    })
    .join('\n');
}
