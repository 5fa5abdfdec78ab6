/** TensorFlow's numbers for types of values. */
export const DataType = { float: 1, int32: 3, bool: 10, resource: 20 } as const;

/** Numbers that a graph holds itself. */
export interface ConstantValue {
  readonly dtype: number;
  readonly shape: readonly number[];
  /** Little-endian, row-major. */
  readonly bytes: Uint8Array;
}

/** An attribute of a node. A list of integers, floats or booleans is an array. */
export type Attribute =
  | { readonly type: number }
  | { readonly int: number | readonly number[] }
  | { readonly float: number | readonly number[] }
  | { readonly bool: boolean | readonly boolean[] }
  | { readonly text: string }
  | { readonly shape: readonly number[] }
  | { readonly tensor: ConstantValue };

/** One operation of a graph. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** `node` or `node:1` for another node's first or second output, `^node` to wait for it. */
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export const FLOAT = { type: DataType.float };

export function node(
  name: string,
  op: string,
  inputs: readonly string[],
  attributes: Readonly<Record<string, Attribute>>,
): GraphNode {
  return { name, op, inputs, attributes };
}

/** A single number. */
export function constant(name: string, value: number): GraphNode {
  return constantArray(name, Float32Array.of(value), []);
}

/** Numbers in an array, row-major. */
export function constantArray(
  name: string,
  values: Float32Array,
  shape: readonly number[],
): GraphNode {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const tensor = { dtype: DataType.float, shape, bytes };
  return node(name, 'Const', [], { dtype: FLOAT, value: { tensor } });
}
