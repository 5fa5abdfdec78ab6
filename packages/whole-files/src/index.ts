export { claimPath, type Release } from './claim.js';
export { WholeFilesError, type WholeFilesErrorCode } from './errors.js';
export { flushFolder, writeFlushed, type Chunks } from './flush.js';
export { makeFolder } from './make-folder.js';
export { tryWholeFile, writeWholeFile } from './whole-file.js';
export { tryWholeFolder, writeWholeFolder, type WholeFolderOptions } from './whole-folder.js';
