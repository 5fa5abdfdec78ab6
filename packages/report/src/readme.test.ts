import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

it('has a first example that runs and prints what it says', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const example = /```js\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const said = /console\.log\(.*\n\/\/ (.*)\n/.exec(example)?.[1];
  expect(said).toMatch(/\d+ clips/);
  // Within the package, where its own name leads to its sources.
  await mkdir(join(root, 'build'), { recursive: true });
  const folder = await mkdtemp(join(root, 'build', 'readme-'));
  const before = process.cwd();
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await writeFile(join(folder, 'example.mjs'), example);
    process.chdir(folder);
    await import(/* @vite-ignore */ join(folder, 'example.mjs'));
    expect(print.mock.calls).toEqual([[said]]);
    expect((await readdir(folder)).sort()).toEqual(['example.mjs', 'report.html', 'run']);
  } finally {
    process.chdir(before);
    print.mockRestore();
    await rm(folder, { recursive: true });
  }
});
