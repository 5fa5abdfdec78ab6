import { availableParallelism } from 'node:os';

/** One thread for each core, as many as dsp-native takes. */
export function availableThreads(): number {
  return Math.min(availableParallelism(), 256);
}
