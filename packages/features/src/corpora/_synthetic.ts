import { access, open, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A folder that holds this file holds synthetic sounds, not recordings of people; so does all below it. */
export const SYNTHETIC_MARKER = 'SYNTHETIC.json';

/** Stands as a comment at the head of every file of the demo corpus, and so goes with each copy. */
export const SYNTHETIC_COMMENT = 'Synthetic, made by Prosodia: not a recording of a person';

/** The comment lies within these, before the samples. */
const HEAD_BYTES = 256;
/** The smallest header of a WAV file; a file without one is no sound of either kind. */
const HEADER_BYTES = 44;

/** True: a program made the sound. False: nothing says so. Undefined: it cannot be read, or is no sound. */
export type SyntheticCheck = (file: string) => Promise<boolean | undefined>;

/** A check that looks for the comment in a file and for the marker in its folder and all above it, each once. */
export function createSyntheticCheck(): SyntheticCheck {
  const folders = new Map<string, Promise<boolean>>();
  const isMarked = (folder: string): Promise<boolean> => {
    const known = folders.get(folder) ?? lookFor(folder);
    folders.set(folder, known);
    return known;
  };
  const lookFor = async (folder: string): Promise<boolean> => {
    if (await exists(join(folder, SYNTHETIC_MARKER))) return true;
    return dirname(folder) !== folder && isMarked(dirname(folder));
  };
  return async (file) => {
    try {
      // A linked folder or file is where it really lies.
      return (await isMarked(dirname(await realpath(file)))) || (await hasComment(file));
    } catch {
      return undefined; // extraction opens it again and says why it cannot
    }
  };
}

async function hasComment(file: string): Promise<boolean | undefined> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return bytesRead < HEADER_BYTES ? undefined : buffer.includes(SYNTHETIC_COMMENT, 0, 'latin1');
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
