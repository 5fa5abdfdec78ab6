interface Memory {
  readonly buffer: ArrayBuffer;
}

interface Instance {
  readonly exports: Readonly<Record<string, unknown>>;
}

/** What is needed of it here: TypeScript has the types of WebAssembly among those of browsers. */
declare const WebAssembly: {
  readonly Memory: new (...none: never) => Memory;
  readonly Module: new (...none: never) => object;
  instantiate(module: object, imports?: object): Promise<Instance>;
};

/** An instance of a module, and its memory as it was before anything ran in it. */
interface Kept {
  readonly instance: Instance;
  readonly memory: Memory;
  /** Up to its last page that is not all 0. */
  readonly first: Buffer;
}

const kept = new Map<object, Kept>();

/**
 * From now on this thread instantiates each WebAssembly module once: who asks again is given the same instance, with
 * its memory as it was at first. A new instance costs a millisecond and 16 to 28 MB that wait to be collected, and
 * the decoders' own way to begin anew leaks within one. Nobody may ask while an instance of the module is in use, and
 * whoever begins anew has to ask: so do the decoders of wasm-audio-decoders that are pinned in package.json, and a test
 * compares what they give with what new ones give.
 */
export function keepInstances(): void {
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  WebAssembly.instantiate = async (module, imports) => {
    const former = kept.get(module);
    if (former !== undefined) {
      restore(former);
      return former.instance;
    }
    const instance = await instantiate(module, imports);
    if (!(module instanceof WebAssembly.Module)) return instance; // of bytes: nobody asks for them again
    const memory = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory);
    if (memory) kept.set(module, { instance, memory, first: untilLastPage(memory) });
    return instance;
  };
}

/** After code in an instance was cut short: beside its memory it has a stack pointer that nobody can set. */
export function forgetInstances(): void {
  kept.clear();
}

/** A page, the unit of memory in WebAssembly. */
const ZEROS = Buffer.alloc(2 ** 16);

function untilLastPage({ buffer }: Memory): Buffer {
  const bytes = Buffer.from(buffer);
  let end = bytes.length;
  while (end > 0 && isZero(bytes, end - ZEROS.length, end)) end -= ZEROS.length;
  return Buffer.from(bytes.subarray(0, end));
}

/** Writes to no more of the memory than was written to, so that the rest takes no room in the machine. */
function restore({ memory, first }: Kept): void {
  const bytes = Buffer.from(memory.buffer);
  bytes.set(first);
  for (let start = first.length; start < bytes.length; start += ZEROS.length) {
    if (!isZero(bytes, start, start + ZEROS.length)) bytes.fill(0, start, start + ZEROS.length);
  }
}

function isZero(bytes: Buffer, start: number, end: number): boolean {
  return bytes.compare(ZEROS, 0, ZEROS.length, start, end) === 0;
}
