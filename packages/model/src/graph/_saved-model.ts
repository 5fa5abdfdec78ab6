import { bytesField, floatField, integerField } from '../_protobuf.js';
import type { Attribute, ConstantValue, GraphNode } from './graph-node.js';

/** The tag that the model is loaded by. */
export const TAG = 'train';

/** The version of TensorFlow's graphs that these nodes are written in: that of 2.9, which every route brings. */
const GRAPH_VERSION = 1087;

/** The content of a `saved_model.pb` with one graph. */
export function encodeSavedModel(nodes: readonly GraphNode[]): Buffer {
  const versions = bytesField(4, integerField(1, GRAPH_VERSION));
  const graph = [...nodes.map((node) => bytesField(1, encodeNode(node))), versions];
  const info = bytesField(1, bytesField(4, TAG));
  return Buffer.concat([integerField(1, 1), bytesField(2, info, bytesField(2, ...graph))]);
}

function encodeNode({ name, op, inputs, attributes }: GraphNode): Buffer {
  return Buffer.concat([
    bytesField(1, name),
    bytesField(2, op),
    ...inputs.map((input) => bytesField(3, input)),
    ...Object.entries(attributes).map(([key, value]) =>
      bytesField(5, bytesField(1, key), bytesField(2, encodeAttribute(value))),
    ),
  ]);
}

function encodeAttribute(attribute: Attribute): Buffer {
  if ('type' in attribute) return integerField(6, attribute.type);
  if ('text' in attribute) return bytesField(2, attribute.text);
  if ('shape' in attribute) return bytesField(7, encodeShape(attribute.shape));
  if ('tensor' in attribute) return bytesField(8, encodeTensor(attribute.tensor));
  if ('int' in attribute) return oneOrList(attribute.int, (value) => integerField(3, value));
  if ('float' in attribute) return oneOrList(attribute.float, (value) => floatField(4, value));
  return oneOrList(attribute.bool, (value) => integerField(5, Number(value)));
}

/** Elements have the same field number in a list as alone. */
function oneOrList<T>(value: T | readonly T[], encode: (element: T) => Buffer): Buffer {
  return Array.isArray(value) ? bytesField(1, ...value.map(encode)) : encode(value as T);
}

function encodeTensor({ dtype, shape, bytes }: ConstantValue): Buffer {
  return Buffer.concat([
    integerField(1, dtype),
    bytesField(2, encodeShape(shape)),
    bytesField(4, bytes),
  ]);
}

function encodeShape(shape: readonly number[]): Buffer {
  return Buffer.concat(shape.map((size) => bytesField(2, integerField(1, size))));
}
