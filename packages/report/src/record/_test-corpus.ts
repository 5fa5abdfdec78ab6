import type { ClipPicture } from './clip.js';
import type { CorpusRecord, MeasuredClip } from './corpus-record.js';

const clip = (path: string, more: Partial<MeasuredClip>): MeasuredClip => ({
  ...{ path, corpus: 'ravdess', speaker: 'Actor_01', gender: 'male', emotion: 'calm' },
  ...{ intensity: 'normal', seconds: 3, loudnessDb: -30, brightnessHz: 600 },
  contour: Float32Array.of(-20, -40, -60),
  ...more,
});

/** Two emotions and two genders; one clip ends early, one has a hostile name. */
export function testCorpus(picture: ClipPicture): CorpusRecord {
  return {
    ...{ name: 'ravdess', dir: 'my voices', synthetic: false, emotions: ['calm', 'angry'] },
    contourTime: { offsetSeconds: 0.5, hopSeconds: 0.25 },
    clips: [
      clip('a.wav', {}),
      clip('b.wav', { intensity: 'strong', seconds: 3.1, contour: Float32Array.of(-30, -50, 0) }),
      clip('c.wav', { gender: 'female', speaker: 'Actor_02', seconds: 4 }),
      clip('d.wav', { emotion: 'angry', loudnessDb: -10, brightnessHz: 900 }),
      clip('<img src=x onerror=alert(1)>.wav', { emotion: 'angry', gender: 'female' }),
    ],
    oddities: [{ kind: 'left out', path: '<b>.wav', words: 'empty' }],
    pictureOf: () => Promise.resolve(picture),
  };
}
