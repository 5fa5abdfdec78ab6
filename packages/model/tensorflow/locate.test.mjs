import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installFolder, locateTensorflow, MANIFEST, preferenceFile } from './locate.mjs';

/** @type {string} */
let cache;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'prosodia-cache-'));
  vi.stubEnv('PROSODIA_CACHE', cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

/** @param {import('./locate.d.mts').Route} route */
async function install(route) {
  await mkdir(installFolder(route), { recursive: true });
  const manifest = {
    tensorflowVersion: '1.2.3',
    tfjsNodeVersion: '4.5.6',
    tfjsNode: 'tfjs-node',
    binding: 'lib/b.node',
  };
  await writeFile(join(installFolder(route), MANIFEST), JSON.stringify(manifest));
}

describe('locateTensorflow', () => {
  it('names the folder it looked into and the command that helps', () => {
    expect(locateTensorflow()).toEqual({
      found: false,
      reason: `no TensorFlow in ${join(cache, 'tensorflow')}`,
      remedy: 'npx prosodia-tensorflow install',
    });
  });

  it('gives absolute paths of what is installed', async () => {
    await install('wheel');
    expect(locateTensorflow()).toMatchObject({
      found: true,
      route: 'wheel',
      tensorflowVersion: '1.2.3',
      bindingPath: join(installFolder('wheel'), 'lib', 'b.node'),
      tfjsNodeDir: join(installFolder('wheel'), 'tfjs-node'),
    });
  });

  it('takes the official libraries where the wheel is not there', async () => {
    await install('official');
    expect(locateTensorflow()).toMatchObject({ found: true, route: 'official' });
  });

  it('takes what was asked for last where both are there', async () => {
    await install('official');
    await install('wheel');
    expect(locateTensorflow()).toMatchObject({ route: 'wheel' });
    await writeFile(preferenceFile(), 'official\n');
    expect(locateTensorflow()).toMatchObject({ route: 'official' });
    await rm(installFolder('official'), { recursive: true });
    expect(locateTensorflow()).toMatchObject({ route: 'wheel' });
  });

  it.each(['', '{"tensorflowVersion": "1.2', '{}', 'null', '[]', '"text"'])(
    'does not take a folder whose manifest is %j for an install',
    async (text) => {
      await install('wheel');
      await writeFile(join(installFolder('wheel'), MANIFEST), text);
      expect(locateTensorflow().found).toBe(false);
    },
  );

  it('does not take a folder without a manifest for an install', async () => {
    await mkdir(installFolder('wheel'), { recursive: true });
    expect(locateTensorflow().found).toBe(false);
  });
});
