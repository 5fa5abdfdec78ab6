/**
 * Random numbers of a seed: splitmix32, that is Weyl's sequence through the finaliser of MurmurHash3.
 * Everything random is a pure function of a seed and a position, so nothing has to be remembered
 * to continue a run: the order of epoch 7 is the same whether or not epochs 1 to 6 were run here.
 */

const WEYL_STEP = 0x9e3779b9;

/** Spreads 32 bits so that neighbouring inputs give unrelated outputs. A bijection on 0 .. 2^32 - 1. */
function scramble(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * A seed for one use of many: the same pair always gives the same number, different streams unrelated ones.
 *
 * @param seed integer; its low 32 bits count
 * @param stream integer naming the use, such as an epoch or a layer's position
 * @returns an integer in 0 .. 2^32 - 1
 */
export function deriveSeed(seed: number, stream: number): number {
  return scramble(scramble(seed + WEYL_STEP) ^ scramble(stream ^ 0x6a09e667));
}

/**
 * The numbers 0 .. count - 1 in an order given by the seed (Fisher and Yates).
 *
 * @param count how many, 0 to 2^31 - 1
 * @param seed integer; its low 32 bits count
 */
export function shuffledIndices(count: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  let state = seed >>> 0;
  for (let last = count - 1; last > 0; last--) {
    state = (state + WEYL_STEP) >>> 0;
    const chosen = Math.floor((scramble(state) / 2 ** 32) * (last + 1));
    const moved = order[chosen] ?? 0;
    order[chosen] = order[last] ?? 0;
    order[last] = moved;
  }
  return order;
}

/**
 * Uniform numbers in [0, 1), one after another.
 *
 * @param seed integer; its low 32 bits count
 */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + WEYL_STEP) >>> 0;
    return scramble(state) / 2 ** 32;
  };
}
