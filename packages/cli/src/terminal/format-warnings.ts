/** So many files are named; a corpus of them would bury everything else. */
const EXAMPLES = 3;

/** A line for each thing that was odd, with the first of the files that it was odd about. */
export function formatWarnings(
  warnings: readonly { readonly path: string; readonly message: string }[],
): string[] {
  const paths = new Map<string, string[]>();
  for (const { path, message } of warnings) {
    const group = paths.get(message) ?? [];
    group.push(path);
    paths.set(message, group);
  }
  return [...paths].map(([message, group]) => {
    const named = group.slice(0, EXAMPLES).join(', ');
    const more = group.length - EXAMPLES;
    return more > 0 ? `${named} and ${more} more: ${message}` : `${named}: ${message}`;
  });
}
