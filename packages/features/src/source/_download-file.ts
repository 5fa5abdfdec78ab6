import { setTimeout as sleep } from 'node:timers/promises';
import { PACKAGE } from '../_package.js';
import { FeaturesError, expected } from '../errors.js';
import { PartialFile, type ExpectedFile } from './_partial-file.js';
import { Watchdog } from './_watchdog.js';

/** How long to wait and how often to try; a firewall that drops packets never answers. */
export interface Patience {
  /** Seconds until the server begins to answer. Default 5. */
  readonly answerSeconds?: number;
  /** Seconds in which `leastBytes` must come. Default 30. */
  readonly stallSeconds?: number;
  /** Default 16384: slower than that in `stallSeconds` is as good as nothing. */
  readonly leastBytes?: number;
  /** How often to go on after a failure, once the server has answered. Default 4. */
  readonly retries?: number;
  /** Seconds before the first retry; each further one waits twice as long. Default 1. */
  readonly backoffSeconds?: number;
}

interface DownloadOptions {
  readonly patience: Patience;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: { done: number; total: number }) => void) | undefined;
}

/** A server may ask for a pause, but not for a longer one. */
const LONGEST_WAIT_SECONDS = 600;

/** A failure that another attempt may mend. */
class Interrupted extends Error {
  constructor(
    message: string,
    readonly waitSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Downloads `url` to `file`, never more than it should hold, and checks it on the way. What came
 * before an interruption stays in `file`, with its entity tag in `file.etag`, and is gone on from,
 * now or by the next call, as long as the server still has the same.
 *
 * @throws {FeaturesError} `DOWNLOAD_FAILED` where it does not come, `DOWNLOAD_CORRUPT` where
 *   something else comes; the signal's reason where it is aborted
 */
export async function downloadFile(
  url: string,
  file: string,
  wanted: ExpectedFile,
  options: DownloadOptions,
): Promise<void> {
  const { retries = 4, backoffSeconds = 1 } = options.patience;
  const partial = await PartialFile.open(file, wanted);
  const download = new Download(url, partial, wanted, options);
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        await download.attempt();
        return;
      } catch (error) {
        options.signal?.throwIfAborted();
        if (!(error instanceof Interrupted)) throw error;
        if (attempt >= retries || !download.hasAnswered) {
          throw expected('DOWNLOAD_FAILED', 'a file', url, error.message, { cause: error });
        }
        // Jitter: many clients that were cut off together should not come back together.
        const backoff = backoffSeconds * 2 ** attempt * (0.5 + Math.random());
        const seconds = Math.min(error.waitSeconds ?? backoff, LONGEST_WAIT_SECONDS);
        await sleep(seconds * 1000, undefined, options.signal && { signal: options.signal });
      }
    }
  } finally {
    await partial.close();
  }
}

/** One file on its way, over several attempts. */
class Download {
  /** Whether the server has said anything at all. */
  hasAnswered = false;

  constructor(
    private readonly url: string,
    private readonly partial: PartialFile,
    private readonly wanted: ExpectedFile,
    private readonly options: DownloadOptions,
  ) {}

  async attempt(): Promise<void> {
    const { answerSeconds = 5, stallSeconds = 30, leastBytes = 2 ** 14 } = this.options.patience;
    const { signal } = this.options;
    const watchdog = new Watchdog();
    const either = AbortSignal.any(signal ? [signal, watchdog.signal] : [watchdog.signal]);
    try {
      watchdog.expect('an answer', answerSeconds);
      if (!this.partial.isWhole) {
        const response = await fetch(this.url, { signal: either, headers: this.#headers() });
        this.hasAnswered = true;
        const body = await this.#accept(response);
        watchdog.expect(`${leastBytes} more bytes`, stallSeconds);
        let sinceLast = 0;
        for await (const chunk of body) {
          await this.#take(chunk);
          sinceLast += chunk.length;
          if (sinceLast < leastBytes) continue;
          sinceLast = 0;
          watchdog.expect(`${leastBytes} more bytes`, stallSeconds);
        }
      }
    } catch (error) {
      throw watchdog.signal.aborted
        ? new Interrupted((watchdog.signal.reason as Error).message, undefined, { cause: error })
        : asInterrupted(error);
    } finally {
      watchdog.stop();
    }
    await this.#check();
  }

  #headers(): Record<string, string> {
    const agent = { 'user-agent': `${PACKAGE.name}/${PACKAGE.version}` };
    const { done, etag } = this.partial;
    if (done === 0 || etag === undefined) return agent;
    return { ...agent, range: `bytes=${done}-`, 'if-range': etag };
  }

  /** The body, once it is clear where in the file it belongs. */
  async #accept(response: Response): Promise<AsyncIterable<Uint8Array>> {
    const { status, headers, body } = response;
    if (status === 429 || status === 408 || status >= 500) {
      await body?.cancel();
      throw new Interrupted(`HTTP status ${status}`, retryAfter(headers));
    }
    if (status === 206) {
      const { done, etag } = this.partial;
      const range = `bytes ${done}-${this.wanted.bytes - 1}/${this.wanted.bytes}`;
      if (headers.get('content-range') !== range || headers.get('etag') !== etag) {
        await body?.cancel();
        await this.partial.restart();
        throw new Interrupted(`another range than ${range}`);
      }
    } else if (status === 416) {
      await this.partial.restart();
      throw new Interrupted('HTTP status 416');
    } else if (status !== 200) {
      await body?.cancel();
      throw expected('DOWNLOAD_FAILED', 'a file', this.url, `HTTP status ${status}`);
    } else {
      // All of it, from the start: the server knows no ranges, or has another file now.
      await this.partial.restart(headers.get('etag'));
    }
    if (!body) throw new Interrupted('no body');
    return body;
  }

  async #take(chunk: Uint8Array): Promise<void> {
    const { bytes } = this.wanted;
    if (this.partial.done + chunk.length > bytes) {
      await this.partial.restart();
      throw this.#corrupt(`more than ${bytes} bytes`);
    }
    await this.partial.append(chunk);
    this.options.onProgress?.({ done: this.partial.done, total: bytes });
  }

  async #check(): Promise<void> {
    const { bytes, md5 } = this.wanted;
    const { done, etag, md5: received } = this.partial;
    if (done === bytes && received === md5) return;
    // An end that comes early with an entity tag is an interruption; anything else is another file.
    if (done < bytes && etag !== undefined) throw new Interrupted(`${done} of ${bytes} bytes`);
    await this.partial.restart();
    throw this.#corrupt(`${done} bytes with MD5 ${received}`);
  }

  #corrupt(received: string): Error {
    const { bytes, md5 } = this.wanted;
    return expected('DOWNLOAD_CORRUPT', `${bytes} bytes with MD5 ${md5}`, this.url, received);
  }
}

/** Seconds that the server asks for: a number, or a date. */
function retryAfter(headers: Headers): number | undefined {
  const asked = headers.get('retry-after') ?? headers.get('ratelimit-reset');
  if (asked === null) return undefined;
  const seconds = /^\d+$/.test(asked) ? Number(asked) : (Date.parse(asked) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

/** `fetch` makes a TypeError of all that goes wrong in the network. */
function asInterrupted(error: unknown): unknown {
  if (!(error instanceof TypeError) || error instanceof FeaturesError) return error;
  const reason = error.cause instanceof Error ? error.cause.message : error.message;
  return new Interrupted(reason, undefined, { cause: error });
}
