import {
  describeKernel,
  extract,
  logMelSpectrogram,
  readWav,
  resample,
  stft,
} from '@prosodia/dsp-native';
import { readFileSync } from 'node:fs';
import { contend, mean, meanSquare, oneByOne } from '../_contender.mjs';

/** @typedef {import('../_contender.mjs').Job} Job */

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

/** @type {Record<string, Job>} */
const jobs = {
  'file-to-vector': {
    readsFiles: true,
    prepare: (threads) => async (paths) => {
      const { values, width, failures } = await extract(/** @type {string[]} */ (paths), {
        threads,
      });
      if (failures[0]) throw new Error(failures[0].message);
      return values.subarray(0, width);
    },
    check: mean,
  },
  mel: {
    readsFiles: false,
    prepare: oneByOne((samples) => logMelSpectrogram(samples)),
    check: ({ values }) => mean(values),
  },
  fft: {
    readsFiles: false,
    prepare: oneByOne((samples) => stft(samples)),
    check: ({ real, imag }) => meanSquare(real) + meanSquare(imag),
  },
  resample: {
    readsFiles: false,
    prepare: oneByOne((samples) => resample(samples, { fromRate: 48000, toRate: 44100 })),
    check: meanSquare,
  },
  decode: {
    readsFiles: true,
    prepare: () => async (paths) => {
      const window = { offsetSeconds: 0.5, durationSeconds: 3, mono: true };
      let first;
      for (const path of /** @type {string[]} */ (paths)) {
        const { samples } = await readWav(path, window);
        first ??= samples;
      }
      return first;
    },
    check: meanSquare,
  },
};

await contend(`prosodia ${version}, ${describeKernel().name} kernel`, jobs);
