import { createHash } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** For tests: a ZIP archive in memory, and what a download of it must be. */
export async function archiveOf(
  files: Readonly<Record<string, string>>,
): Promise<{ data: Buffer; archive: { name: string; bytes: number; md5: string } }> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return describeArchive(await buffer(zip.outputStream));
}

export function describeArchive(data: Buffer): {
  data: Buffer;
  archive: { name: string; bytes: number; md5: string };
} {
  const md5 = createHash('md5').update(data).digest('hex');
  return { data, archive: { name: 'corpus.zip', bytes: data.length, md5 } };
}

/** For tests: a web server on this machine while `use` runs. */
export async function withServer<T>(
  listener: RequestListener,
  use: (baseUrl: string) => Promise<T>,
): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  try {
    return await use(`http://127.0.0.1:${port}/files/`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}
