import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { writeWhole } from './whole-file.mjs';

const PAGE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));

/** Begins a part; what is before the first such line belongs to nobody. */
const MARK = /^(?=<!-- written by .* -->\n)/m;

/**
 * Writes one part of docs/benchmarks.md; the parts of others stay as they are, and a new one comes last.
 *
 * @param {string} name of the part, for this file
 * @param {string} text
 * @returns {Promise<string>} the file
 */
export async function writePart(name, text) {
  await writeWhole(PAGE, withPart(await readFile(PAGE, 'utf8'), name, text));
  return PAGE;
}

/**
 * The page with another text for one part.
 *
 * @param {string} page
 * @param {string} name
 * @param {string} text
 */
export function withPart(page, name, text) {
  const mark = `<!-- written by ${name} -->\n`;
  const parts = page.split(MARK);
  const at = parts.findIndex((part) => part.startsWith(mark));
  const part = `${mark}\n${text.trim()}\n`;
  const all = at === -1 ? [...parts, part] : parts.with(at, part);
  return `${all.map((each) => each.trim()).join('\n\n')}\n`;
}

/**
 * Where a run was made and by what, as the first lines of its part.
 *
 * @param {{ command: string, machine: import('./machine.mjs').Machine }} run
 */
export function aboutRun({ command, machine }) {
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' });
  return `Written by \`${command}\`, not by hand; run it to have the numbers of your own machine.

- ${machine.date.slice(0, 10)}, commit ${commit.trim()}
- ${machine.cpu}, ${machine.cores} core(s), ${machine.memoryGiB} GiB, clock governor ${machine.governor}; ${machine.system}; load ${machine.loadBefore} before the run
- Node ${machine.node}`;
}

/**
 * What to type for the same run on another machine: without this one's paths.
 *
 * @param {string} target of Nx
 * @param {string[]} args
 * @param {readonly string[]} paths options whose values are paths
 */
export function commandLine(target, args, paths) {
  const shown = args.map((arg, i) => {
    const [name = ''] = arg.split('=');
    if (paths.includes(args[i - 1] ?? '')) return '...';
    return paths.includes(name) && arg !== name ? `${name}=...` : arg;
  });
  return [`npx nx run ${target} --`, ...shown].join(' ');
}
