import { crc32, deflateSync } from 'node:zlib';

import { expected } from '../errors.js';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOUR_TYPE_INDEXED = 3;

/** A raster of palette indices. */
export interface IndexedImage {
  /** width x height, row-major from the top left, each an index into `palette`. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Up to 256 colours as `#rrggbb`. */
  readonly palette: readonly string[];
}

/**
 * A PNG file of one byte a pixel (W3C, PNG specification, third edition).
 *
 * @throws {ReportError} INVALID_DATA where the sizes do not fit or an index has no colour
 */
export function encodePng({ pixels, width, height, palette }: IndexedImage): Buffer {
  if (width < 1 || height < 1 || pixels.length !== width * height)
    throw expected('INVALID_DATA', `${width} x ${height} pixels`, 'the image', pixels.length);
  const highest = pixels.reduce((a, b) => Math.max(a, b), 0);
  if (highest >= palette.length || palette.length > 256)
    throw expected('INVALID_DATA', `an index below ${palette.length}`, 'a pixel', highest);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, COLOUR_TYPE_INDEXED, 0, 0, 0], 8);
  // Each line begins with its filter; 0, none, packs indices best.
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    lines.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.map((rgb) => rgb.slice(1)).join(''), 'hex')),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
