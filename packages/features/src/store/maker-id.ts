import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { addonFile, describeKernel } from '@prosodia/dsp-native';
import { CODE_FOLDER, CODE_SUFFIX } from '../_code.js';
import { sha256 } from './_sealed-json.js';

const DECODERS = [
  '@wasm-audio-decoders/flac',
  '@wasm-audio-decoders/ogg-vorbis',
  'mpg123-decoder',
  'ogg-opus-decoder',
];

let code: Promise<readonly unknown[]> | undefined;

/**
 * Of all that decides the numbers beside a file and the settings: the bytes of the addon and of this package's own
 * code, the instruction set, the decoders, ffmpeg and the JavaScript engine. A version number would not tell two
 * builds of one version apart.
 *
 * @returns 16 hexadecimal digits
 * @throws {DspError} where the addon is missing
 */
export async function makerId(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const { name: kernel } = describeKernel();
  const parts = [kernel, await (code ??= codeOf()), await ffmpegTraits(env)];
  return sha256(JSON.stringify(parts)).slice(0, 16);
}

async function codeOf(): Promise<unknown[]> {
  const names = (await readdir(CODE_FOLDER, { recursive: true })).filter(isCode).sort();
  const files = [addonFile, ...names.map((name) => join(CODE_FOLDER, name))];
  const hashes = await Promise.all(files.map(async (file) => sha256(await readFile(file))));
  return [hashes, await Promise.all(DECODERS.map(versionOf)), process.versions.v8, process.arch];
}

const isCode = (name: string): boolean =>
  name.endsWith(CODE_SUFFIX) && !/\.(?:test|d)\./.test(name);

/** Of an installed package; Node resolves no package.json that a package does not export. */
async function versionOf(name: string): Promise<string> {
  for (let folder = CODE_FOLDER; ; folder = dirname(folder)) {
    const file = join(folder, 'node_modules', name, 'package.json');
    if (existsSync(file)) {
      return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version;
    }
    if (dirname(folder) === folder) return 'none';
  }
}

/** Which ffmpeg would be run: to ask it for its version costs more than to measure a clip. */
async function ffmpegTraits({ FFMPEG_PATH, PATH = '' }: NodeJS.ProcessEnv): Promise<string> {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const inPath = PATH.split(delimiter).map((folder) => join(folder, name));
  for (const file of [...(FFMPEG_PATH === undefined ? [] : [FFMPEG_PATH]), ...inPath]) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() === true) return `${file} ${found.size} ${found.mtimeMs}`;
  }
  return 'none';
}
