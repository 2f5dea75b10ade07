// Compares one operation of ours with the provider's lines for it and says whether they agree. Pure: same input, same
// words, so that a second run finds the review of the first. What was given back: returns.ts.
import { isoTime } from '../../core/values/time';
import { latestOperation, isUnsettled, type Operation, type Redemption } from '../../core/redemption/redemption';
import { compareChange, compareReversal } from './returns';
import { matched, said, sayCents as cents, type Comparison } from './comparison';
import type { ReferenceLines } from '../sheet';

/** One operation of our books, with its redemption. */
export interface Ours {
  readonly redemption: Redemption;
  readonly operation: Operation;
}

/** What is known of the statement as a whole. */
export interface StatementFacts {
  /** Its newest line, which tells when it was made: a voucher that was restored after it need not be marked in it. */
  readonly newestAt: number;
  /** What statements showed as given back after a restored backup was given back before then, whenever it was recorded. Absent: there is none. */
  readonly foundBefore?: number;
  /** It is about redemptions, about refunds, or about both: what it does not mention of these, it denies. */
  readonly redemptions: boolean;
  readonly refunds: boolean;
}

/**
 * `theirs` null: the statement has no such reference. Null where neither side says that value moved: nothing to compare.
 */
export function compare(
  { redemption, operation }: Ours,
  theirs: ReferenceLines | null,
  statement: StatementFacts,
): Comparison | null {
  if (operation.type === 'reverse') return compareReversal(operation, theirs, statement.refunds);
  if (operation.type !== 'confirm') return theirs && compareMisplaced(operation, theirs);
  if (!theirs && !statement.redemptions) return null;
  if (theirs && theirs.refundLines > 0) return compareMisplaced(operation, theirs);
  const lines = theirs && withRestores(theirs);
  if (operation.status !== 'succeeded') return lines && compareUntaken(operation, lines);
  const oursCents = operation.amountCents;
  if (!lines) {
    const summary = `The statement has no line for it, but ${cents(oursCents)} were taken; sent ${isoTime(operation.createdAt)}`;
    return { kind: 'ours_only', oursCents, theirsCents: null, summary };
  }
  const restore = restoreOf(redemption);
  const compared =
    restore === null ? compareTaken(oursCents, lines) : compareRestored(oursCents, restore, lines, statement);
  return compared.summary === null ? (compareChange(redemption, lines) ?? compared) : compared;
}

/** A restore on a line of its own, under the reference of the redemption: the same as a redemption marked `Reversed`. */
function withRestores(theirs: ReferenceLines): ReferenceLines {
  const back = Math.min(theirs.restoreCents, theirs.takenCents);
  if (back === 0) return theirs;
  return { ...theirs, takenCents: theirs.takenCents - back, putBackCents: theirs.putBackCents + back, restoreLines: 0 };
}

/** Our books: taken, and still taken. */
function compareTaken(oursCents: number, theirs: ReferenceLines): Comparison {
  const theirsCents = theirs.takenCents;
  if (oursCents === theirsCents && theirs.lines === 1) return matched(oursCents, theirsCents);
  if (isUndone(oursCents, theirs)) {
    const summary = `${said(theirs)}, but here ${cents(oursCents)} were taken and the voucher was never restored`;
    const returned = { method: 'restore', reference: null, transactionId: null, amountCents: oursCents } as const;
    return { kind: 'state_differs', oursCents, theirsCents: null, summary, returned };
  }
  const summary = `${said(theirs)}, but here ${cents(oursCents)} were taken`;
  return { kind: 'amount_differs', oursCents, theirsCents, summary };
}

/**
 * Marked as undone, or undone by a line that follows it: all of it was put back. One of less may be of a part; and several of them one line that
 * stands in the file more than once.
 */
function isUndone(oursCents: number, { takenCents, mostPutBackCents }: ReferenceLines): boolean {
  return mostPutBackCents >= oursCents && mostPutBackCents >= takenCents;
}

/** Our books: taken, and put back on the voucher. */
function compareRestored(
  oursCents: number,
  restore: Operation,
  theirs: ReferenceLines,
  { newestAt, foundBefore = Infinity }: StatementFacts,
): Comparison {
  const isFound = restore.asks.length === 0;
  const restoredAt = isFound ? Math.min(restore.updatedAt, foundBefore) : restore.updatedAt;
  const grossCents = theirs.takenCents + theirs.putBackCents;
  const theirsCents = theirs.takenCents > 0 ? theirs.takenCents : null;
  // Put back because a statement said so: by these lines, which say it still.
  if (isFound && isUndone(oursCents, theirs)) return matched(oursCents, oursCents);
  if (grossCents !== oursCents || theirs.lines !== 1) {
    const summary = `${said(theirs)}, but here ${cents(oursCents)} were taken and put back`;
    return { kind: 'amount_differs', oursCents, theirsCents: grossCents, summary };
  }
  if (theirsCents === null || restoredAt > newestAt) return matched(oursCents, grossCents);
  const summary = `${said(theirs)}, but here the voucher was restored at ${isoTime(restoredAt)}`;
  return { kind: 'state_differs', oursCents: null, theirsCents, summary };
}

/** Our books: not taken, or not known. */
function compareUntaken(operation: Operation, theirs: ReferenceLines): Comparison | null {
  const inDoubt = isUnsettled(operation);
  const summary = untaken(operation, theirs);
  const isOfAnother = theirs.lines === 0 && theirs.restoreCents > 0;
  // Kept with the redemption, for when it has taken the value.
  const amountCents = inDoubt && !isOfAnother ? theirs.mostPutBackCents : 0;
  const back = { method: 'restore', reference: null, transactionId: null, amountCents } as const;
  const returned = amountCents > 0 ? { returned: back } : {};
  if (theirs.takenCents > 0 || theirs.changeCents > 0) {
    return { kind: 'theirs_only', oursCents: null, theirsCents: theirs.takenCents, summary, ...returned };
  }
  // Taken and put back, or a line of nothing: both agree with an operation that failed here. Value of another operation does not.
  if (!inDoubt && !isOfAnother) return matched(null, null);
  return { kind: 'state_differs', oursCents: null, theirsCents: null, summary, ...returned };
}

/** What the statement says of a capture that has taken nothing, as far as our books know. */
export function untaken(operation: Operation, theirs: ReferenceLines): string {
  const here = isUnsettled(operation) ? 'the operation is in doubt' : 'the operation failed and nothing was taken';
  return `${said(theirs)}, but here ${here}`;
}

/** One of our references, under which something else was sent. */
function compareMisplaced(operation: Operation, theirs: ReferenceLines): Comparison {
  const summary = `${said(theirs)}, but here the reference belongs to a ${operation.type}`;
  return { kind: 'theirs_only', oursCents: null, theirsCents: theirs.takenCents || theirs.refundCents, summary };
}

/** What brought the original voucher to life again, or null where nothing did. */
function restoreOf(redemption: Redemption): Operation | null {
  const restore = latestOperation(redemption, 'reverse');
  if (restore?.method !== 'restore' || restore.status !== 'succeeded') return null;
  return redemption.reversedCents === redemption.redeemedCents ? restore : null;
}
