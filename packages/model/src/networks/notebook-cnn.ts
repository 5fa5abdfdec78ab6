import type { LayerSpec, NetworkSpec } from './network-spec.js';

/**
 * The network of the notebook that this project began with: three blocks of convolution, batch normalisation and
 * pooling over the 259 frames, then three dense layers. Its numbers are Keras's defaults.
 *
 * With the default sizes it has 1,129,384 parameters, of which 1,128,488 are trained.
 *
 * @param sizes inputWidth: values a row (259); classes: emotions to tell apart (8)
 */
export function notebookCnn({ inputWidth = 259, classes = 8 } = {}): NetworkSpec {
  return {
    name: 'notebook-cnn',
    inputShape: [inputWidth, 1],
    layers: [
      ...block(1, 64),
      ...block(2, 128),
      ...block(3, 256),
      { type: 'flatten', name: 'flatten' },
      { type: 'dense', name: 'dense1', units: 128, activation: 'relu' },
      { type: 'dense', name: 'dense2', units: 32, activation: 'relu' },
      { type: 'dense', name: 'probabilities', units: classes, activation: 'softmax' },
    ],
  };
}

function block(index: number, filters: number): LayerSpec[] {
  return [
    { type: 'conv1d', name: `conv${index}`, filters, kernelSize: 5, activation: 'relu' },
    { type: 'batchNormalization', name: `norm${index}`, momentum: 0.99, epsilon: 1e-3 },
    { type: 'maxPooling1d', name: `pool${index}`, poolSize: 2 },
  ];
}
