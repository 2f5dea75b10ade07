// Points of a redemption that come back.
import type { Instant } from '../../values/time';
import { least, sumOf, type Units } from '../units';
import { wordsOf, type MovementOf } from './credit';
import type { CounterAccount } from './book';
import type { Posting } from './entry';
import { byLot, hasExpired, type LotPart } from './lot';
import type { OpenBook } from './open-book';
import { addAvailable } from './parts';
import { expire } from './spend';

/** What a redemption took of one lot, and how much of that has come back. */
export interface TakenPart extends LotPart {
  readonly restored: Units;
}

/** Value that comes back from where it went. */
export interface Restoring extends MovementOf {
  readonly units: Units;
  readonly from: CounterAccount;
  readonly taken: readonly TakenPart[];
  /** The date that lots get which have expired meanwhile; null: they expire again at once. */
  readonly restoreExpiresAt: Instant | null;
}

export interface Restored {
  readonly entryId: string;
  /** `taken` with what came back by this. */
  readonly taken: readonly TakenPart[];
  /** What was past its date, and went to breakage in the same write. */
  readonly expired: Units;
}

/**
 * Refills the lots that were spent, the last one first: what comes back in full leaves exactly the lots that were there before. The
 * lots must have been read.
 */
export function restore(book: OpenBook, command: Restoring): Restored {
  const { units, from, mode, assetId, restoreExpiresAt } = command;
  const taken = mode === 'LOT' ? restoredFromLast(command.taken, units) : command.taken;
  const back = byLot(
    taken
      .map(({ lotId, restored }, index) => ({ lotId, units: restored - (command.taken[index]?.restored ?? 0n) }))
      .filter((part) => part.units > 0n)
      .reverse(),
  );
  if (mode === 'LOT' && sumOf(back, (part) => part.units) < units) throw new Error('More comes back than was taken');
  if (restoreExpiresAt !== null) for (const { lotId } of back) renew(book, lotId, restoreExpiresAt);
  addAvailable(book, assetId, back);
  const postings: Posting[] = [
    { bucket: 'AVAILABLE', account: null, units },
    { bucket: null, account: from, units: -units },
  ];
  const entryId = book.post({ ...wordsOf(command), actionType: 'REVERSAL' }, postings, back);
  return { entryId, taken, expired: sumOf(back, ({ lotId }) => expire(book, book.lot(lotId))) };
}

/** One after the other, not lot by lot: versions before 0.2 noted a lot once for every hold that had something of it. */
function restoredFromLast(taken: readonly TakenPart[], units: Units): TakenPart[] {
  let left = units;
  const parts = [...taken];
  for (let index = parts.length - 1; index >= 0 && left > 0n; index -= 1) {
    const part = parts[index];
    if (!part) continue;
    const some = least(part.units - part.restored, left);
    parts[index] = { ...part, restored: part.restored + some };
    left -= some;
  }
  return parts;
}

function renew(book: OpenBook, lotId: string, expiresAt: Instant): void {
  const lot = book.lot(lotId);
  if (hasExpired(lot, book.dueBy)) book.putLot({ ...lot, expiresAt });
}
