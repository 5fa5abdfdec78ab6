import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../setup/_run.mjs';

const BUILD = join(import.meta.dirname, 'build');

/**
 * Builds the contenders in C++; CMake leaves alone what is up to date.
 *
 * @param {(message: string) => void} say
 * @returns {(program: string) => string | Error} the path of a built one, or why it is not there
 */
export function setUpCpp(say) {
  say('building the contenders in C++');
  const source = join(import.meta.dirname, 'cpp');
  const built =
    run('cmake', ['-S', source, '-B', BUILD, '-DCMAKE_BUILD_TYPE=Release'], { quiet: true }) &&
    run('cmake', ['--build', BUILD, '--config', 'Release', '--parallel', '2'], { quiet: true });
  return (program) => {
    if (!built) return new Error('CMake or a C++ compiler is missing or failed, see above');
    const ending = process.platform === 'win32' ? '.exe' : '';
    const candidates = ['bin', 'bin/Release'].map((bin) => join(BUILD, bin, program + ending));
    return (
      candidates.find((path) => existsSync(path)) ??
      new Error('its library is not installed (Debian: libfftw3-dev, libkissfft-dev)')
    );
  };
}
