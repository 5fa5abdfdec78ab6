import { EMOTIONS } from './clip.js';
import { formatRavdessName, ravdessClip, ravdessSpeaker, type RavdessClip } from './ravdess.js';

/** For tests: the 60 speech clips of each of the first `actors` actors, sorted, as RAVDESS has them. */
export function speechClips(actors = 24): RavdessClip[] {
  const clips: RavdessClip[] = [];
  for (let actor = 1; actor <= actors; actor++) {
    for (const emotion of EMOTIONS) {
      for (const intensity of ['normal', 'strong'] as const) {
        if (emotion === 'neutral' && intensity === 'strong') continue;
        for (const statement of [1, 2]) {
          for (const repetition of [1, 2]) {
            const fields = { emotion, intensity, statement, repetition, actor };
            const name = { modality: 'audio-only', vocalChannel: 'speech', ...fields } as const;
            clips.push(ravdessClip(`${ravdessSpeaker(actor)}/${formatRavdessName(name)}`));
          }
        }
      }
    }
  }
  return clips;
}

/** The one pair of equal recordings in RAVDESS. */
export const RAVDESS_DUPLICATES = [
  ['Actor_07/03-01-03-01-02-01-07.wav', 'Actor_07/03-01-03-01-02-02-07.wav'],
];
