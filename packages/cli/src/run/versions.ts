import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { PACKAGE_FOLDER } from '../_package-folder.js';

/** Which program makes a run. */
export interface ProgramVersion {
  readonly prosodia: string;
  /** See {@link ownCommit}. */
  readonly commit: string | null;
  readonly node: string;
  readonly platform: string;
}

/** What is running now; ask at the start, the files may change while a run lasts. */
export async function programVersion(): Promise<ProgramVersion> {
  return {
    prosodia: await ownVersion(),
    commit: await ownCommit(),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  };
}

/** The version in this package's package.json. */
export async function ownVersion(): Promise<string> {
  const text = await readFile(new URL('package.json', PACKAGE_FOLDER), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The commit this program was built from, with `-dirty` where files differ; null where it is not a checkout. */
export async function ownCommit(): Promise<string | null> {
  const cwd = fileURLToPath(PACKAGE_FOLDER);
  const git = promisify(execFile);
  try {
    // Installed in somebody else's repository, package.json is not tracked and their commit says nothing of ours.
    await git('git', ['ls-files', '--error-unmatch', 'package.json'], { cwd });
    const { stdout } = await git(
      'git',
      ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'],
      { cwd },
    );
    return stdout.trim();
  } catch {
    return null;
  }
}
