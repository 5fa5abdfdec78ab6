import type { EvaluationScores } from '@prosodia/records';

/** The emotion that most test clips have, and the share of those that have it. */
export function commonestClass({ clips, labels }: Pick<EvaluationScores, 'clips' | 'labels'>): {
  readonly label: string;
  readonly share: number;
} {
  return labels
    .map((label, index) => ({
      label,
      share: clips.filter(({ actual }) => actual === index).length / clips.length,
    }))
    .reduce((most, next) => (next.share > most.share ? next : most));
}
