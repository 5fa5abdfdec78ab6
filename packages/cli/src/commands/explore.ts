import { Option } from 'commander';

import type { CommandDefinition } from '../command.js';
import {
  audioOption,
  cacheOption,
  chartsOption,
  dataOption,
  forceOption,
  openOption,
  threadsOption,
  type OutputOptions,
} from '../options.js';
import { planOutFile } from '../out-file.js';

interface ExploreCommandOptions extends OutputOptions {
  readonly cache: boolean;
  readonly data?: string;
  readonly out: string;
  readonly audio: boolean;
  readonly charts?: string;
  readonly force?: true;
  readonly threads?: number;
  readonly open?: true;
}

export const exploreCommand: CommandDefinition<ExploreCommandOptions> = {
  name: 'explore',
  summary: 'show a corpus as one HTML page, before any training',
  description:
    'Makes one self-contained HTML page of the recordings: how many of each emotion, their durations, a spectrogram ' +
    'and a sound of each kind, how loud and bright the emotions are, and what is odd about the files.',
  options: [
    dataOption(),
    new Option('--out <file>', 'page to write').default('explore.html'),
    audioOption(),
    chartsOption(),
    forceOption('a page'),
    threadsOption(),
    cacheOption(),
    openOption(),
  ],
  examples: [
    ['look at your recordings', 'prosodia explore --data ravdess --out ravdess.html --open'],
    ['charts for a paper', 'prosodia explore --data ravdess --charts figures'],
  ],
  async run(options, context) {
    const { corpusReport, writeCharts, writeReport } = await import('@prosodia/report');
    const { exploreCorpus } = await import('../flows/explore-corpus.js');
    const { finishPage } = await import('../terminal/finish-page.js');
    const { out, charts } = options;
    await planOutFile(out, { force: options.force === true });
    const corpus = await exploreCorpus(options, context);
    const report = await corpusReport(corpus);
    const bytes = await writeReport(out, report);
    if (charts !== undefined) await writeCharts(charts, report);
    context.terminal.summary({
      ...{ out, bytes, clips: corpus.clips.length, synthetic: corpus.synthetic },
      ...{ charts: report.charts.length, oddities: corpus.oddities.length },
    });
    finishPage({ out, bytes, charts, open: options.open === true }, context.terminal);
  },
};
