import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  rm,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { speechClips } from '../_test-clips.js';
import { type RavdessClip } from '../corpora/ravdess.js';
import { speakClip } from '../demo/synthesise-demo-corpus.js';
import { encodeWav } from '../demo/wav.js';
import { extractFeatures, type Extraction } from '../extract/extract-features.js';
import { FEATURE_SETS, featureSet, type FeatureSet } from '../extract/feature-set.js';
import { findNearDuplicates } from '../leak/near-duplicates.js';
import { FeatureStore } from './feature-store.js';
import { makerId } from './maker-id.js';
import { surveyStore } from './survey-store.js';

const set = featureSet('mel-mean-259.v1');
const names = speechClips(1).slice(0, 6);
/** One more has half the band that the set assumes, and one is none. */
const clips = [...names, ...['narrow.wav', 'broken.wav'].map((path) => ({ ...clipAt(0), path }))];

function clipAt(place: number): RavdessClip {
  const clip = names[place];
  if (clip === undefined) throw new Error('no such clip');
  return clip;
}

let place: string;
let dir: string;
let folder: string;
let notices: string[];
let rounds = 0;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia-store-'));
});
beforeEach(async () => {
  notices = [];
  dir = join(place, `corpus-${++rounds}`);
  folder = join(place, `store-${rounds}`);
  await writeAll(dir);
});
afterAll(async () => {
  await rm(place, { recursive: true });
});

const sounds = new Map<string, Uint8Array>();
async function writeAll(dir: string): Promise<void> {
  for (const { path } of clips) {
    const file = join(dir, path);
    await rm(file, { force: true });
    const bytes = sounds.get(path) ?? soundOf(path);
    sounds.set(path, bytes);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
    await age(file);
  }
}

function soundOf(path: string): Uint8Array {
  if (path === 'broken.wav') return Buffer.from('RIFF');
  const samples = speakClip(path === 'narrow.wav' ? clipAt(1).path.slice(9) : path.slice(9), 0);
  return path === 'narrow.wav' ? encodeWav(samples, 8000) : encodeWav(samples, 48_000);
}

/** As if it had been written an hour ago; the system's own note of the change stays that of now. */
async function age(file: string): Promise<void> {
  const then = new Date(Date.now() - 3_600_000);
  await utimes(file, then, then);
}

const openStore = (where = folder) =>
  new FeatureStore({ folder: where, onNotice: (words) => notices.push(words) });
const extract = (
  store: FeatureStore | undefined = openStore(),
  more: { featureSet?: FeatureSet; dir?: string; limits?: { maxSeconds: number } } = {},
): Promise<Extraction> =>
  extractFeatures({ dir, clips, featureSet: set, threads: 2, store, ...more });
const plain = (): Promise<Extraction> =>
  extractFeatures({ dir, clips, featureSet: set, threads: 2 });
const packs = async (): Promise<string[]> =>
  (await surveyStore(folder)).filter(({ kind }) => kind === 'features').map(({ file }) => file);
/** What may not differ between two runs, and the bits of the values. */
const bits = ({ clips, failed, warnings, threads, values }: Extraction) => ({
  ...{ clips, failed, warnings, threads },
  values: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex'),
});

describe('a feature store', () => {
  it.each(FEATURE_SETS)(
    'gives $id bit for bit as it is measured, and measures once',
    async (featureSet) => {
      const wanted = bits(await extractFeatures({ dir, clips, featureSet, threads: 1 }));
      const first = await extract(openStore(), { featureSet });
      const second = await extract(openStore(), { featureSet });
      expect([first.kept, second.kept]).toEqual([0, 7]);
      expect(bits({ ...first, threads: 1 })).toEqual(wanted);
      expect(bits({ ...second, threads: 1 })).toEqual(wanted);
      expect(second.warnings).toEqual([expect.objectContaining({ path: 'narrow.wav' })]);
      expect(second.failed).toEqual([expect.objectContaining({ path: 'broken.wav' })]);
      expect(notices).toEqual([]);
    },
  );

  it('knows a file by its content, wherever it lies and whatever it is called', async () => {
    await extract();
    const elsewhere = join(place, `elsewhere-${rounds}`);
    await writeAll(elsewhere);
    await copyFile(join(elsewhere, clipAt(2).path), join(elsewhere, 'narrow.wav'));
    const table = await extract(openStore(), { dir: elsewhere });
    expect(table.kept).toBe(7);
    expect(bits(table)).toEqual(bits(await extract(undefined, { dir: elsewhere })));
  });

  it('measures a file anew that has changed, even to the same size and time', async () => {
    await extract();
    await extract();
    const file = join(dir, clipAt(0).path);
    const samples = speakClip(clipAt(0).path.slice(9), 0).map((value) => value / 2);
    await writeFile(file, encodeWav(samples, 48_000));
    await age(file);
    const table = await extract();
    expect(table.kept).toBe(6);
    expect(bits(table)).toEqual(bits(await plain()));
  });

  it('keeps what other settings, limits or programs measure apart', async () => {
    await extract();
    const more = { limits: { maxSeconds: 500 } };
    expect((await extract(openStore(), more)).kept).toBe(0);
    const other = { ...set, extraction: { ...set.extraction, topDb: 60 } };
    expect((await extract(openStore(), { featureSet: other })).kept).toBe(0);
    expect((await extract(openStore(), { featureSet: other })).kept).toBe(7);
    const ids = await Promise.all([
      makerId({ ...process.env, PATH: '' }),
      makerId({ FFMPEG_PATH: process.execPath }),
      makerId({ FFMPEG_PATH: process.execPath }),
    ]);
    expect(new Set(ids).size).toBe(2);
  });

  it.each<[string, (file: string) => Promise<void>, number]>([
    ['a byte of a row is another', (file) => flip(file, 5), 6],
    ['a byte of its footer is another', (file) => flip(file, -300), 0],
    ['it ends early', (file) => truncate(file, 2000), 0],
    ['it is empty', (file) => truncate(file, 0), 0],
  ])('measures again, and says so, where a pack is damaged: %s', async (_, damage, kept) => {
    const wanted = bits(await extract());
    const [file = ''] = await packs();
    await damage(file);
    const mended = await extract();
    expect(mended.kept).toBe(kept);
    expect(bits(mended)).toEqual(wanted);
    expect(notices).toEqual([`Kept features are damaged and are measured again: ${file}`]);
    expect(await extract()).toMatchObject({ kept: 7 });
    expect(notices).toHaveLength(1);
    expect(await packs()).toHaveLength(1);
  });

  it('takes a damaged index of files for none', async () => {
    const wanted = bits(await extract());
    const [index] = (await surveyStore(folder)).filter(({ kind }) => kind === 'files');
    await flip(index?.file ?? '', 300);
    const table = await extract();
    expect(table.kept).toBe(7);
    expect(bits(table)).toEqual(wanted);
  });

  it('stays a few files, however often a little is added', async () => {
    for (let count = 1; count <= 6; count++) {
      const some = clips.slice(0, count);
      const table = await extractFeatures({
        dir,
        clips: some,
        featureSet: set,
        store: openStore(),
      });
      expect(table.kept).toBe(count - 1);
    }
    expect((await packs()).length).toBeLessThanOrEqual(3);
    expect((await extract()).kept).toBe(6);
  });

  it('lets work go on where nothing can be kept, and says so once', async () => {
    await writeFile(join(place, 'file'), '');
    const nowhere = [join(place, 'file', 'store')];
    if (existsSync('/proc/self')) nowhere.push('/proc/nope/store');
    for (const where of nowhere) {
      notices = [];
      const store = openStore(where);
      expect(bits(await extract(store))).toEqual(bits(await plain()));
      expect((await extract(store)).kept).toBe(0);
      expect(await findNearDuplicates(dir, names, { store })).toEqual([]);
      expect(notices).toEqual([expect.stringContaining(`Features cannot be kept in ${where}: `)]);
    }
  });

  it('remembers which clips are one sound, until one of them changes', async () => {
    const copy = { ...clipAt(1), path: 'copy.wav' };
    await copyFile(join(dir, clipAt(0).path), join(dir, copy.path));
    const find = () => findNearDuplicates(dir, [...names, copy], { store: openStore() });
    const wanted = await findNearDuplicates(dir, [...names, copy]);
    expect(wanted.length).toBeGreaterThanOrEqual(1);
    expect(await find()).toEqual(wanted);
    const before = await readdir(join(folder, 'copies'));
    expect(await find()).toEqual(wanted);
    expect(await readdir(join(folder, 'copies'))).toEqual(before);
    const other = encodeWav(speakClip(clipAt(3).path.slice(9), 0).slice(24_000), 48_000);
    await writeFile(join(dir, copy.path), other);
    expect(await find()).toEqual(await findNearDuplicates(dir, [...names, copy]));
    expect(await readdir(join(folder, 'copies'))).toHaveLength(2);
  });

  it('gives the same bits to several processes that are killed at random moments', () => {
    const script = fileURLToPath(new URL('../../bench/store-kills.mjs', import.meta.url));
    const args = ['--data', dir, '--processes', '3', '--kills', '8'];
    const said = execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' });
    const told = JSON.parse(said) as { kills: number };
    expect(told).toMatchObject({ equal: true, damaged: 0, fullDisk: true });
    expect(told.kills).toBeGreaterThanOrEqual(8);
  });
});

async function flip(file: string, at: number): Promise<void> {
  const handle = await open(file, 'r+');
  const { size } = await handle.stat();
  const byte = Buffer.alloc(1);
  const place = at < 0 ? size + at : at;
  await handle.read(byte, 0, 1, place);
  await handle.write(Buffer.of((byte[0] ?? 0) ^ 1), 0, 1, place);
  await handle.close();
}
