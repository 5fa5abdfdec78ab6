import { Option } from 'commander';

import { expectedArgument, requireName } from './failure.js';
import type { TerminalModes } from './terminal/terminal.js';

/** Options that every command takes. */
export interface OutputOptions {
  /** The summary as one JSON object on stdout. */
  readonly json?: true;
  /** No progress and no notices; warnings and errors still show. */
  readonly quiet?: true;
  readonly progress?: NonNullable<TerminalModes['progress']>;
}

export const outputOptions = (): Option[] => [
  new Option('--json', 'print the summary as one JSON object on stdout'),
  new Option('-q, --quiet', 'no progress and no notices, only warnings and the result'),
  choiceOption(
    '--progress <how>',
    'progress on stderr: a bar, plain lines, or one JSON object a line for all that stderr says; auto is a bar on a terminal',
    ['auto', 'bar', 'lines', 'json'],
  ).default('auto'),
];

/** `flags` as commander writes them, such as `--epochs <count>`; whole numbers from `min` to `max`. */
export function integerOption(
  flags: string,
  description: string,
  range: { readonly min: number; readonly max: number },
): Option {
  const option = new Option(flags, description);
  return option.argParser((text: string) => {
    const value = Number(text);
    // Digits only: Number() alone would take '', ' 7', '0x10' and '1e3'.
    if (!/^\d+$/.test(text) || value < range.min || value > range.max)
      throw expectedArgument(
        `a whole number from ${range.min} to ${range.max}`,
        longName(option),
        text,
      );
    return value;
  });
}

/** An option that takes one of `choices`. */
export function choiceOption(
  flags: string,
  description: string,
  choices: readonly [string, ...string[]],
): Option {
  const option = new Option(flags, `${description} (${choices.join(' | ')})`);
  return option.argParser((text: string) => {
    requireName(text, choices, longName(option));
    return text;
  });
}

/** An option whose value must not be empty: a folder, a file, a name. */
export function textOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((text: string) => {
    if (text === '') throw expectedArgument('a name', longName(option), text);
    return text;
  });
}

export const dataOption = (): Option =>
  textOption(
    '--data <path>',
    'folder of the recordings, or a manifest of them (.csv, .parquet) (default: $PROSODIA_DATA, else RAVDESS in your data folder, else a download of it)',
  );

export const modelOption = (): Option =>
  textOption(
    '--model <dir>',
    'the folder of a run, or the model/ folder in it',
  ).makeOptionMandatory();

/** @param what may be replaced */
export const forceOption = (what: string): Option =>
  new Option('--force', `replace ${what} that is there already`);

export const audioOption = (): Option =>
  new Option('--no-audio', 'leave the sounds out of the page: an eighth of the bytes');

export const chartsOption = (): Option =>
  textOption('--charts <dir>', 'write each chart as SVG and PNG too, for papers');

export const openOption = (): Option => new Option('--open', 'open the page in the browser');

export const threadsOption = (): Option =>
  integerOption('--threads <count>', 'threads that read and transform (default: all cores)', {
    min: 1,
    max: 256,
  });

export const cacheOption = (): Option =>
  new Option(
    '--no-cache',
    'measure every recording, whatever earlier runs have kept, and keep nothing',
  );

/** `--set cost=3 --set gammaScale=0.5`: numbers by name. */
export function settingsOption(description: string): Option {
  const option = new Option('--set <name=value>', description);
  return option
    .argParser((text: string, before: Readonly<Record<string, number>>) => {
      const [, name, value] = /^([A-Za-z]+)=([-+.\de]+)$/.exec(text) ?? [];
      if (name === undefined || !Number.isFinite(Number(value)))
        throw expectedArgument('a name and a number, such as cost=3,', longName(option), text);
      return { ...before, [name]: Number(value) };
    })
    .default({}, 'the usual ones');
}

/** What a value is measured against. */
export const normaliseOption = (): Option =>
  choiceOption(
    '--normalise <how>',
    'what a value is measured against: the clips learnt from, or all clips of its speaker, test speakers included, without labels',
    ['train', 'speaker'],
  ).default('train');

const longName = (option: Option): string => option.long ?? option.flags;
