import { type FeaturesError } from '../errors.js';
import { type ExtractedFiles, type FailedFile } from './extracted-files.js';

type Rows = Pick<ExtractedFiles, 'values' | 'nFrames' | 'warnings' | 'failures'>;

/** Collects rows that come in any order. */
export function createRows(total: number, width: number) {
  const values = new Float32Array(total * width);
  const nFrames = new Uint32Array(total);
  const warnings = new Map<number, string[]>();
  const failures = new Map<number, FailedFile>();
  const done = new Set<number>();
  return {
    /** Row i of `result` is that of file `indices[i]`. */
    put(indices: readonly number[], result: Rows): void {
      for (const [row, index] of indices.entries()) {
        values.set(result.values.subarray(row * width, (row + 1) * width), index * width);
        nFrames[index] = result.nFrames[row] ?? 0;
        failures.delete(index);
        done.add(index);
      }
      for (const { index, message } of result.warnings) {
        const file = indices[index] ?? 0;
        warnings.set(file, [...(warnings.get(file) ?? []), message]);
      }
      for (const { index, code, message } of result.failures) {
        const file = indices[index] ?? 0;
        failures.set(file, { index: file, code, message });
      }
    },
    /** What the native reader said of a WAV file is the better reason. */
    fail(index: number, { code, message }: FeaturesError): void {
      if (!failures.has(index)) failures.set(index, { index, code, message });
      done.add(index);
    },
    done: () => done.size,
    result: (): ExtractedFiles => ({
      ...{ values, width, nFrames },
      warnings: [...warnings]
        .sort(([a], [b]) => a - b)
        .flatMap(([index, messages]) => messages.map((message) => ({ index, message }))),
      failures: [...failures.values()].sort((a, b) => a.index - b.index),
    }),
  };
}
