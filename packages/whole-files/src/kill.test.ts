import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** As many bytes as the notebook's weights; every file of a folder holds the folder's number over and over. */
const FILE_BYTES = 4 << 20;
const ROUNDS = 12;
const writer = `
  import { writeFlushed } from './flush.js';
  import { writeWholeFolder } from './whole-folder.js';
  for (let number = 1; ; number++) {
    const bytes = new Uint8Array(${FILE_BYTES}).fill(number);
    await writeWholeFolder(process.argv[2] + '/' + number, async (unfinished) => {
      for (const name of ['a', 'b', 'c']) await writeFlushed(unfinished + '/' + name, [bytes]);
    });
  }`;

describe('writeWholeFolder', () => {
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'prosodia-kill-'));
    await writeFile(join(root, 'package.json'), '{ "type": "module" }');
    await writeFile(join(root, 'writer.js'), writer);
    for (const name of ['errors', 'flush', 'make-folder', '_beside', 'whole-folder']) {
      const source = await readFile(new URL(`./${name}.ts`, import.meta.url), 'utf8');
      const { outputText } = ts.transpileModule(source, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
      });
      await writeFile(join(root, `${name}.js`), outputText);
    }
  });

  afterAll(async () => {
    await rm(root, { recursive: true });
  });

  it('leaves whole folders only, whenever the process is killed', async () => {
    let whole = 0;
    let partial = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const place = join(root, `round-${round}`);
      await mkdir(place);
      await killWhileWriting(place, (round * 37) % 60);
      const folders = await readdir(place);
      partial += folders.filter((name) => name.startsWith('.')).length;
      for (const name of folders.filter((name) => !name.startsWith('.'))) {
        await expectWhole(join(place, name));
        whole++;
      }
    }
    // Each round waits for a first folder and nearly all kills fall into a later write; else nothing was tried.
    expect(whole).toBeGreaterThanOrEqual(ROUNDS);
    expect(partial).toBeGreaterThanOrEqual(ROUNDS / 4);
  });

  async function killWhileWriting(place: string, milliseconds: number): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'writer.js'), place], { stdio: 'inherit' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while (!(await readdir(place)).includes('1')) await delay(5);
    await delay(milliseconds);
    child.kill('SIGKILL');
    await ended;
  }

  async function expectWhole(folder: string): Promise<void> {
    const wanted = Buffer.alloc(FILE_BYTES, Number(basename(folder)));
    expect((await readdir(folder)).sort()).toEqual(['a', 'b', 'c']);
    for (const name of ['a', 'b', 'c'])
      expect((await readFile(join(folder, name))).equals(wanted)).toBe(true);
  }
});
