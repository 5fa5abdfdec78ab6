/**
 * Clips a second by format, with two threads, beside librosa reading the same files.
 *
 *     node packages/features/bench/formats.mjs --data DIR [--clips 200] [--rounds 3]
 *
 * DIR holds WAV recordings; the first clips of it are converted with ffmpeg into a temporary folder.
 * PROSODIA_PYTHON names a Python with librosa (default python3); without one its columns stay empty.
 * Each number comes from a process of its own; the order of the contenders alternates.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, copyFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const THREADS = 2;
const FORMATS = ['wav', 'flac', 'mp3', 'ogg', 'opus', 'mp4'];

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    clips: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
    contender: { type: 'string' },
    folder: { type: 'string' },
  },
});

if (values.contender === 'prosodia') await runProsodia(values.folder ?? '');
else compare(values.data ?? process.env.PROSODIA_DATA ?? '');

/** One measured run: warm code and files, then all files of the folder. */
async function runProsodia(/** @type {string} */ folder) {
  const { extractFiles, featureSet } = await import('@prosodia/features');
  const { extraction } = featureSet('mel-mean-259.v1');
  const files = readdirSync(folder).map((name) => join(folder, name));
  await extractFiles(files.slice(0, 2 * THREADS), { extraction, threads: THREADS });
  const began = performance.now();
  const { failures } = await extractFiles(files, { extraction, threads: THREADS });
  const seconds = (performance.now() - began) / 1000;
  if (failures.length > 0) throw new Error(failures[0]?.message);
  console.log(files.length / seconds);
}

function compare(/** @type {string} */ data) {
  const place = mkdtempSync(join(tmpdir(), 'prosodia-formats-bench-'));
  try {
    const names = readdirSync(data, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.wav'))
      .sort()
      .slice(0, Number(values.clips));
    if (names.length === 0) throw new Error(`Expected WAV files for --data but received ${data}`);
    for (const format of FORMATS) convertAll(data, names, format, join(place, format));
    console.log(
      `${cpus()[0]?.model}, ${availableParallelism()} cores, ${names.length} clips, ${THREADS} threads`,
    );
    console.log('format  prosodia clips/s (best, all)      librosa clips/s (best, all)');
    for (const format of FORMATS) measure(format, join(place, format));
  } finally {
    rmSync(place, { recursive: true });
  }
}

function convertAll(
  /** @type {string} */ data,
  /** @type {string[]} */ names,
  /** @type {string} */ format,
  /** @type {string} */ folder,
) {
  mkdirSync(folder);
  names.forEach((name, index) => {
    const target = join(folder, `${index}.${format}`);
    if (format === 'wav') copyFileSync(join(data, name), target);
    else execFileSync('ffmpeg', ['-v', 'error', '-i', join(data, name), target]);
  });
}

function measure(/** @type {string} */ format, /** @type {string} */ folder) {
  const ours = [
    process.execPath,
    fileURLToPath(import.meta.url),
    '--contender',
    'prosodia',
    '--folder',
    folder,
  ];
  const python = process.env.PROSODIA_PYTHON ?? 'python3';
  const theirs = [
    python,
    fileURLToPath(new URL('librosa-rate.py', import.meta.url)),
    folder,
    String(THREADS),
  ];
  const rates = /** @type {{ ours: number[], theirs: number[] }} */ ({ ours: [], theirs: [] });
  for (let round = 0; round < Number(values.rounds); round++) {
    const turns = [() => rates.ours.push(rateOf(ours)), () => rates.theirs.push(rateOf(theirs))];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) turn();
  }
  const told = (/** @type {number[]} */ all) =>
    `${Math.max(...all)
      .toFixed(1)
      .padStart(8)} (${all.map((rate) => rate.toFixed(1)).join(', ')})`;
  console.log(`${format.padEnd(6)} ${told(rates.ours).padEnd(36)} ${told(rates.theirs)}`);
}

/** NaN where the contender is not there. */
function rateOf(/** @type {string[]} */ [program = '', ...args]) {
  try {
    return Number(
      execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return NaN;
  }
}
