import type { Clip } from '@prosodia/features';

/** With fewer clips than this, one more hit moves an emotion's recall by more than 20 %. */
const FEW_TEST_CLIPS = 5;

/** What the emotions of the clips do to the meaning of an accuracy: sentences, none where all is as it should be. */
export function splitWarnings(
  clips: readonly Pick<Clip, 'emotion'>[],
  { test, labels }: { readonly test: readonly number[]; readonly labels: readonly string[] },
): string[] {
  const found = new Set(clips.map(({ emotion }) => emotion));
  const missing = labels.filter((emotion) => !found.has(emotion));
  const tested = (wanted: string): number =>
    test.filter((row) => clips[row]?.emotion === wanted).length;
  const few = labels.filter((emotion) => found.has(emotion) && tested(emotion) < FEW_TEST_CLIPS);
  const warnings = [];
  if (missing.length > 0)
    warnings.push(
      `There are no recordings of ${missing.join(', ')}: the model cannot learn them, and the accuracy is about the other ${found.size} emotions.`,
    );
  if (few.length > 0)
    warnings.push(
      `There are fewer than ${FEW_TEST_CLIPS} test clips of ${few.join(', ')}: one clip more or less changes their recall by 20 % or more.`,
    );
  return warnings;
}
