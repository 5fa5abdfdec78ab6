import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './_errors.mjs';
import { ROOT, run } from './_run.mjs';

/** npm ci removes node_modules first, so a stamp inside it vanishes with what it vouches for. */
const STAMP = join(ROOT, 'node_modules', '.prosodia-setup');

/**
 * The npm packages of the lock file, with install scripts off.
 *
 * @param {(message: string) => void} say
 */
export function setUpNpmPackages(say) {
  const wanted = hashOfManifests();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    say('up to date');
    return;
  }
  say('npm ci --ignore-scripts');
  if (!run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])) {
    throw new SetupError('npm ci failed (above); run the same command again once that is mended');
  }
  writeFileSync(STAMP, wanted);
}

function hashOfManifests() {
  const packages = readdirSync(join(ROOT, 'packages')).sort();
  const files = [
    'package-lock.json',
    'package.json',
    ...packages.map((name) => join('packages', name, 'package.json')),
  ];
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of files) {
    if (existsSync(join(ROOT, file))) hash.update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}
