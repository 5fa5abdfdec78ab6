import { readFileSync } from 'node:fs';

/**
 * The program around a contender written in JavaScript; README.md says what the runner expects of it.
 *
 * @typedef {Float32Array | string} Input samples in memory, or the path of a WAV file
 * @typedef {(inputs: Input[]) => unknown} RunClips does all clips, and gives the result of the first one
 * @typedef {object} Job
 * @property {boolean} readsFiles whether it wants paths of WAV files; else it gets their samples
 * @property {(threads: number) => RunClips} prepare what is made once and not timed
 * @property {(result: any) => number} check
 *
 * @param {string} version
 * @param {Record<string, Job>} jobs by stage
 */
export async function contend(version, jobs) {
  const [stage = '', threads, passes, list = ''] = process.argv.slice(2);
  const job = jobs[stage];
  if (!job) {
    throw new Error(`Expected ${Object.keys(jobs).join(' or ')} for stage but received ${stage}`);
  }
  const paths = readFileSync(list, 'utf8').trim().split('\n');
  const inputs = job.readsFiles ? paths : paths.map(readSamples);
  const runClips = job.prepare(Number(threads));

  let result = await runClips(inputs); // not counted: it warms caches and compilers
  const msPerClip = [];
  for (let pass = 0; pass < Number(passes); pass++) {
    const begin = process.hrtime.bigint();
    result = await runClips(inputs);
    msPerClip.push(Number(process.hrtime.bigint() - begin) / 1e6 / inputs.length);
  }
  console.log(JSON.stringify({ version, check: job.check(result), msPerClip }));
}

/**
 * A job that is one call for each clip in memory.
 *
 * @param {(samples: Float32Array) => unknown} call
 * @returns {Job['prepare']}
 */
export function oneByOne(call) {
  return () => (clips) => {
    let first;
    for (const samples of /** @type {Float32Array[]} */ (clips)) {
      const result = call(samples);
      first ??= result;
    }
    return first;
  };
}

/** @param {string} path raw 32-bit floats, little endian */
function readSamples(path) {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** @param {ArrayLike<number>} values */
export function mean(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum / values.length;
}

/** @param {ArrayLike<number>} values */
export function meanSquare(values) {
  return mean(Float64Array.from(values, (value) => value * value));
}
