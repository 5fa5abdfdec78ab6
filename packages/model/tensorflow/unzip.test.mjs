import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unzip } from './_unzip.mjs';

/** @type {string} */
let folder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prosodia-unzip-'));
});
afterEach(() => rm(folder, { recursive: true }));

/**
 * @param {Record<string, { data: string, deflate?: boolean }>} members
 * @returns {Buffer} a zip file
 */
function zipOf(members) {
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const [name, { data, deflate = false }] of Object.entries(members)) {
    const packed = deflate ? deflateRawSync(data) : Buffer.from(data);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(deflate ? 8 : 0, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

/** @param {Parameters<typeof zipOf>[0]} members */
async function archiveOf(members) {
  const archive = join(folder, 'a.zip');
  await writeFile(archive, zipOf(members));
  return archive;
}

describe('unzip', () => {
  it('writes the members that are asked for, stored, deflated and empty, and no others', async () => {
    const long = 'prosodia '.repeat(100_000);
    const archive = await archiveOf({
      'a/stored.txt': { data: 'one' },
      'a/deflated.txt': { data: long, deflate: true },
      'a/empty.txt': { data: '' },
      'b/other.txt': { data: 'two' },
    });
    const out = join(folder, 'out');
    const written = await unzip(archive, out, (name) =>
      name.startsWith('a/') ? name.slice(2) : undefined,
    );
    expect(written).toBe(3);
    expect((await readdir(out)).sort()).toEqual(['deflated.txt', 'empty.txt', 'stored.txt']);
    expect(await readFile(join(out, 'deflated.txt'), 'utf8')).toBe(long);
    expect(await readFile(join(out, 'stored.txt'), 'utf8')).toBe('one');
  });

  it('writes nothing outside its folder', async () => {
    const archive = await archiveOf({ '../escaped.txt': { data: 'x' } });
    await expect(unzip(archive, join(folder, 'out'), (name) => name)).rejects.toThrow(
      'Expected a name inside the archive but received ../escaped.txt',
    );
    expect(await readdir(folder)).toEqual(['a.zip']);
  });

  it('refuses a file that ends early', async () => {
    const archive = await archiveOf({ 'a.txt': { data: 'x'.repeat(1000) } });
    await truncate(archive, 500);
    await expect(unzip(archive, join(folder, 'out'), (name) => name)).rejects.toThrow(
      'no end of central directory',
    );
  });
});
