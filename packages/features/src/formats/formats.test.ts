import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { decodeWav } from '@prosodia/dsp-native';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { speakClip } from '../demo/synthesise-demo-corpus.js';
import { encodeWav } from '../demo/wav.js';
import { extractFiles } from '../extract/extract-files.js';
import { featureSet } from '../extract/feature-set.js';
import { DecodePool } from './decode-files.js';
import { convert as convertFile, ffmpegThere } from './_test-ffmpeg.js';
import { createFfmpegDecoder } from './ffmpeg.js';
import { formatOf } from './format.js';
import { encodePcm } from './pcm-wav.js';
import { readRecording, readSound } from './read-sound.js';

const { extraction } = featureSet('mel-mean-259.v1');
const extract = (names: readonly string[], threads = 2) =>
  extractFiles(
    names.map((name) => join(dir, name)),
    { extraction, threads },
  );

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-formats-'));
  await writeFile(join(dir, 'a.wav'), encodeWav(speakClip('03-01-05-02-01-01-01.wav', 0), 48_000));
  if (!ffmpegThere) return;
  for (const suffix of ['flac', 'mp3', 'ogg', 'opus', 'm4a', 'mkv', 'aiff'])
    convert('a.wav', `a.${suffix}`);
  convert('a.wav', 'film.mp4', '-f', 'lavfi', '-i', 'color=s=64x64:d=3', '-shortest');
  convert(
    'a.wav',
    'deep.wav',
    '-af',
    'volume=1.7,aresample=44100',
    '-ac',
    '2',
    '-c:a',
    'pcm_s24le',
  );
  convert('deep.wav', 'deep.flac', '-sample_fmt', 's32');
  await writeFile(join(dir, 'flac.wav'), await readFile(join(dir, 'a.flac')));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

function convert(from: string, to: string, ...more: string[]): void {
  convertFile(join(dir, from), join(dir, to), ...more);
}

describe('formatOf', () => {
  it.each([
    ['RIFF\0\0\0\0WAVE', 'wav'],
    ['RIFF\0\0\0\0AVI ', 'other'],
    ['fLaC', 'flac'],
    ['ID3\x04', 'mp3'],
    ['\xff\xfb\x90', 'mp3'],
    ['\xff\xf1\x50', 'other'], // AAC
    [`OggS${'\0'.repeat(24)}\x01vorbis`, 'vorbis'],
    [`OggS${'\0'.repeat(24)}OpusHead`, 'opus'],
    [`OggS${'\0'.repeat(24)}\x7fFLAC`, 'other'],
    ['', 'other'],
  ])('takes %j for %s', (head, format) => {
    expect(formatOf(Buffer.from(head, 'latin1'))).toBe(format);
  });
});

describe('encodePcm', () => {
  it.each([8, 12, 16, 20, 24])('gives back the whole numbers of %d bits', (integerBits) => {
    const full = 2 ** (integerBits - 1);
    const numbers = [0, 1, -1, 91, -91, full - 1, -full, Math.round(full / 3)];
    const samples = Float32Array.from(numbers, (n) => n / (full - 1));
    const wav = encodePcm({ sampleRate: 8000, channels: [samples, samples], integerBits }, 100);
    const { samples: decoded, channels } = decodeWav(wav);
    expect(channels).toBe(2);
    expect([...decoded].filter((_, i) => i % 2 === 1)).toEqual(numbers.map((n) => n / full));
  });

  it('keeps floats as they are, and no more than is wanted', () => {
    const samples = Float32Array.of(0.1, -1.5, 0.3);
    const { samples: decoded } = decodeWav(encodePcm({ sampleRate: 8000, channels: [samples] }, 2));
    expect(decoded).toEqual(samples.subarray(0, 2));
  });
});

describe.skipIf(!ffmpegThere)('files that ffmpeg made', () => {
  it('give the features of the WAV file bit for bit where nothing is lost, whatever their name', async () => {
    const { values, failures } = await extract(['a.wav', 'a.flac', 'flac.wav', 'a.aiff']);
    expect(failures).toEqual([]);
    const rows = Array.from({ length: 4 }, (_, row) => values.subarray(row * 259, (row + 1) * 259));
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
    expect(rows[3]).toEqual(rows[0]);
  });

  it('give the same bits from 24-bit stereo FLAC, too', async () => {
    const { values } = await extract(['deep.wav', 'deep.flac']);
    expect(values.subarray(259)).toEqual(values.subarray(0, 259));
    const window = { offsetSeconds: 0.5, durationSeconds: 1 };
    const [wav, flac] = await Promise.all(
      ['deep.wav', 'deep.flac'].map((name) => readSound(join(dir, name), window)),
    );
    expect(flac?.samples).toEqual(wav?.samples);
    const whole = await Promise.all(
      ['deep.wav', 'deep.flac'].map((name) => readRecording(join(dir, name))),
    );
    expect(whole[1]).toEqual({ ...whole[0], sampleFormat: whole[1]?.sampleFormat });
    expect(whole[1]?.channels).toBe(2);
  });

  it('lose nothing of FLAC whose last frame ends with what looks like the begin of another', async () => {
    let state = 1;
    // Noise as loud as can be is stored as it is; samples of -1 are bytes of 255 then.
    const noise = Float32Array.from({ length: 9000 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return (2 * state) / 2_147_483_647 - 1;
    });
    noise.fill(-1 / 32_768, -12);
    await writeFile(join(dir, 'end.wav'), encodeWav(noise, 48_000));
    convert('end.wav', 'end.flac');
    const [wav, flac] = await Promise.all(
      ['end.wav', 'end.flac'].map((name) => readRecording(join(dir, name))),
    );
    expect(flac?.frames).toBe(9000);
    expect(flac?.samples).toEqual(wav?.samples);
  });

  it('are close to the WAV file where something is lost', async () => {
    const names = ['a.mp3', 'a.ogg', 'a.opus', 'a.m4a', 'a.mkv', 'film.mp4'];
    const { values, failures, width } = await extract(['a.wav', ...names]);
    expect(failures).toEqual([]);
    names.forEach((name, i) => {
      let sum = 0;
      for (let j = 0; j < width; j++)
        sum += Math.abs((values[(i + 1) * width + j] ?? NaN) - (values[j] ?? NaN));
      // Lossy codecs drop what lies under a mask and above a cut-off: some dB in the mean over 128 bands.
      expect(sum / width, name).toBeLessThan(12);
    });
  });

  it('have as many channels as what they were made from', async () => {
    const names = ['a.mp3', 'stereo.mp3', 'deep.flac'];
    convert('deep.wav', 'stereo.mp3', '-af', 'pan=stereo|c0=c0|c1=0.5*c1');
    const sounds = await Promise.all(names.map((name) => readRecording(join(dir, name))));
    expect(sounds.map(({ channels }) => channels)).toEqual([1, 2, 2]);
  });

  it('give the same for any number of threads, with the bad ones among them named', async () => {
    await writeFile(join(dir, 'broken.flac'), 'fLaC and nothing else');
    await writeFile(join(dir, 'broken.mp3'), `ID3${'x'.repeat(2000)}`);
    await writeFile(join(dir, 'broken.mp4'), 'neither');
    const names = [
      'broken.flac',
      'a.mp3',
      'broken.mp3',
      'a.wav',
      'broken.mp4',
      'no.flac',
      'a.flac',
    ];
    const [one, four] = [await extract(names, 1), await extract(names, 4)];
    expect(four).toEqual(one);
    expect(one.failures.map(({ index, code }) => [index, code])).toEqual([
      [0, 'DECODE_FAILED'],
      [2, 'DECODE_FAILED'],
      [4, 'DECODE_FAILED'],
      [5, 'DECODE_FAILED'],
    ]);
    for (const { index, message } of one.failures) {
      expect(message).toContain(join(dir, names[index] ?? ''));
    }
  });

  it('end with the reason of the signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const files = [join(dir, 'a.mp3')];
    await expect(extractFiles(files, { extraction, threads: 1, signal })).rejects.toThrow('enough');
  });

  it('stay within the caps of time and size', async () => {
    const decode = async (seconds: number, bytes: number) => {
      const decoder = createFfmpegDecoder({ seconds, bytes });
      const window = { untilSeconds: 3.5 };
      return decoder.decode(join(dir, 'a.m4a'), window).finally(() => decoder.close());
    };
    await expect(decode(60, 1000)).rejects.toMatchObject({ code: 'DECODE_LIMIT' });
    await expect(decode(0.001, 2 ** 28)).rejects.toMatchObject({ code: 'DECODE_LIMIT' });
  });
});

describe.skipIf(!ffmpegThere)('ffmpeg', () => {
  const decodeOne = async (file: string) => {
    const pool = new DecodePool(1);
    const [decoded] = await pool.decode([file], { untilSeconds: 1 });
    await pool.close();
    return decoded;
  };

  it.skipIf(process.platform === 'win32')(
    'sees no secret of the environment, an empty folder, and is started once a file',
    async () => {
      const program = join(dir, 'spy');
      const told = join(dir, 'told');
      const lines = ['#!/bin/sh', `{ env; echo "CWD $(pwd) $(ls -A | wc -l)"; } >> '${told}'`];
      await writeFile(program, [...lines, 'exec ffmpeg "$@"\n'].join('\n'), { mode: 0o755 });
      vi.stubEnv('FFMPEG_PATH', relative('', program));
      vi.stubEnv('PROSODIA_TEST_SECRET', 'hush');
      try {
        expect(await decodeOne(join(dir, 'a.m4a'))).toBeInstanceOf(Uint8Array);
      } finally {
        vi.unstubAllEnvs();
      }
      const said = (await readFile(told, 'utf8')).trimEnd().split('\n');
      const [, cwd = '', entries] = /^CWD (.+) (\d+)$/.exec(said.at(-1) ?? '') ?? [];
      expect(said.filter((line) => line.startsWith('CWD '))).toHaveLength(1);
      expect(basename(cwd)).toMatch(/^prosodia-ffmpeg-/);
      expect(entries).toBe('0');
      expect(existsSync(cwd)).toBe(false);
      const names = said.slice(0, -1).map((line) => line.replace(/=.*/, ''));
      // The shell that the spy is written in adds its own.
      const ofShell = ['PWD', 'OLDPWD', 'SHLVL', '_'];
      const others = names.filter((name) => !ofShell.includes(name));
      expect(
        others.filter((name) => !/^(?:PATH|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH)$/.test(name)),
      ).toEqual([]);
      expect(others).toContain('PATH');
    },
  );

  it('reads names that look like options, addresses and commands', async () => {
    const m4a = await readFile(join(dir, 'a.m4a'));
    for (const name of [
      '-i.m4a',
      'concat:a|b.m4a',
      '$(touch hacked).m4a',
      '"; exit ".m4a',
      'é ☂.m4a',
    ]) {
      await writeFile(join(dir, name), m4a);
      expect(await decodeOne(join(dir, name)), name).toBeInstanceOf(Uint8Array);
    }
  });

  it('opens neither a host nor another file for a playlist', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    const lines = ['#EXTM3U', '#EXTINF:1,', `http://127.0.0.1:${port}/a.ts`, join(dir, 'a.wav')];
    await writeFile(join(dir, 'list.m4a'), lines.join('\n'));
    await writeFile(
      join(dir, 'concat.m4a'),
      `ffconcat version 1.0\nfile '${join(dir, 'a.wav')}'\n`,
    );
    for (const name of ['list.m4a', 'concat.m4a']) {
      expect(await decodeOne(join(dir, name))).toMatchObject({ code: 'DECODE_FAILED' });
    }
    expect(asked).toBe(0);
    server.close();
  });
});

it('says what is missing where there is no ffmpeg, and reads the others', async () => {
  await writeFile(join(dir, 'b.m4a'), 'whatever');
  const script = `
    import { extractFiles, featureSet } from '@prosodia/features';
    const { extraction } = featureSet('mel-mean-259.v1');
    const files = ${JSON.stringify([join(dir, 'a.wav'), join(dir, 'b.m4a')])};
    const { failures } = await extractFiles(files, { extraction, threads: 1 });
    console.log(JSON.stringify(failures.map(({ index, code, message }) => [index, code, message])));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { PATH: dir },
    cwd: import.meta.dirname,
  });
  expect(JSON.parse(said)).toEqual([
    [1, 'DECODER_MISSING', expect.stringContaining('Expected ffmpeg in the PATH') as string],
  ]);
});
