import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { findNode } from '../flows/examine-machine.js';
import type { Finding } from '../stages/finding.js';
import { prosodia } from './cli-process.js';

let place = '';
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia-doctor-'));
});
afterAll(() => rm(place, { recursive: true }));

const NAMES = [
  ...['Node', 'addon', 'kernel', 'compiler', 'CMake', 'ffmpeg', 'TensorFlow', 'device'],
  ...['threads', 'cache', 'features', 'data folder', 'corpus'],
];

async function doctor(env: NodeJS.ProcessEnv) {
  const outcome = await prosodia(['doctor', '--json'], { env });
  const report = JSON.parse(outcome.stdout) as { ready: boolean; findings: Finding[] };
  const of = (wanted: string) => report.findings.find(({ name }) => name === wanted);
  return { ...outcome, ...report, of };
}

test('doctor names everything on one screen', async () => {
  const { exitCode, stdout, stderr } = await prosodia(['doctor']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  for (const name of NAMES) expect(stdout).toMatch(new RegExp(`^(ok|--) {2}${name} `, 'm'));
  expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(24);
  expect(stdout).toMatch(/^ok {2}device +tensorflow \d+\.\d+\.\d+ on [CG]PU$/m);
});

test('doctor on a bare machine says what to do about each thing, changes nothing and is content', async () => {
  const env = {
    ...{ PATH: place, PROSODIA_CACHE: place, XDG_DATA_HOME: place, HOME: place },
    ...{ CXX: undefined, FFMPEG_PATH: undefined },
  };
  const { exitCode, ready, findings, of, stderr } = await doctor(env);
  expect({ exitCode, ready }).toEqual({ exitCode: 0, ready: true });
  expect(stderr).toBe('');
  expect(findings.map(({ name }) => name)).toEqual(NAMES);
  const missing = findings.filter(({ state }) => state === 'missing');
  const names = missing.map(({ name }) => name);
  expect(names).toEqual(['compiler', 'CMake', 'ffmpeg', 'TensorFlow', 'corpus']);
  for (const { advice } of missing) expect(advice).toMatch(/\w{3}/);
  expect(of('TensorFlow')?.advice).toContain('npx prosodia-tensorflow install');
  expect(of('device')?.found).toMatch(/^wasm .+ on CPU$/);
  expect(await readdir(place)).toEqual([]);
});

test.each([
  ['corpus', { PROSODIA_DATA: '/no/such/folder' }, '/no/such/folder'],
  ['addon', { PROSODIA_KERNEL: 'abacus' }, 'abacus'],
])('doctor fails where the main job would: %s', async (name, env, words) => {
  const { exitCode, ready, of, stderr } = await doctor(env);
  expect({ exitCode, ready }).toEqual({ exitCode: 1, ready: false });
  expect(of(name)).toMatchObject({ state: 'blocking' });
  expect(of(name)?.found).toContain(words);
  expect(stderr).toMatch(new RegExp(`^Error: .+ trouble: ${name} \\(NOT_READY\\)\\n$`));
});

test.each([
  ['v20.16.9', 'blocking'],
  ['v18.20.0', 'blocking'],
  ['v20.17.0', 'fine'],
  ['v24.1.0', 'fine'],
])('Node %s is %s', (version, state) => {
  expect(findNode(version).state).toBe(state);
});
