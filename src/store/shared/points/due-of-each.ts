// What is due of each account: found by going from one account to the next in an index, so that what one has due, however much it is,
// costs the others nothing.
import type { Book } from '../../../core/points/book/book';
import type { DueOfEach, Holder } from '../../../core/points/store';
import type { Instant } from '../../../core/values/time';
import { dueBooksOf, nextWithDue, type StoredQuery } from './queries';

/** Accounts and modes that are looked at in one go. */
const MOST_LOOKED_AT = 50;

/** See `PointsStore.dueOfEach`. */
export async function dueOfEach(
  page: (query: StoredQuery<'books'>) => Promise<readonly Book[]>,
  now: Instant,
  limit: number,
  after: Holder | null,
): Promise<DueOfEach> {
  const holders: Holder[] = [];
  let next = after;
  do {
    const [found] = await page(nextWithDue(next));
    next = found ?? null;
    if (found) holders.push(found);
  } while (next !== null && holders.length < MOST_LOOKED_AT);
  const each = Math.max(1, Math.floor(limit / holders.length));
  const books = await Promise.all(holders.map((holder) => page(dueBooksOf(holder, now, each))));
  return { books: books.flat(), next };
}
