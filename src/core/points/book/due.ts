// What happens by itself when its time has come, before anything else is decided: lots mature and expire, holds end. Each is an entry of
// its own.
import type { Instant } from '../../values/time';
import { mature } from './credit';
import { endHold } from './holding';
import { hasExpired } from './lot';
import type { OpenBook } from './open-book';
import { expire } from './spend';

/** True where `settleDue` has something to look at. */
export function isDue({ nextDueAt }: { readonly nextDueAt: Instant | null }, now: Instant): boolean {
  return nextDueAt !== null && nextDueAt <= now;
}

/**
 * Does everything that is due now. Every lot and hold that is due must have been read, with the lots that such holds are made of.
 * `nextDueAt`: the earliest date after now among all that was not read; null where there is none.
 *
 * Holds end before lots expire, so that what they free expires as well. A lot that matures after its own end expires in the
 * same write.
 */
export function settleDue(book: OpenBook, nextDueAt: Instant | null): void {
  const { dueBy } = book;
  for (const hold of book.allHolds()) endHold(book, hold);
  for (const { id, deferred, maturesAt } of book.allLots()) {
    const lot = book.lot(id);
    const ripe = maturesAt !== null && maturesAt <= dueBy;
    if (deferred > 0n && (ripe || hasExpired(lot, dueBy))) mature(book, lot);
    expire(book, book.lot(id));
  }
  book.settledUntil(nextDueAt);
}
