import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadFile, type Patience } from './_download-file.js';
import { describeArchive, withServer } from './_test-archive.js';

/** What a server does with the n-th request. */
type Answer = RequestListener;

const { data, archive } = describeArchive(randomBytes(200_000));
const other = randomBytes(200_000);

let place: string;
let file: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia-faulty-'));
  file = join(place, 'part');
});
afterEach(async () => {
  await rm(place, { recursive: true });
});

/** All of it, or what is asked for while the tag is the same; the connection ends after `bytes`. */
function honest({ body = data, etag = '"one"', bytes = Infinity } = {}): Answer {
  return ({ headers }, response) => {
    const [, start] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
    const from = start !== undefined && headers['if-range'] === etag ? Number(start) : 0;
    const rest = body.subarray(from);
    const range = `bytes ${from}-${body.length - 1}/${body.length}`;
    const named = { etag, 'content-length': rest.length };
    response.writeHead(
      from > 0 ? 206 : 200,
      from > 0 ? { ...named, 'content-range': range } : named,
    );
    if (bytes >= rest.length) response.end(rest);
    else response.write(rest.subarray(0, bytes), () => setTimeout(() => response.destroy(), 250));
  };
}

const status =
  (code: number, headers = {}): Answer =>
  (_, response) =>
    response.writeHead(code, headers).end();

/** Downloads from a server that answers so, the last answer again and again; tells what it was asked. */
async function download(answers: readonly Answer[], patience: Patience = {}): Promise<string[]> {
  const asked: string[] = [];
  await withServer(
    (request, response) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? honest();
      asked.push(request.headers.range ?? 'all');
      answer(request, response);
    },
    (url) =>
      downloadFile(url, file, archive, {
        patience: { answerSeconds: 5, stallSeconds: 5, backoffSeconds: 0.01, ...patience },
        signal: undefined,
        onProgress: undefined,
      }),
  );
  return asked;
}

async function expectWhole(): Promise<void> {
  expect((await readFile(file)).equals(data)).toBe(true);
  expect(await readdir(place)).toEqual(['part']);
}

describe('a download survives a server', () => {
  it.each([1, 20_000, 198_000])(
    'that hangs up after %d bytes: it goes on from there',
    async (bytes) => {
      expect(await download([honest({ bytes }), honest()])).toEqual(['all', `bytes=${bytes}-`]);
      await expectWhole();
    },
  );

  it('that hangs up again and again', async () => {
    const asked = await download([honest({ bytes: 50_000 })], { retries: 10 });
    expect(asked).toEqual(['all', 'bytes=50000-', 'bytes=100000-', 'bytes=150000-']);
    await expectWhole();
  });

  it('that has another file meanwhile, with another tag: it begins again', async () => {
    const first = honest({ body: other, etag: '"old"', bytes: 50_000 });
    expect(await download([first, honest({ etag: '"new"' })])).toEqual(['all', 'bytes=50000-']);
    await expectWhole();
  });

  it('that sends all where a range was asked for', async () => {
    const all: Answer = (_, response) => response.writeHead(200, { etag: '"one"' }).end(data);
    expect(await download([honest({ bytes: 50_000 }), all])).toEqual(['all', 'bytes=50000-']);
    await expectWhole();
  });

  it.each([
    ['another start', { 'content-range': `bytes 0-199999/200000`, etag: '"one"' }],
    ['another length', { 'content-range': `bytes 50000-299999/300000`, etag: '"one"' }],
    ['another tag', { 'content-range': `bytes 50000-199999/200000`, etag: '"two"' }],
    ['no range', { etag: '"one"' }],
  ])('that lies about ranges, with %s', async (_, headers) => {
    const lie: Answer = (_request, response) => response.writeHead(206, headers).end(other);
    expect(await download([honest({ bytes: 50_000 }), lie, honest()])).toEqual([
      'all',
      'bytes=50000-',
      'all',
    ]);
    await expectWhole();
  });

  it('that asks for a pause', async () => {
    const began = performance.now();
    const date = new Date(Date.now() + 1500).toUTCString();
    await download([
      status(429, { 'retry-after': '1' }),
      status(503, { 'retry-after': date }),
      honest(),
    ]);
    expect(performance.now() - began).toBeGreaterThan(1000);
    await expectWhole();
  });

  it('that is broken for a while, or does not know the range', async () => {
    await download([status(500), status(502), honest({ bytes: 9 }), status(416), honest()]);
    await expectWhole();
  });
});

describe('a later call', () => {
  it('goes on where an earlier one gave up', async () => {
    const broken = download([honest({ bytes: 70_000 })], { retries: 0 });
    await expect(broken).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
    expect((await readdir(place)).sort()).toEqual(['part', 'part.etag']);
    expect(await download([honest()])).toEqual(['bytes=70000-']);
    await expectWhole();
  });

  it('does not trust what lies there without a tag', async () => {
    const untagged: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': data.length });
      response.write(data.subarray(0, 100), () => setTimeout(() => response.destroy(), 250));
    };
    await expect(download([untagged], { retries: 0 })).rejects.toThrow();
    expect(await readdir(place)).toEqual([]);
  });
});

describe('a download gives up', () => {
  const cases: [string, Answer, Patience, string, RegExp][] = [
    ['what is not there', status(404), {}, 'DOWNLOAD_FAILED', /HTTP status 404/],
    [
      'a server that stays broken',
      status(500),
      { retries: 2 },
      'DOWNLOAD_FAILED',
      /HTTP status 500/,
    ],
    ['another file of that size', honest({ body: other }), {}, 'DOWNLOAD_CORRUPT', /with MD5/],
    [
      'an endless body',
      (_, response) => {
        response.writeHead(200, { etag: '"one"' });
        const more = (): void => {
          if (!response.destroyed) response.write(other, more);
        };
        more();
      },
      {},
      'DOWNLOAD_CORRUPT',
      /more than 200000 bytes/,
    ],
    [
      'a slow drip',
      (_, response) => {
        response.writeHead(200, { etag: '"one"' });
        const drip = setInterval(() => response.write('x'), 20);
        response.on('close', () => {
          clearInterval(drip);
        });
      },
      { stallSeconds: 0.3, retries: 0 },
      'DOWNLOAD_FAILED',
      /no sign of 16384 more bytes for 0.3 s/,
    ],
  ];
  it.each(cases)('on %s', async (_, answer, patience, code, message) => {
    await expect(download([answer], patience)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });
});
