// What the real TensorBoard reads in the events of a run. See README.md.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values: flags } = parseArgs({
  options: {
    run: { type: 'string' },
    tensorboard: { type: 'string', default: 'tools/reference/.venv/bin/tensorboard' },
  },
});
if (!flags.run) {
  console.error('usage: node tools/reference/check-tensorboard.mjs --run RUN [--tensorboard FILE]');
  process.exit(2);
}

const [heading = '', ...lines] = (await readFile(join(flags.run, 'history.csv'), 'utf8'))
  .trim()
  .split('\n');
const column = heading.split(',').indexOf('loss');
const losses = lines.map((line) => Number(line.split(',')[column]));

const logdir = join(flags.run, 'tensorboard');
const server = spawn(flags.tensorboard, ['--logdir', logdir, '--port', '0'], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
try {
  const address = await addressOf(server);
  /** @param {string} path @param {Record<string, string>} query @returns {Promise<any>} */
  const get = async (path, query = {}) => {
    const response = await fetch(`${address}data/plugin/${path}?${new URLSearchParams(query)}`);
    if (!response.ok) throw new Error(`Expected data for ${path} but received ${response.status}`);
    return response.json();
  };
  /** @type {[string, string][]} */
  const scalarTags = tagsOf(await untilThere(() => get('scalars/tags')));
  /** @type {[string, string][]} */
  const histogramTags = tagsOf(await get('histograms/tags'));
  const scalars = new Map();
  for (const [run, tag] of scalarTags) {
    /** @type {[number, number, number][]} time, step, value */
    const points = await get('scalars/scalars', { run, tag });
    scalars.set(tag, points);
    say(points.length === losses.length, `${points.length} values of ${tag}`);
  }
  for (const [run, tag] of histogramTags) {
    /** @type {[number, number, [number, number, number][]][]} time, step, buckets */
    const points = await get('histograms/histograms', { run, tag });
    const filled = points.filter(([, , buckets]) => buckets.some(([, , count]) => count > 0));
    const whole = points.length === losses.length && filled.length === points.length;
    say(whole, `${filled.length} histograms of ${tag}`);
  }
  /** @type {[number, number, number][]} */
  const shown = scalars.get('train/loss') ?? [];
  const same = shown.every(
    ([, step, value], index) => step === index + 1 && Math.fround(losses[index] ?? NaN) === value,
  );
  say(same && shown.length > 0, `${shown.length} losses are those of history.csv`);
  const found = `${scalarTags.length} curves and ${histogramTags.length} weights`;
  say(scalarTags.length > 0 && histogramTags.length > 0, `${found} in all`);
} finally {
  if (server.kill()) await once(server, 'exit');
}

/** It prints where it listens. @param {import('node:child_process').ChildProcess} child */
async function addressOf({ stderr }) {
  const said = [];
  for await (const line of stderr ? createInterface(stderr) : []) {
    const [address] = /http:\S+/.exec(line) ?? [];
    if (address) return address;
    said.push(line);
  }
  throw new Error(`Expected an address for tensorboard but received ${said.join('\n')}`);
}

/** It reads while it answers. @param {() => Promise<any>} ask */
async function untilThere(ask) {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask();
    if (Object.keys(answer).length > 0) return answer;
    if (attempt === 60) throw new Error('Expected a run for TensorBoard but received none');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Pairs of run and tag. @param {Record<string, Record<string, unknown>>} runs @returns {[string, string][]} */
function tagsOf(runs) {
  return Object.entries(runs).flatMap(([run, tags]) =>
    Object.keys(tags).map((tag) => /** @type {[string, string]} */ ([run, tag])),
  );
}

/** @param {boolean} sound @param {string} told */
function say(sound, told) {
  console.log(`${sound ? 'ok  ' : 'FAIL'} ${told}`);
  if (!sound) process.exitCode = 1;
}
