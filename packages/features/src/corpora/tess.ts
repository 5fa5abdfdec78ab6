import { posix } from 'node:path';
import { lookUp, type CorpusReader } from './corpus-reader.js';
import { codesOf } from './label-table.js';

/** Two women: the older (64 years) and the younger (26). One file, OA_bite_neutral.wav, lacks a letter. */
const SPEAKERS = new Map([
  ['OAF', 'OAF'],
  ['OA', 'OAF'],
  ['YAF', 'YAF'],
]);
/** Some copies spell the one abbreviation out. */
const CODES = new Map([...codesOf('tess'), ['pleasant_surprise', 'surprised']]);

const NAME =
  /^(\w{2,3}?)_([a-z]+)_(neutral|happy|sad|angry|fear|disgust|ps|pleasant_surprise)\.\w+$/i;

/** TESS: speaker, the word after "Say the word", emotion. `OAF_back_angry.wav` */
export const TESS: CorpusReader = {
  name: 'tess',
  source: 'Pichora-Fuller and Dupuis 2020, doi:10.5683/SP2/E8H2MF',
  example: 'OAF_back_angry.wav',
  sentences: [],
  matches: (path) => NAME.test(posix.basename(path)),
  clipOf(path) {
    const name = posix.basename(path);
    const [, speaker = '', word = '', emotion = ''] = NAME.exec(name) ?? [];
    return {
      path,
      corpus: 'tess',
      speaker: lookUp(SPEAKERS, speaker.toUpperCase(), 'speaker', name),
      gender: 'female',
      emotion: lookUp(CODES, emotion.toLowerCase(), 'emotion', name),
      more: { text: `Say the word ${word.toLowerCase()}` },
    };
  },
};
