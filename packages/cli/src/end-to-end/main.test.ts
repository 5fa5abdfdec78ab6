import { expect, test } from 'vitest';

import { commands } from '../commands.js';
import { prosodia } from './cli-process.js';

test('--help names every command and --version the version', async () => {
  const { exitCode, stdout, stderr } = await prosodia(['--help']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  for (const { name, summary } of commands)
    expect(stdout).toMatch(new RegExp(`^ +${name} .*${summary.slice(0, 20)}`, 'm'));
  expect((await prosodia(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each(commands.map(({ name }) => name))('%s --help ends with examples', async (name) => {
  const { exitCode, stdout } = await prosodia([name, '--help']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`\\nExamples:\\n {2}# .+\\n {2}.*prosodia ${name}`));
});

test('--help loads no TensorFlow and no addon', async () => {
  const seen = await prosodia(['--help'], { env: { NODE_DEBUG: 'module' } });
  expect(seen.stderr).toContain('Module._load'); // CommonJS modules are listed, so the next lines look at something
  expect(seen.stderr).not.toContain('tensorflow');
  expect(seen.stderr).not.toContain('prosodia-dsp.node');
});

test('a wrong call ends with 2 and without a stack, which PROSODIA_DEBUG=1 shows', async () => {
  const wrong = await prosodia(['describe', '--jsno']);
  expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
  expect(wrong.stderr).toBe(
    "Error: Expected a known option for describe but received '--jsno' (did you mean --json?) (USAGE)\nRun `prosodia describe --help` for usage and examples.\n",
  );
  const debug = await prosodia(['describe', '--jsno'], { env: { PROSODIA_DEBUG: '1' } });
  expect(debug.stderr).toMatch(/\n +at .+\.js:\d+:\d+\)/);
});

test('no command at all shows the help, on stderr and with 2', async () => {
  const { exitCode, stdout, stderr } = await prosodia([]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^Usage: prosodia/);
  expect(stderr).toContain('\nError: Expected a command for prosodia but received none (USAGE)\n');
});

test.each([
  ['train', '--model log-mel-convv', 'log-mel-conv'],
  ['evaluate', '--protocol acters-luna --model rbf-svm', 'actors-luna'],
  ['evaluate', '--protocol text --model rbf-smv', 'rbf-svm'],
  ['search', '--protocol text --model rbf-svm --features voice-stats.v3', 'voice-stats.v2'],
  ['extract', '--out t.csv --features mel-mean-529.v1', 'mel-mean-259.v1'],
])('%s refuses %s before it reads anything, with the nearest name', async (name, line, meant) => {
  const { exitCode, stderr } = await prosodia([name, ...line.split(' '), '--data', 'nowhere']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`(did you mean ${meant}?) (USAGE)\n`);
  expect(stderr).toContain(`Run \`prosodia ${name} --help\``);
});

test.each([
  ['compare', 'a'],
  ['download', 'radvess'],
  ['evaluate', '--protocol text --model rbf-svm+linear-svm --set cost=1'],
])('%s %s points to the help of its command', async (name, line) => {
  const { exitCode, stderr } = await prosodia([name, ...line.split(' '), '--quiet']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`Run \`prosodia ${name} --help\``);
});
