import { describeLedgerCrashes } from './ledger';

jest.setTimeout(120_000);

describe('Points, kill -9, embedded store', () => {
  describeLedgerCrashes('sqlite', () => Promise.resolve(null));
});
