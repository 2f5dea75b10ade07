// Points of a redemption that come back.
import type { Instant } from '../../values/time';
import { sumOf, type Units } from '../units';
import { wordsOf, type MovementOf } from './credit';
import type { CounterAccount } from './book';
import type { Posting } from './entry';
import { hasExpired, takeInOrder, type LotPart } from './lot';
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
  const lacking = command.taken.map((part) => ({ lotId: part.lotId, units: part.units - part.restored }));
  const back = mode === 'LOT' ? takeInOrder([...lacking].reverse(), units) : [];
  if (mode === 'LOT' && sumOf(back, (part) => part.units) < units) throw new Error('More comes back than was taken');
  if (restoreExpiresAt !== null) for (const { lotId } of back) renew(book, lotId, restoreExpiresAt);
  addAvailable(book, assetId, back);
  const postings: Posting[] = [
    { bucket: 'AVAILABLE', account: null, units },
    { bucket: null, account: from, units: -units },
  ];
  const entryId = book.post({ ...wordsOf(command), actionType: 'REVERSAL' }, postings, back);
  const returned = new Map(back.map((part) => [part.lotId, part.units]));
  return {
    entryId,
    taken: command.taken.map((part) => ({ ...part, restored: part.restored + (returned.get(part.lotId) ?? 0n) })),
    expired: sumOf(back, ({ lotId }) => expire(book, book.lot(lotId))),
  };
}

function renew(book: OpenBook, lotId: string, expiresAt: Instant): void {
  const lot = book.lot(lotId);
  if (hasExpired(lot, book.now)) book.putLot({ ...lot, expiresAt });
}
