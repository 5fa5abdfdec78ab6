import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { recordings } from './_recordings.mjs';

const PROCESS = fileURLToPath(new URL('_leak-process.mjs', import.meta.url));
const CALLS = [
  'extract',
  'readWav',
  'decodeWav',
  'stft',
  'mfcc',
  'pitch',
  'resample',
  'stream',
  'delta',
];
const REFUSED = ['extract', 'options', 'aborted', 'readWav', 'decodeWav', 'stft', 'stream'];
/** What a call may add to the process, in bytes. */
const LIMIT = 1024;
/** A young generation of one size: else V8 grows it as it likes, by more than is looked for here. */
const NODE_OPTIONS = ['--expose-gc', '--max-semi-space-size=1'];

/**
 * Calls of each kind, each kind in a process of its own: what one leaves behind is below 1 kB.
 *
 * @param {{ count: number, kinds?: string[] }} options `count` of each kind
 */
export async function leaks({ count, kinds }) {
  const { paths, broken, remove } = recordings(2, 0.55);
  const all = [
    ...CALLS.map((kind) => ({ kind, calls: count })),
    ...REFUSED.map((kind) => ({ kind: `refused: ${kind}`, calls: count })),
  ].filter(({ kind }) => kinds?.includes(kind) ?? true);
  try {
    const grown = all.map(({ kind, calls }) => {
      const data = { kind, calls, limit: LIMIT, paths, broken };
      // One arena: what the allocator keeps in reserve for each thread is no leak.
      const env = { ...process.env, MALLOC_ARENA_MAX: '1', STRESS_DATA: JSON.stringify(data) };
      const out = execFileSync(process.execPath, [...NODE_OPTIONS, PROCESS], {
        env,
        encoding: 'utf8',
      });
      return { kind, calls, ...JSON.parse(out) };
    });
    const told = grown.map(
      ({ kind, native, external }) => `${kind} ${Math.round(native)} + ${Math.round(external)}`,
    );
    const sound = grown.every(({ native, external }) => native + Math.max(0, external) < LIMIT);
    const words = `bytes a call over ${count} calls, of the process and of buffers: `;
    return { sound: sound && grown.length > 0, told: words + told.join('; ') };
  } finally {
    remove();
  }
}
