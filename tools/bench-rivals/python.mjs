import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../setup/_run.mjs';

const OLDEST_PYTHON = 11; // the pinned numpy needs 3.11

/**
 * A virtual environment in the user's cache, made once for each list of requirements.
 *
 * @param {(message: string) => void} say
 * @returns {Promise<{ python: string | Error, torch: string | Error }>} the interpreters, or why not
 */
export async function setUpPython(say) {
  const interpreter = findPython();
  if (interpreter instanceof Error) return { python: interpreter, torch: interpreter };
  const folder = join(cacheRoot(), `python-${fingerprint(interpreter.version)}`);
  const windows = process.platform === 'win32';
  const python = join(folder, windows ? 'Scripts/python.exe' : 'bin/python');

  const made = await once(join(folder, '.made'), async () => {
    say(`making a virtual environment in ${folder}`);
    await rm(folder, { recursive: true, force: true });
    return run(interpreter.program, ['-m', 'venv', folder]) && install(python, 'requirements.txt');
  });
  if (!made) {
    const failure = new Error(`the virtual environment in ${folder} could not be made, see above`);
    return { python: failure, torch: failure };
  }
  const torch = await once(join(folder, '.torch'), () => {
    say('installing torch, about 3 GB where its index has no build for CPUs only');
    return install(python, 'requirements-torch.txt');
  });
  return { python, torch: torch ? python : new Error('pip could not install torch, see above') };
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

/** Another Python or another version of a library has another environment. @param {string} version */
function fingerprint(version) {
  const hash = createHash('sha256').update(version);
  for (const file of ['requirements.txt', 'requirements-torch.txt']) {
    hash.update(readFileSync(join(import.meta.dirname, file)));
  }
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
