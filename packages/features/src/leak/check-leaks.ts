import { createHash } from 'node:crypto';
import { clipAt } from '../_require.js';
import { speakerOf, type Clip } from '../corpora/clip.js';
import { expected } from '../errors.js';
import { textKey } from '../protocols/_make-folds.js';
import { type Separated } from '../protocols/protocol.js';

/** What can be on both sides of a split. */
export type LeakKind = 'clip' | 'numbers' | 'copies' | 'speaker' | 'text';

/** Something that is in two parts. */
export interface LeakFinding {
  readonly kind: LeakKind;
  readonly parts: readonly [string, string];
  /** The paths, the speaker or the text. */
  readonly what: string;
}

/** What was looked at and what was found; it stands beside every number. */
export interface LeakVerdict {
  readonly passed: boolean;
  /** Clips in a part. */
  readonly clips: number;
  /** Rows of numbers that were compared. */
  readonly rows: number;
  /** Groups of copies that were looked for. */
  readonly copyGroups: number;
  /** What had to be in one part only. */
  readonly asked: readonly LeakKind[];
  readonly findings: readonly LeakFinding[];
  /** Speakers and texts in more than one part, asked for or not: they say what a number is about. */
  readonly sharedSpeakers: number;
  readonly sharedTexts: number;
}

/** A part as a model gets it. */
export interface CheckedPart {
  /** Indices into the clips. */
  readonly rows: readonly number[];
  /** The very numbers of these rows, one after another; equal ones are looked for where they are given. */
  readonly x?: Float32Array;
}

export interface CheckLeaksOptions {
  /** Groups of paths whose sounds are equal, or nearly. */
  readonly copies: readonly (readonly string[])[];
  /** What no two parts may share; by default nothing more than clips and sounds. */
  readonly separates?: readonly Separated[];
}

/**
 * Looks for anything that is in two parts: a clip, equal rows of numbers, copies of one sound, and, where the protocol
 * promises it, a speaker, or a text between test and the others.
 *
 * @throws {FeaturesError} `SPLIT_LEAKS` where there is nothing to check; `INVALID_INDEX`
 */
export function checkLeaks(
  clips: readonly Clip[],
  parts: Readonly<Record<string, CheckedPart>>,
  { copies, separates = [] }: CheckLeaksOptions,
): LeakVerdict {
  const groupOf = new Map(copies.flatMap((paths, group) => paths.map((path) => [path, group])));
  const [clip, numbers, copied] = [new Look('clip'), new Look('numbers'), new Look('copies')];
  const [speaker, text] = [new Look('speaker'), new Look('text')];
  let [count, rows] = [0, 0];
  for (const [part, { rows: indices, x }] of Object.entries(parts)) {
    const width = x === undefined ? 0 : x.length / indices.length;
    for (const [place, index] of indices.entries()) {
      const own = clipAt(clips, index, part);
      const group = groupOf.get(own.path);
      count++;
      clip.see(own.path, part, own.path);
      if (group !== undefined) copied.see(String(group), part, own.path);
      speaker.see(speakerOf(own), part, speakerOf(own));
      if (own.statement !== undefined) text.see(textKey(own), part, textKey(own));
      if (x === undefined) continue;
      rows++;
      numbers.see(digest(x.subarray(place * width, (place + 1) * width)), part, own.path);
    }
  }
  if (count === 0) throw expected('SPLIT_LEAKS', 'clips in parts', 'the leak check', 'none');
  const findings = [
    ...[clip, copied, numbers].flatMap((look) => look.shared()),
    ...(separates.includes('speaker') ? speaker.shared() : []),
    ...(separates.includes('text') ? text.shared('test') : []),
  ];
  return {
    passed: findings.length === 0,
    ...{ clips: count, rows, copyGroups: copies.length },
    asked: ['clip', 'copies', ...(rows > 0 ? (['numbers'] as const) : []), ...separates],
    findings,
    sharedSpeakers: speaker.keysInSeveral(),
    sharedTexts: text.keysInSeveral(),
  };
}

/**
 * Passes a verdict on.
 *
 * @throws {FeaturesError} `SPLIT_LEAKS` naming its first finding
 */
export function requireNoLeak(verdict: LeakVerdict): LeakVerdict {
  const [first] = verdict.findings;
  if (first === undefined) return verdict;
  const others = verdict.findings.length > 1 ? ` and ${verdict.findings.length - 1} more` : '';
  throw expected(
    'SPLIT_LEAKS',
    'every sound in one part only',
    'the split',
    `${WORDS[first.kind]} in ${first.parts.join(' and ')}: ${first.what}${others}`,
  );
}

const WORDS: Readonly<Record<LeakKind, string>> = {
  clip: 'a clip',
  numbers: 'the same numbers',
  copies: 'copies of one sound',
  speaker: 'a speaker',
  text: 'a text',
};

/** What was seen under each key, and in which parts. */
class Look {
  readonly #kind: LeakKind;
  readonly #seen = new Map<string, Map<string, string>>();
  readonly #twice: LeakFinding[] = [];

  constructor(kind: LeakKind) {
    this.#kind = kind;
  }

  see(key: string, part: string, what: string): void {
    const parts = this.#seen.get(key) ?? new Map<string, string>();
    if (this.#kind === 'clip' && parts.has(part))
      this.#twice.push({ kind: 'clip', parts: [part, part], what });
    if (!parts.has(part)) parts.set(part, what);
    this.#seen.set(key, parts);
  }

  /** Keys in more than one part, or in `only` and another where it is given. */
  shared(only?: string): LeakFinding[] {
    const found = [...this.#seen.values()].flatMap((parts): LeakFinding[] => {
      const names = [...parts.keys()];
      if (only !== undefined && !names.includes(only)) return [];
      const a = only ?? names[0];
      const b = names.find((name) => name !== a);
      if (a === undefined || b === undefined) return [];
      const what = new Set([parts.get(a), parts.get(b)]);
      return [{ kind: this.#kind, parts: [a, b], what: [...what].join(' = ') }];
    });
    return [...this.#twice, ...found];
  }

  keysInSeveral(): number {
    return [...this.#seen.values()].filter((parts) => parts.size > 1).length;
  }
}

function digest({ buffer, byteOffset, byteLength }: Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');
}
