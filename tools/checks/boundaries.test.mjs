import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './tree.mjs';

const RULE = '@nx/enforce-module-boundaries';

/** [package, what it may not import] */
const FORBIDDEN = [
  ['dsp-native', '@prosodia/features'],
  ['dsp-native', '@prosodia/model'],
  ['dsp-native', 'prosodia'],
  ['features', '@prosodia/model'],
  ['features', 'prosodia'],
  ['features', '@tensorflow/tfjs'],
  ['dsp-native', '@prosodia/whole-files'],
  ['whole-files', '@prosodia/features'],
  ['statistics', '@prosodia/model'],
  ['records', '@prosodia/features'],
  ['records', '@prosodia/model'],
  ['records', '@prosodia/report'],
  ['features', '@prosodia/statistics'],
  ['model', '@prosodia/dsp-native'],
  ['model', '@prosodia/features'],
  ['model', 'prosodia'],
  ['report', '@prosodia/dsp-native'],
  ['report', '@prosodia/features'],
  ['report', '@prosodia/model'],
  ['report', '@tensorflow/tfjs'],
  ['cli', '@tensorflow/tfjs'],
  ['cli', '../../../tools/setup/setup.mjs'],
  ['features', '../../dsp-native/src/index.ts'],
];

const ALLOWED = [
  ['features', '@prosodia/whole-files'],
  ['model', '@prosodia/whole-files'],
  ['model', '@prosodia/statistics'],
  ['report', '@prosodia/records'],
  ['report', '@prosodia/statistics'],
  ['features', '@prosodia/dsp-native'],
  ['model', '@tensorflow/tfjs'],
  ['cli', '@prosodia/model'],
  ['cli', '@prosodia/records'],
  ['cli', '@prosodia/report'],
];

/**
 * Lints the import as if it stood in the package's index.
 *
 * @param {string} project
 * @param {string} id
 */
async function complaints(project, id) {
  const eslint = new ESLint({ cwd: ROOT, ruleFilter: ({ ruleId }) => ruleId === RULE });
  const filePath = join(ROOT, 'packages', project, 'src', 'index.ts');
  const [{ messages }] = await eslint.lintText(`import '${id}';\n`, { filePath });
  return messages.map(({ ruleId }) => ruleId);
}

describe('module boundaries', () => {
  // Without nx's graph of the projects the rule does nothing.
  beforeAll(() => {
    const nx = join(ROOT, 'node_modules/nx/dist/bin/nx.js');
    execFileSync(process.execPath, [nx, 'show', 'projects'], { cwd: ROOT });
  });

  it.each(FORBIDDEN)('%s may not import %s', async (project, id) => {
    expect(await complaints(project, id)).toContain(RULE);
  });

  it.each(ALLOWED)('%s may import %s', async (project, id) => {
    expect(await complaints(project, id)).toEqual([]);
  });
});
