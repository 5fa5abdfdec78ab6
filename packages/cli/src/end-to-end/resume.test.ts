import { cp, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { prosodia, type RunOptions } from './cli-process.js';
import { makeDemoPlace, type DemoPlace } from './demo-corpus.js';

/** One run that nobody disturbs, and one that Ctrl-C ends; what happens to the latter is tried on copies. */
let demo: DemoPlace;
let whole = '';
let stopped = '';
const EPOCHS = 6;

const train = (out: string, more: readonly string[] = [], options: RunOptions = {}) =>
  prosodia(
    [
      'train',
      '--data',
      demo.corpus,
      '--epochs',
      String(EPOCHS),
      '--no-report',
      '--out',
      out,
      ...more,
    ],
    options,
  );
const resume = (out: string, more: readonly string[] = []) =>
  prosodia(['train', '--no-report', '--resume', out, ...more]);
const weights = (run: string) => readFile(join(run, 'model', 'weights.safetensors'));

beforeAll(async () => {
  demo = await makeDemoPlace();
  [whole, stopped] = [join(demo.place, 'whole'), join(demo.place, 'stopped', 'run')];
  expect((await train(whole)).exitCode).toBe(0);
  const outcome = await train(stopped, ['--tensorboard'], {
    kill: { signal: 'SIGINT', after: /Epoch 2\// },
  });
  expect(outcome.exitCode).toBe(130);
  expect(outcome.stderr).toMatch(
    /^To watch: tensorboard --logdir .+run\.unfinished\/tensorboard$/m,
  );
});
afterAll(() => demo.remove());

/** A copy of the interrupted run. */
async function copyOfStopped(name: string): Promise<string> {
  const out = join(demo.place, name, 'run');
  await cp(`${stopped}.unfinished`, `${out}.unfinished`, { recursive: true });
  return out;
}

test('train --resume ends with the weights of a run that nobody disturbed, bit for bit', async () => {
  const out = await copyOfStopped('resumed');
  const { exitCode, stderr } = await resume(out);
  expect(exitCode, stderr).toBe(0);
  expect(stderr).not.toMatch(/Epoch [12]\//);
  expect((await weights(out)).equals(await weights(whole))).toBe(true);
  for (const name of ['predictions.csv', 'history.csv'])
    expect(await lines(join(out, name))).toEqual(await lines(join(whole, name)));
  expect(await readdir(join(out, '..'))).toEqual(['run']);
  // One file of events before Ctrl-C and one after it.
  expect(await readdir(join(out, 'tensorboard'))).toEqual([
    expect.stringMatching(/^events\.out\.tfevents\.\d+\.prosodia-epoch-1$/),
    expect.stringMatching(/^events\.out\.tfevents\.\d+\.prosodia-epoch-[23]$/),
  ]);
});

/** Of a file of a run, without the last column: that of the history is a time. */
const lines = async (file: string) =>
  (await readFile(file, 'utf8')).split('\n').map((line) => line.replace(/,[^,]*$/, ''));

test('train --resume takes the folder beside as well, and says of a run that has ended that it has', async () => {
  const out = await copyOfStopped('beside');
  expect((await resume(`${out}.unfinished/`)).exitCode).toBe(0);
  const again = await resume(out);
  expect(again).toMatchObject({ exitCode: 1, stdout: '' });
  expect(again.stderr).toMatch(/received one that has ended \(RESUME\)\n$/);
  // As if the process had ended between the last rename and the clearing away.
  await cp(`${stopped}.unfinished`, `${out}.unfinished`, { recursive: true });
  expect((await resume(out)).stderr).toMatch(/received one that has ended \(RESUME\)\n$/);
  expect(await readdir(join(out, '..'))).toEqual(['run']);
});

test('train --resume refuses other recordings, other options and what is no run', async () => {
  const out = await copyOfStopped('refused');
  const other = await resume(out, ['--data', await demo.only('04', '05')]);
  expect(other).toMatchObject({ exitCode: 1, stdout: '' });
  expect(other.stderr).toMatch(/Error: Expected recordings of hash .+ \(RESUME\)\n$/);
  const wrong = await resume(out, ['--epochs', '9']);
  expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
  expect(wrong.stderr).toContain('Expected --resume <dir> without --epochs <count> for train');
  const none = await resume(join(demo.place, 'nowhere'));
  expect(none).toMatchObject({ exitCode: 1, stdout: '' });
  expect(none.stderr).toMatch(/^Error: Expected an unfinished run .+ received none \(RESUME\)\n$/);
  await writeFile(join(`${out}.unfinished`, 'start.json'), '{"command":"train"');
  expect((await resume(out)).stderr).toMatch(/received .+start\.json, .+ \(RESUME\)\n$/);
});

test('train --resume falls back on the state before a damaged one, and refuses where both are', async () => {
  const out = await copyOfStopped('damaged');
  const states = join(`${out}.unfinished`, 'checkpoints');
  const [older = '', newer = ''] = (await readdir(states)).sort();
  await truncate(join(states, newer, 'state.safetensors'), 1000);
  const aside = join(demo.place, 'aside');
  await cp(`${out}.unfinished`, aside, { recursive: true });
  const { exitCode, stderr } = await resume(out);
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toMatch(/Warning: .+goes on without it: Expected SHA-256 .+state\.safetensors/);
  expect((await weights(out)).equals(await weights(whole))).toBe(true);

  const both = join(demo.place, 'both', 'run');
  await mkdir(join(both, '..'));
  await rename(aside, `${both}.unfinished`);
  await rm(join(`${both}.unfinished`, 'checkpoints', older, 'state.json'));
  const refused = await resume(both);
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
  expect(refused.stderr).toMatch(/\nError: Expected SHA-256 .+ \(CHECKPOINT_INVALID\)\n$/);
  expect(refused.stderr).not.toContain('To go on');
});

test('of two train --resume at once one goes on as if alone, and the other is told which process is at it', async () => {
  const out = await copyOfStopped('twice');
  const both = await Promise.all([resume(out), resume(out)]);
  const [done, refused] = both.toSorted((a, b) => (a.exitCode ?? 0) - (b.exitCode ?? 0));
  expect(done?.exitCode, done?.stderr).toBe(0);
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
  expect(refused?.stderr).toMatch(
    /^Error: Expected a place that no other process is at work on for .+run\.unfinished but received one of process \d+ \(RUN_FOLDER\)\n$/,
  );
  expect((await weights(out)).equals(await weights(whole))).toBe(true);
  expect(await readdir(join(out, '..'))).toEqual(['run']);
});

test('a new run does not overwrite an unfinished one unless --force says so', async () => {
  const out = await copyOfStopped('kept');
  const refused = await train(out);
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
  expect(refused.stderr).toMatch(
    /^Error: .+; `npx prosodia train --resume .+` goes on with that run, --force begins anew \(RUN_FOLDER\)\n$/,
  );
  expect(await readdir(join(out, '..'))).toEqual(['run.unfinished']);
  expect((await train(out, ['--force', '--epochs', '1'])).exitCode).toBe(0);
  expect(await readdir(join(out, '..'))).toEqual(['run']);
});
