import { distance } from 'fastest-levenshtein';

/** The one of `names` that `typed` was most likely meant to be; undefined where none is near. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((name) => ({ name, edits: distance(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(1, name.length / 3))
    .sort((a, b) => a.edits - b.edits);
  return nearest?.name;
}
