import type { EvaluationRecord, RunRecord } from '@prosodia/records';

import type { Clip, ClipPicture } from './clip.js';

/** Runs and evaluations on one corpus, and what is known of its clips. */
export interface ResultGroup {
  readonly runs?: readonly RunRecord[];
  /** Of models by protocols. */
  readonly evaluations?: readonly EvaluationRecord[];
  /** By path; clips that are not there have no speaker, gender or intensity. */
  readonly clips: ReadonlyMap<string, Clip>;
  /** Asked for one clip after the other; what it gives is drawn and dropped. */
  readonly pictureOf: (path: string) => Promise<ClipPicture>;
}
