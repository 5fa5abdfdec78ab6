import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgetInstances, keepInstances } from './one-instance.js';

interface Instance {
  readonly exports: { readonly m: { readonly buffer: ArrayBuffer } };
}
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate: (module: object) => Promise<Instance>;
};

/** Three pages of memory, exported as `m`; its first bytes are `hi`. */
const CODE = Buffer.from(
  '\0asm\x01\0\0\0\x05\x03\x01\0\x03\x07\x05\x01\x01m\x02\0\x0b\x08\x01\0A\0\x0b\x02hi',
  'latin1',
);

const original = WebAssembly.instantiate;
beforeEach(keepInstances);
afterEach(() => {
  forgetInstances();
  WebAssembly.instantiate = original;
});

const bytesOf = ({ exports }: Instance) => Buffer.from(exports.m.buffer);

it('gives a module its one instance again, every byte of the memory as it was at first', async () => {
  const module = await WebAssembly.compile(CODE);
  const first = await WebAssembly.instantiate(module);
  const asNew = Buffer.from(bytesOf(first));
  expect(asNew.toString('latin1', 0, 3)).toBe('hi\0');
  for (const place of [0, 1, 2, 65_535, 65_536, 131_072, 196_607]) bytesOf(first)[place] = 7;
  const second = await WebAssembly.instantiate(module);
  expect(second).toBe(first);
  expect(bytesOf(second).equals(asNew)).toBe(true);
});

it('gives another module another instance, and after forgetting a new one', async () => {
  const module = await WebAssembly.compile(CODE);
  const first = await WebAssembly.instantiate(module);
  expect(await WebAssembly.instantiate(await WebAssembly.compile(CODE))).not.toBe(first);
  forgetInstances();
  expect(await WebAssembly.instantiate(module)).not.toBe(first);
});
