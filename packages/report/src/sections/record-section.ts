import { markup, type Markup } from '../html/markup.js';
import type { RunRecord } from '../record/run-record.js';

/** What a run was made of, and the line that makes it again. */
export function recordSection(run: RunRecord): Markup {
  const { config, metrics } = run;
  const facts: readonly (readonly [string, string | Markup])[] = [
    ['command to repeat it', markup`<code>${commandOf(run)}</code>`],
    ['started', config.startedAt],
    [
      'corpus',
      `${metrics.corpus.name}, ${metrics.corpus.clips} clips, ${metrics.corpus.failed} left out`,
    ],
    ['corpus folder', config.corpus.dir],
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
      `${metrics.leakCheck.clips} clips, ${metrics.leakCheck.duplicateGroups.length} groups of equal recordings: no sound is in two parts`,
    ],
    [
      'seconds',
      `extraction ${metrics.seconds.extract.toFixed(1)}, training ${metrics.seconds.train.toFixed(1)}`,
    ],
  ];
  const name = run.name === run.folder ? run.name : `${run.name}: ${run.folder}`;
  return markup`<h3>${name}</h3>
<dl class="record">${facts.map(
    ([what, value]) => markup`<dt>${what}</dt><dd>${value}</dd>
`,
  )}</dl>
`;
}

const SHOWN = new Set(['command', 'startedAt', 'prosodia', 'commit']);

/** The options that a run was given, as they are typed. */
export function commandOf({ config }: Pick<RunRecord, 'config'>): string {
  const given: Readonly<Record<string, unknown>> = { data: config.corpus.dir, ...config.options };
  const options = Object.entries(given).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number'
      ? [`--${kebab(name)} ${quoted(String(value))}`]
      : [],
  );
  return ['npx prosodia', config.command, ...options].join(' ');
}

const kebab = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const quoted = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
