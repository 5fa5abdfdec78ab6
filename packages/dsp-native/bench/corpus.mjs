import { extract } from '@prosodia/dsp-native';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// node bench/corpus.mjs [COUNT] [THREADS]
// Extracts COUNT clips of PROSODIA_DATA (default: each file once; more: over and over) in one batch and prints, as JSON,
// what the first call of this process took, the least of three batches, and the peak memory above that of the idle
// process. One COUNT a process: a peak never falls.

/** The most memory this process has held, in MB; Linux only. */
function peakMegabytes() {
  const [, kilobytes = NaN] =
    /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

const folder = process.env.PROSODIA_DATA;
if (!folder) {
  console.error('Expected a folder of WAV files for PROSODIA_DATA but received none');
  process.exit(2);
}
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
const files = names.filter((name) => /\.wav$/i.test(name)).map((name) => join(folder, name));
const [count = files.length, threads = 2] = process.argv.slice(2).map(Number);
const paths = Array.from({ length: count }, (_, i) => files[i % files.length] ?? '');
const idle = peakMegabytes();

const seconds = [];
for (let run = 0; run < 4; run++) {
  const begin = process.hrtime.bigint();
  const { failures } = await extract(run === 0 ? paths.slice(0, 1) : paths, { threads });
  seconds.push(Number(process.hrtime.bigint() - begin) / 1e9);
  if (failures[0]) throw new Error(failures[0].message);
}
const [first = NaN, ...batches] = seconds;
const least = Math.min(...batches);
console.log(
  JSON.stringify({
    clips: count,
    threads,
    firstCallMs: first * 1e3,
    seconds: least,
    msPerClip: (least / count) * 1e3,
    peakAboveIdleMegabytes: peakMegabytes() - idle,
  }),
);
