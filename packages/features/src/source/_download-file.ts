import { createHash } from 'node:crypto';
import { writeFlushed } from '@prosodia/whole-files';
import { expected } from '../errors.js';
import { PACKAGE } from '../_package.js';

/** What a downloaded file must be. */
export interface ExpectedFile {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly md5: string;
}

/** How long to wait; a firewall that drops packets never answers. */
export interface Patience {
  /** Seconds until the server begins to answer. */
  readonly answerSeconds: number;
  /** Seconds without a byte. */
  readonly stallSeconds: number;
}

interface DownloadOptions extends Patience {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: { done: number; total: number }) => void) | undefined;
}

/**
 * Downloads `url` into a new file, never more than it should hold, and checks it on the way.
 *
 * @throws {FeaturesError} `DOWNLOAD_FAILED` where it does not come, `DOWNLOAD_CORRUPT` where
 *   something else comes; the signal's reason where it is aborted
 */
export async function downloadFile(
  url: string,
  file: string,
  { bytes, md5 }: ExpectedFile,
  { signal, onProgress, answerSeconds, stallSeconds }: DownloadOptions,
): Promise<void> {
  const watchdog = new Watchdog();
  const either = AbortSignal.any(signal ? [signal, watchdog.signal] : [watchdog.signal]);
  try {
    watchdog.expect('an answer', answerSeconds);
    const response = await fetch(url, {
      signal: either,
      headers: { 'user-agent': `${PACKAGE.name}/${PACKAGE.version}` },
    });
    if (!response.ok || !response.body) {
      throw expected('DOWNLOAD_FAILED', 'a file', url, `HTTP status ${response.status}`);
    }
    const hash = createHash('md5');
    let done = 0;
    async function* checked(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      watchdog.expect('more bytes', stallSeconds);
      for await (const chunk of body) {
        watchdog.expect('more bytes', stallSeconds);
        done += chunk.length;
        if (done > bytes) throw corrupt(`more than ${bytes} bytes`);
        hash.update(chunk);
        yield chunk;
        onProgress?.({ done, total: bytes });
      }
    }
    const corrupt = (received: string): Error =>
      expected('DOWNLOAD_CORRUPT', `${bytes} bytes with MD5 ${md5}`, url, received);
    await writeFlushed(file, checked(response.body));
    const received = hash.digest('hex');
    if (done !== bytes || received !== md5) throw corrupt(`${done} bytes with MD5 ${received}`);
  } catch (error) {
    signal?.throwIfAborted();
    const reason: unknown = watchdog.signal.aborted ? watchdog.signal.reason : networkError(error);
    if (!(reason instanceof Error)) throw error;
    throw expected('DOWNLOAD_FAILED', 'a file', url, reason.message, { cause: error });
  } finally {
    watchdog.stop();
  }
}

/** Aborts its signal when what it was last told to expect does not come in time. */
class Watchdog {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  expect(what: string, seconds: number): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#controller.abort(new Error(`no sign of ${what} for ${seconds} s`));
    }, seconds * 1000);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** What went wrong in the network, if that is what it was: `fetch` makes a TypeError of all of it. */
function networkError(error: unknown): unknown {
  return error instanceof TypeError ? (error.cause ?? error) : undefined;
}
