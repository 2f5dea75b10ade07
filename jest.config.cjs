const FULL = process.env.VOUCH_TEST_SCALE === 'full';

/**
 * In `npm run test:full` alone, so that a run takes about ten minutes: what is long and walks through what other specs of every run hold as well.
 */
const AT_FULL_SIZE = [
  // It makes the whole API description anew in a copy of the project: minutes of compiling.
  'fourth-provider\\.slow',
  // Pages at every size, and what people do on them for whose money `reverse`, `sign-in`, `roles`, `counter` and `test/browser/till/money` speak.
  'browser/console/(?:desk-work|given-back|rooms|screens|search|second-person|second-verdict|time-passes|two-people)',
  'browser/till/(?:again|paper|screens)',
  'browser/docs',
  // Commands of the docs other than the README's, and that the benchmark runs.
  'end-to-end/(?:bench|mongodb-guide|pages)',
  // Two servers for longer than `test/failover/visible` has them, and searches beside sales.
  'failover/pollers',
  'search/search-load',
];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: [
    ...['/node_modules/', '/dist/'],
    ...(FULL ? [] : AT_FULL_SIZE.map((name) => `/${name}\\.spec\\.ts$`)),
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/client/dist/'],
  globalSetup: '<rootDir>/test/tools/global-setup.ts',
  globalTeardown: '<rootDir>/test/tools/global-teardown.ts',
  // One more than the two cores of a small machine: specs start processes and databases, and wait for them a fifth of the time.
  maxWorkers: 3,
  // What a spec leaves behind stays in its worker: with more than this the collector takes longer than the specs.
  workerIdleMemoryLimit: '512MB',
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/tools/summary-reporter.cjs'],
  transform: {
    '^.+\\.ts$': '@swc/jest',
    // Its `import('http')` has no meaning in jest's module registry: traces would never leave.
    '/node_modules/@opentelemetry/otlp-exporter-base/.+\\.js$': '@swc/jest',
  },
  transformIgnorePatterns: ['/node_modules/(?!@opentelemetry/otlp-exporter-base/)'],
  moduleFileExtensions: ['ts', 'js', 'json'],
};
