import { expect, it } from 'vitest';
import { speechClips } from '../_test-clips.js';
import { fitStandardiser } from './standardise.js';
import { normaliseSpeakers } from './normalise-speakers.js';

const clips = speechClips(2);
const width = 4;
/** The second voice is 50 dB louder, and every clip differs. */
const values = Float32Array.from({ length: clips.length * width }, (_, i) => {
  const row = Math.floor(i / width);
  return Math.sin(i * 7) * (1 + (i % width)) + (row < 60 ? -60 : -10);
});
const table = { featureSetId: 'x.v1', clips, values, width };
const rowsOf = (speaker: number) => Array.from({ length: 60 }, (_, i) => speaker * 60 + i);

it('takes from each speaker what all their clips have in common, and leaves the table as it was', () => {
  const before = values.slice();
  const normalised = normaliseSpeakers(table);
  for (const speaker of [0, 1]) {
    const { mean, deviation } = fitStandardiser(normalised, rowsOf(speaker));
    for (const value of mean) expect(value).toBeCloseTo(0, 4);
    for (const value of deviation) expect(value).toBeCloseTo(1, 4);
  }
  expect(values).toEqual(before);
});

it("does not depend on another speaker's clips", () => {
  const louder = { ...table, values: values.map((v, i) => (i < 60 * width ? v : v * 3 + 1)) };
  const [one, other] = [normaliseSpeakers(table), normaliseSpeakers(louder)];
  expect(other.values.subarray(0, 60 * width)).toEqual(one.values.subarray(0, 60 * width));
});
