import { rmdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeKept } from './_write-kept.js';

it('writes a file also where a prune takes its folder away while it is empty', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'prosodia-write-kept-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const folder = join(dir, 'rows');
  let isPruned = false;
  await writeKept(join(folder, 'a.pack'), () => {
    if (!isPruned) rmdirSync(folder);
    isPruned = true;
    return ['kept'];
  });
  expect(await readFile(join(folder, 'a.pack'), 'utf8')).toBe('kept');
});
