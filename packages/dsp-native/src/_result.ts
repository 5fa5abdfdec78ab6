import { floats, type OptionTable } from './_options.js';

/** Where a result goes. */
export interface ResultOptions {
  /**
   * Memory for the values, of just their number and apart from what is read; it is what the call then returns.
   * Default: new memory.
   */
  into?: Float32Array;
}

/** Where a result goes whose length its caller may not know. */
export interface RoomOptions {
  /**
   * Memory for the values, at least as many, and apart from what is read; the call gives back the part of it that
   * they fill. Default: new memory.
   */
  into?: Float32Array;
}

export interface CompleteResultOptions {
  into: Float32Array | undefined;
}

export const resultOptions: OptionTable<CompleteResultOptions> = { into: floats() };
