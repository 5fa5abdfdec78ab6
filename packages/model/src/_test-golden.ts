import { readFileSync } from 'node:fs';

/** For tests: numbers of other libraries; the scripts in `tools/reference` write them. */
export function golden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8'));
}
