import { parseArgs } from 'node:util';

/**
 * A part of a long check: how often by default, and what it came to in a few words.
 *
 * @typedef {object} Part
 * @property {(options: { count: number }) => Promise<{ sound: boolean, told: string }>} run
 * @property {number} count
 */

/**
 * Runs the parts that the command line asks for, prints a line for each, and leaves the exit code at 1 where one was not
 * sound.
 *
 * @param {string} title `nx run ... [-- OPTIONS]: what it is`
 * @param {Record<string, Part>} parts
 */
export async function runParts(title, parts) {
  const known = Object.keys(parts).join(', ');
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      parts: { type: 'string', default: Object.keys(parts).join(',') },
      count: { type: 'string' },
    },
  });
  if (values.help) {
    const counts = Object.values(parts).map(({ count }) => count);
    process.stdout.write(
      `${title}\n\n  --parts A,B   of ${known}; default all\n  --count N     instead of ${counts.join(', ')}\n`,
    );
    return;
  }
  for (const name of values.parts.split(',')) {
    const part = parts[name];
    if (!part) throw new Error(`Expected ${known} for --parts but received ${name}`);
    const { sound, told } = await part.run({ count: Number(values.count ?? part.count) });
    process.stdout.write(`${sound ? 'ok  ' : 'FAIL'} ${name}: ${told}\n`);
    if (!sound) process.exitCode = 1;
  }
}
