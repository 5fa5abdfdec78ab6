import type { EvaluationRecord, RunRecord } from '@prosodia/records';

import { markup, type Markup } from '../html/markup.js';
import { counted } from '../html/wording.js';

/** What a run was made of, and the line that makes it again. */
export function recordSection(run: RunRecord): Markup {
  const { config, metrics } = run;
  const facts: readonly Fact[] = [
    ['command to repeat it', commandMarkup(commandOf(run))],
    ['started', config.startedAt],
    [
      'corpus',
      `${metrics.corpus.name}, ${counted(metrics.corpus.clips, 'clip')}, ${metrics.corpus.failed} left out`,
    ],
    ['recordings', pathOf(config.corpus)],
    ['hash of the data', markup`<code>${metrics.dataHash}</code>`],
    ['features', metrics.featureSet],
    ['network', `${metrics.network}, ${metrics.params.total} parameters`],
    ['seed, seed of the split', `${metrics.seed}, ${metrics.splitSeed}`],
    ['backend', Object.values(metrics.backend).join(', ')],
    ['prosodia', config.prosodia],
    ['commit', markup`<code>${config.commit ?? 'not a checkout'}</code>`],
    ...Object.entries(config).flatMap(([name, value]) =>
      typeof value === 'string' && !SHOWN.has(name) ? [[name, value] as const] : [],
    ),
    [
      'leak check',
      `${counted(metrics.leakCheck.clips, 'clip')}, ${counted(metrics.leakCheck.duplicateGroups.length, 'sound')} in several files: no sound is in two parts`,
    ],
    [
      'seconds',
      `extraction ${metrics.seconds.extract.toFixed(1)}, training ${metrics.seconds.train.toFixed(1)}`,
    ],
  ];
  return recordOf(run, facts);
}

/** What an evaluation was made of, and the line that makes it again. */
export function evaluationRecordSection(record: EvaluationRecord): Markup {
  const { scores } = record;
  return recordOf(record, [
    ['command to repeat it', commandMarkup(evaluateCommandOf(record))],
    ['recordings', scores.corpus ? pathOf(scores.corpus) : 'not written down'],
    ['hash of the data', markup`<code>${scores.dataHash}</code>`],
    ['protocol', `${scores.protocol}: ${scores.about}`],
    ['features', scores.features],
    ['model', scores.model],
    ['values measured against', scores.normalise === 'speaker' ? 'their speaker' : 'train'],
    ['selection, learnt from', `${scores.selection}, ${scores.learntFrom}`],
    ['seeds, networks of a fit', `${scores.seeds}, ${scores.ensemble}`],
    ['epochs', scores.epochs === null ? "the model's own" : String(scores.epochs)],
    ['prosodia', scores.prosodia ?? 'not written down'],
    ['commit', markup`<code>${scores.commit ?? 'not written down'}</code>`],
    [
      'leak check',
      `${scores.leakCheck.passed ? 'passed' : 'failed'} in ${counted(scores.leakCheck.folds, 'fold')}: ${scores.leakCheck.asked.join(', ')}`,
    ],
    ['seconds of fitting', scores.seconds.toFixed(1)],
  ]);
}

type Fact = readonly [what: string, value: string | Markup];

function recordOf(
  { name, folder }: { readonly name: string; readonly folder: string },
  facts: readonly Fact[],
): Markup {
  return markup`<h3>${name === folder ? name : `${name}: ${folder}`}</h3>
<dl class="record">${facts.map(
    ([what, value]) => markup`<dt>${what}</dt><dd>${value}</dd>
`,
  )}</dl>
`;
}

/** Broken before an option rather than within one, and copied as it is typed. */
const commandMarkup = (command: string): Markup =>
  markup`<code class="command">${command
    .split(/ (?=--)/)
    .map((part, index) => markup`${index === 0 ? '' : ' '}<span>${part}</span>`)}</code>`;

const SHOWN = new Set(['command', 'startedAt', 'prosodia', 'commit']);

/** The options that a run was given, as they are typed. */
export function commandOf({ config }: Pick<RunRecord, 'config'>): string {
  const { corpus, options } = config;
  // Only what newer records say of the corpus can be typed anywhere.
  const data = corpus.path ?? options.data ?? corpus.dir;
  return commandLine(config.command, { ...options, data });
}

/** The folder or the manifest that was given. */
const pathOf = ({ path, dir }: Pick<RunRecord['config']['corpus'], 'path' | 'dir'>): string =>
  path ?? dir;

/** Models that answer together take each its own features. */
function evaluateCommandOf({ scores }: EvaluationRecord): string {
  const { protocol, model, features, normalise, selection, seeds, epochs, ensemble, given } =
    scores;
  return commandLine('evaluate', {
    ...{
      data: scores.corpus ? pathOf(scores.corpus) : 'PATH',
      protocol: given?.protocol ?? protocol,
      model,
    },
    ...(given?.foldColumn !== undefined && { foldColumn: given.foldColumn }),
    set: Object.entries(given?.set ?? {}).map(([name, value]) => `${name}=${value}`),
    ...(!model.includes('+') && { features }),
    ...{ normalise, selection, seeds },
    ...(epochs !== null && { epochs }),
    ...(ensemble > 1 && { ensemble }),
  });
}

function commandLine(command: string, given: Readonly<Record<string, unknown>>): string {
  const options = Object.entries(given).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one: unknown) => typeof one === 'string' || typeof one === 'number')
      .map((one: string | number) => `--${kebab(name)} ${quoted(String(one))}`),
  );
  return ['npx prosodia', command, ...options].join(' ');
}

const kebab = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const quoted = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
