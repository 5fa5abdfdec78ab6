import type { TensorInfo } from '@tensorflow/tfjs';
import { outputTypes, type ArrayType, type OpInput } from './_output-shapes.js';
import { DataType, type Attribute, type ConstantValue, type GraphNode } from './graph-node.js';
import type { Binding, NodeBackend, OpAttribute, OpOutput } from './node-backend.js';

/** What the graph calls an array, and what it is. */
interface Recorded extends ArrayType {
  readonly name: string;
}

/** TensorFlow's own numbers begin at 0, and tfjs-node calls what has none -1. */
const FIRST_ID = -2;

/**
 * Writes down as nodes of a graph what tfjs would let TensorFlow compute. Nothing is computed meanwhile: what tfjs gets
 * back has a shape and no numbers. What it makes from numbers of JavaScript becomes constants of the graph.
 */
export class Recorder {
  readonly #backend: NodeBackend;
  readonly #prefix: string;
  readonly #recorded: Map<number, Recorded>;
  readonly #constants = new Map<number, ConstantValue>();
  readonly #nodes: GraphNode[] = [];
  #nextId = FIRST_ID;

  /**
   * @param prefix begins the name of every node
   * @param known names of the outputs that tensors stand for; the graph takes them from elsewhere
   */
  constructor(backend: NodeBackend, prefix: string, known: ReadonlyMap<TensorInfo, string>) {
    this.#backend = backend;
    this.#prefix = prefix;
    const ids = backend.getInputTensorIds([...known.keys()]);
    this.#recorded = new Map(
      [...known].map(([{ shape, dtype }, name], index) => [
        ids[index] ?? 0,
        { name, shape, dtype: backend.getDTypeInteger(dtype) },
      ]),
    );
  }

  get nodes(): readonly GraphNode[] {
    return this.#nodes;
  }

  /** Records the work. */
  record<T>(work: () => T): T {
    const { binding } = this.#backend;
    const executeOp: Binding['executeOp'] = (op, given, inputIds, count) => {
      const attributes = attributesOf(given, binding);
      const inputs = inputIds.map((id) => this.#inputOf(id));
      const types =
        outputTypes(op, inputs, attributes) ??
        typesByTrial(binding, op, given, [inputIds, inputs], count);
      const name = this.#add(
        op,
        inputIds.map((id) => this.#nameOf(id)),
        attributes,
      );
      return types.map(({ shape, dtype }, index): OpOutput => {
        const id = this.#nextId--;
        this.#recorded.set(id, { name: index === 0 ? name : `${name}:${index}`, shape, dtype });
        return { id, shape: [...shape], dtype };
      });
    };
    const createTensor: Binding['createTensor'] = (shape, dtype, values) => {
      const id = binding.createTensor(shape, dtype, values);
      const { buffer, byteOffset, byteLength } = values;
      const bytes = Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength));
      this.#constants.set(id, { dtype, shape, bytes });
      return id;
    };
    // tfjs looks whether the places that it gathers from are there; the first is.
    const tensorDataSync: Binding['tensorDataSync'] = (id) => {
      const recorded = id <= FIRST_ID ? this.#recorded.get(id) : undefined;
      return recorded === undefined ? binding.tensorDataSync(id) : zeros(recorded);
    };
    this.#backend.binding = Object.create(binding, {
      executeOp: { value: executeOp },
      createTensor: { value: createTensor },
      tensorDataSync: { value: tensorDataSync },
    }) as Binding;
    try {
      return work();
    } finally {
      this.#backend.binding = binding;
    }
  }

  /** The output of the graph that a tensor made while recording stands for. */
  outputOf(tensor: TensorInfo): string {
    const [id = -1] = this.#backend.getInputTensorIds([tensor]);
    return this.#nameOf(id);
  }

  #inputOf(id: number): OpInput {
    const input = this.#constants.get(id) ?? this.#recorded.get(id);
    if (input === undefined) throw new Error('A tensor from before the recording is in use');
    return input;
  }

  #nameOf(id: number): string {
    const known = this.#recorded.get(id);
    if (known !== undefined) return known.name;
    const value = this.#constants.get(id);
    if (value === undefined) throw new Error('A tensor from before the recording is in use');
    const name = this.#add('Const', [], { dtype: { type: value.dtype }, value: { tensor: value } });
    this.#recorded.set(id, { name, shape: value.shape, dtype: value.dtype });
    return name;
  }

  #add(op: string, inputs: string[], attributes: GraphNode['attributes']): string {
    const name = `${this.#prefix}/${this.#nodes.length}/${op}`;
    this.#nodes.push({ name, op, inputs, attributes });
    return name;
  }
}

/**
 * What an operation gives, of zeros where an input has no numbers.
 *
 * @param ids of the inputs; those that TensorFlow does not know are below 0
 */
function typesByTrial(
  binding: Binding,
  op: string,
  attributes: OpAttribute[],
  [ids, inputs]: readonly [readonly number[], readonly OpInput[]],
  count: number,
): ArrayType[] {
  const made: number[] = [];
  const real = inputs.map((input, index) => {
    const own = ids[index] ?? FIRST_ID;
    if (own >= 0) return own;
    const id = binding.createTensor(input.shape, input.dtype, zeros(input));
    made.push(id);
    return id;
  });
  const outputs = binding.executeOp(op, attributes, real, count);
  for (const id of [...made, ...outputs.map((output) => output.id)]) binding.deleteTensor(id);
  return outputs;
}

function zeros({ shape, dtype }: ArrayType): ArrayBufferView {
  const size = shape.reduce((all, axis) => all * axis, 1);
  switch (dtype) {
    case DataType.float:
      return new Float32Array(size);
    case DataType.int32:
      return new Int32Array(size);
    case DataType.bool:
      return new Uint8Array(size);
    default:
      throw new Error(`An array is of the unknown type ${dtype}`);
  }
}

/** Attributes as a graph has them. */
export function attributesOf(
  given: readonly OpAttribute[],
  binding: Binding,
): Readonly<Record<string, Attribute>> {
  return Object.fromEntries(given.map((attribute) => convert(attribute, binding)));
}

function convert({ name, type, value }: OpAttribute, binding: Binding): [string, Attribute] {
  switch (type) {
    case binding.TF_ATTR_TYPE:
      return [name, { type: value as number }];
    case binding.TF_ATTR_INT:
      return [name, { int: value as number | number[] }];
    case binding.TF_ATTR_FLOAT:
      return [name, { float: value as number | number[] }];
    case binding.TF_ATTR_BOOL:
      return [name, { bool: value as boolean | boolean[] }];
    case binding.TF_ATTR_STRING:
      return [name, { text: value as string }];
    case binding.TF_ATTR_SHAPE:
      return [name, { shape: value as number[] }];
    default:
      throw new Error(`Attribute ${name} is of the unknown type ${type}`);
  }
}
