import { describeCrashes, type CrashTally } from './points';
import { printTally } from './tally';

jest.setTimeout(120_000);

const tally: CrashTally = { points: 0, redemptions: 0 };
afterAll(() => {
  printTally('sqlite', tally);
});

describe('kill -9, embedded store', () => {
  describeCrashes('sqlite', () => Promise.resolve(null), tally);
});
