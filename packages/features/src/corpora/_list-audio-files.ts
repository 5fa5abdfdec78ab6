import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isAudioName } from '../formats/format.js';

/** What a walk found: files by path, and the folders that it could not enter, with the reason. */
export interface AudioListing {
  readonly files: string[];
  readonly unreadable: { path: string; message: string }[];
}

/**
 * Every file below `root` whose name is that of a sound, as sorted `/`-separated paths relative to it. Hidden names are
 * left out. Linked folders are followed after all real ones, each real folder once, and never
 * upwards: neither a loop nor a link to `/` makes the walk wander.
 */
export async function listAudioFiles(root: string): Promise<AudioListing> {
  const start = await realpath(root);
  const seen = new Set<string>();
  const listing: AudioListing = { files: [], unreadable: [] };
  const links: string[] = [];
  const toName = (path: string): string => relative(root, path).split(sep).join('/');

  async function walk(folder: string): Promise<void> {
    try {
      const real = await realpath(folder);
      if (seen.has(real) || (real !== start && start.startsWith(withSeparator(real)))) return;
      seen.add(real);
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        if (entry.name.startsWith('.')) continue;
        const path = join(folder, entry.name);
        if (entry.isDirectory()) await walk(path);
        else if (entry.isSymbolicLink() && (await isFolder(path))) links.push(path);
        else if (isAudioName(entry.name)) listing.files.push(toName(path));
      }
    } catch (error) {
      listing.unreadable.push({ path: toName(folder), message: (error as Error).message });
    }
  }

  await walk(root);
  for (let link = links.shift(); link !== undefined; link = links.shift()) await walk(link);
  listing.files.sort();
  return listing;
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

/** A link to nothing is no folder: it stays in the list as a file and is refused when it is read. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
