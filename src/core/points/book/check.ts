// The rules that no book may break. Between the books and their lots and holds: of one change, and of everything a participant has.
import { sumOf, type Units } from '../units';
import { balanceOf, overdraftOf, type AssetBalance, type Book } from './book';
import { entryHash, FIRST_HEAD, type Entry, type Hash } from './entry';
import type { Hold } from './hold';
import type { Lot } from './lot';
import type { BookChange, LoadedBook } from './open-book';

/** Throws if the change breaks a rule. That is a defect of Vouch: nothing is written then. */
export function checkChange(before: LoadedBook, change: BookChange): void {
  const broken = [...new Set(Object.keys(change.book.balances))].flatMap((assetId) => {
    const balance = balanceOf(change.book, assetId);
    return [...brokenBalance(balance), ...brokenParts(before, change, assetId)].map((rule) => `${assetId}: ${rule}`);
  });
  if (change.book.seq !== before.book.seq + change.entries.length) broken.push('entry numbers have no gap');
  if (broken.length > 0) throw new Error(`Book ${change.book.participantId}: ${broken.join('; ')}`);
}

function brokenBalance(balance: AssetBalance): string[] {
  const { available, held, deferred, shares } = balance;
  const rules: [boolean, string][] = [
    [available + held + deferred + sumOf(Object.values(shares), (units) => units) === 0n, 'a book sums to zero'],
    [held >= 0n, 'held is not negative'],
    [deferred >= 0n, 'deferred is not negative'],
  ];
  return rules.filter(([holds]) => !holds).map(([, rule]) => rule);
}

/** Lots and holds moved by as much as the balances did. An asset without lots before and after is SIMPLE. */
function brokenParts(before: LoadedBook, change: BookChange, assetId: string): string[] {
  const from = balanceOf(before.book, assetId);
  const to = balanceOf(change.book, assetId);
  const moved = (list: readonly Lot[], old: readonly Lot[], unitsOf: (lot: Lot) => Units) =>
    difference(list, old, assetId, unitsOf);
  const broken: string[] = [];
  if (difference(change.holds, before.holds, assetId, (hold) => hold.units) !== to.held - from.held)
    broken.push('held is the sum of the holds');
  if (!change.lots.some((lot) => lot.assetId === assetId)) return broken;
  const free = (balance: AssetBalance) => balance.available + overdraftOf(balance);
  if (moved(change.lots, before.lots, (lot) => lot.available) !== free(to) - free(from))
    broken.push('lots have what is available');
  if (moved(change.lots, before.lots, (lot) => lot.held) !== to.held - from.held) broken.push('lots have what is held');
  if (moved(change.lots, before.lots, (lot) => lot.deferred) !== to.deferred - from.deferred)
    broken.push('lots have what is deferred');
  return broken;
}

function difference<T extends Lot | Hold>(
  changed: readonly T[],
  before: readonly T[],
  assetId: string,
  unitsOf: (one: T) => Units,
): Units {
  const old = new Map(before.map((one) => [one.id, unitsOf(one)]));
  return sumOf(
    changed.filter((one) => one.assetId === assetId),
    (one) => unitsOf(one) - (old.get(one.id) ?? 0n),
  );
}

/**
 * Plays the whole journal of a participant from the empty book, and says everything in which it differs from the book that is
 * stored. Empty: the book is what its journal says, and no entry was changed, added or lost.
 */
export function differencesFromJournal(book: Book, entries: readonly Entry[], hash: Hash): string[] {
  const differences: string[] = [];
  let head = FIRST_HEAD;
  const buckets = new Map<string, Units>();
  for (const [index, entry] of entries.entries()) {
    if (entry.seq !== index + 1) differences.push(`entry ${String(index + 1)} is missing`);
    head = entryHash(head, entry.participantId, entry.seq, entry, hash);
    if (head !== entry.hash) return [...differences, `entry ${entry.id} is not what was written`];
    for (const { bucket, units } of entry.postings) {
      if (bucket === null) continue;
      const key = `${entry.assetId} ${bucket}`;
      buckets.set(key, (buckets.get(key) ?? 0n) + units);
    }
  }
  if (entries.length !== book.seq || head !== book.head) differences.push('the newest entries are missing');
  for (const [assetId, { available, held, deferred }] of Object.entries(book.balances)) {
    const stored = { AVAILABLE: available, HELD: held, DEFERRED: deferred };
    for (const [bucket, units] of Object.entries(stored)) {
      const played = buckets.get(`${assetId} ${bucket}`) ?? 0n;
      if (played !== units)
        differences.push(`${bucket} of asset ${assetId} is ${String(units)}, its entries say ${String(played)}`);
    }
  }
  return differences;
}
