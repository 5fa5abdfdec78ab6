/**
 * Joins the modules of the package in the working folder to few files, for Node takes longer to find hundreds of them
 * than to run them. What is imported lazily stays in files of its own.
 *
 *   node ../../tools/bundle/bundle.mjs ENTRY... [--thread ENTRY]... (names in src/ without .ts; dist/ENTRY.js of each)
 *
 * What a thread begins with shares no file with the others: it runs where it is loaded.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';

/** Joined too: other people's packages of many files that every start needs, and the bundler's own helpers. */
const JOINED = /^(zod|commander|csv-parse|csv-stringify|fastest-levenshtein|@oxc-project)(\/|$)/;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { thread: { type: 'string', multiple: true, default: [] } },
});
const bundles = [positionals, ...values.thread.map((name) => [name])];
const output = (await Promise.all(bundles.map(joined))).flat();

// What is joined keeps its licence.
const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
const folders = new Set(
  modules.flatMap((id) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []),
);
const licences = [...folders].sort().map((folder) => {
  const name = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  const { name: of, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (name === undefined) throw new Error(`Expected a licence in ${folder}, which is joined`);
  return `${of} ${version}\n\n${readFileSync(join(folder, name), 'utf8')}`;
});
if (licences.length > 0) writeFileSync('dist/licences.txt', licences.join('\n\n'));

// Left by a former build, such as tsc's own modules.
const written = new Set(output.map(({ fileName }) => join('dist', fileName)));
for (const entry of readdirSync('dist', { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (/\.js(\.map)?$/.test(file) && !written.has(file)) rmSync(file);
}

/** @param {readonly string[]} entries */
async function joined(entries) {
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, join('src', `${name}.ts`)])),
    platform: 'node',
    external: (id) => /^[@a-z]/.test(id) && !JOINED.test(id),
    logLevel: 'warn',
    checks: { ineffectiveDynamicImport: false },
  });
  return (await bundle.write({ dir: 'dist', format: 'esm', sourcemap: true })).output;
}
