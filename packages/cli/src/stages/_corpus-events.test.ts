import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';

import { createTerminal } from '../terminal/terminal.js';
import { tellCorpusEvents } from './_corpus-events.js';

test('a download that fails gives way to the demo corpus, each with a bar of its own and the reason between', () => {
  const written: string[] = [];
  const screen = { isTTY: true, columns: 100, write: (text: string) => written.push(text) };
  const told = tellCorpusEvents(createTerminal({ json: false, quiet: false }, screen, screen));
  told.onEvent({ kind: 'download', done: 104_234_036, total: 208_468_073 });
  told.onEvent({ kind: 'download-failed', message: 'no such host' });
  told.onEvent({ kind: 'synthesise', done: 720, total: 1440 });
  told.end();
  const lines = written.map((text) => stripVTControlCharacters(text).trim());
  expect(lines).toEqual([
    expect.stringMatching(/^Downloading RAVDESS \[#{10}-{10}\] 104\/208 MB/),
    '',
    'Warning: RAVDESS cannot be downloaded: no such host. Working with synthetic sounds instead.',
    expect.stringMatching(/^Making a demo corpus \[#{10}-{10}\] {2}720\/1440 clips/),
    '',
  ]);
});
