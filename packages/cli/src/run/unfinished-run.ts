import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { Corpus, FeatureTable } from '@prosodia/features';
import type { CheckpointOptions } from '@prosodia/model';
import { claimPath, tryWholeFolder, writeFlushed, writeWholeFolder } from '@prosodia/whole-files';

import type { CommandContext } from '../command.js';
import { asCliError, CliError, errorCode, Interruption } from '../failure.js';
import { quoted, shortest } from '../terminal/paths.js';
import type { RunFolder } from './run-folder.js';
import { RunEvents } from './run-events.js';
import { hashTable } from './run-metrics.js';
import { readStart, START_FILE, UNFINISHED, type RunStart } from './run-start.js';
import type { DecidedOptions } from './train-options.js';

/**
 * Finds out before the work whether the state of a new run can be kept.
 *
 * @throws {CliError} RUN_FOLDER where one is kept already, unless `force`
 */
export async function planUnfinishedRun(
  { path }: Pick<RunFolder, 'path'>,
  { force = false }: { readonly force?: boolean },
): Promise<void> {
  const folder = path + UNFINISHED;
  const there = (await readStart(path).catch(() => undefined)) !== undefined;
  const hint = there
    ? `\`${resumeCommand(path)}\` goes on with that run, --force begins anew`
    : undefined;
  const replace = force && there;
  await tryWholeFolder(folder, { replace }).catch(asCliError('RUN_FOLDER', hint));
}

/**
 * Does the work while no other process can begin that run or go on with it.
 *
 * @throws {CliError} RUN_FOLDER where another one is at it
 */
export async function aloneAt<T>(
  { path }: Pick<RunFolder, 'path'>,
  work: () => Promise<T>,
): Promise<T> {
  const release = await claimPath(path + UNFINISHED).catch(asCliError('RUN_FOLDER'));
  try {
    return await work();
  } finally {
    await release();
  }
}

/** What begins a run, or goes on with it. */
interface Beginning {
  readonly options: DecidedOptions;
  readonly startedAt: Date;
  readonly corpus: Pick<Corpus, 'dir'>;
  readonly table: FeatureTable;
  readonly env: NodeJS.ProcessEnv;
}

/** The state of a run that is not there yet: `runs/first.unfinished` beside `runs/first`. */
export class UnfinishedRun {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Writes down what begins, in place of what was kept there before; for a run that goes on it looks whether the
   * recordings are the same.
   *
   * @throws {CliError} RESUME where they are not; RUN_FOLDER
   */
  static async begin({ path }: RunFolder, beginning: Beginning): Promise<UnfinishedRun> {
    const { goesOn } = beginning.options;
    const start = startOf(beginning);
    if (goesOn === undefined) {
      const text = `${JSON.stringify(start, null, 2)}\n`;
      const fill = (folder: string) => writeFlushed(join(folder, START_FILE), [text]);
      const write = writeWholeFolder(path + UNFINISHED, fill, { replace: true });
      await write.catch(asCliError('RUN_FOLDER'));
    } else if (goesOn.dataHash !== start.dataHash)
      throw new CliError(
        'RESUME',
        `Expected recordings of hash ${goesOn.dataHash}, with which the run began, for ${start.corpusDir} but received ${start.dataHash}`,
      );
    return new UnfinishedRun(path);
  }

  /**
   * Does the work with the state kept; removes it when that is done. What ends the work early leaves it, and is told
   * with the command that goes on.
   */
  async during<T>(
    { terminal }: CommandContext,
    work: (state: { checkpoints: CheckpointOptions; events: RunEvents }) => Promise<T>,
  ): Promise<T> {
    const folder = this.#path + UNFINISHED;
    const goOn = `To go on: ${resumeCommand(this.#path)}`;
    const checkpoints: CheckpointOptions = {
      folder: join(folder, 'checkpoints'),
      onProblem: ({ message }) => {
        terminal.warn(`The training goes on without it: ${message}`);
      },
    };
    const events = new RunEvents(folder, terminal);
    const done = await work({ checkpoints, events }).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'AbortError') throw new Interruption(goOn);
      const unreadable = error instanceof Error && errorCode(error)?.startsWith('CHECKPOINT');
      if (unreadable !== true) terminal.warn(`What is trained so far is kept. ${goOn}`);
      throw error;
    });
    await rm(folder, { recursive: true, force: true });
    return done;
  }
}

function startOf({ options, startedAt, corpus, table, env }: Beginning): RunStart {
  const { model, epochs, batchSize, seed, splitSeed, selection, force, tensorboard } = options;
  const named = env.PROSODIA_DATA === '' ? undefined : env.PROSODIA_DATA;
  const data = options.data ?? named;
  return {
    ...{ command: 'train', startedAt: startedAt.toISOString() },
    options: {
      ...(data !== undefined && { data: resolve(data) }),
      ...{ model, epochs, batchSize, seed, splitSeed, selection },
      ...(force && { force }),
      ...(tensorboard && { tensorboard }),
    },
    ...{ corpusDir: corpus.dir, dataHash: hashTable(table) },
  };
}

const resumeCommand = (path: string): string =>
  `npx prosodia train --resume ${quoted(shortest(path))}`;
