import { posix } from 'node:path';
import { lookUp, type CorpusReader } from './corpus-reader.js';
import { codesOf } from './label-table.js';

/** All four are men. */
const SPEAKERS = new Map(['DC', 'JE', 'JK', 'KL'].map((speaker) => [speaker, speaker]));
const CODES = codesOf('savee');
/** Neutral has 30 sentences, the six others 15 each. */
const NUMBERS = Array.from({ length: 30 }, (_, i) => String(i + 1).padStart(2, '0'));
const SENTENCES = new Map(NUMBERS.map((number) => [number, number]));

const NAME = /(?:^|[/_])([A-Z]{2})[/_](sa|su|[adfhn])(\d\d)\.\w+$/;

/**
 * SAVEE: a folder a speaker, emotion and number of the sentence: `DC/a01.wav`; copies in one folder
 * have `DC_a01.wav`. Only the first three sentences of an emotion are the same for all of them, and
 * no list of the others goes with the names, so that `statement` is not told.
 */
export const SAVEE: CorpusReader = {
  name: 'savee',
  source:
    'Jackson and Haq 2014, Surrey Audio-Visual Expressed Emotion (SAVEE) Database, University of Surrey',
  example: 'DC_a01.wav',
  sentences: [],
  matches: (path) => NAME.test(path),
  clipOf(path) {
    const name = posix.basename(path);
    const [, speaker = '', emotion = '', sentence = ''] = NAME.exec(path) ?? [];
    return {
      path,
      corpus: 'savee',
      speaker: lookUp(SPEAKERS, speaker, 'speaker', name),
      gender: 'male',
      emotion: lookUp(CODES, emotion, 'emotion', name),
      more: { text: `${emotion}${lookUp(SENTENCES, sentence, 'sentence', name)}` },
    };
  },
};
