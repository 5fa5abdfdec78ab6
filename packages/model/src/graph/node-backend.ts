import type { DataType, Tensor, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';

/** An attribute as tfjs-node hands it to its binding. */
export interface OpAttribute {
  readonly name: string;
  /** One of the binding's TF_ATTR numbers. */
  readonly type: number;
  readonly value: unknown;
}

/** A tensor that the binding has made. */
export interface OpOutput {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** The part of tfjs-node's binding that this folder needs. */
export interface Binding {
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  executeOp(
    name: string,
    attributes: OpAttribute[],
    inputIds: number[],
    outputs: number,
  ): OpOutput[];
  createTensor(shape: readonly number[], dtype: number, values: ArrayBufferView): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): ArrayBufferView;
}

/** The part of tfjs-node's backend that this folder needs. */
export interface NodeBackend {
  binding: Binding;
  getDTypeInteger(dtype: DataType): number;
  /** The binding's numbers of tensors; gives those one that have none yet. */
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  executeMultipleOutputs(
    name: string,
    attributes: OpAttribute[],
    inputs: readonly TensorInfo[],
    outputs: number,
  ): Tensor[];
  loadSavedModelMetaGraph(folder: string, tags: string): number;
  runSavedModel(
    id: number,
    inputs: readonly Tensor[],
    inputInfos: readonly { readonly name: string }[],
    outputNames: readonly string[],
  ): Tensor[];
  deleteSavedModel(id: number): void;
}

/** The backend at work, where it is libtensorflow. */
export function nodeBackend(): NodeBackend | undefined {
  return tf.getBackend() === 'tensorflow' ? (tf.backend() as unknown as NodeBackend) : undefined;
}
