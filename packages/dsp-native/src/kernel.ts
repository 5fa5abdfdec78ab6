import { native } from './_addon.js';

export interface KernelDescription {
  /** The instruction set in use: the best this CPU has, or the one the environment variable PROSODIA_KERNEL names. */
  name: string;
  /** All that this CPU can run, the best first. */
  available: string[];
}

/** What binding/kernel.cpp exports. */
interface Native {
  describeKernel(): KernelDescription;
}

/**
 * Which instruction set the native code runs on.
 *
 * @throws DspError `INVALID_OPTION` if PROSODIA_KERNEL names one that is not available
 */
export function describeKernel(): KernelDescription {
  return native((addon: Native) => addon.describeKernel());
}
