import { expected } from '../errors.js';

/** Which part of a corpus: `index` from 0 to `count - 1`. */
export interface ShardIndex {
  readonly index: number;
  readonly count: number;
}

/** Where the systems that run many of one job tell each its number; all count from 0 here. */
const INDEX_VARIABLES = [
  'JOB_COMPLETION_INDEX',
  'SLURM_ARRAY_TASK_ID',
  'AWS_BATCH_JOB_ARRAY_INDEX',
];

/**
 * Reads `3/20`, or `auto/20`, where Kubernetes' Indexed Job, a Slurm array or an array job of AWS
 * Batch says which one this is.
 *
 * @throws {FeaturesError} `INVALID_OPTION`
 */
export function parseShardIndex(text: string, env: NodeJS.ProcessEnv = process.env): ShardIndex {
  const invalid = (what: string, received: string): Error =>
    expected('INVALID_OPTION', what, 'shard', received);
  const [, first = '', second = ''] = /^(auto|\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  const count = Number(second);
  if (first === '' || count < 1) throw invalid('i/N with i from 0 to N - 1, or auto/N,', text);
  const told = INDEX_VARIABLES.map((name) => env[name]).find((value) => /^\d+$/.test(value ?? ''));
  if (first === 'auto' && told === undefined) {
    throw invalid(`one of ${INDEX_VARIABLES.join(', ')} set`, 'none of them');
  }
  const index = Number(first === 'auto' ? told : first);
  if (index < count) return { index, count };
  throw invalid(`an index from 0 to ${count - 1}`, `${index}/${count}`);
}

/** `shard-00003-of-00020`: the folder of a shard. */
export function shardName({ index, count }: ShardIndex): string {
  const padded = (value: number): string => String(value).padStart(5, '0');
  return `shard-${padded(index)}-of-${padded(count)}`;
}

export function indexOfName(name: string): ShardIndex | undefined {
  const [, index, count] = /^shard-(\d{5,})-of-(\d{5,})$/.exec(name) ?? [];
  return index === undefined ? undefined : { index: Number(index), count: Number(count) };
}
