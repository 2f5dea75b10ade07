// What the linter holds the code to: types used strictly, the environment read in one place.
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Who may read the environment: the configuration, and the command line that starts it. */
const MAY_READ_ENVIRONMENT = [
  'src/config/**',
  'src/cli/**',
  '**/*.spec.ts',
  'test/**',
  'bench/**',
  // Programs of their own.
  'examples/webshop/src/{main,books}.ts',
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'client/dist/',
      'examples/webshop/dist/',
      'client/src/generated/',
      'node_modules/',
      'data/',
      'coverage/',
      '.cache/',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A Nest module is a class with nothing in it but its decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowStaticOnly: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        // Taking a field out by naming it is how a rest is made.
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A default counts: a table of many codes has few that are special.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Nest declares its option bags as classes, and is given plain objects.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // Pages: their globals are a browser's.
    files: ['web/**/*.ts', 'web/**/*.tsx'],
    languageOptions: { parserOptions: { project: './web/tsconfig.json', tsconfigRootDir: import.meta.dirname } },
  },
  {
    files: ['examples/webshop/src/**/*.ts'],
    languageOptions: {
      parserOptions: { project: './examples/webshop/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    files: ['**/*.ts'],
    ignores: MAY_READ_ENVIRONMENT,
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read in src/config/: take a Config.' },
      ],
    },
  },
  {
    // A synchronous engine behind an asynchronous port: `async` turns what it throws into the rejection that is promised.
    files: ['src/store/sqlite/**/*.ts'],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    // Tests look into answers whose shape they are about to check.
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.cjs', '**/*.mjs', '**/*.js'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
      },
    },
  },
  {
    // ES modules that Node runs as they are.
    files: ['bench/**/*.mjs', 'examples/**/*.mjs', 'scripts/**/*.mjs', 'web/*.mjs', 'web/docs/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'AbortSignal',
          'Buffer',
          'URL',
          'fetch',
          'performance',
          'setTimeout',
          'setInterval',
          'clearInterval',
          'structuredClone',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    // Scripts of pages.
    files: ['web/docs/*.js', 'examples/webshop/page/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'document',
          'fetch',
          'window',
          'location',
          'crypto',
          'Event',
          'FormData',
          'MutationObserver',
          'URL',
          'sessionStorage',
          'setTimeout',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
