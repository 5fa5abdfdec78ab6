import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs';
import { encodeSavedModel, TAG } from './_saved-model.js';
import type { GraphNode } from './graph-node.js';
import type { NodeBackend } from './node-backend.js';

/** A graph that TensorFlow has loaded, with the variables in it. */
export class GraphSession {
  readonly #backend: NodeBackend;
  readonly #id: number;

  private constructor(backend: NodeBackend, id: number) {
    this.#backend = backend;
    this.#id = id;
  }

  /** Undefined where no temporary file can be written: the binding loads graphs from a folder only. */
  static load(backend: NodeBackend, nodes: readonly GraphNode[]): GraphSession | undefined {
    let folder: string | undefined;
    try {
      try {
        folder = mkdtempSync(join(tmpdir(), 'prosodia-graph-'));
        writeFileSync(join(folder, 'saved_model.pb'), encodeSavedModel(nodes));
      } catch {
        return undefined;
      }
      return new GraphSession(backend, backend.loadSavedModelMetaGraph(folder, TAG));
    } finally {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    }
  }

  /**
   * @param feeds tensors by the name of the placeholder that takes them
   * @param outputs names of the wanted outputs, such as `node:1`
   */
  run(feeds: Readonly<Record<string, Tensor>>, outputs: readonly string[]): Tensor[] {
    const names = Object.keys(feeds).map((name) => ({ name: `${name}:0` }));
    const wanted = outputs.map((name) => (name.includes(':') ? name : `${name}:0`));
    return this.#backend.runSavedModel(this.#id, Object.values(feeds), names, wanted);
  }

  dispose(): void {
    this.#backend.deleteSavedModel(this.#id);
  }
}
