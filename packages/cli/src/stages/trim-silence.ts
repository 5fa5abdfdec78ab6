const BLOCK_SECONDS = 0.01;
const MARGIN_SECONDS = 0.1;

/** What is this far below the loudest block is silence to an ear that has just heard that. */
const SILENCE_DB = -40;

/** A voice without the silence before and after it; all of it where it is silent throughout. */
export function trimSilence(samples: Float32Array, sampleRate: number): Float32Array {
  const block = Math.max(1, Math.round(BLOCK_SECONDS * sampleRate));
  const powers = Array.from({ length: Math.ceil(samples.length / block) }, (_, index) => {
    const own = samples.subarray(index * block, (index + 1) * block);
    return own.reduce((sum, sample) => sum + sample * sample, 0) / own.length;
  });
  const loudest = powers.reduce((a, b) => Math.max(a, b), 0);
  const heard = (power: number): boolean => power > loudest * 10 ** (SILENCE_DB / 10);
  const first = powers.findIndex(heard);
  if (first < 0) return samples;
  const margin = Math.round(MARGIN_SECONDS * sampleRate);
  return samples.subarray(
    Math.max(0, first * block - margin),
    (powers.findLastIndex(heard) + 1) * block + margin,
  );
}
