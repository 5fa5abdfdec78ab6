/** `1 clip`, `3 clips`. */
export const counted = (count: number | string, noun: string): string =>
  `${count} ${noun}${String(count) === '1' ? '' : 's'}`;

/** With a capital letter first. */
export const capitalised = (words: string): string =>
  words.replace(/^./, (letter) => letter.toUpperCase());
