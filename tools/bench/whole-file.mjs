import { rename, writeFile } from 'node:fs/promises';

/** Never half a file under its name. @param {string} file @param {string} text */
export async function writeWhole(file, text) {
  await writeFile(`${file}.part`, text, { flush: true });
  await rename(`${file}.part`, file);
}
