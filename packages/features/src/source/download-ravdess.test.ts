import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveOf, describeArchive, withServer } from './_test-archive.js';
import { downloadRavdess } from './download-ravdess.js';

const CLIP = 'Actor_01/03-01-01-01-01-01-01.wav';
const patience = { answerSeconds: 5, stallSeconds: 5, retries: 0 };

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'prosodia-download-'));
});
afterEach(async () => {
  await rm(parent, { recursive: true });
});
const serve =
  (data: Buffer): RequestListener =>
  (_, response) =>
    response.end(data);

describe('downloadRavdess', () => {
  it('unpacks the clips, leaves what else is in the archive, and tells how far it is', async () => {
    const other = 'Actor_02/03-01-08-02-02-02-02.wav';
    const { data, archive } = await archiveOf({
      [CLIP]: 'one',
      [other]: 'two',
      'readme.txt': 'no',
      'Actor_01/run.sh': 'no',
      'deep/Actor_01/03-01-01-01-01-01-01.wav': 'no',
    });
    const asked: (string | undefined)[] = [];
    const told: number[] = [];
    const dir = join(parent, 'new/ravdess');
    await withServer(
      (request, response) => {
        asked.push(request.url, request.headers['user-agent']);
        response.end(data);
      },
      (baseUrl) =>
        downloadRavdess(dir, { baseUrl, archive, onProgress: ({ done }) => told.push(done) }),
    );
    expect(asked).toEqual(['/files/corpus.zip', expect.stringMatching(/^@prosodia\/features\/\d/)]);
    expect(told.at(-1)).toBe(data.length);
    expect((await readdir(dir, { recursive: true })).sort()).toEqual(
      ['Actor_01', CLIP, 'Actor_02', other].sort(),
    );
    expect(await readFile(join(dir, other), 'utf8')).toBe('two');
  });

  it('follows a redirection', async () => {
    const { data, archive } = await archiveOf({ [CLIP]: 'one' });
    const dir = join(parent, 'ravdess');
    await withServer(
      (request, response) => {
        if (request.url?.startsWith('/files/'))
          response.writeHead(302, { location: '/there' }).end();
        else response.end(data);
      },
      (baseUrl) => downloadRavdess(dir, { baseUrl, archive }),
    );
    expect(await readdir(dir)).toEqual(['Actor_01']);
  });

  const failures: [string, RequestListener, string, RegExp][] = [
    ['a missing file', (_, to) => to.writeHead(404).end(), 'DOWNLOAD_FAILED', /HTTP status 404/],
    [
      'a page instead',
      (_, to) => to.end('<html>'),
      'DOWNLOAD_CORRUPT',
      /received 6 bytes with MD5/,
    ],
    [
      'more than there should be',
      (_, to) => to.end(Buffer.alloc(1_000_000)),
      'DOWNLOAD_CORRUPT',
      /received more than \d+ bytes/,
    ],
    [
      'an end halfway',
      (_, to) => {
        to.writeHead(200, { 'content-length': 1000 });
        to.write('PK', () => to.destroy());
      },
      'DOWNLOAD_FAILED',
      /other side closed/,
    ],
    [
      'silence',
      () => {
        // Never answers.
      },
      'DOWNLOAD_FAILED',
      /no sign of an answer for 0.2 s/,
    ],
    [
      'silence halfway',
      (_, to) => {
        to.writeHead(200);
        to.write('PK');
      },
      'DOWNLOAD_FAILED',
      /no sign of 1 more bytes for 0.2 s/,
    ],
  ];
  it.each(failures)('refuses %s and leaves nothing', async (what, listener, code, message) => {
    const { archive } = await archiveOf({ [CLIP]: 'one' });
    // Impatient only where silence is the failure: a busy machine is slow to answer, too.
    const impatient = { answerSeconds: 0.2, stallSeconds: 0.2, leastBytes: 1, retries: 0 };
    const options = { archive, patience: what.startsWith('silence') ? impatient : patience };
    const downloading = withServer(listener, (baseUrl) =>
      downloadRavdess(join(parent, 'ravdess'), { ...options, baseUrl }),
    );
    await expect(downloading).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
    expect(await readdir(parent)).toEqual([]);
  });

  it('names a host that does not answer', async () => {
    const baseUrl = await withServer(serve(Buffer.of()), (url) => Promise.resolve(url));
    await expect(
      downloadRavdess(join(parent, 'ravdess'), { baseUrl, patience }),
    ).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  it('refuses a bad checksum, a name that climbs out, no clips and no archive', async () => {
    const { data } = await archiveOf({ [CLIP]: 'first recording' });
    const damaged = Buffer.from(data);
    damaged.writeUInt32LE(1, damaged.indexOf('PK\x01\x02') + 16); // the CRC in the directory
    const climbing = Buffer.from(
      data.toString('latin1').replaceAll(CLIP, `../../${CLIP.slice(6)}`),
      'latin1',
    );
    const { data: empty } = await archiveOf({ 'readme.txt': 'no' });
    const cases: [Buffer, RegExp][] = [
      [damaged, /Expected CRC-32 1 for Actor_01\/.*wav but received/],
      [climbing, /invalid relative path/],
      [empty, /Expected clips such as .* received none/],
      [Buffer.from('no archive'), /Expected a ZIP archive/],
    ];
    for (const [bytes, message] of cases) {
      const { archive } = describeArchive(bytes);
      const downloading = withServer(serve(bytes), (baseUrl) =>
        downloadRavdess(join(parent, 'ravdess'), { baseUrl, archive }),
      );
      await expect(downloading).rejects.toMatchObject({
        code: 'DOWNLOAD_CORRUPT',
        message: expect.stringMatching(message) as string,
      });
    }
    expect(await readdir(parent)).toEqual([]);
  });

  it('refuses links, names that come twice, bombs and shared data in an archive', async () => {
    const two = 'Actor_01/03-01-01-01-01-02-01.wav';
    const { data } = await archiveOf({ [CLIP]: 'first recording', [two]: 'second recording' });
    const changed = (change: (zip: Buffer, first: number, second: number) => void): Buffer => {
      const zip = Buffer.from(data);
      const first = zip.indexOf('PK\x01\x02');
      change(zip, first, zip.indexOf('PK\x01\x02', first + 4));
      return zip;
    };
    const cases: [Buffer, RegExp][] = [
      [
        changed((zip, first) => zip.writeUInt32LE((0o120777 << 16) >>> 0, first + 38)),
        /received a symbolic link/,
      ],
      [
        Buffer.from(data.toString('latin1').replaceAll(two, CLIP.replace('wav', 'wav')), 'latin1'),
        /Expected each name once/,
      ],
      [
        changed((zip, first) => zip.writeUInt32LE(10_000_000, first + 24)),
        /100 times its compressed/,
      ],
      [changed((zip, _, second) => zip.writeUInt32LE(0, second + 42)), /received shared data/],
      [
        Buffer.from(data.toString('latin1').replaceAll(CLIP, `/${CLIP.slice(1)}`), 'latin1'),
        /absolute path/,
      ],
    ];
    for (const [bytes, message] of cases) {
      const { archive } = describeArchive(bytes);
      const downloading = withServer(serve(bytes), (baseUrl) =>
        downloadRavdess(join(parent, 'ravdess'), { baseUrl, archive }),
      );
      await expect(downloading).rejects.toMatchObject({
        code: 'DOWNLOAD_CORRUPT',
        message: expect.stringMatching(message) as string,
      });
      expect(await readdir(parent)).toEqual([]);
    }
  });

  it('ends at once where it is stopped', async () => {
    const { archive } = await archiveOf({ [CLIP]: 'one' });
    const stop = new AbortController();
    const downloading = withServer(
      () => {
        stop.abort();
      },
      (baseUrl) =>
        downloadRavdess(join(parent, 'ravdess'), { baseUrl, archive, signal: stop.signal }),
    );
    await expect(downloading).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(parent)).toEqual([]);
  });
});
