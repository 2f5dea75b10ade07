// What is true of a whole ledger at any moment, computed anew from its records and apart from the code under test. Without overdrafts.
import { balanceOf, type Book } from '../../src/core/points/book/book';
import { differencesFromJournal } from '../../src/core/points/verify/compare-book';
import { stockId } from '../../src/core/points/records/limit';
import { journalOf } from '../../src/core/points/use-cases/reports';
import { sumOf } from '../../src/core/points/units';
import type { MemoryStore } from './memory-store';
import { sha256 } from './world';

/** The rules of one book that its lots and holds break, in words. */
export function bookFaults(store: MemoryStore, book: Book): string[] {
  const { participantId } = book;
  return Object.keys(book.balances).flatMap((assetId) => {
    const { available, held, deferred, shares } = balanceOf(book, assetId);
    const isMine = (one: { readonly participantId: string; readonly assetId: string }) =>
      one.participantId === participantId && one.assetId === assetId;
    const lots = store.every('lots').filter(isMine);
    const holds = store.every('holds').filter(isMine);
    const rules: [string, bigint, bigint][] = [
      ['a book sums to zero', available + held + deferred + sumOf(Object.values(shares), (units) => units), 0n],
      ['lots have what is available', sumOf(lots, (lot) => lot.available), available],
      ['lots have what is held', sumOf(lots, (lot) => lot.held), held],
      ['lots have what is deferred', sumOf(lots, (lot) => lot.deferred), deferred],
      ['held is the sum of the holds', sumOf(holds, (one) => one.units), held],
    ];
    return rules.flatMap(([rule, a, b]) => unequal(rule, a, b));
  });
}

/** Every book against its records and its journal, every redemption against its reversals and lots, and the shelf. */
export async function ledgerFaults(store: MemoryStore, rewardId: string): Promise<string[]> {
  const books = store.every('books');
  const faults = books.flatMap((book) => bookFaults(store, book));
  for (const book of books)
    faults.push(...differencesFromJournal(book, await journalOf(store, book.participantId), sha256));
  const names = books.map(({ externalId }) => externalId);
  if (new Set(names).size < names.length) faults.push('Two participants have one name');
  return [...faults, ...redemptionFaults(store), ...shelfFaults(store, rewardId)];
}

/** More cannot be sold than there is, and what is counted as sold was. */
function shelfFaults(store: MemoryStore, rewardId: string): string[] {
  const bought = store.every('redemptions').filter((one) => one.rewardId === rewardId);
  const pieces = bought.reduce((sum, { quantity, reversedQuantity }) => sum + (quantity ?? 0) - reversedQuantity, 0);
  const { used = 0n, ceiling = null } = store.every('limits').find(({ id }) => id === stockId(rewardId)) ?? {};
  const faults = unequal('what is used was redeemed and not given back', used, BigInt(pieces));
  if (ceiling !== null && BigInt(pieces) > ceiling) faults.push('More was sold than there is');
  return faults;
}

function redemptionFaults(store: MemoryStore): string[] {
  const reversals = store.every('reversals');
  const entries = new Map(store.every('entries').map((entry) => [entry.id, entry]));
  const lots = new Map(store.every('lots').map((lot) => [lot.id, lot]));
  return store.every('redemptions').flatMap((redemption) => {
    const { id, amount, reversedAmount, taken, createdAt } = redemption;
    const back = reversals.filter(({ redemptionId }) => redemptionId === id);
    const faults = [
      ...unequal(
        'a redemption knows its reversals',
        sumOf(back, (one) => one.amount),
        reversedAmount,
      ),
      ...unequal(
        'a redemption knows its lots',
        sumOf(taken, ({ units }) => units),
        amount,
      ),
    ];
    if (reversedAmount > amount) faults.push('More came back than was taken');
    // What was held keeps past its date.
    const entry = entries.get(redemption.journalEntryId);
    const wasHeld = entry?.postings.some(({ bucket }) => bucket === 'HELD');
    // A clock that leapt is not believed at once.
    const decidedBy = entry?.dueBy ?? createdAt;
    for (const { lotId } of wasHeld ? [] : taken) {
      const end = lots.get(lotId)?.expiresAt ?? null;
      if (end !== null && end <= decidedBy) faults.push('What had expired was spent');
    }
    return faults;
  });
}

function unequal(rule: string, a: bigint, b: bigint): string[] {
  return a === b ? [] : [`${rule}: ${String(a)} is not ${String(b)}`];
}
