import { fileLinks } from './markdown.mjs';

/**
 * Every link from a document to a file or folder of the repository leads somewhere.
 *
 * @param {import('./tree.mjs').Tree} tree
 * @returns {import('./tree.mjs').Finding}
 */
export function checkLinks(tree) {
  const present = new Set(tree.files);
  const isThere = (/** @type {string} */ target) =>
    present.has(target) ||
    tree.files.some((file) => file.startsWith(`${target.replace(/\/$/, '')}/`));
  let looked = 0;
  const problems = [];
  for (const file of tree.files.filter((name) => name.endsWith('.md'))) {
    for (const { target, line } of fileLinks(file, tree.read(file))) {
      looked++;
      if (!isThere(target)) problems.push(`${file}:${line} links to ${target}, which is not there`);
    }
  }
  return { looked, things: 'links', problems };
}
