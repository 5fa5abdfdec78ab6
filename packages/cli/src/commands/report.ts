import { Option } from 'commander';

import type { CommandDefinition } from '../command.js';
import {
  audioOption,
  chartsOption,
  forceOption,
  openOption,
  textOption,
  type OutputOptions,
} from '../options.js';
import { planOutFile } from '../out-file.js';

interface ReportOptions extends OutputOptions {
  readonly out: string;
  readonly data?: string;
  readonly audio: boolean;
  readonly withCorpus?: true;
  readonly charts?: string;
  readonly force?: true;
  readonly open?: true;
}

export const reportCommand: CommandDefinition<ReportOptions> = {
  name: 'report',
  summary: 'show runs and evaluations as one HTML page',
  description:
    'Makes one self-contained HTML page of run folders, evaluation folders (those of evaluate --protocol), or both: ' +
    'figures with their intervals, learning curves, confusion matrix, calibration, risk against coverage, every ' +
    'test clip, the worst errors with their spectrogram and sound, and the record. Several stand side by side, with paired tests.',
  arguments: '<folders...>',
  options: [
    new Option('--out <file>', 'page to write').default('report.html'),
    textOption(
      '--data <path>',
      'folder or manifest of the recordings, where they are no longer where they were',
    ),
    audioOption(),
    new Option('--with-corpus', 'show the recordings too, as explore does'),
    chartsOption(),
    forceOption('a page'),
    openOption(),
  ],
  examples: [
    ['the page of one run', 'prosodia report runs/first --out first.html'],
    [
      'three runs side by side, small enough for a mail, charts for a paper',
      'prosodia report runs/b32 runs/b64 runs/b128 --no-audio --charts figures',
    ],
    ['all evaluations side by side', 'prosodia report evaluations/* --out evaluations.html'],
  ],
  async run(options, context, folders) {
    const { writeCharts, writeReport } = await import('@prosodia/report');
    const { readResults, reportResults } = await import('../flows/report-results.js');
    const { out, data, audio, charts } = options;
    const results = await readResults(folders);
    await planOutFile(out, { force: options.force === true });
    const withCorpus = options.withCorpus === true;
    const report = await reportResults({ results, data, audio, withCorpus }, context);
    const bytes = await writeReport(out, report);
    if (charts !== undefined) await writeCharts(charts, report);
    context.terminal.summary({ out, bytes, charts: report.charts.length, folders: folders.length });
    const { finishPage } = await import('../terminal/finish-page.js');
    finishPage({ out, bytes, charts, open: options.open === true }, context.terminal);
  },
};
