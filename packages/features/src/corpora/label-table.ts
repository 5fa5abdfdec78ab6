import { type Clip } from './clip.js';

/** The corpora whose file names say what is heard. */
export type NamedCorpus = 'ravdess' | 'crema-d' | 'tess' | 'savee' | 'emo-db';

interface LabelRow {
  /** The word that this program uses. */
  readonly label: string;
  /** What each corpus writes for it in a file name. */
  readonly codes: Readonly<Partial<Record<NamedCorpus, string>>>;
  /** Other words for it, which a manifest may use. */
  readonly words: readonly string[];
}

/**
 * How the labels of the corpora map onto each other; the only place that says so. EMO-DB's letters
 * stand for German words (W: Wut). TESS asked for pleasant surprise, the others for surprise alone.
 */
export const LABEL_TABLE: readonly LabelRow[] = [
  row('neutral', ['01', 'NEU', 'neutral', 'n', 'N'], ['neutrality']),
  row('calm', ['02', '', '', '', ''], ['calmness']),
  row('happy', ['03', 'HAP', 'happy', 'h', 'F'], ['happiness', 'joy', 'joyful']),
  row('sad', ['04', 'SAD', 'sad', 'sa', 'T'], ['sadness']),
  row('angry', ['05', 'ANG', 'angry', 'a', 'W'], ['anger']),
  row('fearful', ['06', 'FEA', 'fear', 'f', 'A'], ['fear', 'anxiety', 'anxious']),
  row('disgust', ['07', 'DIS', 'disgust', 'd', 'E'], ['disgusted']),
  row('surprised', ['08', '', 'ps', 'su', ''], ['surprise', 'pleasant surprise', 'ps']),
  row('bored', ['', '', '', '', 'L'], ['boredom']),
];

/** Every label that the table knows: {@link EMOTIONS} first. */
export const LABELS: readonly string[] = LABEL_TABLE.map(({ label }) => label);

function row(label: string, codes: readonly string[], words: readonly string[]): LabelRow {
  const [ravdess, cremaD, tess, savee, emoDb] = codes;
  const all = { ravdess, 'crema-d': cremaD, tess, savee, 'emo-db': emoDb };
  const known = Object.entries(all).filter(([, code]) => code !== undefined && code !== '');
  return { label, codes: Object.fromEntries(known), words };
}

/** The codes that a corpus writes, and the label of each. */
export function codesOf(corpus: NamedCorpus): ReadonlyMap<string, string> {
  return new Map(
    LABEL_TABLE.flatMap(({ label, codes }) => {
      const code = codes[corpus];
      return code === undefined ? [] : [[code, label] as const];
    }),
  );
}

/** The table's word for a manifest's word; a word that the table does not know stays as it is. */
export function labelOfWord(word: string): string {
  const wanted = word.trim().toLowerCase();
  const found = LABEL_TABLE.find(({ label, words }) => label === wanted || words.includes(wanted));
  return found?.label ?? word.trim();
}

/**
 * The labels that a model of these clips tells apart, each once: all that the clips' corpora have,
 * where the table knows them (`demo` has RAVDESS's), and all that the clips have. Those of the table
 * come first, in its order, then others by code unit; a class is an index into them.
 */
export function labelSetOf(clips: readonly Pick<Clip, 'corpus' | 'emotion'>[]): string[] {
  const present = new Set(clips.map(({ emotion }) => emotion));
  const corpora = new Set(clips.map(({ corpus }) => (corpus === 'demo' ? 'ravdess' : corpus)));
  for (const { label, codes } of LABEL_TABLE) {
    if (Object.keys(codes).some((corpus) => corpora.has(corpus))) present.add(label);
  }
  const others = [...present].filter((label) => !LABELS.includes(label)).sort();
  return [...LABELS.filter((label) => present.has(label)), ...others];
}
