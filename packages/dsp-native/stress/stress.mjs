import { parseArgs } from 'node:util';
import { aborts } from './aborts.mjs';
import { leaks } from './leaks.mjs';
import { repeats } from './repeats.mjs';
import { exits, workers } from './workers.mjs';

/**
 * @type {Record<string, { run: (options: { count: number }) => Promise<{ sound: boolean, told: string }>,
 *   count: number }>}
 */
const PARTS = {
  workers: { run: workers, count: 200 },
  exits: { run: exits, count: 50 },
  aborts: { run: aborts, count: 1000 },
  repeats: { run: repeats, count: 100 },
  leaks: { run: leaks, count: 10_000 },
};

const USAGE = `nx run dsp-native:stress [-- OPTIONS]: what must not break, so often that it would

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
