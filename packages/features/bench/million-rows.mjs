/**
 * Plans, extracts and streams a manifest of one million rows and prints the peak of memory.
 *
 *     node packages/features/bench/million-rows.mjs [--rows 1000000] [--shards 1000]
 *
 * The names are made up; only those of the first shard are files (of a demo corpus), so that every
 * other clip would be an error. Prints one line of JSON; exits with 1 above 500 MB.
 */
import { mkdtempSync, createWriteStream, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  extractShard,
  featureSet,
  mergeShards,
  readCorpus,
  readManifest,
  synthesiseDemoCorpus,
} from '@prosodia/features';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    shards: { type: 'string', default: '1000' },
  },
});
const rows = Number(values.rows);
const count = Number(values.shards);
const place = mkdtempSync(join(tmpdir(), 'prosodia-million-'));
try {
  await synthesiseDemoCorpus(join(place, 'a-real'), { actors: 1 });
  const { clips } = await readCorpus(join(place, 'a-real'));
  const manifest = join(place, 'manifest.csv');
  const file = createWriteStream(manifest);
  file.write('path,label,speaker,room\n');
  for (let row = 0; row < rows; row++) {
    const clip = clips[row];
    const made = `b-made/speaker-${String(row % 5000).padStart(4, '0')}/utterance-${row}.wav`;
    const path = clip ? `a-real/${clip.path}` : made;
    if (!file.write(`${path},${clip?.emotion ?? 'sad'},speaker-${row % 5000},room ${row % 7}\n`)) {
      await once(file, 'drain');
    }
  }
  file.end();
  await once(file, 'finish');

  let streamed = 0;
  for await (const entry of readManifest(manifest)) if ('clip' in entry) streamed++;
  const out = join(place, 'shards');
  const set = featureSet('mel-mean-259.v1');
  const began = performance.now();
  const first = { index: 0, count };
  const { stats } = await extractShard({ source: manifest, shard: first, out, featureSet: set });
  const seconds = (performance.now() - began) / 1000;
  // One shard alone, as if it were all, through the merge: it streams by parts whatever their number.
  const single = join(place, 'single');
  await extractShard({
    source: join(place, 'a-real'),
    shard: { index: 0, count: 1 },
    out: single,
    featureSet: set,
  });
  await mergeShards(single, join(place, 'single.parquet'));
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const { rows: read, failed, total } = stats;
  console.log(
    JSON.stringify({ rows: total, streamed, shards: count, read, failed, seconds, peakMegabytes }),
  );
  if (peakMegabytes > 500) process.exitCode = 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}
