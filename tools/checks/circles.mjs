import { posix } from 'node:path';

const RELATIVE_IMPORT = /^(?:import|export)\b[^;]*?\bfrom '(\.[^']+)'/gm;

/**
 * No file of the packages imports one that imports it back, by whatever way, types included.
 *
 * @param {import('./tree.mjs').Tree} tree
 * @returns {import('./tree.mjs').Finding}
 */
export function checkCircles(tree) {
  const files = tree.files.filter((file) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file));
  const present = new Set(files);
  const imports = new Map(
    files.map((file) => [
      file,
      importsOf(file, tree.read(file)).filter((name) => present.has(name)),
    ]),
  );
  return { looked: files.length, things: 'TypeScript files', problems: circles(imports) };
}

/** @param {string} file @param {string} text */
function importsOf(file, text) {
  return [...text.matchAll(RELATIVE_IMPORT)].map(([, target = '']) =>
    posix.join(posix.dirname(file), target).replace(/\.js$/, '.ts'),
  );
}

/**
 * One sentence for each import that closes a circle on the way from the first file to the last.
 *
 * @param {Map<string, string[]>} imports
 */
function circles(imports) {
  const problems = /** @type {string[]} */ ([]);
  const done = new Set();
  const visit = (/** @type {string} */ file, /** @type {string[]} */ way) => {
    if (way.includes(file)) {
      problems.push(`${[...way.slice(way.indexOf(file)), file].join(' -> ')} is a circle`);
    } else if (!done.has(file)) {
      for (const target of imports.get(file) ?? []) visit(target, [...way, file]);
      done.add(file);
    }
  };
  for (const file of imports.keys()) visit(file, []);
  return problems;
}
