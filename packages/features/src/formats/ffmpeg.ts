import { type SpawnOptions } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import type { FfmpegCommand } from 'fluent-ffmpeg';
import { FeaturesError, expected } from '../errors.js';
import { type DecodeWindow } from './decode-window.js';

/** What one file may cost: longer or larger ones are given up. */
export interface FfmpegLimits {
  readonly seconds: number;
  /** Of samples. */
  readonly bytes: number;
}

const LIMITS: FfmpegLimits = { seconds: 60, bytes: 2 ** 28 };

/** Containers that hold sound themselves; playlists, which name other files and hosts, are not among them. */
const CONTAINERS =
  'wav,w64,flac,ogg,mp3,aac,ac3,aiff,au,caf,amr,ape,wv,tta,asf,avi,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mpeg,mpegts';

/** Before the file: nothing but a local file is opened, whatever its name or its content says. */
const INPUT = [
  ...['-nostdin', '-hide_banner', '-v', 'error', '-threads', '1'],
  ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', CONTAINERS],
];
/** After it: the first audio stream alone, as it is, without text about who encoded it. */
const OUTPUT = ['-map', '0:a:0', '-vn', '-sn', '-dn', '-c:a', 'pcm_f32le', '-bitexact'];

/** All that ffmpeg sees of the environment: where it and its libraries are, none of the user's secrets. */
const ENVIRONMENT = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot'];

/** Turns files into the bytes of WAV files, which the native pipeline reads. */
export interface FfmpegDecoder {
  /** @throws {FeaturesError} `DECODE_FAILED`, `DECODER_MISSING`, `DECODE_LIMIT` */
  decode(file: string, window: DecodeWindow, signal?: AbortSignal): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Reads whatever ffmpeg reads, the audio of films among it, in one process a file and without a
 * shell, in an empty folder; no probe comes first. This is the only file that knows ffmpeg.
 */
export function createFfmpegDecoder(limits: FfmpegLimits = LIMITS): FfmpegDecoder {
  let place: Promise<string> | undefined;
  return {
    async decode(file, window, signal) {
      place ??= mkdtemp(join(tmpdir(), 'prosodia-ffmpeg-'));
      const cwd = await place.catch((cause: unknown) => {
        throw expected('DECODE_FAILED', 'an empty folder for ffmpeg', file, String(cause), {
          cause,
        });
      });
      return run(file, window, { ...limits, cwd, signal });
    },
    async close() {
      const cwd = await place?.catch(() => undefined);
      if (cwd !== undefined) await rm(cwd, { recursive: true, force: true });
    },
  };
}

async function run(
  file: string,
  { untilSeconds }: DecodeWindow,
  limits: FfmpegLimits & { readonly cwd: string; readonly signal: AbortSignal | undefined },
): Promise<Uint8Array> {
  const { default: ffmpeg } = await import('fluent-ffmpeg');
  // With `file:` in front a name such as `-i` or `http://...` stays a name.
  const command = ffmpeg({ timeout: limits.seconds, stdoutLines: 20, cwd: limits.cwd });
  const { FFMPEG_PATH = '' } = process.env;
  if (FFMPEG_PATH !== '') command.setFfmpegPath(resolve(FFMPEG_PATH));
  hideEnvironment(command);
  command
    .input(`file:${resolve(file)}`)
    .inputOptions(INPUT)
    .outputOptions([...OUTPUT, '-t', String(untilSeconds)])
    .format('wav');
  const ended = new Promise<void>((done, reject) => {
    command.on('end', () => {
      done();
    });
    command.on('error', (error: Error, _stdout: string | null, stderr: string | null) => {
      reject(explained(error, stderr, file));
    });
  });
  // fluent-ffmpeg fails a process that ends more than 20 ms after its output is closed, as on a busy machine.
  const output = new PassThrough({ autoDestroy: false });
  command.pipe(output);
  const kill = (): void => {
    command.kill('SIGKILL');
  };
  const reading = collect(output, limits.bytes, file).catch((error: unknown) => {
    kill();
    throw error;
  });
  limits.signal?.addEventListener('abort', kill);
  try {
    const [wav] = await Promise.all([reading, ended]);
    return withSizes(wav);
  } finally {
    limits.signal?.removeEventListener('abort', kill);
  }
}

/** fluent-ffmpeg takes no environment; what it starts all processes with hands its options to `spawn`. */
function hideEnvironment(command: FfmpegCommand): void {
  const spawning = command as unknown as {
    _spawnFfmpeg: (args: readonly string[], options: SpawnOptions, ...rest: unknown[]) => void;
  };
  const start = spawning._spawnFfmpeg.bind(command);
  const env = Object.fromEntries(ENVIRONMENT.map((name) => [name, process.env[name]]));
  spawning._spawnFfmpeg = (args, options, ...rest) => {
    start(args, { ...options, env }, ...rest);
  };
}

function collect(stream: PassThrough, maxBytes: number, file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((done, reject) => {
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else reject(expected('DECODE_LIMIT', `at most ${maxBytes} bytes of samples`, file, 'more'));
    });
    stream.on('end', () => {
      done(Buffer.concat(chunks));
    });
  });
}

/** Into a pipe ffmpeg writes a header before it knows how much follows. */
function withSizes(wav: Buffer): Buffer {
  const data = wav.indexOf('data', 12, 'latin1');
  if (data < 0) return wav;
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.writeUInt32LE(wav.length - data - 8, data + 4);
  return wav;
}

function explained(error: Error, stderr: string | null, file: string): FeaturesError {
  if (/Cannot find ffmpeg|ENOENT|EACCES/.test(error.message)) {
    const what = 'ffmpeg in the PATH (or named by FFMPEG_PATH)';
    return expected('DECODER_MISSING', what, file, 'none', { cause: error });
  }
  if (error.message.includes('timeout')) {
    return expected('DECODE_LIMIT', 'ffmpeg to end in time', file, error.message, { cause: error });
  }
  const said = stderr
    ?.trim()
    .split('\n')
    .at(-1)
    ?.replace(/^\[[^\]]*\] /, '');
  const reason = said !== undefined && said !== '' ? said : error.message;
  return expected('DECODE_FAILED', 'a sound that ffmpeg can decode', file, reason, {
    cause: error,
  });
}
