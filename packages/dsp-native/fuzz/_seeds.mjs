/**
 * The first inputs of each fuzz target, made anew for each run: small, and one of each kind that the code tells
 * apart.
 */

const ENCODINGS = [
  { tag: 1, bits: [8, 16, 20, 24, 32, 64] },
  { tag: 3, bits: [32, 64] },
  { tag: 6, bits: [8] },
  { tag: 7, bits: [8] },
  { tag: 0x11, bits: [4] },
];

/** @type {Record<string, () => Uint8Array[]>} by the target's name */
export const SEEDS = {
  wav: () => [
    ...ENCODINGS.flatMap(({ tag, bits }) => bits.map((count) => wav({ tag, bits: count }))),
    wav({ container: 'RIFX', channels: 2 }),
    wav({ container: 'RF64', before: [chunk('ds64', number(8, 4), number(0, 4), number(8, 8))] }),
    wav({ extensible: true, bits: 24 }),
    wav({ before: [chunk('LIST', number(1, 3)), chunk('JUNK')] }),
    wav({ claimed: 0xffff_ffff }),
    wav({}).subarray(0, 30),
  ],
  pipeline: () => blobs(24, 700),
  stages: () => blobs(24, 500),
};

/** Bytes that are samples in front and options behind: numbers are taken from the end of an input. */
function blobs(/** @type {number} */ count, /** @type {number} */ length) {
  let state = 1;
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24;
  return Array.from({ length: count }, (_, index) =>
    Uint8Array.from({ length: (60 + (index * length) / count) | 0 }, random),
  );
}

/**
 * A file of a few samples.
 *
 * @param {{ container?: string, tag?: number, bits?: number, channels?: number, extensible?: boolean,
 *   before?: Uint8Array[], claimed?: number }} spec
 */
function wav({
  container = 'RIFF',
  tag = 1,
  bits = 16,
  channels = 1,
  extensible,
  before = [],
  claimed,
}) {
  const big = container === 'RIFX';
  const n = (/** @type {number} */ value, /** @type {number} */ size) => number(value, size, big);
  const block = Math.ceil(bits / 8) * channels;
  const guid = [n(tag, 4), n(0, 2), n(0x10, 2), Buffer.from('800000aa00389b71', 'hex')];
  const format = [n(extensible ? 0xfffe : tag, 2), n(channels, 2), n(8000, 4), n(8000 * block, 4)];
  format.push(n(block, 2), n(bits, 2));
  if (extensible) format.push(n(22, 2), n(bits, 2), n(0, 4), ...guid);
  const samples = Buffer.alloc(block * 4, 0x35);
  const data = Buffer.concat([Buffer.from('data'), n(claimed ?? samples.length, 4), samples]);
  const fmt = Buffer.concat(format);
  const body = [...before, Buffer.from('fmt '), n(fmt.length, 4), fmt, data];
  const size = Buffer.concat(body).length + 4;
  return Buffer.concat([Buffer.from(container), n(size, 4), Buffer.from('WAVE'), ...body]);
}

function chunk(/** @type {string} */ id, /** @type {Buffer[]} */ ...content) {
  const bytes = Buffer.concat(content);
  return Buffer.concat([
    Buffer.from(id),
    number(bytes.length, 4),
    bytes,
    Buffer.alloc(bytes.length % 2),
  ]);
}

/** An integer of `size` bytes, at most 8. */
function number(/** @type {number} */ value, /** @type {number} */ size, big = false) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  const used = bytes.subarray(0, size);
  return big ? used.reverse() : used;
}
