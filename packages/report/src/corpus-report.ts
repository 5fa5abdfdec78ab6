import { createFigures } from './html/figure.js';
import { markup } from './html/markup.js';
import { page } from './html/page.js';
import type { CorpusRecord } from './record/corpus-record.js';
import type { Report } from './report.js';
import { corpusSections } from './sections/corpus-sections.js';

/** The page of a corpus before any training. */
export async function corpusReport(corpus: CorpusRecord): Promise<Report> {
  const figures = createFigures();
  const sections = await corpusSections(corpus, figures);
  const title = `The recordings of ${corpus.name}`;
  const lead = markup`<p class="soft">Before any training: what is there, how it looks and sounds. Folder: <code>${corpus.dir}</code></p>\n`;
  const foot = 'Made by prosodia. This page loads nothing from anywhere.';
  return { title, charts: figures.drawn, html: page({ title, lead, sections, foot }) };
}
