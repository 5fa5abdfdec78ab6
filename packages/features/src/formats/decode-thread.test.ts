import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { speakClip } from '../demo/synthesise-demo-corpus.js';
import { encodeWav } from '../demo/wav.js';
import { convert as convertFile, ffmpegThere } from './_test-ffmpeg.js';
import { DecodePool } from './decode-files.js';
import { DecodeThread } from './decode-thread.js';
import { type WasmFormat } from './decode-job.js';

const FORMATS: readonly (readonly [WasmFormat, string])[] = [
  ['flac', 'flac'],
  ['mp3', 'mp3'],
  ['vorbis', 'ogg'],
  ['opus', 'opus'],
];

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-decode-thread-'));
  if (!ffmpegThere) return;
  await writeFile(join(dir, 'a.wav'), encodeWav(speakClip('03-01-05-02-01-01-01.wav', 0), 48_000));
  await writeFile(join(dir, 'b.wav'), encodeWav(speakClip('03-01-03-01-02-01-02.wav', 1), 48_000));
  for (const [, suffix] of FORMATS) {
    convert('a.wav', `a.${suffix}`);
    convert('b.wav', `b.${suffix}`, '-ac', '2', '-ar', suffix === 'opus' ? '48000' : '32000');
    const whole = await readFile(join(dir, `a.${suffix}`));
    const middle = Math.floor(whole.length / 2);
    await writeFile(join(dir, `cut.${suffix}`), whole.subarray(0, middle));
    await writeFile(join(dir, `head.${suffix}`), whole.subarray(0, 64));
    await writeFile(join(dir, `scrambled.${suffix}`), whole.fill(0xa5, middle, middle + 3000));
  }
});
afterAll(() => rm(dir, { recursive: true }));

function convert(from: string, to: string, ...more: string[]): void {
  convertFile(join(dir, from), join(dir, to), ...more);
}

/** What tells the WAV file of a sound from others, or the message of its error. */
async function decode(thread: DecodeThread, file: string, format: WasmFormat): Promise<string> {
  const job = { file: join(dir, file), format, untilSeconds: 10 };
  return thread.decode(job).then(
    (wav) => `${wav.length} bytes, ${createHash('sha256').update(wav).digest('hex')}`,
    (error: unknown) => (error as Error).message,
  );
}

describe.skipIf(!ffmpegThere)('a thread that decodes', () => {
  it.each(FORMATS)(
    'gives of %s what a new one gives, whatever came before',
    async (format, suffix) => {
      const used = new DecodeThread();
      const asNew = new Map<string, string>();
      for (const name of ['a', 'b', 'scrambled', 'cut', 'head']) {
        const thread = new DecodeThread();
        asNew.set(name, await decode(thread, `${name}.${suffix}`, format));
        await thread.end();
      }
      for (const name of ['a', 'b', 'cut']) expect(asNew.get(name)).toMatch(/^\d+ bytes/);
      expect(asNew.get('head')).toContain('Expected a sound that can be decoded');
      // Often enough for a decoder's own leaks to show, were its memory kept; then what may make it throw.
      const often = Array.from({ length: 70 }, () => ['a', 'b', 'cut']).flat();
      const damaged = ['scrambled', 'a', 'scrambled', 'cut', 'b', 'head', 'a', 'head', 'b'];
      for (const name of [...often, ...damaged]) {
        const decoded = await decode(used, `${name}.${suffix}`, format);
        expect(decoded, name).toBe(asNew.get(name));
      }
      await used.end();
    },
  );

  it('gives up each file that takes too long', async () => {
    const thread = new DecodeThread(0.001);
    const job = { file: join(dir, 'a.opus'), format: 'opus', untilSeconds: 10 } as const;
    for (let i = 0; i < 2; i++) {
      await expect(thread.decode(job)).rejects.toMatchObject({ code: 'DECODE_LIMIT' });
    }
    await thread.end();
  });

  it('gives up at once what is no longer wanted, and hears nothing of it in the next', async () => {
    const thread = new DecodeThread();
    const next = await decode(thread, 'b.flac', 'flac');
    const stop = new AbortController();
    const job = { file: join(dir, 'a.opus'), format: 'opus', untilSeconds: 10 } as const;
    const decoding = thread.decode(job, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(decoding).rejects.toThrow('stopped');
    expect(await decode(thread, 'b.flac', 'flac')).toBe(next);
    await thread.end();
  });

  it('is started no more by a pool that was closed', async () => {
    const pool = new DecodePool(2);
    const files = FORMATS.map(([, suffix]) => join(dir, `a.${suffix}`));
    const decoding = pool.decode([...files, ...files], { untilSeconds: 10 });
    await Promise.all([expect(decoding).rejects.toThrow('no longer wanted'), pool.close()]);
    await expect(pool.decode(files, { untilSeconds: 10 })).rejects.toThrow('no longer wanted');
  });

  it('is used again by the next pool, and by no two at once', async () => {
    const [first, second] = [DecodeThread.take(), DecodeThread.take()];
    expect(second).not.toBe(first);
    await decode(first, 'a.flac', 'flac');
    first.release();
    expect(DecodeThread.take()).toBe(first);
    expect(DecodeThread.take()).not.toBe(first);
    await first.end();
  });

  it('keeps no program from ending, and changes nothing on the thread of its user', () => {
    const script = `
      const before = [WebAssembly.instantiate, console.error];
      import { readRecording } from '@prosodia/features';
      await readRecording(${JSON.stringify(join(dir, 'a.flac'))});
      const after = [WebAssembly.instantiate, console.error];
      if (before.some((one, i) => one !== after[i])) throw new Error('changed');
      console.log(Date.now());`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      cwd: import.meta.dirname,
    });
    expect(Date.now() - Number(said)).toBeLessThan(4000); // it would be kept for 5 s
  });
});

it('a pool names a file that is gone, and reads the others', async () => {
  const pool = new DecodePool(2);
  const decoded = await pool.decode([join(dir, 'none.flac'), dir], { untilSeconds: 1 });
  await pool.close();
  expect(decoded).toMatchObject([{ code: 'DECODE_FAILED' }, { code: 'DECODE_FAILED' }]);
});
