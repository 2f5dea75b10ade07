// Commands that need nothing but the store: opens it, works, closes it. Safe while a server runs on the same store.
import { databaseUrlOf } from '../config';
import type { Clock, Ids, Store } from '../core/ports';
import { SystemClock } from '../store/clock';
import { ObjectIds } from '../store/ids';

export interface Opened {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

export async function withStore(work: (opened: Opened) => Promise<void>): Promise<void> {
  const databaseUrl = databaseUrlOf(process.env);
  // Only now: help and usage errors need no database driver.
  const { openStore } = await import('../store/open');
  const store = await openStore(databaseUrl);
  await store.open();
  try {
    const clock = new SystemClock();
    await work({ store, clock, ids: new ObjectIds(clock) });
  } finally {
    await store.close();
  }
}
