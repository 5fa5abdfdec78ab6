import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../setup/_run.mjs';

const OLDEST_PYTHON = 11; // the pinned numpy needs 3.11

/** Lists of requirements, each installed into the environment after the one before it. */
const DSP = ['requirements.txt', 'requirements-torch.txt'];
/** The versions that the golden data of packages/model comes from. */
const KERAS = ['../reference/requirements.txt'];

/**
 * @param {Say} say
 * @returns {Promise<string | Error>} an interpreter with librosa and its kin, or why there is none
 */
export const setUpPython = (say) => environment(DSP, 1, say);

/** @param {Say} say */
export const setUpTorch = (say) => environment(DSP, 2, say);

/** @param {Say} say */
export const setUpKeras = (say) => environment(KERAS, 1, say);

/**
 * A virtual environment in the user's cache, made once for each list of requirements.
 *
 * @param {string[]} lists
 * @param {number} count how many of the lists are needed
 * @param {Say} say
 * @returns {Promise<string | Error>} its interpreter, or why not
 *
 * @typedef {(message: string) => void} Say
 */
async function environment(lists, count, say) {
  const interpreter = findPython();
  if (interpreter instanceof Error) return interpreter;
  const folder = join(cacheRoot(), `python-${fingerprint(interpreter.version, lists)}`);
  const windows = process.platform === 'win32';
  const python = join(folder, windows ? 'Scripts/python.exe' : 'bin/python');

  const made = await once(join(folder, '.made'), async () => {
    say(`making a virtual environment in ${folder}`);
    await rm(folder, { recursive: true, force: true });
    return run(interpreter.program, ['-m', 'venv', folder]);
  });
  if (!made) return new Error(`the virtual environment in ${folder} could not be made, see above`);
  for (const [index, list] of lists.slice(0, count).entries()) {
    const installed = await once(join(folder, `.installed-${index}`), () => {
      say(`installing ${list}${list.includes('torch') ? ', about 3 GB' : ''}`);
      return install(python, list);
    });
    if (!installed) return new Error(`pip could not install ${list}, see above`);
  }
  return python;
}

/** @param {string} marker a file that says it was done @param {() => boolean | Promise<boolean>} work */
async function once(marker, work) {
  if (existsSync(marker)) return true;
  if (!(await work())) return false;
  await writeFile(marker, '');
  return true;
}

/** @param {string} python @param {string} requirements */
function install(python, requirements) {
  const file = join(import.meta.dirname, requirements);
  return run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', file]);
}

/** @returns {{ program: string, version: string } | Error} */
function findPython() {
  for (const program of [process.env.PYTHON, 'python3', 'python']) {
    if (!program) continue;
    try {
      const version = execFileSync(program, ['-c', 'import sys; print(*sys.version_info[:2])'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
      const [major = 0, minor = 0] = version.split(' ').map(Number);
      if (major === 3 && minor >= OLDEST_PYTHON) return { program, version };
    } catch {
      // Not there, or no Python: the next one.
    }
  }
  return new Error(`Python 3.${OLDEST_PYTHON} or newer was not found (PYTHON names another)`);
}

/** Another Python or another version of a library has another environment. @param {string} version @param {string[]} lists */
function fingerprint(version, lists) {
  const hash = createHash('sha256').update(version);
  for (const list of lists) hash.update(readFileSync(join(import.meta.dirname, list)));
  return hash.digest('hex').slice(0, 12);
}

/** The per-user folder that every checkout shares; `PROSODIA_CACHE` and `XDG_CACHE_HOME` move it. */
function cacheRoot() {
  const { PROSODIA_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (PROSODIA_CACHE) return join(PROSODIA_CACHE, 'bench-rivals');
  if (process.platform === 'win32' && LOCALAPPDATA) {
    return join(LOCALAPPDATA, 'prosodia', 'cache', 'bench-rivals');
  }
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'prosodia', 'bench-rivals');
}
