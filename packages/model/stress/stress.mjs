import { parseArgs } from 'node:util';
import { fullDisk } from './full-disk.mjs';
import { kills } from './kills.mjs';

/**
 * @type {Record<string, { run: (options: { count: number }) => Promise<{ sound: boolean, told: string }>,
 *   count: number }>}
 */
const PARTS = {
  kills: { run: kills, count: 50 },
  'full-disk': { run: fullDisk, count: 3 },
};

const USAGE = `nx run model:stress [-- OPTIONS]: what a training must survive

  --parts A,B   of ${Object.keys(PARTS).join(', ')}; default all
  --count N     instead of ${Object.values(PARTS)
    .map(({ count }) => count)
    .join(', ')}
`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    parts: { type: 'string', default: Object.keys(PARTS).join(',') },
    count: { type: 'string' },
  },
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  for (const name of values.parts.split(',')) {
    const part = PARTS[name];
    if (!part)
      throw new Error(`Expected ${Object.keys(PARTS).join(', ')} for --parts but received ${name}`);
    const { sound, told } = await part.run({ count: Number(values.count ?? part.count) });
    process.stdout.write(`${sound ? 'ok  ' : 'FAIL'} ${name}: ${told}\n`);
    if (!sound) process.exitCode = 1;
  }
}
