/**
 * @typedef {'file-to-vector' | 'mel' | 'fft' | 'resample' | 'decode'} Stage
 *
 * @typedef {object} StageDescription
 * @property {string} job what every contender does for one clip
 * @property {'wav' | 'native' | 'resampled'} input the files it is given, see input.mjs
 * @property {string} check what the one number says that is compared between contenders
 */

/** @type {Record<Stage, StageDescription>} */
export const STAGES = {
  'file-to-vector': {
    job: 'a WAV file on disk (warm page cache) to the 259 values of mel-mean-259.v1: decode the window, 48 to 44.1 kHz, log-mel, mean over the bands of each frame',
    input: 'wav',
    check: 'mean of the vector in dB',
  },
  mel: {
    job: '3 s at 44.1 kHz in memory to a log-mel spectrogram: 2048-point Hann frames every 512 samples, reflected edges, 128 Slaney bands up to 8 kHz, dB over a range of 80',
    input: 'resampled',
    check: 'mean of the spectrogram in dB',
  },
  fft: {
    job: '3 s at 44.1 kHz in memory to complex spectra: framing, Hann window and a 2048-point real Fourier transform for each of 259 frames',
    input: 'resampled',
    check: 'mean power of all bins',
  },
  resample: {
    job: '3 s in memory from 48 to 44.1 kHz',
    input: 'native',
    check: 'mean square of the samples',
  },
  decode: {
    job: 'a WAV file on disk (warm page cache) to 3 s of mono float samples, from 0.5 s on',
    input: 'wav',
    check: 'mean square of the samples',
  },
};

export const STAGE_NAMES = /** @type {Stage[]} */ (Object.keys(STAGES));

/** Only whole files are spread over threads; the other stages are calls for one clip. */
export const THREADED_STAGE = 'file-to-vector';
