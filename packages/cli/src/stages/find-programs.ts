import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { Finding } from './finding.js';

const MANAGER = { linux: 'apt-get install', darwin: 'brew install' } as Partial<
  Record<NodeJS.Platform, string>
>;

/** What is needed to compile the addon and the binding of TensorFlow, and what reads the rarer formats. */
export async function findPrograms(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const build = 'needed only to compile the addon and the binding of TensorFlow';
  return Promise.all([
    findProgram('compiler', env.CXX ?? 'c++', ['--version'], {
      env,
      need: `${build}; ${howTo('g++', 'CXX')}`,
    }),
    findProgram('CMake', 'cmake', ['--version'], {
      env,
      need: `needed only to compile the addon; ${howTo('cmake')}`,
    }),
    findProgram('ffmpeg', env.FFMPEG_PATH ?? 'ffmpeg', ['-version'], {
      env,
      need: `needed only for formats other than WAV, FLAC, MP3, Ogg Vorbis and Opus; ${howTo('ffmpeg', 'FFMPEG_PATH')}`,
    }),
  ]);
}

async function findProgram(
  name: string,
  program: string,
  args: readonly string[],
  { env, need }: { readonly env: NodeJS.ProcessEnv; readonly need: string },
): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { env, timeout: 10_000 });
    const [version = ''] = stdout.split('\n');
    return { name, state: 'fine', found: version.replace(/ Copyright.*$/, '') };
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const found = absent ? `no ${program} in the PATH` : `${program} does not run`;
    return { name, state: 'missing', found, advice: need };
  }
}

/** `install it (apt-get install ffmpeg), or name another one in FFMPEG_PATH` */
function howTo(packageName: string, variable?: string): string {
  const manager = MANAGER[process.platform];
  const install = manager === undefined ? 'install it' : `\`${manager} ${packageName}\``;
  return variable === undefined ? install : `${install}, or name one in ${variable}`;
}
