import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunMetrics } from '@prosodia/records';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { prosodia } from './cli-process.js';
import { makeDemoPlace, type DemoPlace } from './demo-corpus.js';

/** A demo corpus, and a machine whose cache holds no TensorFlow. */
let demo: DemoPlace;
let env: NodeJS.ProcessEnv;
let run = '';
beforeAll(async () => {
  demo = await makeDemoPlace();
  env = { PROSODIA_CACHE: join(demo.place, 'cache'), NODE_OPTIONS: '--trace-warnings' };
  await mkdir(join(demo.place, 'cache'));
  run = join(demo.place, 'run');
});
afterAll(() => demo.remove());

test('train goes on with the next best, and says why and what to run', async () => {
  const args = ['train', '--data', demo.corpus, '--epochs', '1', '--out', run];
  const { exitCode, stderr } = await prosodia(args, { env });
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toMatch(/Warning: .*no TensorFlow in .*`npx prosodia-tensorflow install`/);
  expect(stderr.match(/prosodia-tensorflow/g)).toHaveLength(1);
  expect(stderr).toContain('Backend: wasm 4.22.0 on CPU');
  const metrics = JSON.parse(await readFile(join(run, 'metrics.json'), 'utf8')) as RunMetrics;
  expect(metrics.backend).toEqual({ name: 'wasm', version: '4.22.0', device: 'CPU' });
});

test('predict and evaluate need no TensorFlow, and say nothing of it', async () => {
  const recording = join(demo.corpus, 'Actor_01', '03-01-01-01-01-01-01.wav');
  const predicted = await prosodia(['predict', '--model', run, recording], { env });
  expect(predicted).toMatchObject({ exitCode: 0 });
  expect(predicted.stderr).not.toMatch(/tensorflow|ProsodiaWarning/i);
  const evaluated = await prosodia(['evaluate', '--model', run, '--data', demo.corpus], { env });
  expect(evaluated).toMatchObject({ exitCode: 0 });
  expect(evaluated.stderr).not.toMatch(/tensorflow|ProsodiaWarning/i);
});
