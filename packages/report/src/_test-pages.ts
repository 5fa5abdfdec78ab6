import { rm } from 'node:fs/promises';
import { readEvaluation, readRun, type EvaluationRecord, type RunRecord } from '@prosodia/records';
import { writeExampleEvaluation, writeExampleRun } from '@prosodia/records/examples';

import { CLIPS } from './record/_test-clips.js';
import type { ClipPicture } from './record/clip.js';
import type { Report } from './report.js';
import { resultsReport } from './results-report.js';
import { writeReport } from './write-report.js';

/** A tone of a second in a picture of eight bands. */
const PICTURE: ClipPicture = {
  spectrogram: {
    decibels: Float32Array.from({ length: 8 * 20 }, (_, index) => -(index % 70)),
    ...{ bands: 8, frames: 20, offsetSeconds: 0.5, durationSeconds: 3 },
    bandHz: [100, 300, 600, 1000, 2000, 4000, 6000, 8000],
  },
  sound: {
    samples: Float32Array.from({ length: 16_000 }, (_, index) => Math.sin(index / 6) / 2),
    sampleRate: 16_000,
  },
};

/** A run for each size of a batch. */
export async function testRuns(...batchSizes: number[]): Promise<RunRecord[]> {
  const runs: RunRecord[] = [];
  for (const batchSize of batchSizes) {
    const folder = await writeExampleRun({ batchSize });
    runs.push(await readRun(folder));
    await rm(folder, { recursive: true });
  }
  return runs;
}

/** An evaluation for each protocol. */
export async function testEvaluations(...protocols: string[]): Promise<EvaluationRecord[]> {
  const evaluations: EvaluationRecord[] = [];
  for (const protocol of protocols) {
    const folder = await writeExampleEvaluation({ protocol });
    evaluations.push(await readEvaluation(folder));
    await rm(folder, { recursive: true });
  }
  return evaluations;
}

export interface TestPage {
  readonly runs?: readonly RunRecord[];
  readonly evaluations?: readonly EvaluationRecord[];
  /** Of every clip (a tone and its spectrogram). */
  readonly picture?: ClipPicture;
}

export async function writePage(
  file: string,
  { runs = [], evaluations = [], picture = PICTURE }: TestPage,
): Promise<{ report: Report; bytes: number }> {
  const pictureOf = () => Promise.resolve(picture);
  const report = await resultsReport({
    groups: [{ runs, evaluations, clips: CLIPS, pictureOf }],
  });
  return { report, bytes: await writeReport(file, report) };
}
