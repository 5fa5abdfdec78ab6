import {
  bytesField,
  floatField,
  integerField,
  messageField,
  textField,
  toBuffer,
  type Bytes,
} from '../_protobuf.js';
import { DataType, type Attribute, type ConstantValue, type GraphNode } from './graph-node.js';

/** The tag that the model is loaded by. */
export const TAG = 'train';

/** The version of TensorFlow's graphs that these nodes are written in: that of 2.9, which every route brings. */
const GRAPH_VERSION = 1087;

/** The content of a `saved_model.pb` with one graph. */
export function encodeSavedModel(nodes: readonly GraphNode[]): Buffer {
  const versions = messageField(4, integerField(1, GRAPH_VERSION));
  const graph = [...nodes.map((node) => messageField(1, encodeNode(node))), versions];
  const info = messageField(1, textField(4, TAG));
  return toBuffer(integerField(1, 1), messageField(2, info, messageField(2, ...graph)));
}

function encodeNode({ name, op, inputs, attributes }: GraphNode): Bytes {
  return [
    textField(1, name),
    textField(2, op),
    ...inputs.map((input) => textField(3, input)),
    ...Object.entries(attributes).map(([key, value]) =>
      messageField(5, textField(1, key), messageField(2, encodeAttribute(value))),
    ),
  ].join('');
}

function encodeAttribute(attribute: Attribute): Bytes {
  if ('type' in attribute) return integerField(6, attribute.type);
  if ('text' in attribute) return textField(2, attribute.text);
  if ('shape' in attribute) return messageField(7, encodeShape(attribute.shape));
  if ('tensor' in attribute) return messageField(8, encodeTensor(attribute.tensor));
  if ('int' in attribute) return oneOrList(attribute.int, (value) => integerField(3, value));
  if ('float' in attribute) return oneOrList(attribute.float, (value) => floatField(4, value));
  return oneOrList(attribute.bool, (value) => integerField(5, Number(value)));
}

/** Elements have the same field number in a list as alone. */
function oneOrList<T>(value: T | readonly T[], encode: (element: T) => Bytes): Bytes {
  return Array.isArray(value) ? messageField(1, ...value.map(encode)) : encode(value as T);
}

function encodeTensor({ dtype, shape, bytes }: ConstantValue): Bytes {
  const repeated = dtype === DataType.float ? repeatedValue(bytes) : undefined;
  const content = repeated === undefined ? bytesField(4, bytes) : floatField(5, repeated);
  return integerField(1, dtype) + messageField(2, encodeShape(shape)) + content;
}

/** The number that all of a constant is, such as the zeros of a gradient: TensorFlow repeats one that stands alone. */
function repeatedValue({ buffer, byteOffset, byteLength }: Uint8Array): number | undefined {
  const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
  const [first] = words;
  return first !== undefined && words.every((word) => word === first)
    ? new Float32Array(buffer, byteOffset, 1)[0]
    : undefined;
}

function encodeShape(shape: readonly number[]): Bytes {
  return shape.map((size) => messageField(2, integerField(1, size))).join('');
}
