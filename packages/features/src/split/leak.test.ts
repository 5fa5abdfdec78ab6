import { describe, expect, it } from 'vitest';
import { RAVDESS_DUPLICATES, speechClips } from '../_test-clips.js';
import { checkSplit } from './leak.js';

const clips = speechClips(7);
const pair = RAVDESS_DUPLICATES.flat().map((path) => clips.findIndex((clip) => clip.path === path));
const [one, other] = pair as [number, number];

describe('checkSplit', () => {
  it('says how much it looked at and which speakers are in several parts', () => {
    const check = checkSplit(clips, { train: [0, one, other], test: [1, 60] }, RAVDESS_DUPLICATES);
    expect(check).toEqual({ clips: 5, duplicateGroups: 1, sharedSpeakers: ['ravdess/Actor_01'] });
  });

  it('fails for a pair of duplicates that was pulled apart, and names it', () => {
    expect(() => checkSplit(clips, { train: [one], test: [0, other] }, RAVDESS_DUPLICATES)).toThrow(
      'the same samples in Actor_07/03-01-03-01-02-01-07.wav (train) and ' +
        'Actor_07/03-01-03-01-02-02-07.wav (test)',
    );
  });

  it.each([
    ['a clip in two parts', { train: [0, 1], dev: [1] }, /Actor_01\/.* in train and dev/],
    ['a clip twice in one part', { train: [1, 1] }, /in train and train/],
    ['nothing to check', { train: [], test: [] }, /no clip at all/],
    ['an index that is none', { train: [clips.length] }, /for train but received 420/],
  ])('fails for %s', (_, parts, message) => {
    expect(() => checkSplit(clips, parts, [])).toThrow(message);
  });
});
