import { expect, test } from 'vitest';

import { createTerminal } from './terminal.js';

function screen(isTTY = false, colours = false) {
  const written: string[] = [];
  return { written, isTTY, hasColors: () => colours, write: (text: string) => written.push(text) };
}

function say(modes: { json: boolean; quiet: boolean; progress?: 'json' }) {
  const [stdout, stderr] = [screen(), screen()];
  const terminal = createTerminal(modes, stdout, stderr);
  terminal.notice('on the way');
  terminal.warn('mind this');
  terminal.result('for people');
  terminal.summary({ for: 'machines' });
  return { stdout: stdout.written, stderr: stderr.written };
}

test('results go to stdout, the way there to stderr', () => {
  expect(say({ json: false, quiet: false })).toEqual({
    stdout: ['for people\n'],
    stderr: ['on the way\n', 'Warning: mind this\n'],
  });
});

test('--json prints the summary alone, --quiet keeps warnings', () => {
  expect(say({ json: true, quiet: true })).toEqual({
    stdout: ['{"for":"machines"}\n'],
    stderr: ['Warning: mind this\n'],
  });
});

test('--progress json makes every line of stderr an object, the last word of a failure too', () => {
  const said = say({ json: false, quiet: false, progress: 'json' });
  expect(said.stdout).toEqual(['for people\n']);
  expect(said.stderr.map((line) => JSON.parse(line) as unknown)).toEqual([
    { event: 'notice', message: 'on the way' },
    { event: 'warning', message: 'mind this' },
  ]);
  const stderr = screen(true, true);
  const terminal = createTerminal(
    { json: false, quiet: false, progress: 'json' },
    screen(),
    stderr,
  );
  terminal.event('epoch', { epoch: 1 }, 'Epoch 1');
  terminal.error('Error: gone (GONE)', 'GONE');
  expect(stderr.written.map((line) => JSON.parse(line) as unknown)).toEqual([
    { event: 'epoch', epoch: 1 },
    { event: 'error', code: 'GONE', message: 'Error: gone (GONE)' },
  ]);
});

test('--quiet draws no progress, not even on a terminal', () => {
  const stderr = screen(true);
  const progress = createTerminal({ json: false, quiet: true }, screen(), stderr).progress(
    'a',
    'b',
  );
  progress.update(1, 2);
  progress.end();
  expect(stderr.written).toEqual([]);
});

test('what is said while a bar stands begins on a line of its own; the last word leaves the bar', () => {
  const stderr = { ...screen(true), columns: 80 };
  const terminal = createTerminal({}, screen(), stderr);
  const progress = terminal.progress('Reading', 'clips');
  progress.update(0, 2);
  terminal.warn('mind this');
  terminal.warn('and this');
  const bar = `\r\u001b[KReading [${'-'.repeat(20)}] 0/2 clips`;
  expect(stderr.written.splice(0)).toEqual([
    ...[bar, '\r\u001b[K', 'Warning: mind this\n', 'Warning: and this\n'],
  ]);
  terminal.progress('Reading', 'clips').update(0, 2);
  terminal.error('Interrupted', null);
  expect(stderr.written.splice(0)).toEqual([bar, '\n', 'Interrupted\n']);
  progress.end();
  terminal.error('Interrupted', null);
  expect(stderr.written).toEqual(['\r\u001b[K', 'Interrupted\n']);
});

test('colours appear only on a terminal that has them', () => {
  const paintOn = (stdout: ReturnType<typeof screen>) =>
    createTerminal({ json: false, quiet: false }, stdout, screen()).paint('bold', 'x');
  expect(paintOn(screen(false, true))).toBe('x');
  expect(paintOn(screen(true, false))).toBe('x');
  expect(paintOn(screen(true, true))).toBe('\u001b[1mx\u001b[22m');
});
