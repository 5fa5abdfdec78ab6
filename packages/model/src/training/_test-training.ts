import { deriveSeed } from '@prosodia/statistics';
import type { LayersModel } from '@tensorflow/tfjs';
import type { LabelledRows } from '../labelled-rows.js';
import type { NetworkSpec } from '../networks/network-spec.js';

export const classes = 3;

/** For rows of {@link sines}. */
export const network: NetworkSpec = {
  name: 'small',
  inputShape: [20, 1],
  layers: [
    { type: 'conv1d', name: 'conv', filters: 4, kernelSize: 5, activation: 'relu' },
    { type: 'batchNormalization', name: 'norm', momentum: 0.9, epsilon: 1e-3 },
    { type: 'maxPooling1d', name: 'pool', poolSize: 2 },
    { type: 'flatten', name: 'flatten' },
    { type: 'dense', name: 'answer', units: classes, activation: 'softmax' },
  ],
};

/** Sines of three frequencies under noise: class k has k + 1 periods. */
export function sines(rows: number, seed: number): LabelledRows {
  const width = 20;
  const y = Array.from({ length: rows }, (_, row) => row % classes);
  const x = Float32Array.from({ length: rows * width }, (_, index) => {
    const label = y[Math.floor(index / width)] ?? 0;
    const noise = 0.5 * (deriveSeed(seed, index) / 2 ** 32 - 0.5);
    return Math.sin((2 * Math.PI * (label + 1) * (index % width)) / width) + noise;
  });
  return { x, y, rows, width };
}

/** In the order of tfjs. */
export const weightsOf = (model: LayersModel): number[][] =>
  model.getWeights().map((weight) => Array.from(weight.dataSync()));
