import { describe, expect, it } from 'vitest';
import { CORPUS_READERS, clipOfName, textOf } from './readers.js';

describe('clipOfName', () => {
  it.each([
    [
      'AudioWAV/1001_DFA_ANG_XX.wav',
      { corpus: 'crema-d', speaker: '1001', gender: 'male', emotion: 'angry', statement: 9 },
      "Don't forget a jacket",
    ],
    [
      '1002_IEO_HAP_HI.wav',
      {
        ...{ corpus: 'crema-d', speaker: '1002', gender: 'female', emotion: 'happy' },
        ...{ intensity: 'high', statement: 1 },
      },
      "It's eleven o'clock",
    ],
    [
      '1040_ITH_SAD_X.wav', // as the corpus has it
      { corpus: 'crema-d', speaker: '1040', gender: 'male', emotion: 'sad', statement: 8 },
      "I think I have a doctor's appointment",
    ],
    [
      'OAF_Pleasant_surprise/OAF_back_ps.wav',
      {
        ...{ corpus: 'tess', speaker: 'OAF', gender: 'female', emotion: 'surprised' },
        more: { text: 'Say the word back' },
      },
      'Say the word back',
    ],
    [
      'OAF_neutral/OA_bite_neutral.wav', // as the corpus has it
      {
        ...{ corpus: 'tess', speaker: 'OAF', gender: 'female', emotion: 'neutral' },
        more: { text: 'Say the word bite' },
      },
      'Say the word bite',
    ],
    [
      'AudioData/DC/sa03.wav',
      {
        ...{ corpus: 'savee', speaker: 'DC', gender: 'male', emotion: 'sad' },
        more: { text: 'sa03' },
      },
      'sa03',
    ],
    [
      'ALL/KL_n30.wav',
      {
        ...{ corpus: 'savee', speaker: 'KL', gender: 'male', emotion: 'neutral' },
        more: { text: 'n30' },
      },
      'n30',
    ],
    [
      'wav/03a01Fa.wav',
      {
        ...{ corpus: 'emo-db', speaker: '03', gender: 'male', emotion: 'happy' },
        ...{ statement: 1, repetition: 1 },
      },
      'Der Lappen liegt auf dem Eisschrank.',
    ],
    [
      '16b10Lb.wav',
      {
        ...{ corpus: 'emo-db', speaker: '16', gender: 'female', emotion: 'bored' },
        ...{ statement: 10, repetition: 2 },
      },
      'Die wird auf dem Platz sein, wo wir sie immer hinlegen.',
    ],
  ])('reads %s', (path, clip, text) => {
    expect(clipOfName(path)).toEqual({ path, ...clip });
    expect(textOf(clipOfName(path))).toBe(text);
  });

  it('knows the words of RAVDESS, and of the synthetic voices with its names', () => {
    const clip = clipOfName('03-01-06-01-02-01-12.wav');
    expect(textOf(clip)).toBe('Dogs are sitting by the door');
    expect(textOf({ ...clip, corpus: 'demo' })).toBe('Dogs are sitting by the door');
  });

  it.each([
    ['1092_DFA_ANG_XX.wav', 'for actor of 1092_DFA_ANG_XX.wav but received 1092'],
    ['1001_DFA_CAL_XX.wav', 'Expected one of NEU, HAP, SAD, ANG, FEA, DIS for emotion'],
    ['1001_ABC_ANG_XX.wav', 'for sentence of 1001_ABC'],
    ['1001_DFA_ANG_QQ.wav', 'Expected one of LO, MD, HI, XX, X for level'],
    ['MAF_back_angry.wav', 'Expected one of OAF, OA, YAF for speaker'],
    ['XX_a01.wav', 'Expected one of DC, JE, JK, KL for speaker'],
    ['DC_a31.wav', 'for sentence of DC_a31.wav but received 31'],
    ['04a01Fa.wav', 'for speaker of 04a01Fa.wav but received 04'],
    ['03a03Fa.wav', 'for sentence of 03a03Fa.wav but received a03'],
    ['03a01Xa.wav', 'Expected one of N, F, T, W, A, E, L for emotion'],
  ])('says which field of %s cannot be', (path, message) => {
    expect(() => clipOfName(path)).toThrow(
      expect.objectContaining({
        code: 'NAME_INVALID',
        message: expect.stringContaining(message) as string,
      }),
    );
  });

  it('says what names there could be where a name is of no corpus, however long it is', () => {
    expect(() => clipOfName('take 2.wav')).toThrow(
      'Expected a name of ravdess (03-01-06-01-02-01-12.wav), crema-d (1001_DFA_ANG_XX.wav), tess (OAF_back_angry.wav), savee (DC_a01.wav), emo-db (03a01Fa.wav) for file name but received take 2.wav',
    );
    const began = performance.now();
    for (const letter of ['a', '0', '-', '_', '03-', '1001_', 'DC_'])
      expect(() => clipOfName(letter.repeat(2 ** 20 / letter.length))).toThrow('a name of');
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('the readers', () => {
  it('each know the example that they give, and no other does', () => {
    for (const { example } of CORPUS_READERS) {
      expect(CORPUS_READERS.filter((reader) => reader.matches(example))).toHaveLength(1);
    }
  });

  it('each say where their rules are written down', () => {
    for (const { source } of CORPUS_READERS) expect(source).toMatch(/\b(?:19|20)\d\d\b/);
  });
});
