import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMOTIONS } from './clip.js';
import { formatRavdessName, parseRavdessName, ravdessClip } from './ravdess.js';

describe('parseRavdessName', () => {
  it('reads all seven fields, as in the example of RAVDESS itself', () => {
    expect(parseRavdessName('02-01-06-01-02-01-12.wav')).toEqual({
      modality: 'video-only',
      vocalChannel: 'speech',
      emotion: 'fearful',
      intensity: 'normal',
      statement: 2,
      repetition: 1,
      actor: 12,
      gender: 'female',
    });
  });

  it('reads song, and an extension in capitals', () => {
    expect(parseRavdessName('03-02-05-02-01-02-23.WAV')).toMatchObject({
      vocalChannel: 'song',
      emotion: 'angry',
      intensity: 'strong',
      gender: 'male',
    });
  });

  it('is undone by formatRavdessName for every name that there can be', () => {
    const name = fc.record({
      modality: fc.constantFrom('full-av', 'video-only', 'audio-only'),
      vocalChannel: fc.constantFrom('speech', 'song'),
      emotion: fc.constantFrom(...EMOTIONS),
      intensity: fc.constantFrom('normal', 'strong'),
      statement: fc.integer({ min: 1, max: 2 }),
      repetition: fc.integer({ min: 1, max: 2 }),
      actor: fc.integer({ min: 1, max: 24 }),
    });
    fc.assert(
      fc.property(name, (fields) => {
        expect(parseRavdessName(formatRavdessName(fields))).toMatchObject(fields);
      }),
    );
  });

  it.each([
    ['04-01-01-01-01-01-01.wav', '01 to 03 for modality (field 1 of 04-01-01-01-01-01-01.wav)'],
    ['03-03-01-01-01-01-01.wav', '01 to 02 for vocal channel (field 2'],
    ['03-01-09-01-01-01-01.wav', '01 to 08 for emotion (field 3'],
    ['03-01-01-03-01-01-01.wav', '01 to 02 for intensity (field 4'],
    ['03-01-01-01-00-01-01.wav', '01 to 02 for statement (field 5'],
    ['03-01-01-01-01-03-01.wav', '01 to 02 for repetition (field 6'],
    ['03-01-01-01-01-01-25.wav', '01 to 24 for actor (field 7'],
    ['03-01-01-01-01-01.wav', 'seven two-digit fields'],
    ['x03-01-01-01-01-01-01.wav', 'seven two-digit fields'],
    ['03-01-01-01-01-01-01.wav.txt', 'seven two-digit fields'],
  ])('refuses %s', (name, reason) => {
    expect(() => parseRavdessName(name)).toThrow(
      expect.objectContaining({
        code: 'NAME_NOT_RAVDESS',
        message: expect.stringContaining(reason) as string,
      }),
    );
  });
});

describe('ravdessClip', () => {
  it('takes everything from the file name and keeps the path', () => {
    expect(ravdessClip('mirror/Actor_99/03-01-02-01-02-02-08.wav')).toEqual({
      path: 'mirror/Actor_99/03-01-02-01-02-02-08.wav',
      corpus: 'ravdess',
      speaker: 'Actor_08',
      gender: 'female',
      emotion: 'calm',
      intensity: 'normal',
      statement: 2,
      repetition: 2,
      modality: 'audio-only',
      vocalChannel: 'speech',
    });
  });
});
