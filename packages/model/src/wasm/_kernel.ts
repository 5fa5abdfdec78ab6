import type { KernelFunc, Tensor, TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from '../_tfjs.js';

/** What tfjs hands to a kernel. */
export interface KernelCall<Input extends string, Attrs> {
  readonly inputs: Readonly<Record<Input, Tensor>>;
  readonly attrs: Attrs;
  readonly backend: BackendWasm;
}

/** A kernel for the wasm backend; it takes the place of one that is there under that name. */
export interface WasmKernel<Input extends string, Attrs> {
  readonly name: string;
  readonly run: (
    call: KernelCall<Input, Attrs>,
    /** The kernel that this one replaces, for the cases that it leaves alone. */
    stock: (call: KernelCall<Input, Attrs>) => TensorInfo,
  ) => TensorInfo;
}

/** Makes tfjs use `kernel`. */
export function registerWasmKernel<Input extends string, Attrs>({
  name,
  run,
}: WasmKernel<Input, Attrs>): void {
  const config = tf.getKernelsForBackend('wasm').find(({ kernelName }) => kernelName === name);
  const stock = (call: KernelCall<Input, Attrs>): TensorInfo => {
    if (config === undefined) throw new Error(`tfjs has no wasm kernel ${name}`);
    return config.kernelFunc(call as unknown as Parameters<KernelFunc>[0]) as TensorInfo;
  };
  if (config !== undefined) tf.unregisterKernel(name, 'wasm');
  tf.registerKernel({
    ...config,
    kernelName: name,
    backendName: 'wasm',
    kernelFunc: (call) => run(call as unknown as KernelCall<Input, Attrs>, stock),
  });
}

/** The numbers of a float32 tensor as the backend holds them. Allocating may move them: make outputs first. */
export function floatsOf(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}
