import { expect, test } from 'vitest';

import { prosodia } from '../end-to-end/cli-process.js';

test('describe --json gives the layers and the three counts of the notebook', async () => {
  const { exitCode, stdout, stderr } = await prosodia([
    'describe',
    '--model',
    'notebook-cnn',
    '--json',
  ]);
  const network = JSON.parse(stdout) as { params: unknown; layers: unknown[] };
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(network.params).toEqual({ total: 1_129_384, trainable: 1_128_488, nonTrainable: 896 });
  expect(network.layers).toHaveLength(13);
});

test('describe is a table with a line per layer', async () => {
  const { stdout } = await prosodia(['describe', '--model', 'notebook-cnn']);
  expect(stdout).toMatch(/^conv2 +conv1d +123 x 128 +41,088$/m);
  expect(stdout).toMatch(/^1,129,384 parameters, 1,128,488 trainable, 896 not\.$/m);
});

test('describe shows the network that is trained where none is named', async () => {
  const { stdout } = await prosodia(['describe']);
  expect(stdout).toMatch(/^log-mel-conv, input 160 x 68$/m);
});
