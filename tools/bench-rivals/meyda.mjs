import Meyda from 'meyda';
import { createRequire } from 'node:module';
import { contend, mean, oneByOne } from '../../packages/dsp-native/bench/_contender.mjs';

const FRAME_LENGTH = 2048;
const HOP_LENGTH = 512;
const N_MELS = 128;

const { version } = createRequire(import.meta.url)('meyda/package.json');
const meyda = /** @type {any} */ (Meyda);
Object.assign(meyda, {
  sampleRate: 44100,
  bufferSize: FRAME_LENGTH,
  windowingFunction: 'hanning',
  melBands: N_MELS,
});

/** Without padding: frames from the first sample to the last. @param {Float32Array} samples */
function logMel(samples) {
  const frames = [];
  for (let begin = 0; begin + FRAME_LENGTH <= samples.length; begin += HOP_LENGTH) {
    frames.push(meyda.extract('melBands', samples.subarray(begin, begin + FRAME_LENGTH)));
  }
  return frames;
}

await contend(`Meyda ${version}`, {
  mel: {
    readsFiles: false,
    prepare: oneByOne(logMel),
    check: (frames) => mean(frames.flat()),
  },
});
