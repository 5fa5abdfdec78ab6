import { lstat, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { CONFIG_FILE } from '@prosodia/records';
import { z } from 'zod';

import { CliError } from '../failure.js';
import { NETWORK_KINDS } from './network-kinds.js';

/** Ends the name of the folder beside a run's own that holds its state. */
export const UNFINISHED = '.unfinished';
export const START_FILE = 'start.json';

/** `start.json`: how a run began, beside its checkpoints. */
const startSchema = z.strictObject({
  command: z.literal('train'),
  startedAt: z.iso.datetime(),
  options: z.strictObject({
    data: z.string().min(1).optional(),
    model: z.enum(NETWORK_KINDS),
    epochs: z.int().min(1),
    batchSize: z.int().min(1),
    seed: z.int().min(0),
    splitSeed: z.int().min(0),
    selection: z.enum(['dev', 'last']),
    force: z.literal(true).optional(),
    tensorboard: z.literal(true).optional(),
  }),
  /** Where the recordings were found. */
  corpusDir: z.string().min(1),
  /** See `hashTable`. */
  dataHash: z.hex(),
});

export type RunStart = z.infer<typeof startSchema>;

/**
 * What began the run that `folder` was to become.
 *
 * @param folder the run's final folder, or the one beside it
 * @throws {CliError} RESUME where there is none, where it has ended, or where it cannot be read
 */
export async function findUnfinishedRun(
  folder: string,
): Promise<{ path: string; start: RunStart }> {
  const given = resolve(folder);
  const path = given.endsWith(UNFINISHED) ? given.slice(0, -UNFINISHED.length) : given;
  const ended = await startedAtOf(path);
  if ((await lstat(path + UNFINISHED).catch(() => undefined)) === undefined)
    throw unusable(path, ended === undefined ? 'none' : 'one that has ended');
  const start = await readStart(path);
  if (ended === start.startedAt) {
    // The process ended between the last rename and the clearing away.
    await rm(path + UNFINISHED, { recursive: true });
    throw unusable(path, 'one that has ended');
  }
  return { path, start };
}

/** @throws {CliError} RESUME where it cannot be read */
export async function readStart(path: string): Promise<RunStart> {
  const file = join(path + UNFINISHED, START_FILE);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unusable(path, error instanceof Error ? error.message : String(error));
  });
  const { success, data, error } = startSchema.safeParse(parseJson(text));
  if (success) return data;
  const [issue] = error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')})`;
  throw unusable(path, `${file}, which is not what \`train\` writes${place}`);
}

/** When a run began that has ended. */
async function startedAtOf(path: string): Promise<unknown> {
  const text = await readFile(join(path, CONFIG_FILE), 'utf8').catch(() => '');
  return (parseJson(text) as { startedAt?: unknown } | undefined)?.startedAt;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unusable = (path: string, received: string): CliError =>
  new CliError('RESUME', `Expected an unfinished run for ${path} but received ${received}`);
