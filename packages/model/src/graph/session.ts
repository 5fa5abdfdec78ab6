import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs';
import { ModelError } from '../errors.js';
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

  /** @throws {ModelError} TEMPORARY_IO: the binding loads graphs from a folder only */
  static load(backend: NodeBackend, nodes: readonly GraphNode[]): GraphSession {
    const bytes = encodeSavedModel(nodes);
    let folder: string | undefined;
    try {
      try {
        folder = mkdtempSync(join(tmpdir(), 'prosodia-graph-'));
        writeFileSync(join(folder, 'saved_model.pb'), bytes);
      } catch (cause) {
        throw new ModelError(
          'TEMPORARY_IO',
          `Expected room for ${bytes.length} bytes for ${tmpdir()} but received ${String(cause)}; ` +
            'make room, or name another folder by TMPDIR',
          { cause },
        );
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
