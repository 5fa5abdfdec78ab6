import { runParts } from '../../../tools/bench/parts.mjs';
import { aborts } from './aborts.mjs';
import { leaks } from './leaks.mjs';
import { repeats } from './repeats.mjs';
import { exits, workers } from './workers.mjs';

await runParts(
  'nx run dsp-native:stress [-- OPTIONS]: what must not break, so often that it would',
  {
    workers: { run: workers, count: 200 },
    exits: { run: exits, count: 50 },
    aborts: { run: aborts, count: 1000 },
    repeats: { run: repeats, count: 100 },
    leaks: { run: leaks, count: 10_000 },
  },
);
