import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchWheel } from './_wheel.mjs';

const CONTENT = Buffer.from('a wheel, or so they say');
const FILE = 'thing-1.0-cp311-cp311-linux.whl';

/** @type {import('./releases.mjs').Wheel} */
const wheel = {
  project: 'thing',
  version: '1.0',
  file: FILE,
  pipPlatform: 'any',
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
  bytes: CONTENT.length,
};

/** @type {string} */
let folder;
/** @type {import('node:http').Server} */
let server;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prosodia-wheel-'));
  server = createServer((request, response) => {
    if (request.url === '/simple/thing/') {
      response.end(`<a href="../../other.whl">o</a><a href="../../files/${FILE}#sha256=x">w</a>`);
    } else if (request.url === `/files/${FILE}`) response.end(CONTENT);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  vi.stubEnv('PIP_INDEX_URL', `http://127.0.0.1:${port}/simple/`);
  vi.stubEnv('PATH', ''); // no Python
});

afterEach(async () => {
  vi.unstubAllEnvs();
  server.close();
  await rm(folder, { recursive: true });
});

const silent = () => {};

describe('fetchWheel without Python', () => {
  it('takes the file that the index links to', async () => {
    const file = await fetchWheel(wheel, folder, silent);
    expect(await readFile(file)).toEqual(CONTENT);
  });

  it('keeps no file of another hash', async () => {
    const altered = { ...wheel, sha256: '0'.repeat(64) };
    await expect(fetchWheel(altered, folder, silent)).rejects.toMatchObject({
      code: 'TENSORFLOW_CHECKSUM',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says that the index does not have it', async () => {
    await expect(fetchWheel({ ...wheel, file: 'gone.whl' }, folder, silent)).rejects.toMatchObject({
      code: 'TENSORFLOW_UNREACHABLE',
      message: expect.stringContaining('a page that does not list it'),
    });
  });

  it('says that there is no index', async () => {
    vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:1/simple');
    await expect(fetchWheel(wheel, folder, silent)).rejects.toMatchObject({
      code: 'TENSORFLOW_UNREACHABLE',
    });
  });
});
