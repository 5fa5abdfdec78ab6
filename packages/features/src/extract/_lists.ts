/** Those that pass a test, and the others. */
export function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** The items at the given places. */
export function at<T>(items: readonly T[], indices: readonly number[]): T[] {
  return indices.flatMap((index) => items[index] ?? []);
}

/** Runs of `size` items, the last one shorter. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
