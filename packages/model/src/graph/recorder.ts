import type { TensorInfo } from '@tensorflow/tfjs';
import type { Attribute, ConstantValue, GraphNode } from './graph-node.js';
import type { Binding, NodeBackend, OpAttribute } from './node-backend.js';

/**
 * Writes down as nodes of a graph what tfjs lets TensorFlow compute. The work is done as ever meanwhile; what it
 * makes from numbers of JavaScript becomes constants of the graph.
 */
export class Recorder {
  readonly #backend: NodeBackend;
  readonly #prefix: string;
  readonly #outputs: Map<number, string>;
  readonly #constants = new Map<number, ConstantValue>();
  readonly #nodes: GraphNode[] = [];

  /**
   * @param prefix begins the name of every node
   * @param known names of the outputs that tensors stand for; the graph takes them from elsewhere
   */
  constructor(backend: NodeBackend, prefix: string, known: ReadonlyMap<TensorInfo, string>) {
    this.#backend = backend;
    this.#prefix = prefix;
    const names = [...known.values()];
    const ids = backend.getInputTensorIds([...known.keys()]);
    this.#outputs = new Map(ids.map((id, index) => [id, names[index] ?? '']));
  }

  get nodes(): readonly GraphNode[] {
    return this.#nodes;
  }

  /** Does the work and records it. */
  record<T>(work: () => T): T {
    const { binding } = this.#backend;
    const executeOp: Binding['executeOp'] = (op, attributes, inputIds, count) => {
      const outputs = binding.executeOp(op, attributes, inputIds, count);
      const inputs = inputIds.map((id) => this.#nameOf(id));
      const converted = attributes.map((attribute) => convert(attribute, binding));
      const name = this.#add(op, inputs, Object.fromEntries(converted));
      outputs.forEach(({ id }, index) =>
        this.#outputs.set(id, index === 0 ? name : `${name}:${index}`),
      );
      return outputs;
    };
    const createTensor: Binding['createTensor'] = (shape, dtype, values) => {
      const id = binding.createTensor(shape, dtype, values);
      const { buffer, byteOffset, byteLength } = values;
      const bytes = Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength));
      this.#constants.set(id, { dtype, shape, bytes });
      return id;
    };
    this.#backend.binding = Object.create(binding, {
      executeOp: { value: executeOp },
      createTensor: { value: createTensor },
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

  #nameOf(id: number): string {
    const known = this.#outputs.get(id);
    if (known !== undefined) return known;
    const value = this.#constants.get(id);
    if (value === undefined) throw new Error('A tensor from before the recording is in use');
    const name = this.#add('Const', [], { dtype: { type: value.dtype }, value: { tensor: value } });
    this.#outputs.set(id, name);
    return name;
  }

  #add(op: string, inputs: string[], attributes: Record<string, Attribute>): string {
    const name = `${this.#prefix}/${this.#nodes.length}/${op}`;
    this.#nodes.push({ name, op, inputs, attributes });
    return name;
  }
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
