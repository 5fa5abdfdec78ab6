import { colour, emotionColour } from '../look/palette.js';
import type { CorpusRecord, MeasuredClip } from '../record/corpus-record.js';
import { chartBase, type Chart } from './chart.js';

/** The mean course of each emotion's level, beside that of all clips. */
export function contoursChart({ clips, emotions, contourTime }: CorpusRecord): Chart {
  const all = meanContour(clips);
  const own = emotions.map((emotion) => ({
    emotion,
    mean: meanContour(clips.filter((clip) => clip.emotion === emotion)),
  }));
  const secondsOf = (frame: number): number =>
    contourTime.offsetSeconds + frame * contourTime.hopSeconds;
  const values = own.flatMap(({ emotion, mean }) =>
    mean.map((level, frame) => ({
      ...{ emotion, level, all: all[frame] ?? null },
      seconds: secondsOf(frame),
      colour: emotionColour(emotion),
    })),
  );
  const x = {
    field: 'seconds',
    type: 'quantitative',
    title: 'seconds',
    axis: { grid: false, tickCount: 4 },
    scale: { zero: false, nice: false },
  } as const;
  const y = (field: string) =>
    ({
      field,
      type: 'quantitative',
      title: 'dB',
      axis: { tickCount: 3 },
      scale: { zero: false },
    }) as const;
  const halfSeconds = all.flatMap((_, frame) =>
    Math.floor(secondsOf(frame) * 2) > Math.floor(secondsOf(frame - 1) * 2) ? [frame] : [],
  );
  return {
    id: 'contours',
    title: 'The course of each emotion',
    caption:
      'The mean of the log-mel features over all clips of an emotion, frame by frame (its colour), beside the mean of all clips (grey). Frames that a clip is too short for are left out.',
    spec: {
      ...chartBase(values),
      facet: {
        ...{ field: 'emotion', type: 'nominal', sort: [...emotions] },
        header: { title: null },
      },
      columns: 2,
      spacing: { row: 26, column: 20 },
      bounds: 'flush',
      spec: {
        width: 140,
        height: 70,
        layer: [
          {
            mark: { type: 'line', strokeWidth: 1, color: colour('soft'), opacity: 0.7 },
            encoding: { x, y: y('all') },
          },
          {
            mark: { type: 'line', strokeWidth: 2 },
            encoding: {
              x,
              y: y('level'),
              color: { field: 'colour', type: 'nominal', scale: null },
            },
          },
        ],
      },
    },
    table: {
      head: ['emotion', ...halfSeconds.map((frame) => `at ${secondsOf(frame).toFixed(1)} s (dB)`)],
      rows: own.map(({ emotion, mean }) => [
        emotion,
        ...halfSeconds.map((frame) => mean[frame]?.toFixed(1) ?? ''),
      ]),
    },
  };
}

/** The mean of each frame over the clips that reach it; null where none does. */
export function meanContour(clips: readonly Pick<MeasuredClip, 'contour'>[]): (number | null)[] {
  const frames = Math.max(0, ...clips.map(({ contour }) => contour.length));
  return Array.from({ length: frames }, (_, frame) => {
    const levels = clips.map(({ contour }) => contour[frame] ?? 0).filter((level) => level !== 0);
    return levels.length === 0 ? null : levels.reduce((a, b) => a + b, 0) / levels.length;
  });
}
