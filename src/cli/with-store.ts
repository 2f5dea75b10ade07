// Commands that need nothing but the store: opens it, works, closes it. Safe while a server runs on the same store.
import { actJournalIn } from '../auth/act-journal';
import { keyJournalFile } from '../auth/key-journal';
import { dataDirOf, databaseUrlOf } from '../config';
import type { Store } from '../core/store';
import type { ActJournal } from '../core/values/act-journal';
import type { Ids } from '../core/values/ports';
import type { Clock } from '../core/values/ports';
import { AgreedClock, compareClocks } from '../system/agreed-clock';
import { SystemClock } from '../system/clock';
import { RandomIds } from '../system/ids';
import { CommandFailure } from './failure';

/** What a command works with. `store` is open, and closed after the command. */
export interface Opened {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Beside the store. */
  readonly journal: ActJournal;
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
    const clock = await clockFor(store);
    const dataDir = dataDirOf(databaseUrl);
    const journal = actJournalIn(dataDir, (error, line) => {
      tellUnwritten(dataDir, error, line);
    });
    await work({ store, clock, ids: new RandomIds(clock), journal });
  } finally {
    await store.close();
  }
}

/** The store's time where the machine's is another, as servers have it: what a command finds due or dates is theirs. */
async function clockFor(store: Store): Promise<Clock> {
  const clock = new AgreedClock(new SystemClock());
  const compared = await compareClocks(clock.own, () => store.serverTime());
  clock.follow(compared);
  if (compared?.apart) {
    const { aheadMs } = compared;
    const way = aheadMs > 0 ? 'ahead of' : 'behind';
    process.stderr.write(
      `note: the clock of this machine is ${String(Math.round(Math.abs(aheadMs) / 1000))} s ${way} the store's, which is taken\n`,
    );
  }
  return clock;
}

/** For commands that may come before the first start, on purpose or by a slip in DATABASE_URL: both should see it. */
export function tellMade(path: string): void {
  process.stderr.write(
    `note: there was no store at ${path} (DATABASE_URL), so it was made; the first server on it will make no keys of its own\n`,
  );
}

/** Of a line of the journal beside the store: the shell shows it, so that somebody can keep it. */
export function tellUnwritten(dataDir: string, error: unknown, line: object): void {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  process.stderr.write(
    `note: ${keyJournalFile(dataDir)} cannot be written (${code}); it would say: ${JSON.stringify(line)}\n`,
  );
}

function noStoreAt(path: string): string {
  return `there is no store at ${path}: is DATABASE_URL right? The first start of a server makes the store, and so does vouch migrate`;
}
