import type { EvaluationScores } from '@prosodia/records';

/** What others reached on RAVDESS's speech, to stand beside a run. */
export interface Reference {
  readonly name: string;
  /** Share of clips named rightly, 0 .. 1. */
  readonly accuracy: number;
  /** Whose number it is, and how it was come by. */
  readonly source: string;
}

/** The published notebook that this project began with: one split, actors known, one seed. */
export const NOTEBOOK_BASELINE: Reference = {
  name: "notebook's baseline",
  accuracy: 0.3854,
  source: "the published notebook's own number",
};

/** The notebook's table: 50 epochs each, the last one counts. */
export const NOTEBOOK_SWEEP = [
  { batchSize: 32, loss: 4.85, accuracy: 0.4479 },
  { batchSize: 64, loss: 4.02, accuracy: 0.5 },
  { batchSize: 128, loss: 4.47, accuracy: 0.5034 },
] as const;

export const NOTEBOOK_BEST: Reference = {
  name: "notebook's best",
  accuracy: 0.5034,
  source: "the published notebook's own number, batch 128",
};

/** People who heard the clips and named them, calm accepted for neutral and `none of these` allowed. */
export const LISTENERS: Reference = {
  name: 'average listener',
  accuracy: 0.624,
  source: 'people on all clips, Livingstone and Russo 2018',
};

/** Whether numbers of RAVDESS may stand beside an evaluation; older records have listeners for any corpus. */
export const isOfRavdess = ({ synthetic, human, clips }: EvaluationScores): boolean =>
  !synthetic && human !== null && clips.every(({ speaker }) => speaker.startsWith('ravdess/'));
