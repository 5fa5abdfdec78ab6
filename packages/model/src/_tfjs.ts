import { createRequire } from 'node:module';
import type * as Tfjs from '@tensorflow/tfjs';
import { commonJsLoader } from '../tensorflow/_common-js.mjs';

/** Parts of tfjs that are loaded with it and that this package has no use for: a third of its code. */
const UNUSED = [
  '@tensorflow/tfjs-converter',
  '@tensorflow/tfjs-data',
  '@tensorflow/tfjs-backend-webgl',
];

const file = createRequire(import.meta.url).resolve('@tensorflow/tfjs');
const load = commonJsLoader(
  Object.fromEntries(UNUSED.map((name) => [name, {}])),
  createRequire(file),
);

/**
 * tfjs in one instance for the whole package, without models of other formats, `tf.data` and WebGL; `backend.ts` decides
 * what computes behind it. It is a CommonJS module: `import` would read all of it once more for the names that it
 * exports, which takes longer than to run it.
 */
export const tf = load(file) as typeof Tfjs;
