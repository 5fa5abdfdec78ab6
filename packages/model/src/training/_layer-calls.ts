import type { LayersModel, layers } from '@tensorflow/tfjs';

type Layer = layers.Layer;

/** Does some work with a model whose layers compute by other functions, where `callOf` gives one. */
export function withCalls<T>(
  model: LayersModel,
  callOf: (layer: Layer, index: number) => Layer['call'] | undefined,
  work: () => T,
): T {
  const changed: Layer[] = [];
  try {
    model.layers.forEach((layer, index) => {
      const call = callOf(layer, index);
      if (call === undefined) return;
      layer.call = call;
      changed.push(layer);
    });
    return work();
  } finally {
    // What is left is the method of the layer's class.
    for (const layer of changed) Reflect.deleteProperty(layer, 'call');
  }
}
