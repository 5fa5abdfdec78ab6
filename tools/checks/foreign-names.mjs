import { isText } from './tree.mjs';

/** Folders of one machine or user; `/usr` and `/opt` are everybody's. */
const MACHINE_PATH =
  /(?<![\w.:/-])(?:\/(?:work|root|tmp|home|Users|mnt)\/[\w.]|[A-Z]:\\Users\\)[^\s'"`)]*/;

/** Package registries: their clients know them, and a mirror may stand in their place. */
const REGISTRY = /\b(?:registry\.npmjs\.org|registry\.yarnpkg\.com|pypi\.org|pythonhosted\.org)\b/;

/** Downloads a wheel where there is no pip to do it. */
const MAY_NAME_A_REGISTRY = [
  'packages/model/tensorflow/_wheel.mjs',
  'tools/checks/foreign-names.mjs',
];

/**
 * No file names a path of the machine it was written on, or the host of a package registry.
 *
 * @param {import('./tree.mjs').Tree} tree
 * @returns {import('./tree.mjs').Finding}
 */
export function checkForeignNames(tree) {
  const files = tree.files.filter(isText);
  const problems = files.flatMap((file) => {
    const patterns = MAY_NAME_A_REGISTRY.includes(file) ? [MACHINE_PATH] : [MACHINE_PATH, REGISTRY];
    return tree
      .read(file)
      .split('\n')
      .flatMap((line, index) =>
        patterns.flatMap((pattern) => {
          const found = pattern.exec(line);
          return found ? `${file}:${index + 1} names ${found[0]}` : [];
        }),
      );
  });
  return { looked: files.length, things: 'text files', problems };
}
