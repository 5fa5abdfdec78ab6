import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Which package may import which (DESIGN: packages). A check in tools/ shows that a forbidden import fails. */
const depConstraints = [
  { sourceTag: 'scope:dsp-native', onlyDependOnLibsWithTags: ['scope:dsp-native'] },
  { sourceTag: 'scope:features', onlyDependOnLibsWithTags: ['scope:features', 'scope:dsp-native'] },
  { sourceTag: 'scope:model', onlyDependOnLibsWithTags: ['scope:model'] },
  { sourceTag: 'scope:cli', onlyDependOnLibsWithTags: ['*'] },
].map((constraint) =>
  constraint.sourceTag === 'scope:model'
    ? constraint
    : { ...constraint, bannedExternalImports: ['@tensorflow/*'] },
);

export default tseslint.config(
  { ignores: ['**/dist/**', '**/build/**', '**/node_modules/**', '.nx/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['packages/*/vitest.config.ts'] } },
    },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { banTransitiveDependencies: true, depConstraints },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  prettier,
);
