import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { addonFile, compileNative } from '../scripts/build-native.mjs';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/**
 * Two builds of the core, its tests and the addon, each with sanitizers that stop a program at their first finding.
 *
 * @type {Record<'memory' | 'races', string>}
 */
const SANITIZERS = { memory: 'address,undefined,float-cast-overflow', races: 'thread' };

/**
 * What a part came to, in a few words. Throws where anything was found.
 *
 * @type {Record<string, (options: { batches: string, wavs?: string | undefined }) => string>}
 */
const PARTS = {
  core: () => summary(run(join(build('memory', 'core-tests'), 'core-tests'), []), /test cases: .*/),
  survey({ wavs }) {
    if (!wavs) return 'left out, without --wavs';
    const lines = run(join(build('memory', 'wav-survey'), 'wav-survey'), [wavs])
      .trim()
      .split('\n');
    return `${lines.length} files read or refused`;
  },
  addon() {
    const runtime = run(process.env.CXX ?? 'c++', ['-print-file-name=libasan.so']).trim();
    const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));
    const copy = copyAround(join(build('memory', 'prosodia-dsp'), 'Release', basename(addonFile)));
    const said = run(process.execPath, [vitest, 'run', '--root', copy, '--no-color', 'src'], {
      LD_PRELOAD: runtime,
      // Node leaves memory to its end; and more than there is must be refused, as by malloc itself.
      ASAN_OPTIONS: 'detect_leaks=0:allocator_may_return_null=1',
    });
    return summary(said, /Tests .*/);
  },
  races: ({ batches }) =>
    run(join(build('races', 'stress-batches'), 'stress-batches'), [batches]).trim(),
};

const USAGE = `nx run dsp-native:sanitize [-- OPTIONS]: the tests, watched by sanitizers

  --parts A,B    of ${Object.keys(PARTS).join(', ')}; default all
  --wavs DIR     recordings for survey, which reads every file of a folder
  --batches N    for races; default 1000
`;

/**
 * Runs a program and returns what it said.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function run(program, args, env = {}) {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    cwd: PACKAGE,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return stdout;
  const reason = error?.message ?? `${signal ?? status}\n${stdout}\n${stderr}`;
  throw new Error(`Expected success for ${program} ${args.join(' ')} but received ${reason}`);
}

/** @param {string} said @param {RegExp} line */
function summary(said, line) {
  const found = line.exec(said)?.[0];
  if (!found) throw new Error(`Expected a count of tests for the output but received ${said}`);
  return found;
}

/**
 * The folder of a build in which that target is up to date.
 *
 * @param {keyof typeof SANITIZERS} kind
 * @param {string} target
 */
function build(kind, target) {
  return compileNative(`sanitize-${kind}`, {
    definitions: {
      PROSODIA_TESTS: 'ON',
      PROSODIA_SANITIZE: SANITIZERS[kind],
      // Half of the time to compile; the fuzz targets are optimised as what is shipped.
      CMAKE_CXX_FLAGS_RELEASE: '-O1 -g',
    },
    target,
  });
}

/** A copy of the package with another addon; the one that is used stays as it is. @param {string} addon */
function copyAround(addon) {
  const copy = join(PACKAGE, 'build', 'sanitize-package');
  rmSync(copy, { recursive: true, force: true });
  const prebuild = join(copy, 'prebuilds', basename(dirname(addonFile)));
  mkdirSync(prebuild, { recursive: true });
  copyFileSync(addon, join(prebuild, basename(addonFile)));
  for (const name of ['src', 'golden', 'README.md', 'package.json', 'vitest.config.ts']) {
    cpSync(join(PACKAGE, name), join(copy, name), { recursive: true });
  }
  return copy;
}

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    parts: { type: 'string', default: Object.keys(PARTS).join(',') },
    wavs: { type: 'string' },
    batches: { type: 'string', default: '1000' },
  },
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  for (const name of values.parts.split(',')) {
    const part = PARTS[name];
    if (!part)
      throw new Error(`Expected ${Object.keys(PARTS).join(', ')} for --parts but received ${name}`);
    process.stdout.write(`ok   ${name}: ${part(values)}\n`);
  }
}
