import { existsSync } from 'node:fs';
import { run } from './_run.mjs';

/**
 * @typedef {object} PackageManager
 * @property {string} install the command that package names are appended to
 * @property {Readonly<Record<string, string>>} packages by tool; a tool that is not there has none
 */

/** @type {PackageManager} */
const APT = {
  install: 'apt-get install -y --no-install-recommends',
  packages: {
    compiler: 'g++',
    cmake: 'cmake',
    make: 'make',
    kissfft: 'libkissfft-dev',
    doctest: 'doctest-dev',
    ffmpeg: 'ffmpeg',
    chromium: 'chromium fonts-dejavu-core',
    fftw: 'libfftw3-dev',
    venv: 'python3-venv',
  },
};

/** @type {PackageManager} */
const DNF = {
  install: 'dnf install',
  packages: {
    compiler: 'gcc-c++',
    cmake: 'cmake',
    make: 'make',
    doctest: 'doctest-devel',
    ffmpeg: 'ffmpeg-free',
    chromium: 'chromium',
  },
};

/** @type {PackageManager} */
const BREW = {
  install: 'brew install',
  packages: {
    cmake: 'cmake',
    kissfft: 'kissfft',
    doctest: 'doctest',
    ffmpeg: 'ffmpeg',
    chromium: 'chromium',
  },
};

/** @type {PackageManager} */
const CHOCO = {
  install: 'choco install -y',
  packages: {
    compiler: 'visualstudio2022-workload-vctools',
    cmake: 'cmake',
    ffmpeg: 'ffmpeg',
  },
};

/** @returns {PackageManager | undefined} the one of this system */
export function packageManager() {
  if (process.platform === 'darwin') return BREW;
  if (process.platform === 'win32') return CHOCO;
  if (existsSync('/usr/bin/apt-get')) return APT;
  if (existsSync('/usr/bin/dnf')) return DNF;
  return undefined;
}

/**
 * The line that a user runs to install `tools`.
 *
 * @param {PackageManager} manager
 * @param {readonly string[]} tools
 */
export function installLine({ install, packages }, tools) {
  return `${install} ${tools.flatMap((tool) => packages[tool] ?? []).join(' ')}`;
}

/**
 * Installs `tools` where nobody needs to be asked: on Debian and its kin, as root.
 *
 * @param {PackageManager} manager
 * @param {readonly string[]} tools
 * @param {(message: string) => void} say
 */
export function installUnasked(manager, tools, say) {
  if (manager !== APT || process.getuid?.() !== 0) return;
  const line = installLine(manager, tools);
  say(line);
  const [program, ...args] = line.split(' ');
  const options = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  run(program, ['update'], options);
  run(program, args, options);
}
