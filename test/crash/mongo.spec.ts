import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { describeCrashes, type CrashTally } from './points';
import { printTally } from './tally';

jest.setTimeout(120_000);

const tally: CrashTally = { points: 0, redemptions: 0 };
afterAll(() => {
  printTally('mongodb', tally);
});

describeWithMongo('kill -9, replica set', () => {
  describeCrashes('mongodb', freshMongoUrl, tally);
});
