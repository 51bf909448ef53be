import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Mistakes that the compiler lets through. Layout has no rules: no semicolons, single quotes and common sense. */
const bugs = {
  'array-callback-return': 'error',
  'eqeqeq': 'error',
  'for-direction': 'error',
  'no-async-promise-executor': 'error',
  'no-cond-assign': 'error',
  'no-constant-binary-expression': 'error',
  'no-constant-condition': 'error',
  'no-constructor-return': 'error',
  'no-debugger': 'error',
  'no-dupe-else-if': 'error',
  'no-duplicate-case': 'error',
  'no-empty': 'error',
  'no-empty-character-class': 'error',
  'no-empty-pattern': 'error',
  'no-ex-assign': 'error',
  'no-extra-boolean-cast': 'error',
  'no-fallthrough': 'error',
  'no-irregular-whitespace': 'error',
  'no-loss-of-precision': 'error',
  'no-misleading-character-class': 'error',
  'no-param-reassign': 'error',
  'no-prototype-builtins': 'error',
  'no-regex-spaces': 'error',
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-sparse-arrays': 'error',
  'no-unneeded-ternary': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'no-unused-labels': 'error',
  'no-unused-private-class-members': 'error',
  'no-useless-assignment': 'error',
  'no-useless-backreference': 'error',
  'no-useless-catch': 'error',
  'no-useless-escape': 'error',
  'no-useless-rename': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'preserve-caught-error': 'error',
  'require-yield': 'error',
  'use-isnan': 'error',
  'valid-typeof': 'error',
}

/** What typescript-eslint's strict set lacks, and where it is tuned to how datum is written. */
const types = {
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/method-signature-style': 'error',
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-shadow': 'error',
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
  // A parameter that ties a key to its entry in a registry is used once.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
  // An async function without `await` turns what it throws into a rejection, as its type promises.
  '@typescript-eslint/require-await': 'off',
  // Nothing prints "undefined".
  '@typescript-eslint/restrict-template-expressions': ['error', { allowAny: false, allowBoolean: false, allowNever: false, allowNullish: false, allowNumber: true, allowRegExp: false }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
}

/** A file is one idea; what grows beyond this holds two. */
const sizes = {
  'complexity': ['error', { max: 25, variant: 'modified' }],
  'max-depth': ['error', 4],
  'max-lines': ['error', 220],
  'max-lines-per-function': ['error', 80],
  'max-nested-callbacks': ['error', 4],
  'max-params': ['error', 6],
}

/** The purity that types cannot see: the same input gives the same output at any time, on any machine. */
const determinism = {
  'no-restricted-properties': ['error',
    { object: 'Date', property: 'now', message: 'Time comes from the world.' },
    { object: 'Math', property: 'random', message: 'There is no chance in a pure folder.' },
    ...['localeCompare', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'toLocaleLowerCase', 'toLocaleUpperCase']
      .map((property) => ({ property, message: 'Its result depends on the machine.' })),
  ],
  'no-restricted-syntax': ['error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time comes from the world.' },
    { selector: 'ExportDefaultDeclaration', message: 'Exports have names.' },
  ],
}

export default defineConfig(
  globalIgnores(['dist/', '.datum/', 'coverage/', 'src/report/schemas/', 'fixtures/**/*', '!fixtures/demo/', '!fixtures/demo/*.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, rules: bugs },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: types,
  },
  { files: ['src/**/*.ts'], rules: { ...sizes, 'no-console': 'error' } },
  { files: ['src/**/*.ts'], ignores: ['src/world/**', 'src/record/**'], rules: determinism },
  {
    // Reports and streams hold less than the types of their libraries promise.
    files: ['src/read/formats/**/*.ts', 'src/world/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
    },
  },
  {
    // A test asserts what it takes for granted: it fails where it was wrong.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
)
