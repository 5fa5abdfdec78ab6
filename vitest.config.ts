import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Every test of the repository in one run, with one closing count; a package alone: `nx run <name>:test`. On two cores
 * two files at once: much of a test is other processes, which one file alone leaves a core to.
 */
export default defineConfig({
  test: { projects: ['packages/*', 'tools'], maxWorkers: Math.max(2, availableParallelism() - 1) },
});
