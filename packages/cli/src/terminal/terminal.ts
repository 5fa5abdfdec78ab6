import { styleText } from 'node:util';

import { createProgress, type Progress, type ProgressStream } from './progress.js';

/** A stream a command writes to: process.stdout or process.stderr, or a stand-in. */
export interface TerminalStream extends ProgressStream {
  hasColors?(): boolean;
}

export type Style = Parameters<typeof styleText>[0];

/** What a command says: results on stdout, everything about the way there on stderr. */
export interface Terminal {
  readonly json: boolean;
  /** The result for people; nothing with `--json`. */
  result(text: string): void;
  /** The result for machines; nothing without `--json`. */
  summary(value: unknown): void;
  /** A word on the way, silenced by `--quiet`. */
  notice(text: string): void;
  /** Something that changes how the result is to be read; always shown. */
  warn(text: string): void;
  progress(label: string, unit: string): Progress;
  /** `text` in a style where stdout shows colours. */
  readonly paint: (style: Style, text: string) => string;
}

export function createTerminal(
  modes: { readonly json: boolean; readonly quiet: boolean },
  stdout: TerminalStream = process.stdout,
  stderr: TerminalStream = process.stderr,
): Terminal {
  return {
    json: modes.json,
    result(text) {
      if (!modes.json) stdout.write(`${text}\n`);
    },
    summary(value) {
      if (modes.json) stdout.write(`${JSON.stringify(value)}\n`);
    },
    notice(text) {
      if (!modes.quiet) stderr.write(`${text}\n`);
    },
    warn(text) {
      stderr.write(`${paintFor(stderr, 'yellow', `Warning: ${text}`)}\n`);
    },
    progress: (label, unit) => (modes.quiet ? silentProgress : createProgress(label, unit, stderr)),
    paint: (style, text) => paintFor(stdout, style, text),
  };
}

/** `text` in a style, where `stream` shows colours: Node's hasColors() honours NO_COLOR, FORCE_COLOR and TERM. */
export function paintFor(stream: TerminalStream, style: Style, text: string): string {
  if (stream.isTTY !== true || stream.hasColors?.() !== true) return text;
  // Without this, Node looks at its own stdout instead.
  return styleText(style, text, { validateStream: false });
}

const silentProgress: Progress = { update: () => undefined, end: () => undefined };
