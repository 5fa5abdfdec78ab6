import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/**
 * Which package may import which (DESIGN: packages), and that nothing but a benchmark imports from tools.
 * tools/checks/boundaries.test.mjs shows that a forbidden import fails.
 */
const depConstraints = [
  { sourceTag: 'scope:dsp-native', onlyDependOnLibsWithTags: ['scope:dsp-native'] },
  { sourceTag: 'scope:records', onlyDependOnLibsWithTags: ['scope:records'] },
  { sourceTag: 'scope:statistics', onlyDependOnLibsWithTags: ['scope:statistics'] },
  { sourceTag: 'scope:whole-files', onlyDependOnLibsWithTags: ['scope:whole-files'] },
  {
    sourceTag: 'scope:features',
    onlyDependOnLibsWithTags: ['scope:features', 'scope:dsp-native', 'scope:whole-files'],
  },
  {
    sourceTag: 'scope:model',
    onlyDependOnLibsWithTags: ['scope:model', 'scope:statistics', 'scope:whole-files'],
  },
  {
    sourceTag: 'scope:report',
    onlyDependOnLibsWithTags: [
      'scope:report',
      'scope:records',
      'scope:statistics',
      'scope:whole-files',
    ],
  },
  {
    sourceTag: 'scope:cli',
    onlyDependOnLibsWithTags: [
      'scope:cli',
      'scope:dsp-native',
      'scope:features',
      'scope:model',
      'scope:records',
      'scope:report',
      'scope:statistics',
      'scope:whole-files',
    ],
  },
].map((constraint) =>
  constraint.sourceTag === 'scope:model'
    ? constraint
    : { ...constraint, bannedExternalImports: ['@tensorflow/*'] },
);

const boundaries = [
  'error',
  {
    banTransitiveDependencies: true,
    depConstraints,
    // Benchmarks use their package as others do, by its name, and share what they have in common.
    allowCircularSelfDependency: true,
    allow: ['../../../tools/bench/*'],
  },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/build/**', '**/node_modules/**', '.nx/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.ts', 'packages/*/vitest.config.ts'] },
      },
    },
    rules: {
      '@nx/enforce-module-boundaries': boundaries,
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    extends: [js.configs.recommended],
    // Names are TypeScript's affair: tsc checks these files too (checkJs).
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['packages/**/*.mjs', 'packages/**/*.js'],
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': boundaries },
  },
  prettier,
);
