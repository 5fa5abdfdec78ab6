import { spawn } from 'node:child_process';

/**
 * Runs a program to its end. What it prints goes to stderr, so that stdout stays the caller's, or
 * is kept where `quiet` asks for that.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} [options]
 * @returns {Promise<{ ok: boolean, stdout: string, stderr: string }>}
 */
export function run(program, args, { cwd, env, quiet = false } = {}) {
  return new Promise((resolve) => {
    const stdio = /** @type {import('node:child_process').StdioOptions} */ (
      quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2]
    );
    // npm is a .cmd file on Windows, which only a shell starts.
    const shell = process.platform === 'win32' && program === 'npm';
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio, shell });
    const kept = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text) => (kept.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (kept.stderr += text));
    child.on('error', (error) => resolve({ ok: false, stdout: '', stderr: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, ...kept }));
  });
}
