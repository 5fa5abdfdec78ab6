/** What a thread runs that decodes, and nothing else may load: it changes what its thread has in common. */
import { parentPort } from 'node:worker_threads';
import { FeaturesError } from '../errors.js';
import { type DecodeAnswer, type DecodeJob } from './decode-job.js';
import { keepInstances } from './one-instance.js';
import { asUnreadable } from './unreadable.js';
import { decodeInWasm } from './wasm-decoders.js';

keepInstances();
// The decoders tell the terminal what they tell the caller.
console.error = () => undefined;

parentPort?.on('message', (job: DecodeJob) => {
  void run(job);
});

async function run(job: DecodeJob): Promise<void> {
  const answer = await decodeInWasm(job).then(
    (wav): DecodeAnswer => ({ wav }),
    (error: unknown): DecodeAnswer => {
      const known = error instanceof FeaturesError ? error : asUnreadable(error, job.file);
      return { code: known.code, message: known.message };
    },
  );
  parentPort?.postMessage(answer, 'wav' in answer ? [answer.wav.buffer] : []);
}
