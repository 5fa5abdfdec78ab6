import { featureSet, type FeatureSet } from '../extract/feature-set.js';

/** Four mel bands in one; those below 3.4 kHz, which a file of 8 kHz still has. */
const MERGED = 4;
export const PRINT_BANDS = 11;
/** dB below the loudest value that count: deeper down it is the noise of the room or of the file's format. */
const RANGE = 60;

const { extraction } = featureSet('pooled-stats.v1');
const FRAMES = 259;

/**
 * A sound by its shape alone: a coarse spectrogram below the limit of a telephone, 259 frames of 11 bands in dB. Not
 * for training, and so not among the sets that have names; it is measured and kept as they are.
 */
export const SOUND_PRINT: FeatureSet = {
  id: 'sound-print.v1',
  width: FRAMES * PRINT_BANDS,
  names: [],
  extraction,
  shape: [FRAMES, PRINT_BANDS],
  transform: (row, frames, print) => {
    const own = print.subarray(0, frames * PRINT_BANDS);
    for (let frame = 0; frame < frames; frame++)
      for (let band = 0; band < PRINT_BANDS; band++) {
        let sum = 0;
        for (let i = 0; i < MERGED; i++) sum += row[(band * MERGED + i) * FRAMES + frame] ?? 0;
        own[frame * PRINT_BANDS + band] = sum / MERGED;
      }
    const floor = own.reduce((most, value) => Math.max(most, value), -Infinity) - RANGE;
    own.set(own.map((value) => Math.max(value, floor)));
  },
};
