import { evaluate } from '@prosodia/model';
import { expect, test } from 'vitest';

import type { EvaluateReport } from '../flows/evaluate-run.js';
import { formatEvaluateReport } from './format-evaluate-report.js';

const all = evaluate(Float32Array.of(0.9, 0.1, 0.2, 0.8), [0, 1], ['happy', 'sad']);
const report: EvaluateReport = {
  ...{ clips: 192, unknown: {}, failed: 0, all, seenInTraining: 0, unseen: all },
  corpus: { name: 'ravdess', synthetic: false },
};
const lastLines = (of: EvaluateReport) =>
  formatEvaluateReport(of, (_, text) => text)
    .split('Recall of each emotion:')[1]
    ?.split('\n\n')[1];

test('a number over all clips says so', () => {
  expect(lastLines(report)).toMatch(/^All 192 clips: accuracy 100\.00 %.+$/);
});

test('a number over the clips of known labels says how many there are in all', () => {
  const some = { ...report, unknown: { calm: 192, bored: 1056 } };
  expect(lastLines(some)).toMatch(
    /^192 of 1,440 clips \(those of labels it knows\): accuracy 100\.00 %.+$/,
  );
});

test('the clips that are new to the model have a line of their own', () => {
  const seen = { ...report, clips: 1440, seenInTraining: 96 };
  expect(lastLines(seen)).toMatch(/^All 1,440 clips: .+\nThe 1,344 it was not trained on: .+$/);
});
