// How much of what grows a run takes: `npm test` a part, `npm run test:full` all of it.

/** True in `npm run test:full`. */
export const FULL = process.env['VOUCH_TEST_SCALE'] === 'full';
