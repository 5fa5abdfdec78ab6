/** One thing that a machine has or lacks. */
export interface Finding {
  readonly name: string;
  /** `missing`: the main job works without it. `blocking`: it does not. */
  readonly state: 'fine' | 'missing' | 'blocking';
  /** What was found, for people. */
  readonly found: string;
  /** What to do about it; nothing where it is fine. */
  readonly advice?: string;
}
