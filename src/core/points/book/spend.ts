// Points that leave what can be spent: debits, redemptions, forfeits, and what expires.
import type { Units } from '../units';
import type { CounterAccount } from './book';
import { BY_ITSELF, type ActionType, type Posting } from './entry';
import { wordsOf, type MovementOf } from './credit';
import { hasExpired, type Lot, type LotPart } from './lot';
import type { OpenBook } from './open-book';
import { expireAvailable, takeAvailable, type LotSelection } from './parts';

/** A debit of what is available. The caller has checked that there is enough, or that going below is allowed. */
export interface Spending extends MovementOf {
  readonly units: Units;
  readonly to: CounterAccount;
  readonly actionType: Extract<ActionType, 'DEBIT' | 'REDEMPTION' | 'FORFEIT'>;
  readonly selection?: LotSelection;
}

/** What a debit took: of which lots, in the order in which they were taken. None for SIMPLE assets. */
export interface Spent {
  readonly entryId: string;
  readonly taken: readonly LotPart[];
}

/** Takes from the oldest lots on; what no lot covers is overdrawn. */
export function spend(book: OpenBook, command: Spending): Spent {
  const { units, to, actionType, mode, assetId, selection } = command;
  const taken = mode === 'LOT' ? takeAvailable(book, assetId, units, selection) : [];
  const postings: Posting[] = [
    { bucket: 'AVAILABLE', account: null, units: -units },
    { bucket: null, account: to, units },
  ];
  const entryId = book.post({ ...wordsOf(command), actionType }, postings, taken);
  return { entryId, taken };
}

/**
 * Expires what is free in a lot that is past its date, into the breakage of the program that issued it. Says how much that was;
 * nothing is posted where nothing was free.
 */
export function expire(book: OpenBook, lot: Lot): Units {
  if (!hasExpired(lot, book.dueBy) || lot.available === 0n) return 0n;
  const { assetId, programId, referenceId } = lot;
  const units = expireAvailable(book, lot.id);
  const postings: Posting[] = [
    { bucket: 'AVAILABLE', account: null, units: -units },
    { bucket: null, account: { programId, kind: 'SYSTEM_BREAKAGE', detail: 'expired' }, units },
  ];
  const parts = [{ lotId: lot.id, units }];
  const words = { assetId, programId, referenceId, description: 'Expired', ...BY_ITSELF };
  book.post({ ...words, actionType: 'EXPIRATION' }, postings, parts);
  return units;
}
