import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BenchError } from './errors.mjs';

const RIVALS = fileURLToPath(new URL('../bench-rivals/main.mjs', import.meta.url));

/**
 * The rivals of a benchmark: set up, or only named as left out.
 *
 * @param {'dsp-native' | 'model'} benchmark
 * @param {boolean} wanted
 * @returns {{ contenders: any[], leftOut: { contenders: string[], reason: string }[] }}
 */
export function gatherRivals(benchmark, wanted) {
  if (wanted) return run('set-up', benchmark);
  const leftOut = [{ contenders: run('names', benchmark), reason: 'run without --rivals' }];
  return { contenders: [], leftOut };
}

/** @param {'names' | 'set-up'} verb @param {string} benchmark */
function run(verb, benchmark) {
  try {
    const output = execFileSync(process.execPath, [RIVALS, verb, benchmark], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(output);
  } catch (error) {
    const name = `tools/bench-rivals/main.mjs ${verb} ${benchmark}`;
    throw BenchError.expected('SETUP', 'success', name, error);
  }
}
