// `npm run test:full`: every test at its full size.
process.env.VOUCH_TEST_SCALE = 'full';

module.exports = require('./jest.config.cjs');
