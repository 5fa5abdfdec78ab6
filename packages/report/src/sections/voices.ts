import { markup, type Markup } from '../html/markup.js';
import { player } from '../media/player.js';
import { decibelScale, spectrogramPicture } from '../media/spectrogram-picture.js';
import type { CorpusRecord, MeasuredClip } from '../record/corpus-record.js';
import { emotionDot } from './emotion-dot.js';

/** A voice of each gender for each emotion, to see and to hear. */
export async function voices(corpus: CorpusRecord): Promise<Markup> {
  const pictures: Markup[] = [];
  for (const clip of examplesOf(corpus)) {
    const { path, emotion, speaker } = clip;
    const { spectrogram, sound } = await corpus.pictureOf(path);
    const about = [clip.gender, clip.intensity, speaker.replaceAll('_', ' ')]
      .filter((word) => word !== undefined)
      .join(', ');
    pictures.push(markup`<figure class="voice">
<figcaption><h3>${emotionDot(emotion)}</h3><p>${about}: <code>${path.slice(path.lastIndexOf('/') + 1)}</code></p></figcaption>
${spectrogram && spectrogramPicture(spectrogram, `Spectrogram: ${emotion}, ${about}`)}
${sound && player(sound, `${emotion}, ${about}`)}
</figure>
`);
  }
  return markup`<p>Log-mel spectrograms of the window that the features see: time from left to right, low notes at the bottom, each picture in dB below its own loudest point.</p>
${decibelScale()}
<div class="gallery">
${pictures}</div>
`;
}

/** Of each emotion a clip of each gender, with strong intensity where there is one: the first by path. */
export function examplesOf({ clips, emotions }: CorpusRecord): MeasuredClip[] {
  const genders = [...new Set(clips.map(({ gender }) => gender))].sort().reverse();
  return emotions.flatMap((emotion) =>
    genders.flatMap((gender) => {
      const own = clips.filter((clip) => clip.emotion === emotion && clip.gender === gender);
      return own.find(({ intensity }) => intensity === 'strong') ?? own[0] ?? [];
    }),
  );
}
