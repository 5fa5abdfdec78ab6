import { closeSync, constants, existsSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder that holds this file holds synthetic sounds, not recordings of people; so does all below it. */
export const SYNTHETIC_MARKER = 'SYNTHETIC.json';

/** Stands as a comment at the head of every file of the demo corpus, and so goes with each copy. */
export const SYNTHETIC_COMMENT = 'Synthetic, made by Prosodia: not a recording of a person';

/** The comment lies within these, before the samples. */
const HEAD_BYTES = 256;
/** The smallest header of a WAV file; a file without one is no sound of either kind. */
const HEADER_BYTES = 44;
/** A pipe with the name of a sound must not make the program wait for a writer. Windows has no such flag. */
const AT_ONCE = constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0);

/** True: a program made the sound. False: nothing says so. Undefined: it cannot be read, or is no sound. */
export type SyntheticCheck = (file: string) => boolean | undefined;

/**
 * A check that looks for the comment in a file and for the marker in its folder and all above it, each once. It does
 * not wait: for so few bytes a turn of Node's event loop costs several times what the system takes.
 */
export function createSyntheticCheck(): SyntheticCheck {
  const folders = new Map<string, boolean>();
  const isMarked = (folder: string): boolean => {
    const known = folders.get(folder) ?? lookFor(folder);
    folders.set(folder, known);
    return known;
  };
  const lookFor = (folder: string): boolean =>
    existsSync(join(folder, SYNTHETIC_MARKER)) ||
    (dirname(folder) !== folder && isMarked(dirname(folder)));
  return (file) => {
    try {
      // A linked folder or file is where it really lies.
      return isMarked(dirname(realpathSync.native(file))) || hasComment(file);
    } catch {
      return undefined; // extraction opens it again and says why it cannot
    }
  };
}

function hasComment(file: string): boolean | undefined {
  const head = Buffer.alloc(HEAD_BYTES);
  const handle = openSync(file, AT_ONCE);
  try {
    const bytesRead = readSync(handle, head, 0, HEAD_BYTES, 0);
    return bytesRead < HEADER_BYTES ? undefined : head.includes(SYNTHETIC_COMMENT, 0, 'latin1');
  } finally {
    closeSync(handle);
  }
}
