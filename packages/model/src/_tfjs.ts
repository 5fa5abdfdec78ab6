import { createRequire } from 'node:module';
import type * as Tfjs from '@tensorflow/tfjs';

/**
 * tfjs in one instance for the whole package; `backend.ts` decides what computes behind it. It is a CommonJS module:
 * `import` would read all of it once more for the names that it exports, which takes longer than to run it.
 */
export const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as typeof Tfjs;
