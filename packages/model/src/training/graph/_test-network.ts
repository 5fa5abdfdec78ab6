import type { NetworkSpec } from '../../networks/network-spec.js';

/** For tests: every kind of layer that time x frequency needs; `chance` is the noise and the dropout. */
export function manyKinds({
  width,
  classes,
  chance,
}: Record<'width' | 'classes' | 'chance', number>): NetworkSpec {
  const conv = (name: string) => ({
    ...({ type: 'conv1d', name, filters: 8, kernelSize: 5, activation: 'linear' } as const),
    ...({ padding: 'same', useBias: false } as const),
  });
  return {
    name: 'many-kinds',
    inputShape: [width, 1],
    layers: [
      { type: 'gaussianNoise', name: 'noise', deviation: chance },
      conv('first'),
      { type: 'maxPooling1d', name: 'max', poolSize: 2 },
      {
        type: 'residual',
        name: 'block',
        layers: [
          conv('second'),
          { type: 'batchNormalization', name: 'norm', momentum: 0.9, epsilon: 1e-3 },
          { type: 'activation', name: 'relu', activation: 'relu' },
          { type: 'dropout', name: 'drop', rate: chance },
        ],
      },
      { type: 'averagePooling1d', name: 'average', poolSize: 2 },
      {
        ...{ type: 'timePooling', name: 'pooled', units: 6 },
        statistics: ['attention', 'max', 'mean', 'deviation'],
      },
      { type: 'dense', name: 'probabilities', units: classes, activation: 'softmax' },
    ],
  };
}
