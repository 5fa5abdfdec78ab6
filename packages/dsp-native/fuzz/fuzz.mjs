import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SEEDS } from './_seeds.mjs';

const USAGE = `nx run dsp-native:fuzz [-- OPTIONS]: any bytes and any options into the C++ core, under sanitizers

  --seconds N     for each target; default 60
  --runs N        executions of each target instead of a time
  --targets A,B   of ${Object.keys(SEEDS).join(', ')}; default all
`;

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const BUILD = join(PACKAGE, 'build', 'fuzz');
/** A run that takes longer, or more memory than a claim in a header may cost, is a finding. */
const LIMITS = ['-timeout=5', '-rss_limit_mb=1024', '-malloc_limit_mb=256'];

/**
 * What a target's run came to.
 *
 * @typedef {object} Run
 * @property {string} target
 * @property {number} executions
 * @property {number} perSecond
 * @property {number} corpus inputs that each reach something of their own
 * @property {boolean} sound
 */

function build() {
  const compiler = process.env.CXX?.includes('clang') ? process.env.CXX : 'clang++';
  const sanitize = 'address,undefined,float-cast-overflow';
  const options = ['-DPROSODIA_FUZZ=ON', `-DPROSODIA_SANITIZE=${sanitize}`];
  // Optimised as what is shipped, with the sanitizers' checks in it.
  options.push('-DCMAKE_BUILD_TYPE=RelWithDebInfo', `-DCMAKE_CXX_COMPILER=${compiler}`);
  tool('cmake', ['-S', PACKAGE, '-B', BUILD, ...options]);
  tool('cmake', ['--build', BUILD, '--parallel', '2']);
}

/** @param {string} program @param {string[]} args */
function tool(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return;
  const reason = error?.message ?? `${stdout}\n${stderr}`;
  throw new Error(`Expected success for ${program} ${args[0]} but received:\n${reason}`);
}

/**
 * @param {string} target
 * @param {string} length libFuzzer's own option for how long
 * @returns {Run}
 */
function fuzz(target, length) {
  const folder = (/** @type {string} */ name) => {
    const path = join(BUILD, name, target);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const [corpus, seeds, findings] = [folder('corpus'), folder('seeds'), folder('findings')];
  SEEDS[target]?.().forEach((bytes, index) => writeFileSync(join(seeds, `${index}`), bytes));
  const args = [...LIMITS, length, '-print_final_stats=1', `-artifact_prefix=${findings}/`];
  const { status, stderr } = spawnSync(
    join(BUILD, 'fuzz', `fuzz-${target}`),
    [...args, '-max_len=4096', corpus, seeds],
    { encoding: 'utf8', maxBuffer: 2 ** 30 },
  );
  const stat = (/** @type {string} */ name) =>
    Number(new RegExp(`stat::${name}:\\s+(\\d+)`).exec(stderr)?.[1] ?? 0);
  if (status !== 0) process.stderr.write(stderr.split('\n').slice(-60).join('\n'));
  return {
    target,
    executions: stat('number_of_executed_units'),
    perSecond: stat('average_exec_per_sec'),
    corpus: readdirSync(corpus).length,
    sound: status === 0,
  };
}

function main() {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      seconds: { type: 'string', default: '60' },
      runs: { type: 'string' },
      targets: { type: 'string', default: Object.keys(SEEDS).join(',') },
    },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const length = values.runs ? `-runs=${values.runs}` : `-max_total_time=${values.seconds}`;
  build();
  for (const target of values.targets.split(',')) {
    const { executions, perSecond, corpus, sound } = fuzz(target, length);
    const counts = `${executions} executions, ${perSecond} a second, ${corpus} inputs kept`;
    process.stdout.write(`${sound ? 'ok  ' : 'FAIL'} ${target}: ${counts}\n`);
    if (!sound || executions === 0) process.exitCode = 1;
  }
}

main();
