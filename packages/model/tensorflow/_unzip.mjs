import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/**
 * Unpacks the members of a zip file that `select` gives a new name for, and leaves the others.
 * Meant for archives whose hash was checked: sizes are taken from the central directory as they are.
 * Zip64 is not read; a wheel stays below 4 GiB.
 *
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} select target relative to `folder`
 * @returns {Promise<number>} how many members were written
 */
export async function unzip(archive, folder, select) {
  const file = await open(archive);
  try {
    let written = 0;
    for (const member of await readDirectory(file)) {
      const target = select(member.name);
      if (target === undefined || member.name.endsWith('/')) continue;
      await writeMember(archive, file, member, resolveInside(folder, target));
      written++;
    }
    return written;
  } finally {
    await file.close();
  }
}

/**
 * @typedef {object} Member
 * @property {string} name
 * @property {number} method 0 stored, 8 deflated
 * @property {number} packedBytes
 * @property {number} bytes
 * @property {number} offset of its local header
 */

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<Member[]>}
 */
async function readDirectory(file) {
  const { size } = await file.stat();
  // The end record is 22 bytes and a comment of at most 65535.
  const tail = await readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('Expected a zip file but found no end of central directory');
  const directory = await readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));

  const members = [];
  for (let at = 0; at < directory.length;) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      directory.readUInt16LE(at + field),
    );
    members.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return members;
}

/**
 * @param {string} archive
 * @param {import('node:fs/promises').FileHandle} file the same, open
 * @param {Member} member
 * @param {string} target
 */
async function writeMember(archive, file, member, target) {
  await mkdir(dirname(target), { recursive: true });
  const header = await readAt(file, member.offset, 30);
  const start = member.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const sink = createWriteStream(target);
  if (member.packedBytes === 0) {
    await pipeline([], sink);
    return;
  }
  const packed = createReadStream(archive, {
    start,
    end: start + member.packedBytes - 1,
    highWaterMark: 1 << 20,
  });
  if (member.method === 8) await pipeline(packed, createInflateRaw({ chunkSize: 1 << 20 }), sink);
  else await pipeline(packed, sink);
  if (sink.bytesWritten !== member.bytes) {
    throw new Error(
      `Expected ${member.bytes} bytes for ${member.name} but received ${sink.bytesWritten}`,
    );
  }
}

/**
 * @param {string} folder
 * @param {string} name
 */
function resolveInside(folder, name) {
  const target = normalize(join(folder, name));
  if (!target.startsWith(normalize(folder) + sep)) {
    throw new Error(`Expected a name inside the archive but received ${name}`);
  }
  return target;
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} position
 * @param {number} length
 */
async function readAt(file, position, length) {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('Expected a whole zip file but it ends early');
  return buffer;
}
