import { styleText } from 'node:util';

import {
  CLEAR_LINE,
  createProgress,
  type Progress,
  type ProgressStream,
  type ProgressStyle,
} from './progress.js';

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
  /** A word on the way of which `--progress json` gets the numbers. */
  event(name: string, values: Readonly<Record<string, unknown>>, text: string): void;
  /** Something that changes how the result is to be read; always shown. */
  warn(text: string): void;
  progress(label: string, unit: string): Progress;
  /** The last word of a command that failed. */
  error(text: string, code: string | null): void;
  /** `text` in a style where stdout shows colours. */
  readonly paint: (style: Style, text: string) => string;
}

/** By default neither, and a bar on a terminal, lines elsewhere. */
export interface TerminalModes {
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** With `json` all of stderr is JSON lines. */
  readonly progress?: 'auto' | ProgressStyle;
}

export function createTerminal(
  { json = false, quiet = false, progress = 'auto' }: TerminalModes = {},
  stdout: TerminalStream = process.stdout,
  stderr: TerminalStream = process.stderr,
): Terminal {
  const style = progress === 'auto' ? (stderr.isTTY === true ? 'bar' : 'lines') : progress;
  let atBar = false;
  const barStream: ProgressStream = {
    get columns() {
      return stderr.columns ?? 80;
    },
    write(text) {
      atBar = style === 'bar' && text !== CLEAR_LINE;
      return stderr.write(text);
    },
  };
  /** Nothing is written behind a bar: it goes, and is drawn again when there is news; the last one stays. */
  const leaveBar = (by: string): void => {
    if (atBar) stderr.write(by);
    atBar = false;
  };
  const say = (event: Readonly<Record<string, unknown>>, text: string): void => {
    leaveBar(CLEAR_LINE);
    stderr.write(`${style === 'json' ? JSON.stringify(event) : text}\n`);
  };
  const terminal: Terminal = {
    json,
    result(text) {
      leaveBar(CLEAR_LINE);
      if (!json) stdout.write(`${text}\n`);
    },
    summary(value) {
      if (json) stdout.write(`${JSON.stringify(value)}\n`);
    },
    notice(text) {
      terminal.event('notice', { message: text }, text);
    },
    event(name, values, text) {
      if (!quiet) say({ event: name, ...values }, text);
    },
    warn(text) {
      say({ event: 'warning', message: text }, paintFor(stderr, 'yellow', `Warning: ${text}`));
    },
    error(text, code) {
      leaveBar('\n');
      say({ event: 'error', code, message: text }, paintFor(stderr, 'red', text));
    },
    progress: (label, unit) =>
      quiet ? silentProgress : createProgress(label, unit, barStream, style),
    paint: (wanted, text) => paintFor(stdout, wanted, text),
  };
  return terminal;
}

/** `text` in a style, where `stream` shows colours: Node's hasColors() honours NO_COLOR, FORCE_COLOR and TERM. */
export function paintFor(stream: TerminalStream, style: Style, text: string): string {
  if (stream.isTTY !== true || stream.hasColors?.() !== true) return text;
  // Without this, Node looks at its own stdout instead.
  return styleText(style, text, { validateStream: false });
}

const silentProgress: Progress = { update: () => undefined, end: () => undefined };
