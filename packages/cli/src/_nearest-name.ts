/** The one of `names` that `typed` was most likely meant to be; undefined where none is near. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((name) => ({ name, edits: editsBetween(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(1, name.length / 3))
    .sort((a, b) => a.edits - b.edits);
  return nearest?.name;
}

/** Letters to put in, take out or replace (Levenshtein 1966). */
function editsBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let row = 0; row < a.length; row++) {
    const edits = [row + 1];
    for (let place = 1; place <= b.length; place++) {
      const replaced = (before[place - 1] ?? 0) + (a[row] === b[place - 1] ? 0 : 1);
      edits.push(Math.min(replaced, (before[place] ?? 0) + 1, (edits[place - 1] ?? 0) + 1));
    }
    before = edits;
  }
  return before[b.length] ?? 0;
}
