import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tensorflowCache } from '@prosodia/model';

/** For tests: an empty cache folder, but for the TensorFlow that the user has; it goes with the process. */
export function makeTestCache(): string {
  const folder = mkdtempSync(join(tmpdir(), 'prosodia-cache-'));
  symlinkSync(tensorflowCache(), join(folder, 'tensorflow'), 'junction');
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
