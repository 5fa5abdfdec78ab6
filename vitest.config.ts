import { defineConfig } from 'vitest/config';

/** Every test of the repository in one run, with one closing count; a package alone: `nx run <name>:test`. */
export default defineConfig({ test: { projects: ['packages/*', 'tools'] } });
