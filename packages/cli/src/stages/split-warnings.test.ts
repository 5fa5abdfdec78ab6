import { expect, test } from 'vitest';

import { EMOTIONS } from '@prosodia/features';

import { splitWarnings } from './split-warnings.js';

const clipsOf = (emotions: readonly (typeof EMOTIONS)[number][], times: number) =>
  emotions.flatMap((emotion) => Array.from({ length: times }, () => ({ emotion })));

test('a corpus of all emotions with enough to test leaves nothing to say', () => {
  const clips = clipsOf(EMOTIONS, 5);
  expect(splitWarnings(clips, { test: [...clips.keys()], labels: EMOTIONS })).toEqual([]);
});

test('emotions that nobody speaks are named', () => {
  const clips = clipsOf(['calm', 'sad'], 5);
  expect(splitWarnings(clips, { test: [...clips.keys()], labels: EMOTIONS })).toEqual([
    expect.stringMatching(
      /^There are no recordings of neutral, happy, .+: .+ about the other 2 emotions\.$/,
    ),
  ]);
});

test('emotions with few test clips are named', () => {
  const clips = clipsOf(EMOTIONS, 5);
  const [warning, ...others] = splitWarnings(clips, {
    test: [...clips.keys()].slice(1, -1),
    labels: EMOTIONS,
  });
  expect(warning).toMatch(/fewer than 5 test clips of neutral, surprised:/);
  expect(others).toEqual([]);
});
