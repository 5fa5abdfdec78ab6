/** On the real recordings: PROSODIA_DATA names the folder with the 1440 speech files of RAVDESS. */
import { beforeAll, describe, expect, it } from 'vitest';
import { RAVDESS_DUPLICATES, speechClips } from './_test-clips.js';
import { readCorpus, type Corpus } from './corpora/read-corpus.js';
import { findDuplicates } from './check/duplicates.js';
import { extractFeatures, type Extraction } from './extract/extract-features.js';
import { featureSet } from './extract/feature-set.js';
import { checkLeaks } from './leak/check-leaks.js';
import { splitDev, splitNotebook } from './split/split.js';

const dir = process.env.PROSODIA_DATA;
if (!dir) console.warn('PROSODIA_DATA is not set: the tests on the real RAVDESS are skipped.');

describe.skipIf(!dir)('the speech files of RAVDESS', () => {
  let corpus: Corpus;
  let extraction: Extraction;
  beforeAll(async () => {
    corpus = await readCorpus(dir ?? '');
    const { clips } = corpus;
    extraction = await extractFeatures({
      dir: corpus.dir,
      clips,
      featureSet: featureSet('mel-mean-259.v1'),
      threads: 2,
    });
  });

  it('are 1440 clips with the names that there should be, none refused', () => {
    expect(corpus).toMatchObject({ synthetic: false, refused: [] });
    expect(corpus.clips).toEqual(speechClips());
  });

  it('are all read, with finite values', () => {
    const { clips, failed, values } = extraction;
    expect({ failed, clips: clips.length, values: values.length }).toEqual({
      failed: [],
      clips: 1440,
      values: 1440 * 259,
    });
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('hold one pair of equal recordings, which a split keeps together', async () => {
    const duplicates = await findDuplicates(corpus.dir, extraction);
    expect(duplicates).toEqual(RAVDESS_DUPLICATES);
    const { train: all, test } = splitNotebook(extraction.clips, { seed: 0, duplicates });
    const { train, dev } = splitDev(extraction.clips, all, { seed: 0, duplicates });
    expect([all.length, test.length]).toEqual([1152, 288]);
    const parts = { train: { rows: train }, dev: { rows: dev }, test: { rows: test } };
    const verdict = checkLeaks(extraction.clips, parts, { copies: duplicates });
    expect(verdict).toMatchObject({ passed: true, clips: 1440, copyGroups: 1 });
  });
});
