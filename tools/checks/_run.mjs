import { spawnSync } from 'node:child_process';

/**
 * @param {string} cwd
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {string} what it printed
 * @throws {Error} with all that it printed, where it fails
 */
export function run(cwd, program, ...args) {
  const shell = process.platform === 'win32' && ['npm', 'npx'].includes(program);
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    shell,
    encoding: 'utf8',
  });
  if (status !== 0) {
    const reason = error?.message ?? `${stdout}\n${stderr}`;
    throw new Error(`${program} ${args.join(' ')} failed in ${cwd}:\n${reason}`);
  }
  return stdout;
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 */
export const npm = (cwd, ...args) => run(cwd, 'npm', ...args);
