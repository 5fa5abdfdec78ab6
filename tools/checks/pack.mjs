/**
 * Packs every package, installs the tarballs into an empty folder, with install scripts on and
 * then off, and runs the first example of each README and every command there. Without scripts it
 * is a machine without TensorFlow too, whose first training has to say what to run.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm, run } from './_run.mjs';
import { firstBlock } from './markdown.mjs';
import { toneWav } from './tone-wav.mjs';
import { ROOT } from './tree.mjs';

/** @typedef {{ name: string, bin?: Record<string, string> }} Manifest */

const folders = readdirSync(join(ROOT, 'packages')).map((name) => join(ROOT, 'packages', name));
/** @type {Manifest[]} */
const manifests = folders.map((folder) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
);
const scratch = mkdtempSync(join(tmpdir(), 'prosodia-pack-'));

let passed = 0;
let failed = 0;
try {
  const tarballs = packAll();
  for (const scripts of ['on', 'off']) {
    const folder = installAll(tarballs, scripts);
    if (scripts === 'off') process.env.PROSODIA_CACHE = join(scratch, 'no cache');
    for (const { name, bin = {} } of manifests) {
      attempt(`install scripts ${scripts}: example of ${name}`, () => runExample(folder, name));
      for (const command of Object.keys(bin)) {
        attempt(`install scripts ${scripts}: npx ${command} --help`, () =>
          run(folder, 'npx', '--no', command, '--help'),
        );
      }
    }
    if (scripts === 'off')
      attempt('without TensorFlow: the first training says what to run', () => {
        expectAdvice(folder);
      });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.stdout.write(
  `Packed packages: ${manifests.length}; examples and commands: ${passed} passed, ${failed} failed\n`,
);
if (failed > 0 || passed === 0) process.exitCode = 1;

/**
 * @param {string} what
 * @param {() => void} act
 */
function attempt(what, act) {
  try {
    act();
    passed++;
    process.stdout.write(`ok   ${what}\n`);
  } catch (error) {
    failed++;
    process.stdout.write(`FAIL ${what}: ${/** @type {Error} */ (error).message}\n`);
  }
}

/** @returns {string[]} the tarballs */
function packAll() {
  const packed = JSON.parse(npm(ROOT, 'pack', '--json', '--pack-destination', scratch, ...folders));
  for (const { name, files } of packed) {
    const strays = files.filter((/** @type {{ path: string }} */ { path }) =>
      /\.test\./.test(path),
    );
    if (strays.length > 0) throw new Error(`${name} packs its tests: ${strays[0].path}`);
    process.stdout.write(`ok   ${name}: ${files.length} files packed\n`);
  }
  return packed.map((/** @type {{ filename: string }} */ { filename }) => join(scratch, filename));
}

/**
 * @param {readonly string[]} tarballs
 * @param {string} scripts `on` or `off`
 * @returns {string} the folder
 */
function installAll(tarballs, scripts) {
  const folder = mkdtempSync(join(scratch, `scripts-${scripts}-`));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  npm(
    folder,
    'install',
    `--ignore-scripts=${scripts === 'off'}`,
    '--no-audit',
    '--no-fund',
    ...tarballs,
  );
  return folder;
}

/** @param {string} folder that holds node_modules */
function expectAdvice(folder) {
  const rows = '{ x: new Float32Array(4), y: [0, 1], rows: 2, width: 2 }';
  const layer = "{ type: 'dense', name: 'answer', units: 2, activation: 'softmax' }";
  const network = `{ name: 'small', inputShape: [2], layers: [${layer}] }`;
  const program = `
    import { train } from '@prosodia/model';
    await train({ network: ${network}, train: ${rows}, classes: 2, epochs: 1 });
  `;
  const options = { cwd: folder, encoding: /** @type {const} */ ('utf8') };
  const args = ['--input-type=module', '--eval', program];
  const { status, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0 || !stderr.includes('`npx prosodia-tensorflow install`'))
    throw new Error(`Expected the command that brings TensorFlow but received ${stderr || status}`);
}

/**
 * @param {string} install the folder that holds node_modules
 * @param {string} name of the package
 */
function runExample(install, name) {
  const readme = readFileSync(join(install, 'node_modules', name, 'README.md'), 'utf8');
  const block = firstBlock(readme, ['js', 'sh']);
  if (!block) throw new Error(`Expected a js or sh block in the README of ${name} but found none`);
  const folder = mkdtempSync(join(install, 'example-'));
  for (const wav of ['happy.wav', 'sad.wav']) writeFileSync(join(folder, wav), toneWav());
  const file = join(folder, `example.${block.language === 'js' ? 'mjs' : 'sh'}`);
  writeFileSync(file, block.code);
  if (block.language === 'js') run(folder, process.execPath, file);
  else run(folder, 'bash', '-euo', 'pipefail', file);
}
