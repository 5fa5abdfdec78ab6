/**
 * Trains an epoch and predicts under each Node that the packages promise to run on, with TensorFlow and without it,
 * on synthetic sounds: `nx run tools:test-nodes`.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesiseDemoCorpus } from '../../packages/features/dist/index.js';
import { ROOT } from '../checks/tree.mjs';
import { NODE_VERSIONS, nodeProgram } from './node-versions.mjs';

const PROSODIA = join(ROOT, 'packages', 'cli', 'bin', 'prosodia.js');
const scratch = mkdtempSync(join(tmpdir(), 'prosodia-nodes-'));
const corpus = join(scratch, 'corpus');

/** @type {readonly [backend: string, env: NodeJS.ProcessEnv][]} an empty cache holds no TensorFlow */
const MACHINES = [
  ['tensorflow', {}],
  ['wasm', { PROSODIA_CACHE: join(scratch, 'empty') }],
];

let failed = 0;
try {
  await synthesiseDemoCorpus(corpus, { actors: 2 });
  const clip = join(corpus, 'Actor_01', readdirSync(join(corpus, 'Actor_01'))[0]);
  for (const version of NODE_VERSIONS) {
    const node = nodeProgram(version);
    for (const [backend, env] of MACHINES) {
      const problem = tryNode(node, backend, env, clip);
      if (problem) failed++;
      const exact = run(node, ['--version'], {}).stdout.trim();
      process.stdout.write(`${problem ? 'FAIL' : 'ok  '} ${exact} on ${backend}${problem}\n`);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const looked = NODE_VERSIONS.length * MACHINES.length;
process.stdout.write(`Nodes: ${looked - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * @param {string} node the program
 * @param {string} backend that must have been at work
 * @param {NodeJS.ProcessEnv} env
 * @param {string} clip
 * @returns {string} what is wrong, as the end of a line; empty where nothing is
 */
function tryNode(node, backend, env, clip) {
  const out = mkdtempSync(join(scratch, 'run-'));
  const args = ['train', '--data', corpus, '--epochs', '1', '--out', join(out, 'run'), '--json'];
  const trained = run(node, [PROSODIA, ...args], env);
  if (trained.status !== 0) return `: train failed: ${trained.stderr}`;
  const used = JSON.parse(trained.stdout).backend.name;
  if (used !== backend) return `: trained on ${used}: ${trained.stderr}`;
  const predicted = run(node, [PROSODIA, 'predict', '--model', join(out, 'run'), clip], env);
  if (predicted.status !== 0) return `: predict failed: ${predicted.stderr}`;
  const deprecated = /^.*Deprecat.*$/m.exec(trained.stderr + predicted.stderr);
  return deprecated ? `: it warns: ${deprecated[0]}` : '';
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function run(program, args, env) {
  return spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env } });
}
