import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildFromWheels } from './_build.mjs';
import { installTensorflow } from './install.mjs';
import { cacheRoot, installFolder, locateTensorflow, MANIFEST, preferenceFile } from './locate.mjs';
import { GPU_RELEASES, platformKey, RELEASES } from './releases.mjs';

vi.mock('./_build.mjs', async (original) => {
  const { buildFromWheels } = /** @type {typeof import('./_build.mjs')} */ (await original());
  return { buildFromWheels: vi.fn(buildFromWheels) };
});

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

/** A driver that lists a GPU. */
async function fakeDriver() {
  const program = join(cache, 'nvidia-smi');
  await writeFile(program, '#!/bin/sh\necho "GPU 0: of paper (UUID: GPU-0)"\n');
  await chmod(program, 0o755);
  vi.stubEnv('PATH', [cache, '/usr/bin', '/bin'].join(delimiter));
}

/** Libraries that say which device they see. @param {boolean} gpu */
async function fakeBuild(gpu) {
  const binding = join(cache, 'binding.js');
  await writeFile(binding, `exports.TF_Version = '9'; exports.isUsingGpuDevice = () => ${gpu};`);
  return vi.mocked(buildFromWheels).mockImplementation(async (_, stage) => {
    await cp(binding, join(stage, 'binding.js'));
    return { tfjsNode: join(stage, 'tfjs-node'), binding: join(stage, 'binding.js') };
  });
}

describe.runIf(GPU_RELEASES[platformKey()])('installTensorflow for GPUs', () => {
  /** @type {string[]} */
  let said;
  const say = (/** @type {string} */ message) => said.push(message);
  beforeEach(() => {
    said = [];
  });
  afterEach(() => {
    vi.mocked(buildFromWheels).mockReset();
  });

  it('takes the release for GPUs, with the packages of NVIDIA, where one is seen', async () => {
    await fakeDriver();
    const build = await fakeBuild(true);
    const location = await installTensorflow({ gpu: true, say });
    expect(location).toMatchObject({ route: 'gpu', tensorflowVersion: '9' });
    expect(locateTensorflow()).toEqual(location);
    expect(build.mock.calls.map(([{ companions }]) => companions.length)).toEqual([8]);
    expect(said).toEqual([]);
    await installTensorflow({ gpu: true, say });
    expect(build).toHaveBeenCalledOnce();
  });

  it('fetches nothing for GPUs where the driver lists none, says so, and brings the other', async () => {
    await pretend('wheel');
    expect(await installTensorflow({ gpu: true, say })).toMatchObject({ route: 'wheel' });
    expect(said).toEqual([
      'TensorFlow: no GPU of NVIDIA is seen here (`nvidia-smi -L`)',
      'TensorFlow: going on with the one for the CPU',
    ]);
  });

  it('does not keep what sees no GPU, says so, and brings the other', async () => {
    await fakeDriver();
    await pretend('wheel');
    await fakeBuild(false);
    expect(await installTensorflow({ gpu: true, say })).toMatchObject({ route: 'wheel' });
    expect(said).toEqual([
      'TensorFlow: TensorFlow 9 sees no GPU here',
      'TensorFlow: going on with the one for the CPU',
    ]);
    expect(await readdir(cacheRoot())).toEqual([basename(installFolder('wheel'))]);
  });

  it('fails where it cannot be fetched: that is no reason to do without a GPU', async () => {
    await fakeDriver();
    vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:1');
    vi.stubEnv('npm_config_registry', 'http://127.0.0.1:1');
    vi.stubEnv('PATH', cache);
    await chmod(join(cache, 'nvidia-smi'), 0o755);
    const wanted = installTensorflow({ gpu: true, say });
    await expect(wanted).rejects.toMatchObject({ code: 'TENSORFLOW_UNREACHABLE' });
  });

  it('names a wheel with its hash for every package', () => {
    for (const { tensorflow, companions } of Object.values(GPU_RELEASES))
      for (const { file, sha256, bytes, project, version } of [tensorflow, ...companions]) {
        expect(sha256).toMatch(/^[0-9a-f]{64}$/);
        expect(bytes).toBeGreaterThan(1e6);
        expect(file).toContain(`${project.replaceAll('-', '_')}-${version}-`);
      }
  });
});

describe('installTensorflow', () => {
  it.runIf(RELEASES[platformKey()])('uses the route asked for last, fetching nothing', async () => {
    await pretend('wheel');
    await pretend('official');
    expect(await installTensorflow({ official: true })).toMatchObject({ route: 'official' });
    expect(locateTensorflow()).toMatchObject({ route: 'official' });
    expect(await installTensorflow()).toMatchObject({ route: 'wheel' });
    expect(locateTensorflow()).toMatchObject({ route: 'wheel' });
    expect((await readdir(cacheRoot())).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it.runIf(RELEASES[platformKey()])('stays with what it has where the other fails', async () => {
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
