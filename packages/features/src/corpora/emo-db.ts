import { posix } from 'node:path';
import { type Gender } from './clip.js';
import { lookUp, type CorpusReader } from './corpus-reader.js';
import { codesOf } from './label-table.js';

const SPEAKERS = new Map<string, Gender>([
  ['03', 'male'],
  ['08', 'female'],
  ['09', 'female'],
  ['10', 'male'],
  ['11', 'male'],
  ['12', 'male'],
  ['13', 'female'],
  ['14', 'female'],
  ['15', 'male'],
  ['16', 'female'],
]);

const SENTENCES = new Map([
  ['a01', 'Der Lappen liegt auf dem Eisschrank.'],
  ['a02', 'Das will sie am Mittwoch abgeben.'],
  ['a04', 'Heute abend könnte ich es ihm sagen.'],
  ['a05', 'Das schwarze Stück Papier befindet sich da oben neben dem Holzstück.'],
  ['a07', 'In sieben Stunden wird es soweit sein.'],
  ['b01', 'Was sind denn das für Tüten, die da unter dem Tisch stehen?'],
  ['b02', 'Sie haben es gerade hochgetragen und jetzt gehen sie wieder runter.'],
  ['b03', 'An den Wochenenden bin ich jetzt immer nach Hause gefahren und habe Agnes besucht.'],
  ['b09', 'Ich will das eben wegbringen und dann mit Karl was trinken gehen.'],
  ['b10', 'Die wird auf dem Platz sein, wo wir sie immer hinlegen.'],
]);
const STATEMENTS = new Map([...SENTENCES.keys()].map((code, index) => [code, index + 1]));
const CODES = codesOf('emo-db');

const NAME = /^(\d\d)([ab]\d\d)([A-Z])([a-z]?)\.\w+$/;

/** EMO-DB: speaker, sentence, emotion, and a letter where there is more than one take. `03a01Fa.wav` */
export const EMO_DB: CorpusReader = {
  name: 'emo-db',
  source: 'Burkhardt et al. 2005, doi:10.21437/Interspeech.2005-446',
  example: '03a01Fa.wav',
  sentences: [...SENTENCES.values()],
  matches: (path) => NAME.test(posix.basename(path)),
  clipOf(path) {
    const name = posix.basename(path);
    const [, speaker = '', sentence = '', emotion = '', take = ''] = NAME.exec(name) ?? [];
    return {
      path,
      corpus: 'emo-db',
      speaker,
      gender: lookUp(SPEAKERS, speaker, 'speaker', name),
      emotion: lookUp(CODES, emotion, 'emotion', name),
      statement: lookUp(STATEMENTS, sentence, 'sentence', name),
      repetition: take === '' ? 1 : take.charCodeAt(0) - 'a'.charCodeAt(0) + 1,
    };
  },
};
