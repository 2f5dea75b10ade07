// Compares one operation of ours with the provider's lines for it and says whether they agree. Pure: same input, same
// words, so that a second run finds the review of the first.
import { isoTime } from '../core/values/time';
import { latestOperation, isUnsettled, type Operation, type Redemption } from '../core/redemption/redemption';
import type { ReferenceLines, ResultKind } from './sheet';

/** What one comparison came to. Null cents: that side says nothing was taken. */
export interface Comparison {
  readonly kind: ResultKind;
  readonly oursCents: number | null;
  readonly theirsCents: number | null;
  /** For the person who has to decide; null where there is nothing to decide. */
  readonly summary: string | null;
}

/** One operation of our books, with its redemption. */
export interface Ours {
  readonly redemption: Redemption;
  readonly operation: Operation;
}

/**
 * `theirs` null: the statement has no such reference. `newestAt`: the newest line of the statement, which is all that is
 * known about when the file was made: a voucher that was restored after it need not be marked in it.
 * Null where neither side says that value was taken: nothing to compare.
 */
export function compare(
  { redemption, operation }: Ours,
  theirs: ReferenceLines | null,
  newestAt: number,
): Comparison | null {
  if (operation.type !== 'confirm') return theirs && compareMisplaced(operation, theirs);
  if (operation.status !== 'succeeded') return theirs && compareUntaken(operation, theirs);
  const oursCents = operation.amountCents;
  if (!theirs) {
    const summary = `The statement has no line for it, but ${cents(oursCents)} were taken; sent ${isoTime(operation.createdAt)}`;
    return { kind: 'ours_only', oursCents, theirsCents: null, summary };
  }
  const restoredAt = restoredSince(redemption);
  return restoredAt === null
    ? compareTaken(oursCents, theirs)
    : compareRestored(oursCents, restoredAt, theirs, newestAt);
}

/** Our books: taken, and still taken. */
function compareTaken(oursCents: number, theirs: ReferenceLines): Comparison {
  const theirsCents = theirs.takenCents;
  if (oursCents === theirsCents && theirs.lines === 1) return matched(oursCents, theirsCents);
  if (theirsCents === 0 && theirs.putBackCents > 0) {
    const summary = `${said(theirs)}, but here ${cents(oursCents)} were taken and the voucher was never restored`;
    return { kind: 'state_differs', oursCents, theirsCents: null, summary };
  }
  const summary = `${said(theirs)}, but here ${cents(oursCents)} were taken`;
  return { kind: 'amount_differs', oursCents, theirsCents, summary };
}

/** Our books: taken, and put back on the voucher. */
function compareRestored(oursCents: number, restoredAt: number, theirs: ReferenceLines, newestAt: number): Comparison {
  const grossCents = theirs.takenCents + theirs.putBackCents;
  const theirsCents = theirs.takenCents > 0 ? theirs.takenCents : null;
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
  const here = inDoubt ? 'the operation is in doubt' : 'the operation failed and nothing was taken';
  if (theirs.takenCents > 0) {
    const summary = `${said(theirs)}, but here ${here}`;
    return { kind: 'theirs_only', oursCents: null, theirsCents: theirs.takenCents, summary };
  }
  // Taken and put back, or a line of nothing: both agree with an operation that failed here.
  if (!inDoubt) return matched(null, null);
  return { kind: 'state_differs', oursCents: null, theirsCents: null, summary: `${said(theirs)}, but here ${here}` };
}

/** One of our references, under which no redemption was ever sent. */
function compareMisplaced(operation: Operation, theirs: ReferenceLines): Comparison {
  const summary = `${said(theirs)}, but here the reference belongs to a ${operation.type}`;
  return { kind: 'theirs_only', oursCents: null, theirsCents: theirs.takenCents, summary };
}

/** When the original voucher came to life again, or null where it did not. */
function restoredSince(redemption: Redemption): number | null {
  const restore = latestOperation(redemption, 'reverse');
  const restored = restore?.method === 'restore' && restore.status === 'succeeded';
  return restored && redemption.reversedCents === redemption.redeemedCents ? restore.updatedAt : null;
}

/** What the statement says, in words. */
export function said(theirs: ReferenceLines): string {
  const { takenCents, putBackCents, lines, at, transactionId } = theirs;
  const number = transactionId === null ? '' : `, number ${transactionId}`;
  const several = lines > 1 ? ` in ${String(lines)} lines` : '';
  const back = putBackCents > 0 ? ` and ${cents(putBackCents)} taken and put back` : '';
  const what = takenCents > 0 || putBackCents === 0 ? `${cents(takenCents)} taken${back}` : back.slice(' and '.length);
  return `The statement says ${what}${several} (${isoTime(at)}${number})`;
}

function matched(oursCents: number | null, theirsCents: number | null): Comparison {
  return { kind: 'matched', oursCents, theirsCents, summary: null };
}

function cents(amount: number): string {
  return `${String(amount)} cents`;
}
