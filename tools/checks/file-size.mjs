const LIMIT_BYTES = 512 * 1024;

/**
 * No large file is committed.
 *
 * @param {import('./tree.mjs').Tree} tree
 * @returns {import('./tree.mjs').Finding}
 */
export function checkFileSize(tree) {
  const large = tree.files.filter((file) => tree.bytes(file) > LIMIT_BYTES);
  return {
    looked: tree.files.length,
    things: 'files',
    problems: large.map(
      (file) => `${file} has ${Math.round(tree.bytes(file) / 1024)} kB, the limit is 512`,
    ),
  };
}
