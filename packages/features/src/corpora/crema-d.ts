import { posix } from 'node:path';
import { type Gender } from './clip.js';
import { lookUp, type CorpusReader } from './corpus-reader.js';
import { codesOf } from './label-table.js';

/** The twelve sentences by their codes, in the order of the corpus's own list. */
const SENTENCES = new Map([
  ['IEO', "It's eleven o'clock"],
  ['TIE', 'That is exactly what happened'],
  ['IOM', "I'm on my way to the meeting"],
  ['IWW', 'I wonder what this is about'],
  ['TAI', 'The airplane is almost full'],
  ['MTI', 'Maybe tomorrow it will be cold'],
  ['IWL', 'I would like a new alarm clock'],
  ['ITH', "I think I have a doctor's appointment"],
  ['DFA', "Don't forget a jacket"],
  ['ITS', "I think I've seen this before"],
  ['TSI', 'The surface is slick'],
  ['WSI', "We'll stop in a couple of minutes"],
]);
const STATEMENTS = new Map([...SENTENCES.keys()].map((code, index) => [code, index + 1]));

/** `XX`: no level was asked for. One file, 1040_ITH_SAD_X.wav, has it cut short. */
const LEVELS = new Map<string, string | null>([
  ['LO', 'low'],
  ['MD', 'medium'],
  ['HI', 'high'],
  ['XX', null],
  ['X', null],
]);
const CODES = codesOf('crema-d');

/** The names do not tell: these are the women of the 91 in the corpus's VideoDemographics.csv. */
const WOMEN = new Set(
  (
    '1002 1003 1004 1006 1007 1008 1009 1010 1012 1013 1018 1020 1021 1024 1025 1028 1029 1030 1037 1043 1046 1047 ' +
    '1049 1052 1053 1054 1055 1056 1058 1060 1061 1063 1072 1073 1074 1075 1076 1078 1079 1082 1084 1089 1091'
  ).split(' '),
);
const GENDERS = new Map<string, Gender>(
  Array.from({ length: 91 }, (_, i) => {
    const actor = String(1001 + i);
    return [actor, WOMEN.has(actor) ? 'female' : 'male'];
  }),
);

const NAME = /^(\d{4})_([A-Z]{3})_([A-Z]{3})_([A-Z]{1,2})\.\w+$/i;

/** CREMA-D: actor, sentence, emotion, level. `1001_DFA_ANG_XX.wav` */
export const CREMA_D: CorpusReader = {
  name: 'crema-d',
  source: 'Cao et al. 2014, doi:10.1109/TAFFC.2014.2336244',
  example: '1001_DFA_ANG_XX.wav',
  sentences: [...SENTENCES.values()],
  matches: (path) => NAME.test(posix.basename(path)),
  clipOf(path) {
    const name = posix.basename(path);
    const [, actor = '', sentence = '', emotion = '', level = ''] = NAME.exec(name) ?? [];
    const intensity = lookUp(LEVELS, level.toUpperCase(), 'level', name);
    return {
      path,
      corpus: 'crema-d',
      speaker: actor,
      gender: lookUp(GENDERS, actor, 'actor', name),
      emotion: lookUp(CODES, emotion.toUpperCase(), 'emotion', name),
      ...(intensity !== null && { intensity }),
      statement: lookUp(STATEMENTS, sentence.toUpperCase(), 'sentence', name),
    };
  },
};
