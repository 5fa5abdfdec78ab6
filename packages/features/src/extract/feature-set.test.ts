import { describe, expect, it } from 'vitest';
import { FEATURE_SETS, featureSet } from './feature-set.js';

describe('featureSet', () => {
  it('has unique ids, and as many names as values', () => {
    expect(FEATURE_SETS.length).toBeGreaterThan(0);
    expect(new Set(FEATURE_SETS.map(({ id }) => id)).size).toBe(FEATURE_SETS.length);
    for (const { names, width } of FEATURE_SETS) expect(new Set(names).size).toBe(width);
  });

  it('names the 259 frames of the window', () => {
    const { names, width, extraction } = featureSet('mel-mean-259.v1');
    const { durationSeconds, sampleRate, hopLength } = extraction;
    expect(width).toBe(1 + Math.floor((durationSeconds * sampleRate) / hopLength));
    expect([names[0], names[258]]).toEqual(['f000', 'f258']);
  });

  it('refuses other ids, and names those there are', () => {
    expect(() => featureSet('mel-mean-259')).toThrow(
      'Expected one of mel-mean-259.v1, contour-stats.v1, log-mel-130x64.v1, pooled-stats.v1, voice-stats.v2, voice-160x68.v2 for the feature set but received mel-mean-259',
    );
  });
});
