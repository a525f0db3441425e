import { defineConfig } from 'eslint/config';
import globals from 'globals';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

export default defineConfig(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      'playground/types/**',
      'playground/build/**',
      '**/.strapi/**',
      '**/.tmp/**',
    ],
  },
  ts.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  { files: ['admin/**/*.{ts,tsx}'], extends: [hooks.configs.flat.recommended] },
  {
    // Contracts validate with zod, which belongs on the server: the panel takes their types only.
    files: ['admin/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                '**/contracts/*',
                '!**/contracts/addresses',
                '!**/contracts/errors',
                '!**/contracts/events',
                '!**/contracts/permissions',
              ],
              allowTypeImports: true,
            },
            { group: ['zod'], allowTypeImports: true },
          ],
        },
      ],
    },
  },
);
