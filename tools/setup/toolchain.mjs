import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupError } from './_errors.mjs';
import { installLine, installUnasked, packageManager } from './package-managers.mjs';
import { run } from './_run.mjs';

/**
 * @typedef {object} Tool
 * @property {string} name the key into a package manager's table
 * @property {boolean} present
 * @property {string} [without] what lacks then; a tool without this entry is needed
 */

/** Browsers that the tests of reports can drive; the same as in packages/report/src/_test-browser.ts. */
const CHROMIUM = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @returns {Tool[]} */
function missingTools() {
  const tools = [
    { name: 'compiler', present: hasCompiler() },
    { name: 'cmake', present: onPath('cmake') },
    { name: 'make', present: process.platform === 'win32' || onPath('make') || onPath('ninja') },
    { name: 'kissfft', present: hasHeader('kissfft.hh'), without: 'CMake downloads it' },
    {
      name: 'doctest',
      present: hasHeader('doctest.h'),
      without: 'the tests of the C++ core cannot be built',
    },
    {
      name: 'ffmpeg',
      present: onPath('ffmpeg'),
      without: 'recordings that are not WAV cannot be converted',
    },
    {
      name: 'chromium',
      present: CHROMIUM.some(onPath),
      without: 'the pages of reports are not tested in a browser',
    },
  ];
  return tools.filter(({ present }) => !present);
}

/**
 * Compiler, CMake and the libraries of the system. On Debian as root they are installed; elsewhere
 * the line that installs them is printed.
 *
 * @param {(message: string) => void} say
 */
export function setUpToolchain(say) {
  let missing = missingTools();
  const manager = packageManager();
  if (missing.length > 0 && manager) {
    installUnasked(manager, names(missing), say);
    missing = missingTools();
  }
  if (missing.length === 0) {
    say('up to date');
    return;
  }
  for (const { name, without } of missing)
    say(`${name} is missing${without ? `: ${without}` : ''}`);
  if (manager) say(`to install: ${installLine(manager, names(missing))}`);
  const needed = missing.filter(({ without }) => without === undefined);
  if (needed.length > 0) {
    throw new SetupError(`cannot go on without ${names(needed).join(', ')}`);
  }
}

function hasCompiler() {
  if (process.env.CXX) return onPath(process.env.CXX);
  // CMake finds Visual Studio through its own registry, not through PATH.
  if (process.platform === 'win32') return onPath('cl') || existsSync(visualStudioLocator());
  // On macOS /usr/bin/c++ is there before the command line tools are.
  if (process.platform === 'darwin') return run('xcode-select', ['-p'], { quiet: true });
  return onPath('c++');
}

function visualStudioLocator() {
  const programs = process.env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)';
  return join(programs, 'Microsoft Visual Studio', 'Installer', 'vswhere.exe');
}

/** @param {string} program a name, or a path */
function onPath(program) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  const folders = program.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) =>
    endings.some((ending) => isExecutable(join(folder, program + ending))),
  );
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} header in a folder of its own name, or not */
function hasHeader(header) {
  const folder = header.replace(/\..*$/, '');
  return ['/usr/include', '/usr/local/include', '/opt/homebrew/include'].some(
    (root) => existsSync(join(root, header)) || existsSync(join(root, folder, header)),
  );
}

/** @param {readonly Tool[]} tools */
const names = (tools) => tools.map(({ name }) => name);
