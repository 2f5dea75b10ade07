/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: [
    ...['/node_modules/', '/dist/'],
    // It makes the whole API description anew in a copy of the project: minutes of compiling.
    ...(process.env.VOUCH_TEST_SCALE === 'full' ? [] : ['/fourth-provider\\.slow\\.spec\\.ts$']),
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
