import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCircles } from './circles.mjs';
import { checkFileLength } from './file-length.mjs';
import { checkFileSize } from './file-size.mjs';
import { checkForeignNames } from './foreign-names.mjs';
import { checkLinks } from './links.mjs';
import { checkMap } from './map.mjs';
import { firstBlock } from './markdown.mjs';
import { run } from './_run.mjs';
import { repository } from './tree.mjs';

/**
 * @param {Record<string, string>} contents by file name
 * @returns {import('./tree.mjs').Tree}
 */
const treeOf = (contents) => ({
  files: Object.keys(contents),
  read: (file) => contents[file],
  bytes: (file) => contents[file].length,
});

describe('a check finds what it is for', () => {
  it('a source file above the limit; one above the aim is only noted', () => {
    const found = checkFileLength(
      treeOf({ 'a.ts': '\n'.repeat(401), 'b.ts': '\n'.repeat(251), 'c.ts': '\n' }),
    );
    expect(found.looked).toBe(3);
    expect(found.problems).toEqual(['a.ts has 401 lines, the limit is 400']);
    expect(found.notes).toHaveLength(1);
  });

  it('files that import each other, types included, by way of others too', () => {
    const found = checkCircles(
      treeOf({
        'packages/a/src/a.ts': "import { b } from './b.js';\nimport { d } from './d.js';",
        'packages/a/src/b.ts': "import {\n  c,\n} from './c.js';",
        'packages/a/src/c.ts': "import type { A } from './a.js';\nexport * from './d.js';",
        'packages/a/src/d.ts': "import { readFile } from 'node:fs';",
      }),
    );
    expect(found.problems).toEqual([
      ['a', 'b', 'c', 'a'].map((name) => `packages/a/src/${name}.ts`).join(' -> ') + ' is a circle',
    ]);
    expect(found.looked).toBe(4);
  });

  it('a large file', () => {
    const found = checkFileSize(treeOf({ 'a.npy': 'x'.repeat(512 * 1024 + 1), 'b.npy': 'x' }));
    expect(found.problems).toHaveLength(1);
    expect(found.looked).toBe(2);
  });

  it.each([
    ['a path of a home folder', ['', 'home', 'ada', 'x'].join('/')],
    ['a path of the temporary folder', ['', 'tmp', 'x'].join('/')],
    ['the host of a registry', ['pypi', 'org'].join('.')],
  ])('%s', (_what, name) => {
    const found = checkForeignNames(
      treeOf({ 'a.md': `one\nsee ${name} for more`, 'b.md': 'nothing' }),
    );
    expect(found.problems).toEqual([`a.md:2 names ${name}`]);
    expect(found.looked).toBe(2);
  });

  it('no path in a relative path or an address', () => {
    const text = "'../work/x' src/home/x https://example.org/tmp/x /usr/include";
    expect(checkForeignNames(treeOf({ 'a.md': text })).problems).toEqual([]);
  });

  it('a link that leads nowhere, outside code blocks', () => {
    const text =
      '[a](there.md) [b](gone.md#part) [c](folder) [d](https://x.org)\n```\n[e](gone.md)\n```';
    const found = checkLinks(
      treeOf({ 'docs/a.md': text, 'docs/there.md': '', 'docs/folder/x': '' }),
    );
    expect(found.problems).toEqual(['docs/a.md:1 links to docs/gone.md, which is not there']);
    expect(found.looked).toBe(3);
  });

  it('a source file that is not on the map', () => {
    const found = checkMap(
      treeOf({
        'docs/architecture.md': '[wav](../packages/a/src/wav.ts) [core](../packages/a/core)',
        'packages/a/src/wav.ts': '',
        'packages/a/src/new.ts': '',
        'packages/a/src/_private.ts': '',
        'packages/a/src/wav.test.ts': '',
        'packages/a/core/fft.cpp': '',
        'packages/a/scripts/build.mjs': '',
      }),
    );
    expect(found.problems).toEqual([
      'packages/a/src/new.ts is not on the map in docs/architecture.md',
      'packages/a/scripts/build.mjs is not on the map in docs/architecture.md',
    ]);
    expect(found.looked).toBe(4);
  });

  it.each([checkFileLength, checkFileSize, checkForeignNames, checkLinks, checkMap])(
    'nothing to look at, and says so: %o',
    (check) => {
      expect(check(treeOf({})).looked).toBe(0);
    },
  );
});

describe('the checks look at', () => {
  it('what git tracks alone, not at what a command wrote beside it', () => {
    const root = mkdtempSync(join(tmpdir(), 'prosodia-tree-'));
    try {
      for (const name of ['tracked.md', 'explore.html']) writeFileSync(join(root, name), name);
      execFileSync('git', ['init', '--quiet'], { cwd: root });
      execFileSync('git', ['add', 'tracked.md'], { cwd: root });
      const { files, read, bytes } = repository(root);
      expect(files.map((file) => [file, read(file), bytes(file)])).toEqual([
        ['tracked.md', 'tracked.md', 10],
      ]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

describe('the check of the packed packages', () => {
  it('takes the first example in one of its languages', () => {
    const readme = 'Hello\n\n```ts\nno\n```\n\n```sh\nls\n```\n\n```js\nlate()\n```\n';
    expect(firstBlock(readme, ['js', 'sh'])).toEqual({ language: 'sh', code: 'ls\n' });
    expect(firstBlock('# No example', ['js', 'sh'])).toBeUndefined();
  });

  it('fails with what an example printed', () => {
    const script = 'console.error("the reason"); process.exit(3)';
    expect(() => run('.', process.execPath, '-e', script)).toThrow('the reason');
  });
});
