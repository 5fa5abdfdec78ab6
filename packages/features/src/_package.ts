import { createRequire } from 'node:module';

/** This package's own name and version; `../package.json` from `src` and from `dist` alike. */
export const PACKAGE = createRequire(import.meta.url)('../package.json') as {
  readonly name: string;
  readonly version: string;
};
