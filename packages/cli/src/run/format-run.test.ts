import type { LeakVerdict } from '@prosodia/features';
import { expect, test } from 'vitest';

import { formatEpoch, formatSplit } from './format-run.js';

const leakCheck: LeakVerdict = {
  ...{ passed: true, clips: 8, rows: 0, copyGroups: 1, asked: ['clip', 'copies'], findings: [] },
  ...{ sharedSpeakers: 1, sharedTexts: 0 },
};
const [train, dev, test_] = [[0, 1, 2, 3], [4], [5, 6, 7]];

test('a split says its sizes, its copies and what was looked at', () => {
  const text = formatSplit({
    train,
    dev,
    test: test_,
    duplicates: [['a.wav', 'b.wav']],
    leakCheck,
  });
  expect(text.split('\n')).toEqual([
    'Copies of one sound, kept in one part: a.wav = b.wav',
    'Split: 4 train, 1 dev to choose the epoch, 3 test.',
    'Leak check: 8 clips and 1 group of copies looked at, no sound is in two parts.',
    'In more than one part: 1 speaker, as in the notebook: the accuracy is about voices that are known.',
  ]);
});

test('of many copies three groups are named and the others counted', () => {
  const duplicates = Array.from({ length: 50 }, (_, i) => [`${i}.wav`, `copy of ${i}.wav`]);
  const lines = formatSplit({ train, dev, test: test_, duplicates, leakCheck }).split('\n');
  expect(lines.slice(2, 5)).toEqual([
    'Copies of one sound, kept in one part: 2.wav = copy of 2.wav',
    'Copies of one sound: in metrics.json 47 more groups.',
    'Split: 4 train, 1 dev to choose the epoch, 3 test.',
  ]);
});

test('without a dev part and shared speakers the split is silent about both', () => {
  const none = { ...leakCheck, clips: 7, copyGroups: 0, sharedSpeakers: 0 };
  const text = formatSplit({ train, dev: [], test: test_, duplicates: [], leakCheck: none });
  expect(text).toMatch(/^Split: 4 train, 3 test\.\nLeak check: [^\n]+$/);
});

test('an epoch is a line, with the dev part where there is one', () => {
  const record = { epoch: 7, loss: 1.23456, accuracy: 0.512, seconds: 1.42 };
  expect(formatEpoch(record, 50)).toBe(
    'Epoch  7/50  loss 1.2346  accuracy  51.20 %  1.4 s, 1 min 01 s left',
  );
  expect(formatEpoch({ ...record, devLoss: 1.5, devAccuracy: 0.4, devUar: 0.441 }, 50)).toBe(
    'Epoch  7/50  loss 1.2346  accuracy  51.20 %  dev loss 1.5000  dev recall  44.10 %  1.4 s, 1 min 01 s left',
  );
  expect(formatEpoch(record, 7)).toMatch(/ 1\.4 s$/);
});
