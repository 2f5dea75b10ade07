import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { describeLedgerCrashes } from './ledger';

jest.setTimeout(120_000);

describeWithMongo('Points, kill -9, replica set', () => {
  describeLedgerCrashes('mongodb', freshMongoUrl);
});
