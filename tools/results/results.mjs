/**
 * Writes docs/results.json and docs/results.md from folders of `prosodia evaluate --protocol`, of which nothing is
 * typed: `npm run build && node tools/results/results.mjs FOLDER...` takes every finished evaluation in the folders, and keeps what
 * results.json has from earlier ones but what the same command gave.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../checks/tree.mjs';
import { merged, pageOf, rowOf } from './rows.mjs';

const files = process.argv
  .slice(2)
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name, 'evaluation.json')))
  .filter((file) => existsSync(file));
if (files.length === 0)
  throw new Error('Expected folders of finished evaluations for results but received none');
const json = join(ROOT, 'docs', 'results.json');
const rows = merged(
  JSON.parse(readFileSync(json, 'utf8')),
  files.map((file) => rowOf(readFileSync(file, 'utf8'), file)),
);
writeFileSync(json, `${JSON.stringify(rows, undefined, 2)}\n`);
writeFileSync(join(ROOT, 'docs', 'results.md'), pageOf(rows));
console.log(`${rows.length} evaluations, ${files.length} of them read now`);
