import {
  ravdessClip,
  ravdessSpeaker,
  ravdessSpeechNames,
  type RavdessClip,
} from './corpora/ravdess.js';

/** For tests: the 60 speech clips of each of the first `actors` actors, sorted, as RAVDESS has them. */
export function speechClips(actors = 24): RavdessClip[] {
  return Array.from({ length: actors }, (_, i) =>
    ravdessSpeechNames(i + 1).map((name) => ravdessClip(`${ravdessSpeaker(i + 1)}/${name}`)),
  ).flat();
}

/** The one pair of equal recordings in RAVDESS. */
export const RAVDESS_DUPLICATES = [
  ['Actor_07/03-01-03-01-02-01-07.wav', 'Actor_07/03-01-03-01-02-02-07.wav'],
];
