/** What a colour is for, and its value on paper and light screens, and on dark ones. */
const COLOURS = {
  page: ['#ffffff', '#15171c'],
  panel: ['#f6f7f9', '#1d2027'],
  ink: ['#1b1e24', '#e8eaee'],
  soft: ['#565d69', '#a8afbb'],
  line: ['#dcdfe5', '#363b45'],
  accent: ['#135abc', '#6fa8ff'],
  second: ['#ab3409', '#ff9a6b'],
} as const;

/**
 * The emotions' own colours, the same on every picture. In each row any two stay apart for normal sight and for the
 * three kinds of colour blindness, and each stands out from its page by 3 : 1; a test measures both.
 */
const EMOTION_COLOURS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  neutral: ['#919191', '#797979'],
  calm: ['#5596ee', '#9eb7fc'],
  happy: ['#b38f04', '#ced63a'],
  sad: ['#135abc', '#4b64da'],
  angry: ['#ab3409', '#d5410e'],
  fearful: ['#590c6d', '#8d4c97'],
  disgust: ['#3e5837', '#11b859'],
  surprised: ['#b656a5', '#ffb1cd'],
};

export type ColourName = keyof typeof COLOURS;

/** A colour as CSS writes it: the page's own value, which follows light and dark, else the light one. */
const variable = (name: string, light: string): string => `var(--${name}, ${light})`;

/** The colour called `name`, for a specification or a style sheet. */
export const colour = (name: ColourName): string => variable(name, COLOURS[name][0]);

/** The colour of an emotion; of any other label, the accent. */
export function emotionColour(label: string): string {
  const own = EMOTION_COLOURS[label];
  return own === undefined ? colour('accent') : variable(`emotion-${label}`, own[0]);
}

/** All colours as the declarations of a style sheet. */
export function colourDeclarations(mode: 'light' | 'dark'): string {
  const index = mode === 'light' ? 0 : 1;
  return [
    ...Object.entries(COLOURS).map(([name, values]) => `--${name}: ${values[index]};`),
    ...Object.entries(EMOTION_COLOURS).map(([name, own]) => `--emotion-${name}: ${own[index]};`),
  ].join('\n  ');
}

/** For whoever checks them: the emotions' colours of a mode, and the page that they stand on. */
export function emotionPalette(mode: 'light' | 'dark'): {
  readonly page: string;
  readonly emotions: Readonly<Record<string, string>>;
} {
  const index = mode === 'light' ? 0 : 1;
  const entries = Object.entries(EMOTION_COLOURS).map(([name, own]) => [name, own[index]] as const);
  return { page: COLOURS.page[index], emotions: Object.fromEntries(entries) };
}

/** `text` with every colour as the light page shows it, for programs that know no CSS variables. */
export const inLightColours = (text: string): string =>
  text.replace(/var\(--[\w-]+, (#[0-9a-f]{6})\)/g, '$1');
