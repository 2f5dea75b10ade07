// A participant's book for tests: everything is in memory and read whole, and every change is checked as before a write.
import { createHash } from 'node:crypto';
import type { Book, CounterAccount } from '../../../src/core/points/book/book';
import { checkChange } from '../../../src/core/points/book/check';
import type { MovementOf, InventoryMode } from '../../../src/core/points/book/credit';
import { isDue, settleDue } from '../../../src/core/points/book/due';
import type { Entry } from '../../../src/core/points/book/entry';
import type { Hold } from '../../../src/core/points/book/hold';
import type { Lot } from '../../../src/core/points/book/lot';
import { newBook, NO_PROFILE } from '../../../src/core/points/book/new-book';
import { OpenBook, type LoadedBook } from '../../../src/core/points/book/open-book';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const ISSUANCE: CounterAccount = { programId: 'p', kind: 'SYSTEM_ISSUANCE', detail: null };
export const TARGET: CounterAccount = { programId: 'p', kind: 'SYSTEM_REDEMPTION', detail: null };
export const ASSET = 'a';

/** The fields that every movement of these tests has. */
export function about(mode: InventoryMode, referenceId: string | null = null): MovementOf {
  return { assetId: ASSET, mode, programId: 'p', description: 'test', referenceId };
}

export const EMPTY_BOOK: Book = newBook({
  participantId: 'm',
  accountId: 'acc',
  livemode: false,
  externalId: null,
  profile: NO_PROFILE,
  at: 0,
});

/** One participant's shelf: what a store would hold. */
export class Shelf {
  book: Book = EMPTY_BOOK;
  /** Ten days, so that a clock can be set back. */
  now = 10 * 86_400_000;
  /** So far ahead the wall clock is of what is believed; negative: it was set back. */
  leptMs = 0;
  readonly lots = new Map<string, Lot>();
  readonly holds = new Map<string, Hold>();
  readonly entries: Entry[] = [];
  #ids = 0;

  /** Opens the book, does what is due and then `work`, checks the change and keeps it. Where `work` throws, nothing is kept. */
  write<T>(work: (book: OpenBook) => T): T {
    const loaded: LoadedBook = {
      book: this.book,
      lots: [...this.lots.values()],
      holds: [...this.holds.values()],
      lotsReadTo: () => null,
    };
    const open = new OpenBook(loaded, {
      at: this.now + this.leptMs,
      dueBy: this.dueBy,
      keyId: 'key',
      hash: sha256,
      nextId: () => `id-${String((this.#ids += 1))}`,
    });
    if (isDue(this.book, this.dueBy)) settleDue(open, null);
    const result = work(open);
    const change = open.change();
    checkChange(loaded, change);
    this.book = change.book;
    for (const lot of change.lots) this.lots.set(lot.id, lot);
    for (const hold of change.holds) this.holds.set(hold.id, hold);
    this.entries.push(...change.entries);
    return result;
  }

  get dueBy(): number {
    return this.now + Math.min(0, this.leptMs);
  }

  get openLots(): Lot[] {
    return [...this.lots.values()].filter((lot) => lot.available > 0n);
  }

  get openHolds(): Hold[] {
    return [...this.holds.values()].filter((hold) => hold.units > 0n);
  }
}
