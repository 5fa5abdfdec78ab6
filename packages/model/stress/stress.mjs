import { runParts } from '../../../tools/bench/parts.mjs';
import { endings } from './endings.mjs';
import { fullDisk } from './full-disk.mjs';
import { kills } from './kills.mjs';

await runParts('nx run model:stress [-- OPTIONS]: what a training must survive', {
  kills: { run: ({ count }) => kills({ count, kind: 'plain' }), count: 50 },
  'kills-chance': { run: ({ count }) => kills({ count, kind: 'chance' }), count: 50 },
  endings: { run: endings, count: 250 },
  'full-disk': { run: fullDisk, count: 3 },
});
