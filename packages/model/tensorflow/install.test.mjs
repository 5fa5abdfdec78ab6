import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installTensorflow } from './install.mjs';
import { cacheRoot, installFolder, locateTensorflow, MANIFEST, preferenceFile } from './locate.mjs';
import { platformKey, WHEELS } from './releases.mjs';

/** @type {string} */
let cache;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'prosodia-install-'));
  vi.stubEnv('PROSODIA_CACHE', join(cache, 'cache'));
  vi.stubEnv('PATH', ''); // nothing can be fetched
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

/** @param {import('./locate.d.mts').Route} route */
async function pretend(route) {
  const manifest = { tensorflowVersion: '1', tfjsNodeVersion: '4', tfjsNode: 't', binding: 'b' };
  await mkdir(installFolder(route), { recursive: true });
  await writeFile(join(installFolder(route), MANIFEST), JSON.stringify(manifest));
}

/** A package manager that brings a tfjs-node whose install script makes a binding of a few bytes. */
async function fakeNpm() {
  const npm = join(cache, 'npm');
  await writeFile(
    npm,
    `#!${process.execPath}
const { mkdirSync, writeFileSync } = require('node:fs');
const scripts = 'node_modules/@tensorflow/tfjs-node/scripts';
mkdirSync(scripts, { recursive: true });
writeFileSync(scripts + '/install.js', \`
  const { mkdirSync, writeFileSync } = require('node:fs');
  mkdirSync('lib/napi-v8/tfjs_binding.node', { recursive: true });
  writeFileSync('lib/napi-v8/tfjs_binding.node/index.js', 'exports.TF_Version = "9.9.9"');
\`);
`,
  );
  await chmod(npm, 0o755);
  vi.stubEnv('PATH', [cache, '/usr/bin', '/bin'].join(delimiter));
}

describe('installTensorflow', () => {
  it.runIf(WHEELS[platformKey()])('uses the route asked for last, fetching nothing', async () => {
    await pretend('wheel');
    await pretend('official');
    expect(await installTensorflow({ official: true })).toMatchObject({ route: 'official' });
    expect(locateTensorflow()).toMatchObject({ route: 'official' });
    expect(await installTensorflow()).toMatchObject({ route: 'wheel' });
    expect(locateTensorflow()).toMatchObject({ route: 'wheel' });
    expect((await readdir(cacheRoot())).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it.runIf(WHEELS[platformKey()])('stays with what it has where the other fails', async () => {
    await pretend('wheel');
    await expect(installTensorflow({ official: true })).rejects.toMatchObject({
      code: 'TENSORFLOW_UNREACHABLE',
    });
    expect(locateTensorflow()).toMatchObject({ route: 'wheel' });
  });

  it.skipIf(process.platform === 'win32')('brings the other beside the wheel', async () => {
    await fakeNpm();
    await pretend('wheel');
    const location = await installTensorflow({ official: true });
    expect(location).toMatchObject({ route: 'official', tensorflowVersion: '9.9.9' });
    expect(locateTensorflow()).toEqual(location);
    expect((await readdir(cacheRoot())).sort()).toEqual(
      [installFolder('official'), installFolder('wheel'), preferenceFile()]
        .map((path) => basename(path))
        .sort(),
    );
  });

  it.skipIf(process.platform === 'win32')('replaces what a power cut has left', async () => {
    await fakeNpm();
    await pretend('official');
    await writeFile(join(installFolder('official'), MANIFEST), '');
    const location = await installTensorflow({ official: true });
    expect(location).toMatchObject({ route: 'official', tensorflowVersion: '9.9.9' });
    expect(await readdir(cacheRoot())).toHaveLength(2);
  });

  it('does not mind that a neighbour removes its folder while old ones are looked for', async () => {
    await mkdir(cacheRoot(), { recursive: true });
    await symlink(join(cache, 'gone'), join(cacheRoot(), '.stage-gone'));
    await expect(installTensorflow()).rejects.toMatchObject({ code: 'TENSORFLOW_UNREACHABLE' });
  });
});
