import { join } from 'node:path';

/**
 * Everything that is measured beside the packages. A rival runs in one of these surroundings; main.mjs knows
 * what sets each up.
 *
 * @typedef {'python' | 'torch' | 'keras' | 'cpp' | 'npm'} Surroundings
 *
 * @typedef {object} Rival
 * @property {string} name
 * @property {Surroundings} surroundings
 * @property {string[]} program what the surroundings' command is given
 * @property {string[]} [stages] of dsp-native
 * @property {boolean} [sameNumbers] whether its results must agree with prosodia's
 * @property {number} [clipLimit] a slow one does only the first clips
 * @property {string} note where its job differs from the others'
 */

/** @param {string} name @param {string[]} args */
const python = (name, ...args) => [join(import.meta.dirname, 'python', `${name}.py`), ...args];

const LIBROSA =
  'As its users call it, with reflected edges; it makes its filterbank anew for each clip.';
const POOL = 'More threads: a pool of processes.';

/** @type {Rival[]} */
const DSP_NATIVE = [
  {
    name: 'librosa-soxr_hq',
    surroundings: 'python',
    program: python('librosa_contender', 'soxr_hq'),
    stages: ['file-to-vector', 'resample'],
    sameNumbers: true,
    note: `${LIBROSA} ${POOL}`,
  },
  {
    name: 'librosa-soxr_vhq',
    surroundings: 'python',
    program: python('librosa_contender', 'soxr_vhq'),
    stages: ['resample'],
    sameNumbers: true,
    note: 'The quality that prosodia resamples with.',
  },
  {
    name: 'librosa-kaiser_fast',
    surroundings: 'python',
    program: python('librosa_contender', 'kaiser_fast'),
    stages: ['file-to-vector', 'resample'],
    sameNumbers: true,
    note: `${LIBROSA} Resampled by resampy, compiled by numba in the pass that is not counted. ${POOL}`,
  },
  {
    name: 'librosa',
    surroundings: 'python',
    program: python('librosa_contender', 'soxr_hq'),
    stages: ['mel', 'fft'],
    sameNumbers: true,
    note: LIBROSA,
  },
  {
    name: 'torchaudio',
    surroundings: 'torch',
    program: python('torchaudio_contender'),
    stages: ['file-to-vector', 'mel', 'fft', 'resample'],
    sameNumbers: true,
    note: `Every plan made once; files read by soundfile; its default resampler, which is shorter than the others; torch.stft for fft. ${POOL}`,
  },
  {
    name: 'audioflux',
    surroundings: 'python',
    program: python('audioflux_contender'),
    stages: ['mel'],
    sameNumbers: false,
    note: 'Its plan made once; edges and decibels, which it leaves to its caller, by numpy. Its mel scale is another.',
  },
  {
    name: 'kaldi-native-fbank',
    surroundings: 'python',
    program: python('kaldi_native_fbank_contender'),
    stages: ['mel'],
    sameNumbers: true,
    note: "Set to librosa's bands; edges and decibels by numpy. It makes its plan anew for each clip, and gives its frames one by one.",
  },
  {
    name: 'meyda',
    surroundings: 'npm',
    program: [join(import.meta.dirname, 'meyda.mjs')],
    stages: ['mel'],
    sameNumbers: false,
    clipLimit: 8,
    note: 'Frames inside the clip only (255 for 259), bands up to half the sample rate, natural logarithm.',
  },
  {
    name: 'soundfile',
    surroundings: 'python',
    program: python('soundfile_contender'),
    stages: ['decode'],
    sameNumbers: true,
    note: 'libsndfile, the reader under librosa.load.',
  },
  {
    name: 'fftw',
    surroundings: 'cpp',
    program: ['fftw'],
    stages: ['fft'],
    sameNumbers: true,
    note: 'Single precision. A measured plan for one real frame, reused; window in plain C++ with all that the CPU has; spectra into memory that is reused, one frame after the other.',
  },
  {
    name: 'kissfft',
    surroundings: 'cpp',
    program: ['kissfft'],
    stages: ['fft'],
    sameNumbers: true,
    note: 'Single precision. kiss_fftr, one frame at a time; else as fftw.',
  },
  {
    name: 'prosodia-core-single',
    surroundings: 'cpp',
    program: ['prosodia-core', 'single'],
    stages: ['fft'],
    sameNumbers: true,
    note: 'Single precision, as fftw. The C++ core of this package without its TypeScript interface, into memory that is reused; all frames of a bin one after the other, as librosa has them.',
  },
  {
    name: 'prosodia-core',
    surroundings: 'cpp',
    program: ['prosodia-core', 'double'],
    stages: ['fft'],
    sameNumbers: true,
    note: 'Double precision, the default of stft; else as prosodia-core-single.',
  },
];

/** @type {Rival[]} */
const MODEL = [
  {
    name: 'keras',
    surroundings: 'keras',
    program: python('keras_contender', 'auto'),
    note: 'model.fit with the same settings, as its users call it; where there is no GPU it leaves XLA alone.',
  },
  {
    name: 'keras-xla',
    surroundings: 'keras',
    program: python('keras_contender', 'xla'),
    note: 'The same with jit_compile=True.',
  },
];

/** By the benchmark's project. */
export const RIVALS = { 'dsp-native': DSP_NATIVE, model: MODEL };
