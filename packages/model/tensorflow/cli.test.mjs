import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('cli.mjs', import.meta.url));
const cache = mkdtempSync(join(tmpdir(), 'prosodia-cli-'));
afterAll(() => rmSync(cache, { recursive: true }));

/** @param {string[]} args */
function prosodiaTensorflow(...args) {
  const env = {
    ...process.env,
    PROSODIA_CACHE: cache,
    PATH: '',
    PIP_INDEX_URL: 'http://127.0.0.1:1',
  };
  return spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env });
}

describe('prosodia-tensorflow', () => {
  it('says what is missing and how to have it, and fails', () => {
    const { status, stdout } = prosodiaTensorflow('status');
    expect(status).toBe(1);
    expect(stdout).toContain('npx prosodia-tensorflow install');
  });

  it('says so for machines too', () => {
    const { status, stdout } = prosodiaTensorflow('status', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ found: false });
  });

  it('names the ways where TensorFlow cannot be had', () => {
    const { status, stdout, stderr } = prosodiaTensorflow('install');
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('Ways to have TensorFlow');
    expect(stderr).not.toContain('    at ');
  });

  it('says why it goes on without a GPU', () => {
    const { stderr } = prosodiaTensorflow('install', '--gpu');
    expect(stderr).toMatch(/^TensorFlow: .*GPU.*\nTensorFlow: going on with the one for the CPU\n/);
  });

  it.each([[['fetch']], [[]], [['status', '--offical']], [['install', '--gpu', '--official']]])(
    'refuses %j with its usage',
    (args) => {
      const { status, stderr } = prosodiaTensorflow(...args);
      expect(status).toBe(2);
      expect(stderr).toContain('prosodia-tensorflow install --official');
    },
  );
});
