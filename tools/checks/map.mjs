import { posix } from 'node:path';
import { fileLinks } from './markdown.mjs';
import { isCode } from './tree.mjs';

const MAP = 'docs/architecture.md';

/**
 * docs/architecture.md links to every source file of the packages, or to a folder above it. Files
 * private to a package (`_name`), tests and lists of exports need not be there. That the links lead
 * somewhere is the affair of the check of links.
 *
 * @param {import('./tree.mjs').Tree} tree
 * @returns {import('./tree.mjs').Finding}
 */
export function checkMap(tree) {
  const linked = tree.files.includes(MAP)
    ? fileLinks(MAP, tree.read(MAP)).map(({ target }) => target.replace(/\/$/, ''))
    : [];
  const sources = tree.files.filter(belongsOnTheMap);
  const isLinked = (/** @type {string} */ file) =>
    linked.some((target) => file === target || file.startsWith(`${target}/`));
  return {
    looked: sources.length,
    things: `source files and ${linked.length} entries of ${MAP}`,
    problems: sources
      .filter((file) => !isLinked(file))
      .map((file) => `${file} is not on the map in ${MAP}`),
  };
}

/** @param {string} file */
function belongsOnTheMap(file) {
  const name = posix.basename(file);
  return (
    /^packages\/[^/]+\/(src|core|binding|tensorflow|bin|scripts|bench|fuzz|stress)\//.test(file) &&
    isCode(file) &&
    !/^_|^index\.ts$|\.test\.|\.h$/.test(name)
  );
}
