// Balances and shares of a book as the sum of its entries.
import { accountKey, balanceOf, type AssetBalance, type Book } from '../book/book';
import type { Entry } from '../book/entry';
import type { Units } from '../units';

/** By asset id: units by bucket, and by the key of each counter account. */
export type Balances = Map<string, Map<string, Units>>;

/** Adds what an entry moved. */
export function addPostings(to: Balances, { assetId, postings }: Pick<Entry, 'assetId' | 'postings'>): void {
  const moved = to.get(assetId) ?? new Map<string, Units>();
  to.set(assetId, moved);
  for (const { bucket, account, units } of postings) {
    const key = bucket ?? accountKey(account);
    moved.set(key, (moved.get(key) ?? 0n) + units);
  }
}

/** Balances and shares that are not the sum of all entries of the book. */
export function balanceDifferences(book: Pick<Book, 'balances'>, played: Balances): string[] {
  return [...new Set([...Object.keys(book.balances), ...played.keys()])].flatMap((assetId) => {
    const stored = columnsOf(balanceOf(book, assetId));
    const moved = played.get(assetId) ?? new Map<string, Units>();
    return [...new Set([...stored.keys(), ...moved.keys()])].flatMap((key) => {
      const [is, should] = [stored.get(key) ?? 0n, moved.get(key) ?? 0n];
      return is === should ? [] : [`${key} of asset ${assetId} is ${String(is)}, its entries say ${String(should)}`];
    });
  });
}

function columnsOf({ available, held, deferred, shares }: AssetBalance): Map<string, Units> {
  return new Map([['AVAILABLE', available], ['HELD', held], ['DEFERRED', deferred], ...Object.entries(shares)]);
}
