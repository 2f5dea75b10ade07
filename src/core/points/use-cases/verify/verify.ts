// Everything that must agree in a ledger, recomputed from its journal: books, lots, holds, redemptions and reversals; stocks and wallets from
// the books. Reads in batches, one book at a time, and while others write: what differs is read again before it is told.
import { everyBook, type Owner } from '../reports';
import { verifyBook } from './book';
import type { Parts } from './book-reader';
import { Sums, verifyLimits, type VerifiedLimit } from './limits';
import { missingBooks } from './orphans';

/** One thing that was recomputed. A redemption is told where it differs, and counts with its book where it does not. */
export interface Verified extends Omit<VerifiedLimit, 'what'> {
  readonly what: 'book' | 'redemption' | VerifiedLimit['what'];
}

/** See the head of this file. Yields every book, stock and wallet, and what else differs. */
export async function* verifyLedger(parts: Parts, owner: Owner): AsyncGenerator<Verified> {
  const sums = new Sums();
  for await (const listed of everyBook(parts.store, owner)) {
    const { book, differences, redemptions } = await verifyBook(parts, owner, listed);
    sums.addBook(book);
    yield { what: 'book', id: book.participantId, differences, moving: false };
    for (const one of redemptions) yield { what: 'redemption', ...one, moving: false };
  }
  for await (const id of missingBooks(parts.store, owner))
    yield { what: 'book', id, differences: ['the book is missing, and there are entries of it'], moving: false };
  yield* verifyLimits(parts.store, owner, sums);
}
