import { parentPort } from 'node:worker_threads';
import { FeaturesError, type FeaturesErrorCode } from '../errors.js';
import { keepInstances } from './one-instance.js';
import { asUnreadable } from './unreadable.js';
import { decodeInWasm, type WasmJob } from './wasm-decoders.js';

/** What becomes of a job: an error loses its class on the way between threads. */
export type JobResult =
  | { readonly wav: Uint8Array<ArrayBuffer> }
  | { readonly code: FeaturesErrorCode; readonly message: string };

/** What a thread runs that decodes: a job comes, its result goes back. */
keepInstances();
// The decoders tell the terminal what they tell the caller.
console.error = () => undefined;

parentPort?.on('message', (job: WasmJob) => {
  void run(job);
});

async function run(job: WasmJob): Promise<void> {
  const result = await decodeInWasm(job).then(
    (wav): JobResult => ({ wav }),
    (error: unknown): JobResult => {
      const { code, message } =
        error instanceof FeaturesError ? error : asUnreadable(error, job.file);
      return { code, message };
    },
  );
  parentPort?.postMessage(result, 'wav' in result ? [result.wav.buffer] : []);
}
