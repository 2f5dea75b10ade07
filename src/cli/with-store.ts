// Commands that need nothing but the store: opens it, works, closes it. Safe while a server runs on the same store.
import { databaseUrlOf } from '../config';
import type { Store } from '../core/store';
import type { Ids } from '../core/values/ports';
import type { Clock } from '../core/values/ports';
import { SystemClock } from '../system/clock';
import { RandomIds } from '../system/ids';
import { CommandFailure } from './failure';

/** What a command works with. `store` is open, and closed after the command. */
export interface Opened {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Opens the store of DATABASE_URL for `work`. Where there is none yet it fails, so that a mistyped path makes no empty store that
 * looks like lost books; unless `makes` is given: then it makes the store, and is told its path afterwards.
 */
export async function withStore(
  work: (opened: Opened) => Promise<void>,
  { makes }: { readonly makes?: (path: string) => void } = {},
): Promise<void> {
  const databaseUrl = databaseUrlOf(process.env);
  // Only now: help and usage errors need no database driver.
  const { missingStore, openStore } = await import('../store/open');
  const missing = missingStore(databaseUrl);
  if (missing !== null && !makes) throw new CommandFailure(noStoreAt(missing));
  const store = await openStore(databaseUrl);
  try {
    if (missing !== null) makes?.(missing);
    const clock = new SystemClock();
    await work({ store, clock, ids: new RandomIds(clock) });
  } finally {
    await store.close();
  }
}

/** For commands that may come before the first start, on purpose or by a slip in DATABASE_URL: both should see it. */
export function tellMade(path: string): void {
  process.stderr.write(
    `note: there was no store at ${path} (DATABASE_URL), so it was made; the first server on it will make no keys of its own\n`,
  );
}

function noStoreAt(path: string): string {
  return `there is no store at ${path}: is DATABASE_URL right? The first start of a server makes the store, and so does vouch migrate`;
}
