import { FLOAT, node, type GraphNode } from '../../graph/graph-node.js';

/** A float32 variable of a graph: its value lives in the session. */
export class GraphVariable {
  readonly #name: string;
  readonly #shape: readonly number[];

  constructor(name: string, shape: readonly number[]) {
    this.#name = name;
    this.#shape = shape;
  }

  /** The output that other nodes change it by. */
  get handle(): string {
    return `${this.#name}/handle`;
  }

  /** The output that holds its value. */
  get value(): string {
    return `${this.#name}/value`;
  }

  /** The placeholder of a value from outside. */
  get given(): string {
    return `${this.#name}/given`;
  }

  /** An output that makes the variable take the given value. */
  get take(): string {
    return `${this.#name}/taken`;
  }

  nodes(): GraphNode[] {
    const shape = { shape: this.#shape };
    const take = this.assign(`${this.#name}/take`, this.given);
    return [
      node(this.handle, 'VarHandleOp', [], {
        ...{ dtype: FLOAT, shape, shared_name: { text: this.#name } },
      }),
      node(this.value, 'ReadVariableOp', [this.handle], { dtype: FLOAT }),
      node(this.given, 'Placeholder', [], { dtype: FLOAT, shape }),
      take,
      node(this.take, 'Identity', ['zero', `^${take.name}`], { T: FLOAT }),
    ];
  }

  /** A node that gives the variable a new value. */
  assign(name: string, value: string): GraphNode {
    return node(name, 'AssignVariableOp', [this.handle, value], { dtype: FLOAT });
  }
}
