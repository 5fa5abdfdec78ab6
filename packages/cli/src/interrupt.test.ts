import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

/** A program that says what it hears and takes its time. */
const SLOW = `
  import { watchForInterrupt } from './dist/interrupt.js';
  const { signal } = watchForInterrupt();
  signal.addEventListener('abort', () => process.stdout.write('aborted'));
  setTimeout(() => undefined, 60_000);
  process.stdout.write('ready');
`;

test('the first Ctrl-C asks to end, the second ends at once with 130', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', SLOW], {
    cwd: new URL('..', import.meta.url),
  });
  const ended = once(child, 'close');
  const said = async () => String((await once(child.stdout, 'data'))[0]);
  expect(await said()).toBe('ready');
  child.kill('SIGINT');
  expect(await said()).toBe('aborted');
  expect(child.exitCode).toBeNull();
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
});
