// How value moves between the buckets of lots. Each function changes lots only; the entry that goes with it is the caller's.
import { least, sumOf, type Units } from '../units';
import { overdraftOf } from './book';
import { hasExpired, takeInOrder, type Lot, type LotPart } from './lot';
import type { OpenBook } from './open-book';

/** Which lots of an asset may be used: by id, and by when they were earned. Absent: any. */
export interface LotSelection {
  readonly lotIds?: ReadonlySet<string>;
  readonly earnedFrom?: number;
  readonly earnedTo?: number;
}

/** True where the selection leaves no lot out. */
export function selectsAll({ lotIds, earnedFrom, earnedTo }: LotSelection): boolean {
  return lotIds === undefined && earnedFrom === undefined && earnedTo === undefined;
}

/** Whether the selection leaves this lot in. */
export function selects({ lotIds, earnedFrom, earnedTo }: LotSelection, lot: Lot): boolean {
  if (lotIds && !lotIds.has(lot.id)) return false;
  return (
    (earnedFrom === undefined || lot.createdAt >= earnedFrom) && (earnedTo === undefined || lot.createdAt <= earnedTo)
  );
}

/** What can be spent of each lot, the oldest first, as far as it was read. */
function spendable(book: OpenBook, assetId: string, selection: LotSelection): LotPart[] {
  // Those that were named were all read, whatever lies between them.
  const lots = selection.lotIds ? book.lots(assetId) : book.lotsInOrder(assetId);
  return lots
    .filter((lot) => lot.available > 0n && !hasExpired(lot, book.dueBy) && selects(selection, lot))
    .map(({ id, available }) => ({ lotId: id, units: available }));
}

/** Throws `MoreLots` where more of the lots selected could be spent than were read. */
function requireAll(book: OpenBook, assetId: string, { lotIds, earnedTo }: LotSelection): void {
  if (!lotIds) book.requireAllLots(assetId, earnedTo);
}

/** How much can be spent of the lots selected. Throws `MoreLots` until it has them all. Lots that are named must have been read. */
export function spendableUnits(book: OpenBook, assetId: string, selection: LotSelection): Units {
  requireAll(book, assetId, selection);
  return sumOf(spendable(book, assetId, selection), ({ units }) => units);
}

/**
 * Takes what is available from the oldest lots on. Gives less than asked only where there is no more. Throws `MoreLots` where
 * that cannot be known yet.
 */
export function takeAvailable(book: OpenBook, assetId: string, units: Units, selection: LotSelection = {}): LotPart[] {
  const taken = takeInOrder(spendable(book, assetId, selection), units);
  if (sumOf(taken, (part) => part.units) < units) requireAll(book, assetId, selection);
  for (const part of taken) change(book, part.lotId, (lot) => ({ available: lot.available - part.units }));
  return taken;
}

/** Puts parts aside: from nowhere, because `takeAvailable` or a credit brought them. */
export function addHeld(book: OpenBook, parts: readonly LotPart[]): void {
  for (const part of parts) change(book, part.lotId, (lot) => ({ held: lot.held + part.units }));
}

/** Takes parts that were put aside. */
export function removeHeld(book: OpenBook, parts: readonly LotPart[]): void {
  for (const part of parts) change(book, part.lotId, (lot) => ({ held: lot.held - part.units }));
}

/**
 * Puts parts back into their lots, to be spent again. What is owed takes its share first, from the oldest lot on: lots and
 * overdraft are never both positive. Call it before the entry that brings the value. Says what was left to spend.
 */
export function addAvailable(book: OpenBook, assetId: string, parts: readonly LotPart[]): LotPart[] {
  const total = sumOf(parts, (part) => part.units);
  const owed = least(overdraftOf(book.balance(assetId)), total);
  const oldestFirst = [...parts].sort((a, b) => order(book, a) - order(book, b));
  const free = takeInOrder(oldestFirst.reverse(), total - owed);
  for (const part of free) change(book, part.lotId, (lot) => ({ available: lot.available + part.units }));
  return free;
}

/** Lots of one asset in the order of their spending: entry numbers follow it but where a clock stepped back. */
function order(book: OpenBook, { lotId }: LotPart): number {
  return book.lot(lotId).seq;
}

/** Expires what is free in a lot. Says how much that was. */
export function expireAvailable(book: OpenBook, lotId: string): Units {
  const { available } = book.lot(lotId);
  change(book, lotId, (lot) => ({ available: 0n, expired: lot.expired + available }));
  return available;
}

function change(book: OpenBook, lotId: string, changed: (lot: Lot) => Partial<Lot>): void {
  const lot = book.lot(lotId);
  const next = { ...lot, ...changed(lot) };
  const { amount, available, held, deferred } = next;
  if ([available, held, deferred].some((units) => units < 0n) || available + held + deferred > amount)
    throw new Error(`Lot ${lotId} would hold more than it was, or less than nothing`);
  book.putLot(next);
}
