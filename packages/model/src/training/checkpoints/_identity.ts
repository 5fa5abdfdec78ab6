import { createHash } from 'node:crypto';
import { expected } from '../../errors.js';
import type { LabelledRows } from '../../labelled-rows.js';
import type { TrainPlan } from '../train-options.js';
import type { CheckpointState } from './checkpoint-format.js';

/** Options that decide nothing, and rows, of which the hash counts. */
const APART: readonly string[] = ['train', 'dev', 'onEpoch', 'signal', 'checkpoints'];

/** All that decides a training: every option, and hashes of the rows. */
export function identityOf(plan: TrainPlan): CheckpointState['training'] {
  const settings = Object.entries(plan).filter(([name]) => !APART.includes(name));
  const identity = {
    ...Object.fromEntries(settings),
    train: hashRows(plan.train),
    dev: plan.dev === undefined ? null : hashRows(plan.dev),
  };
  return JSON.parse(JSON.stringify(identity)) as CheckpointState['training'];
}

/**
 * Compares a training with the one whose state is in `folder`.
 *
 * @throws {ModelError} CHECKPOINT_MISMATCH, naming the first thing that differs
 */
export function checkIdentity(
  kept: CheckpointState['training'],
  given: CheckpointState['training'],
  folder: string,
): void {
  // Older checkpoints call the rows of train `fit`.
  const { fit, ...others } = kept as Record<string, unknown>;
  const was = fit === undefined ? kept : { ...others, train: fit };
  const difference = firstDifference(was, given, '');
  if (difference === undefined) return;
  const what = `${difference.path} ${show(difference.was)}`;
  const goesOn = `a training that goes on from ${folder}`;
  throw expected('CHECKPOINT_MISMATCH', what, goesOn, show(difference.is));
}

/** Where two JSON values differ first. */
function firstDifference(
  was: unknown,
  is: unknown,
  path: string,
): { path: string; was: unknown; is: unknown } | undefined {
  if (!isObject(was) || !isObject(is)) return was === is ? undefined : { path, was, is };
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const inner = path === '' ? key : `${path}.${key}`;
    const found = firstDifference(was[key], is[key], inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const show = (value: unknown): string => JSON.stringify(value ?? null).slice(0, 200);

/** SHA-256 over the shape, the values (float32) and the classes (int32). */
function hashRows({ x, y, rows, width }: LabelledRows): string {
  const hash = createHash('sha256').update(`${rows} x ${width}\0`);
  for (const { buffer, byteOffset, byteLength } of [x, Int32Array.from(y)])
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest('hex');
}
