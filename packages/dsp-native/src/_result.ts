import { floats, type OptionTable } from './_options.js';

/** Where a result goes. */
export interface ResultOptions {
  /**
   * Memory for the values, of just their number and apart from what is read; it is what the call then returns.
   * Default: new memory.
   */
  into?: Float32Array;
}

export interface CompleteResultOptions {
  into: Float32Array | undefined;
}

export const resultOptions: OptionTable<CompleteResultOptions> = { into: floats() };
