import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { FeaturesError, expected } from '../errors.js';
import { type DecodeAnswer, type DecodeJob } from './decode-job.js';

/** What a thread runs. It is the built file also where this one is run from `src`, for a thread runs JavaScript alone. */
function threadCode(): string {
  const file = createRequire(import.meta.url).resolve('#decode-worker');
  // Imported, as Node starts no thread with a file where the program itself is a text: `node --input-type=module -e`.
  return `import(${JSON.stringify(pathToFileURL(file).href)})`;
}

/** What one file may take, as with ffmpeg. */
const SECONDS = 60;

/** How long a thread waits for another user: to start one and load a decoder takes a tenth of a second. */
const IDLE_SECONDS = 5;

/** Threads that nobody uses now; they keep no program from ending. */
const idle: DecodeThread[] = [];

/** A thread that decodes one file at a time; it starts with the first, and anew after one that ended it. */
export class DecodeThread {
  #worker: Worker | undefined;
  #job: { done(result: DecodeAnswer): void; fail(error: Error): void } | undefined;
  #idling: NodeJS.Timeout | undefined;
  readonly #seconds: number;

  constructor(seconds = SECONDS) {
    this.#seconds = seconds;
  }

  /** One that is idle, or a new one. */
  static take(): DecodeThread {
    const thread = idle.pop() ?? new DecodeThread();
    clearTimeout(thread.#idling);
    thread.#worker?.ref();
    return thread;
  }

  /** @throws {FeaturesError} `DECODE_FAILED`, `DECODE_LIMIT`, `DECODER_MISSING`; the signal's reason where it is aborted */
  async decode(job: DecodeJob, signal?: AbortSignal): Promise<Uint8Array> {
    const worker = (this.#worker ??= this.#start());
    const abort = (): void => {
      this.#job?.fail(new Error('no longer wanted'));
      void this.end();
    };
    signal?.addEventListener('abort', abort);
    const timer = setTimeout(() => {
      const what = `at most ${this.#seconds} s of decoding`;
      this.#job?.fail(expected('DECODE_LIMIT', what, job.file, 'more'));
      void this.end();
    }, this.#seconds * 1000);
    try {
      const result = await new Promise<DecodeAnswer>((done, fail) => {
        this.#job = { done, fail };
        worker.postMessage(job);
      });
      if ('wav' in result) return result.wav;
      throw new FeaturesError(result.code, result.message);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof FeaturesError || !(error instanceof Error)) throw error;
      const what = 'a sound that can be decoded';
      throw expected('DECODE_FAILED', what, job.file, error.message, { cause: error });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      this.#job = undefined;
    }
  }

  /** For whoever comes next; nothing may be at work. */
  release(): void {
    if (this.#worker === undefined) return;
    this.#worker.unref();
    idle.push(this);
    this.#idling = setTimeout(() => {
      idle.splice(idle.indexOf(this), 1);
      void this.end();
    }, IDLE_SECONDS * 1000).unref();
  }

  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    // Of the program's own flags, such as conditions of resolution, it takes none.
    const worker = new Worker(threadCode(), { eval: true, execArgv: [] });
    const ended = (error: Error): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#job?.fail(error);
    };
    worker.on('message', (result: DecodeAnswer) => {
      // One that was ended may have answered already, of a file that was given up.
      if (this.#worker === worker) this.#job?.done(result);
    });
    worker.on('error', ended);
    worker.on('exit', () => {
      ended(new Error('the thread that decodes it has ended'));
    });
    return worker;
  }
}
