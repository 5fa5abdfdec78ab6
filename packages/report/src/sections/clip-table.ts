import type { Prediction } from '@prosodia/records';

import type { Answerer } from '../answers/answerer.js';
import { percent } from '../charts/chart.js';
import { markup, type Markup } from '../html/markup.js';
import { player } from '../media/player.js';
import { spectrogramThumbnail } from '../media/spectrogram-picture.js';
import type { Clip, ClipPicture } from '../record/clip.js';
import type { ResultGroup } from '../record/result-group.js';
import { clipRows, type ClipRow } from './_clip-rows.js';
import { emotionDot } from './emotion-dot.js';

/** So many clips, the worst errors, have a picture and a sound: with those of more a page grows too large to send. */
export const PICTURED_CLIPS = 300;

const BELIEF = 'belief in the right one';

export interface ClipTableOptions extends Pick<ResultGroup, 'clips' | 'pictureOf'> {
  /** Unique on the page. */
  readonly id: string;
  /** Of clips of one corpus; a column each. */
  readonly answerers: readonly Answerer[];
}

/** Actual against predicted: a row a clip, the worst errors first, with its picture and sound. */
export async function clipTable(options: ClipTableOptions): Promise<Markup> {
  const { id, answerers, clips, pictureOf } = options;
  const labels = [...new Set(answerers.flatMap((answerer) => answerer.labels))];
  const names = answerers.map(({ name }) =>
    answerers.length === 1 ? 'named' : `named by ${name.replace(/^by /, '')}`,
  );
  const rows: Markup[] = [];
  let pictured = false;
  for (const [index, row] of clipRows(answerers).entries()) {
    const picture = index < PICTURED_CLIPS ? await pictureOf(row.path) : {};
    pictured ||= picture.spectrogram !== undefined;
    const kept = pictured && index >= PICTURED_CLIPS ? 'screen' : '';
    rows.push(rowMarkup(row, { names, clip: clips.get(row.path), picture, kept }));
  }
  const heads = [
    head('clip'),
    head('actual'),
    ...names.map((name) => head(name)),
    head(BELIEF, 'number', 'ascending'),
  ];
  return markup`${pictured ? aboutPictures(rows.length > PICTURED_CLIPS) : undefined}${filters(`${id}-filters`, labels)}
<div class="scroll tall" role="region" tabindex="0" aria-label="Actual and named emotion of each test clip">
<table class="clips cards" id="${id}" data-filters="${id}-filters">
<thead><tr>${heads}<th scope="col">how it looks and sounds</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</div>
`;
}

const aboutPictures = (some: boolean): Markup =>
  markup`<p>The small spectrograms show the window that the features see, low notes at the bottom.${some ? ` Only the first ${PICTURED_CLIPS} clips have one, and are printed: with more the page would grow too large.` : ''}</p>\n`;

interface KnownOfRow {
  /** Heads of the columns of the answers. */
  readonly names: readonly string[];
  readonly clip: Clip | undefined;
  readonly picture: ClipPicture;
  /** `screen` where it is not printed. */
  readonly kept: string;
}

function rowMarkup(row: ClipRow, { names, clip, picture, kept }: KnownOfRow): Markup {
  const { path, actual, answers, belief, wrong } = row;
  const { spectrogram, sound } = picture;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const about = clip === undefined ? path : aboutClip(clip);
  const given = answers.flatMap((answer) => answer?.predicted ?? []);
  const words = [path, about, about.replaceAll('_', ' '), actual, ...given].join(' ').toLowerCase();
  return markup`<tr class="${kept}" data-words="${words}" data-actual="${actual}" data-predicted="${given.join(' ')}" data-result="${wrong > 0 ? 'wrong' : 'right'}">
<th scope="row" data-key="${path}"><code>${name}</code><br><span class="soft">${about.replaceAll('_', ' ')}</span></th>
<td data-head="actual" data-key="${actual}">${emotionDot(actual)}</td>
${answers.map((answer, index) => answerMarkup(answer, names[index] ?? ''))}<td class="number" data-head="${BELIEF}" data-key="${belief}">${percent(belief)}</td>
<td><div class="look">${spectrogram && spectrogramThumbnail(spectrogram, `Spectrogram of ${name}`)}${sound && player(sound, `${name}, ${actual}`)}</div></td>
</tr>
`;
}

/** `Actor_07, male, strong`, as far as it is known. */
const aboutClip = ({ speaker, gender, intensity }: Clip): string =>
  [speaker, gender, intensity].filter((word) => word !== undefined).join(', ');

function answerMarkup(answer: Prediction | undefined, name: string): Markup {
  if (answer === undefined)
    return markup`<td data-head="${name}" data-key=""><span class="soft">not tested</span></td>\n`;
  const { predicted, actual, probabilities } = answer;
  const word = predicted === actual ? 'right' : 'wrong';
  return markup`<td data-head="${name}" data-key="${predicted}"><span>${emotionDot(predicted)}<br><span class="${word}">${word}</span> <span class="soft">${percent(Math.max(...probabilities), 0)} sure</span></span></td>
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
