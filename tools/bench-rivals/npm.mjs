import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../setup/_run.mjs';

/**
 * @param {(message: string) => void} say
 * @returns {string | Error} the interpreter, or why not
 */
export function setUpNpm(say) {
  const folder = import.meta.dirname;
  // npm writes this file last, so it is there only when all packages are.
  if (!existsSync(join(folder, 'node_modules', '.package-lock.json'))) {
    say('installing npm packages');
    if (!run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder])) {
      return new Error('npm could not install its packages, see above');
    }
  }
  return process.execPath;
}
