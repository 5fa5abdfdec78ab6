/** The longest header of a frame, and then some. */
const HEADER_BYTES = 16;

/**
 * A FLAC file with the header of its first frame once more behind the last one. The decoder's parser (codec-parser 2.5.0)
 * loses the last frame where bytes near its end look like the begin of a header and no header follows: of some file of
 * forty, such as one that ends in samples of -1.
 *
 * @returns the bytes, and the samples of a channel as the file says: 0 where it does not
 */
export function withNextHeader(file: Uint8Array): { bytes: Uint8Array; samples: number } {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const first = firstFrameOf(bytes);
  if (first === undefined) return { bytes: file, samples: 0 };
  const samples = (bytes.readUInt8(21) & 0x0f) * 2 ** 32 + bytes.readUInt32BE(22);
  const header = bytes.subarray(first, first + HEADER_BYTES);
  return { bytes: new Uint8Array(Buffer.concat([bytes, header])), samples };
}

/** Behind the metadata blocks, each with its length in three bytes: RFC 9639, section 8. */
function firstFrameOf(bytes: Buffer): number | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'fLaC') return undefined;
  let at = 4;
  for (let isLast = false; !isLast;) {
    if (at + 4 > bytes.length) return undefined;
    isLast = bytes.readUInt8(at) >= 0x80;
    at += 4 + bytes.readUIntBE(at + 1, 3);
  }
  const syncs = at + HEADER_BYTES <= bytes.length && (bytes.readUInt16BE(at) & 0xfffe) === 0xfff8;
  return syncs ? at : undefined;
}
