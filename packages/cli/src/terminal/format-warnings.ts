/** So many files are named; a corpus of them would bury everything else. */
const EXAMPLES = 3;

interface Told {
  readonly path: string;
  readonly message: string;
}

/** A line for each thing that was odd, with the first of the files that it was odd about. */
export function formatWarnings(warnings: readonly Told[]): string[] {
  return grouped(warnings).map(({ named, message }) => `${named}: ${message}`);
}

/** A line for each reason why something is left out, with the first of what it leaves out. */
export function formatLeftOut(failed: readonly (Told & { readonly code: string })[]): string[] {
  const coded = failed.map(({ path, code, message }) => ({
    path,
    message: `${message} (${code})`,
  }));
  return grouped(coded).map(
    ({ named, count, message }) => `${named} ${count === 1 ? 'is' : 'are'} left out: ${message}`,
  );
}

function grouped(all: readonly Told[]): { named: string; count: number; message: string }[] {
  const paths = new Map<string, string[]>();
  for (const { path, message } of all) {
    const group = paths.get(message) ?? [];
    group.push(path);
    paths.set(message, group);
  }
  return [...paths].map(([message, group]) => {
    const first = group.slice(0, EXAMPLES).join(', ');
    const more = group.length - EXAMPLES;
    return { named: more > 0 ? `${first} and ${more} more` : first, count: group.length, message };
  });
}
