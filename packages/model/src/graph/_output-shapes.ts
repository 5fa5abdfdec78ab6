import { DataType, type Attribute, type ConstantValue } from './graph-node.js';

/** An array whose numbers need not be there. */
export interface ArrayType {
  readonly shape: readonly number[];
  /** TensorFlow's number of it. */
  readonly dtype: number;
}

/** An input of an operation; the bytes are there where it is a constant. */
export type OpInput = ArrayType & Partial<Pick<ConstantValue, 'bytes'>>;

type Attributes = Readonly<Record<string, Attribute>>;
/** Undefined where the rule does not cover the case. */
type Rule = (inputs: readonly OpInput[], attributes: Attributes) => ArrayType[] | undefined;

/**
 * What an operation gives, without doing it; undefined for those that only TensorFlow knows. The rules are for what a
 * network has many or large ones of.
 */
export function outputTypes(
  op: string,
  inputs: readonly OpInput[],
  attributes: Attributes,
): ArrayType[] | undefined {
  return RULES.get(op)?.(inputs, attributes);
}

const asFirst: Rule = ([first]) => first && [{ shape: first.shape, dtype: first.dtype }];

const broadcast =
  (dtype?: number): Rule =>
  ([a, b]) => {
    if (a === undefined || b === undefined) return undefined;
    const rank = Math.max(a.shape.length, b.shape.length);
    const sizes = [a.shape, b.shape].map((shape) => [
      ...new Array<number>(rank - shape.length).fill(1),
      ...shape,
    ]);
    const shape = Array.from({ length: rank }, (_, axis) => {
      const [one = 1, other = 1] = sizes.map((size) => size[axis]);
      return one === 1 ? other : one;
    });
    return [{ shape, dtype: dtype ?? a.dtype }];
  };

const cast: Rule = ([x], { DstT }) =>
  x && DstT && 'type' in DstT ? [{ shape: x.shape, dtype: DstT.type }] : undefined;

/** To a shape that is a constant input. */
const toShape =
  (place: number, dtype: number): Rule =>
  (inputs) => {
    const shape = valuesOf(inputs[place]);
    return shape?.every((size) => size >= 0) ? [{ shape, dtype }] : undefined;
  };

const reshape: Rule = (inputs) => inputs[0] && toShape(1, inputs[0].dtype)(inputs, {});

/** Rows of the first axis. */
const gather: Rule = ([from, places, axis]) =>
  from && places && valuesOf(axis)?.[0] === 0
    ? [{ shape: [...places.shape, ...from.shape.slice(1)], dtype: from.dtype }]
    : undefined;

const matMul: Rule = ([a, b], { transpose_a: turnA, transpose_b: turnB }) => {
  if (a === undefined || b === undefined) return undefined;
  const rows = a.shape[isTrue(turnA) ? 1 : 0] ?? 0;
  const columns = b.shape[isTrue(turnB) ? 0 : 1] ?? 0;
  return [{ shape: [rows, columns], dtype: a.dtype }];
};

/** Many products of the last two axes; those before them are alike. */
const batchMatMul: Rule = ([a, b], { adj_x: turnA, adj_y: turnB }) => {
  if (a === undefined || b === undefined) return undefined;
  const before = a.shape.slice(0, -2);
  if (String(before) !== String(b.shape.slice(0, -2))) return undefined;
  const rows = a.shape.at(isTrue(turnA) ? -1 : -2) ?? 0;
  const columns = b.shape.at(isTrue(turnB) ? -2 : -1) ?? 0;
  return [{ shape: [...before, rows, columns], dtype: a.dtype }];
};

/** [rows, height, width, channels] by [height, width, channels, filters]. */
const convolution: Rule = ([x, kernel], attributes) => {
  const [height = 0, width = 0, , filters = 0] = kernel?.shape ?? [];
  return x && slide(x, [height, width], filters, attributes);
};

const pool: Rule = ([x], { ksize, ...attributes }) => {
  const [, height = 0, width = 0] = integers(ksize);
  return x && slide(x, [height, width], x.shape[3] ?? 0, attributes);
};

/** A window over height and width. */
function slide(
  { shape, dtype }: ArrayType,
  [height, width]: readonly [number, number],
  channels: number,
  { padding, data_format: format, strides, dilations }: Attributes,
): ArrayType[] | undefined {
  const isPadded = textOf(padding) === 'SAME';
  if (textOf(format) !== 'NHWC' || (!isPadded && textOf(padding) !== 'VALID')) return undefined;
  const along = (axis: number, size: number): number => {
    const [step = 1, gap = 1] = [strides, dilations].map((attribute) => integers(attribute)[axis]);
    return Math.ceil(((shape[axis] ?? 0) - (isPadded ? 0 : (size - 1) * gap)) / step);
  };
  return [{ shape: [shape[0] ?? 0, along(1, height), along(2, width), channels], dtype }];
}

const biasGradient: Rule = ([x]) => x && [{ shape: x.shape.slice(-1), dtype: x.dtype }];

/** The output, and of each channel mean, variance and what the gradient wants of both. */
const batchNorm: Rule = ([x, scale]) =>
  x && scale && [typeOf(x), ...new Array<ArrayType>(4).fill(typeOf(scale)), EMPTY];
const batchNormGradient: Rule = ([dy, , scale]) =>
  dy && scale && [typeOf(dy), typeOf(scale), typeOf(scale), EMPTY, EMPTY];

const EMPTY: ArrayType = { shape: [0], dtype: DataType.float };

const RULES: ReadonlyMap<string, Rule> = new Map([
  ...rules(asFirst, 'Relu ReluGrad BiasAdd Softmax Neg Log Sqrt Square Sin Cos Tanh MaxPoolGrad'),
  ...rules(broadcast(), 'Mul Add AddV2 Sub RealDiv Maximum Minimum'),
  ...rules(broadcast(DataType.bool), 'Greater GreaterEqual Equal'),
  ...rules(cast, 'Cast'),
  ...rules(reshape, 'Reshape'),
  ...rules(toShape(0, DataType.float), 'StatelessRandomUniform Conv2DBackpropInput'),
  ...rules(toShape(1, DataType.float), 'Conv2DBackpropFilter'),
  ...rules(gather, 'GatherV2'),
  ...rules(matMul, 'MatMul'),
  ...rules(batchMatMul, 'BatchMatMulV2'),
  ...rules(convolution, 'Conv2D'),
  ...rules(pool, 'MaxPool AvgPool'),
  ...rules(biasGradient, 'BiasAddGrad'),
  ...rules(batchNorm, 'FusedBatchNormV3'),
  ...rules(batchNormGradient, 'FusedBatchNormGradV3'),
]);

function rules(rule: Rule, names: string): (readonly [string, Rule])[] {
  return names.split(' ').map((name) => [name, rule]);
}

function valuesOf(input: OpInput | undefined): number[] | undefined {
  if (input?.bytes === undefined || input.dtype !== DataType.int32) return undefined;
  const { buffer, byteOffset, byteLength } = input.bytes;
  return [...new Int32Array(buffer, byteOffset, byteLength / 4)];
}

const typeOf = ({ shape, dtype }: ArrayType): ArrayType => ({ shape, dtype });
const integers = (attribute?: Attribute): number[] =>
  attribute && 'int' in attribute ? [attribute.int].flat() : [];
const isTrue = (attribute?: Attribute): boolean =>
  attribute !== undefined && 'bool' in attribute && attribute.bool === true;
const textOf = (attribute?: Attribute): string | undefined =>
  attribute && 'text' in attribute ? attribute.text : undefined;
