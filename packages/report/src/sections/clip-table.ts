import { percent } from '../charts/chart.js';
import { markup, type Markup } from '../html/markup.js';
import { player } from '../media/player.js';
import { spectrogramThumbnail } from '../media/spectrogram-picture.js';
import type { Clip, ClipPicture } from '../record/clip.js';
import type { Prediction, RunRecord } from '../record/run-record.js';
import { clipRows, type ClipRow } from './_clip-rows.js';
import { emotionDot } from './emotion-dot.js';

export interface ClipTableOptions {
  /** Unique on the page. */
  readonly id: string;
  /** On one corpus; a column each. */
  readonly runs: readonly RunRecord[];
  readonly clips: ReadonlyMap<string, Clip>;
  /** Asked for one clip after the other; what it gives is drawn and dropped. */
  readonly pictureOf: (path: string) => Promise<ClipPicture>;
}

/** Actual against predicted: a row a clip, the worst errors first, with its picture and sound. */
export async function clipTable(options: ClipTableOptions): Promise<Markup> {
  const { id, runs, clips, pictureOf } = options;
  const labels = [...new Set(runs.flatMap(({ metrics }) => metrics.test.labels))];
  const rows: Markup[] = [];
  for (const row of clipRows(runs))
    rows.push(rowMarkup(row, clips.get(row.path), await pictureOf(row.path)));
  const names = runs.length === 1 ? ['named'] : runs.map(({ name }) => `named by ${name}`);
  const heads = [
    head('clip'),
    head('actual'),
    ...names.map((name) => head(name)),
    head('belief in the right one', 'number', 'ascending'),
  ];
  return markup`${filters(`${id}-filters`, labels)}
<div class="scroll tall" role="region" tabindex="0" aria-label="Actual and named emotion of each test clip">
<table class="clips" id="${id}" data-filters="${id}-filters">
<thead><tr>${heads}<th scope="col">how it looks and sounds</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</div>
`;
}

function rowMarkup(row: ClipRow, clip: Clip | undefined, picture: ClipPicture): Markup {
  const { path, actual, answers, belief, wrong } = row;
  const { spectrogram, sound } = picture;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const about = clip === undefined ? path : aboutClip(clip);
  const given = answers.flatMap((answer) => answer?.predicted ?? []);
  const words = [path, about, about.replaceAll('_', ' '), actual, ...given].join(' ').toLowerCase();
  return markup`<tr data-words="${words}" data-actual="${actual}" data-predicted="${given.join(' ')}" data-result="${wrong > 0 ? 'wrong' : 'right'}">
<th scope="row" data-key="${path}"><code>${name}</code><br><span class="soft">${about.replaceAll('_', ' ')}</span></th>
<td data-key="${actual}">${emotionDot(actual)}</td>
${answers.map(answerMarkup)}<td class="number" data-key="${belief}">${percent(belief)}</td>
<td>${spectrogram && spectrogramThumbnail(spectrogram, `Spectrogram of ${name}`)}${sound && player(sound, `${name}, ${actual}`)}</td>
</tr>
`;
}

/** `Actor_07, male, strong`, as far as it is known. */
const aboutClip = ({ speaker, gender, intensity }: Clip): string =>
  [speaker, gender, intensity].filter((word) => word !== undefined).join(', ');

function answerMarkup(answer: Prediction | undefined): Markup {
  if (answer === undefined) return markup`<td data-key="">not tested</td>`;
  const { predicted, actual, probabilities } = answer;
  const word = predicted === actual ? 'right' : 'wrong';
  return markup`<td data-key="${predicted}">${emotionDot(predicted)}<br><span class="${word}">${word}</span> <span class="soft">${percent(Math.max(...probabilities), 0)} sure</span></td>
`;
}

const head = (name: string, kind = 'text', sorted = 'none'): Markup =>
  markup`<th scope="col" class="${kind}" aria-sort="${sorted}" data-kind="${kind}"><button type="button">${name}</button></th>`;

function filters(id: string, labels: readonly string[]): Markup {
  const choices = labels.map((label) => markup`<option>${label}</option>`);
  return markup`<form class="filters" id="${id}" hidden>
<label>Words <input type="search" name="words" placeholder="actor 07, female"></label>
<label>Answers <select name="show"><option value="">all</option><option value="wrong">with an error</option><option value="right">right</option></select></label>
<label>Actual <select name="actual"><option value="">any</option>${choices}</select></label>
<label>Named <select name="predicted"><option value="">any</option>${choices}</select></label>
<output aria-live="polite"></output>
</form>
`;
}
