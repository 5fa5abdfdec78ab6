import { createRequire } from 'node:module';
import type { SvmClass } from 'libsvm-js';

let loading: Promise<SvmClass> | undefined;

/**
 * LIBSVM (Chang and Lin 2011) as WebAssembly. While it is loaded it tries a way that only browsers have and says on
 * the console that it failed, and it makes itself the judge of the whole process's forgotten promises: two lines that
 * help nobody and a listener that is not its business are taken back.
 */
export function loadLibsvm(): Promise<SvmClass> {
  loading ??= loadQuietly();
  return loading;
}

async function loadQuietly(): Promise<SvmClass> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!/wasm streaming compile failed|falling back to ArrayBuffer/.test(String(words[0])))
      warn(...words);
  };
  const emitter: NodeJS.EventEmitter = process;
  const events = ['uncaughtException', 'unhandledRejection'];
  const before = new Set(events.flatMap((event) => emitter.listeners(event)));
  try {
    // A promise as the whole of a CommonJS module: `import` would wrap it.
    return await (createRequire(import.meta.url)('libsvm-js') as Promise<SvmClass>);
  } finally {
    console.warn = warn;
    for (const event of events)
      for (const listener of emitter.listeners(event))
        if (!before.has(listener)) emitter.off(event, listener as () => void);
  }
}
