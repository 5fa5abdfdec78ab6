import type { SealedCodes } from '../sealed/sealed-folder.js';

/** The files of a bundle. */
export const MODEL_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.safetensors';

export const BUNDLE_CODES: SealedCodes = {
  ...{ exists: 'BUNDLE_EXISTS', io: 'BUNDLE_IO', invalid: 'BUNDLE_INVALID' },
  mend: 'copy the model again from where it is whole, or train it again',
};
