import { PREDICTIONS } from '@prosodia/records/examples';

import type { Clip } from './clip.js';

/** What is known of the clips of the example of a run. */
export const CLIPS: ReadonlyMap<string, Clip> = new Map(
  PREDICTIONS.map(({ path, actual }, index) => {
    const speaker = path.slice(0, 8);
    const gender = speaker === 'Actor_01' ? 'male' : 'female';
    const intensity = index % 2 ? 'strong' : 'normal';
    return [path, { path, speaker, gender, emotion: actual, intensity }];
  }),
);
