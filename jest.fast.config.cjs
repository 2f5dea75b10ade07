// `npm run test:fast`: what needs no database server, no built program and no browser. A few seconds, while one works.
const config = require('./jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
  ...config,
  testMatch: [
    '<rootDir>/test/{auth,config,core,docs,sealing,system}/**/*.spec.ts',
    '<rootDir>/test/till/sale/**/*.spec.ts',
    '<rootDir>/test/api/parts.spec.ts',
    '<rootDir>/test/observability/logging.spec.ts',
    '<rootDir>/test/store/{open,sqlite*,unavailable}.spec.ts',
    '<rootDir>/test/webhooks/{docs,public-address}.spec.ts',
    '<rootDir>/adapters/**/*.spec.ts',
    '<rootDir>/templates/**/*.spec.ts',
  ],
  maxWorkers: 2,
};
