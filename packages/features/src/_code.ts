import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const OWN_FILE = fileURLToPath(import.meta.url);

/** Where the code of this package lies that is running: `src`, or `dist` where it was built into few files. */
export const CODE_FOLDER = dirname(OWN_FILE);
/** How its files end: `.ts` or `.js`. */
export const CODE_SUFFIX = extname(OWN_FILE);
