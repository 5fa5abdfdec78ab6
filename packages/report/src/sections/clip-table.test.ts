import { expect, it } from 'vitest';

import type { ClipPicture } from '../record/clip.js';
import { clipTable, PICTURED_CLIPS } from './clip-table.js';

const tableOf = async (count: number, picture: ClipPicture = { spectrogram: PICTURE }) => {
  const predictions = Array.from({ length: count }, (_, index) => ({
    ...{ path: `${index}.wav`, actual: 'calm', predicted: 'calm' },
    probabilities: [(index + 1) / (count + 1), 0],
  }));
  const asked: string[] = [];
  const { text } = await clipTable({
    ...{
      id: 't',
      clips: new Map(),
      answerers: [{ name: 'a', labels: ['calm', 'angry'], predictions }],
    },
    pictureOf: (path) => {
      asked.push(path);
      return Promise.resolve(picture);
    },
  });
  return { text, asked };
};
const PICTURE = {
  ...{ decibels: Float32Array.of(0, -10, -20, -30), bands: 2, frames: 2, bandHz: [100, 1000] },
  ...{ offsetSeconds: 0, durationSeconds: 1 },
};

it('asks for the pictures of the worst clips alone, prints those, and says so', async () => {
  const { text, asked } = await tableOf(PICTURED_CLIPS + 2);
  expect(asked).toHaveLength(PICTURED_CLIPS);
  expect(asked[0]).toBe('0.wav');
  expect(text.match(/<tr class="screen"/g)).toHaveLength(2);
  expect(text).toContain(`Only the first ${PICTURED_CLIPS} clips have one`);
});

it('names each who answered, once by', async () => {
  const predictions = [
    { path: 'a.wav', actual: 'calm', predicted: 'calm', probabilities: [0.5, 0.5] },
  ];
  const answerers = ['run-a', 'by speaker'].map((name) => ({
    ...{ name, labels: ['calm', 'angry'], predictions },
  }));
  const pictureOf = () => Promise.resolve({});
  const { text } = await clipTable({ id: 't', clips: new Map(), answerers, pictureOf });
  expect(text).toContain('named by run-a');
  expect(text).toContain('named by speaker');
});

it('prints every clip where none has a picture', async () => {
  const { text } = await tableOf(PICTURED_CLIPS + 2, {});
  expect(text).not.toContain('<tr class="screen"');
  expect(text).not.toContain('Only the first');
});

it('pictures every clip where there are not too many', async () => {
  const { text, asked } = await tableOf(PICTURED_CLIPS);
  expect(asked).toHaveLength(PICTURED_CLIPS);
  expect(text).not.toContain('Only the first');
});
