import { createHash, webcrypto } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Up to here a file is read at once and hashed on another thread. */
const AT_ONCE = 2 ** 26;

/** SHA-256 of the bytes of a file, as hexadecimal digits. */
export async function contentHash(file: string, size: number): Promise<string> {
  if (size <= AT_ONCE) {
    const digest = await webcrypto.subtle.digest('SHA-256', await readFile(file));
    return Buffer.from(digest).toString('hex');
  }
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
