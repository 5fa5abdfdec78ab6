import { parse } from '../_parse.js';
import { pickBackend } from '../backend.js';
import { expected, ModelError } from '../errors.js';
import { FrozenNetwork } from '../frozen-network.js';
import { buildNetwork } from '../networks/build-network.js';
import { describeNetwork } from '../networks/describe-network.js';
import { checkSlots, writeWeights } from '../sealed/network-weights.js';
import {
  decodeSafetensors,
  MAX_HEADER_BYTES,
  parseJson,
  type NamedArray,
} from '../sealed/safetensors.js';
import { SealedFolder } from '../sealed/sealed-folder.js';
import { BUNDLE_CODES, MODEL_FILE, WEIGHTS_FILE } from './_bundle-files.js';
import { MAX_MODEL_JSON_BYTES, modelJsonSchema, type ModelJson } from './bundle-format.js';
import { checkSizes, type BundleContent } from './save-bundle.js';

/** Largest weights file that is read: what one read can hold, some 475 times the notebook's network. */
const MAX_WEIGHT_BYTES = 2 ** 31 - 1;

/** Features as their set gives them, not standardised. */
export interface FeatureRows {
  readonly featureSetId: string;
  /** rows x width, row-major. */
  readonly values: Float32Array;
  readonly rows: number;
}

/** A model read back from its folder. */
export interface Bundle extends Required<BundleContent> {
  /**
   * Standardises features and asks the network.
   *
   * @returns rows x labels.length, row-major; each row sums to 1
   * @throws {ModelError} FEATURE_SET_MISMATCH for features of another set than the model was trained on; INVALID_DATA
   *   when `values` does not hold that many rows
   */
  predict(features: FeatureRows): Promise<Float32Array>;
  /** Frees the network's memory. */
  dispose(): void;
}

/**
 * Reads a bundle that {@link saveBundle} wrote: the same weights, bit for bit, by which it predicts whatever becomes of
 * `model` afterwards. A bundle is data: every size is checked before memory is taken, every byte is covered by a
 * checksum, and only known kinds of layers exist.
 *
 * @throws {ModelError} BUNDLE_IO when a file cannot be read; BUNDLE_INVALID, with file and reason, when it is not what
 *   was written; BACKEND_UNAVAILABLE
 */
export async function loadBundle(folder: string): Promise<Bundle> {
  const sealed = await SealedFolder.open(folder, BUNDLE_CODES);
  const json = decodeModelJson(await sealed.read(MODEL_FILE, MAX_MODEL_JSON_BYTES));
  const { layers, params } = describeNetwork(json.network);
  const mostBytes = Math.min(8 + MAX_HEADER_BYTES + 4 * params.total, MAX_WEIGHT_BYTES);
  const bytes = await sealed.read(WEIGHTS_FILE, mostBytes);
  const arrays = decodeSafetensors(bytes, WEIGHTS_FILE, 'BUNDLE_INVALID');
  const slots = layers.flatMap(({ weights }) => weights);
  checkSlots(slots, arrays, WEIGHTS_FILE, 'BUNDLE_INVALID');
  await pickBackend();
  return assemble(json, arrays);
}

function decodeModelJson(bytes: Uint8Array): ModelJson {
  const value = parseJson(Buffer.from(bytes).toString('utf8'), MODEL_FILE, 'BUNDLE_INVALID');
  const json = parse(modelJsonSchema, value, MODEL_FILE, 'BUNDLE_INVALID');
  try {
    checkSizes(json);
  } catch (cause) {
    if (!(cause instanceof ModelError)) throw cause;
    throw new ModelError('BUNDLE_INVALID', `${MODEL_FILE}: ${cause.message}`, { cause });
  }
  return json;
}

function assemble(json: ModelJson, arrays: readonly NamedArray[]): Bundle {
  const { network, labels, featureSetId, provenance } = json;
  const standardiser = {
    mean: Float32Array.from(json.standardiser.mean),
    deviation: Float32Array.from(json.standardiser.deviation),
  };
  const model = buildNetwork(network);
  writeWeights(model, arrays);
  const frozen = new FrozenNetwork(model, standardiser);
  return {
    ...{ network, model, labels, featureSetId, standardiser, provenance },
    predict: async ({ featureSetId: id, values, rows }) => {
      if (id !== featureSetId)
        throw expected('FEATURE_SET_MISMATCH', `feature set ${featureSetId}`, 'the model', id);
      return frozen.predict(values, rows);
    },
    dispose: () => {
      frozen.dispose();
      model.dispose();
    },
  };
}
