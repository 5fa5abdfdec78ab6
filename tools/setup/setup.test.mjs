import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { installLine, packageManager } from './package-managers.mjs';

const SETUP = fileURLToPath(new URL('setup.mjs', import.meta.url));

/** @param {NodeJS.ProcessEnv} env */
const setUp = (env) =>
  spawnSync(process.execPath, [SETUP], { encoding: 'utf8', env: { ...process.env, ...env } });

describe('setup', () => {
  // An empty PATH hides the tools, and the package manager too, so nothing is installed.
  it('names what is missing and what can be done, and stops', () => {
    const { status, stderr } = setUp({ PATH: '', CXX: '' });
    expect(status).toBe(1);
    expect(stderr).toContain('cmake is missing');
    expect(stderr).toContain('cannot go on without');
    const manager = packageManager();
    if (manager) expect(stderr).toContain(`to install: ${manager.install}`);
    expect(stderr).not.toContain('npm packages');
  });
});

describe('installLine', () => {
  it('names the packages of the tools, and leaves out tools that are not packaged', () => {
    const manager = { install: 'get', packages: { cmake: 'cmake', compiler: 'g++' } };
    expect(installLine(manager, ['cmake', 'kissfft', 'compiler'])).toBe('get cmake g++');
  });
});
