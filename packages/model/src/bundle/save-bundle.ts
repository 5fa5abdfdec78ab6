import type { LayersModel } from '@tensorflow/tfjs';
import { parse } from '../_parse.js';
import { expected } from '../errors.js';
import { describeNetwork } from '../networks/describe-network.js';
import type { NetworkSpec } from '../networks/network-spec.js';
import { readWeights } from '../sealed/network-weights.js';
import { encodeSafetensors } from '../sealed/safetensors.js';
import { writeSealed } from '../sealed/sealed-folder.js';
import { BUNDLE_CODES, MODEL_FILE, WEIGHTS_FILE } from './_bundle-files.js';
import { FORMAT_VERSION, modelJsonSchema, type ModelJson } from './bundle-format.js';

/** How features were brought to mean 0 and deviation 1 before training, a value a feature. */
export interface Standardiser {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** What a bundle holds. */
export interface BundleContent {
  readonly network: NetworkSpec;
  readonly model: LayersModel;
  /** What each of the network's outputs stands for. */
  readonly labels: readonly string[];
  /** The feature set that the network was trained on; the only one it accepts. */
  readonly featureSetId: string;
  readonly standardiser: Standardiser;
  /** Where the model comes from: seeds, versions, data; anything JSON can say. */
  readonly provenance?: ModelJson['provenance'];
}

/**
 * Writes a model with all that is needed to use it into one folder, which appears whole or not at all: `model.json`,
 * `weights.safetensors` and `SHA256SUMS`. Nothing is ever overwritten.
 *
 * @param folder where: absent, or an empty folder
 * @throws {ModelError} BUNDLE_EXISTS or BUNDLE_IO; INVALID_DATA when the parts do not fit each other
 */
export async function saveBundle(folder: string, content: BundleContent): Promise<void> {
  const { network, labels, featureSetId, standardiser, provenance = {} } = content;
  const json = parse(
    modelJsonSchema,
    {
      ...{ format: 'prosodia-model', formatVersion: FORMAT_VERSION },
      ...{ network, labels: [...labels], featureSetId },
      standardiser: {
        mean: Array.from(standardiser.mean),
        deviation: Array.from(standardiser.deviation),
      },
      provenance,
    },
    'saveBundle',
    'INVALID_DATA',
  );
  checkSizes(json);
  const files = {
    [MODEL_FILE]: Buffer.from(`${JSON.stringify(json, null, 1)}\n`),
    [WEIGHTS_FILE]: encodeSafetensors(await readWeights(network, content.model)),
  };
  await writeSealed(folder, files, BUNDLE_CODES);
}

/**
 * @throws {ModelError} INVALID_DATA when labels or standardiser do not fit the network
 */
export function checkSizes({ network, labels, standardiser }: ModelJson): void {
  const { inputShape, layers } = describeNetwork(network);
  const width = inputShape.reduce((product, size) => product * size, 1);
  const outputShape = layers.at(-1)?.outputShape.join(' x ') ?? '';
  if (outputShape !== String(labels.length))
    throw expected('INVALID_DATA', `${outputShape} labels`, 'labels', labels.length);
  for (const [name, { length }] of Object.entries(standardiser))
    if (length !== width)
      throw expected('INVALID_DATA', `${width} values`, `standardiser.${name}`, length);
}
