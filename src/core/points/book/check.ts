// The rules that no change of a book may break, between it and its lots and holds.
import { sumOf, type Units } from '../units';
import { balanceOf, overdraftOf, type AssetBalance } from './book';
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
