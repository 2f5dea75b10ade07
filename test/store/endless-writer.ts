// A process that writes for as long as it lives and prints each id once it is acknowledged. Killed by sqlite-file.spec.ts.
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/store';
import { sampleEvent, sampleRedemption } from '../fixtures/redemption';

async function writeOn(store: SqliteStore): Promise<never> {
  for (;;) {
    const redemption = sampleRedemption();
    await store.redemptions.insert(redemption, [sampleEvent(redemption, 1)]);
    process.stdout.write(`${redemption.id}\n`);
  }
}

async function main(): Promise<void> {
  const store = await openSqliteStore(process.argv[2] ?? '');
  await Promise.all(Array.from({ length: 5 }, () => writeOn(store)));
}

void main();
