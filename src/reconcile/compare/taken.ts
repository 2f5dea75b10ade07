// What lines under the reference of a capture that is lost say of it: what remains of what was taken, or that all of it was put back. Pure.
import type { ShownTaken } from '../../core/redemption/review';
import type { ReferenceLines } from '../sheet';
import { backCents } from './comparison';

/** What remains of what these lines show as taken, in so many lines. Undefined: nothing, or a refund says how much that is. */
export function shownTaken(theirs: ReferenceLines): ShownTaken | undefined {
  if (backCents(theirs) > 0 && !isPutBackInPart(theirs)) return undefined;
  const { reference, transactionId, mostTakenCents, mostPutBackCents } = theirs;
  const amountCents = mostTakenCents - mostPutBackCents;
  if (amountCents <= 0) return undefined;
  const lines = Math.max(theirs.lines, theirs.restoreLines);
  // Lines that all say the same may be one that stands in the file more than once.
  const isSplit = theirs.takenCents < theirs.lines * mostTakenCents;
  const mostCents = isSplit ? theirs.takenCents - mostPutBackCents : 0;
  return {
    reference,
    transactionId,
    amountCents,
    ...(lines > 1 ? { lines } : {}),
    ...(mostCents > amountCents ? { mostCents } : {}),
  };
}

/** All that was taken was put back: on the line itself, on one more, or on that of a later day in files that were joined. */
export function isUndone({ lines, refundCents, mostTakenCents, mostPutBackCents }: ReferenceLines): boolean {
  return lines > 0 && refundCents === 0 && mostPutBackCents > 0 && mostTakenCents <= mostPutBackCents;
}

/**
 * All that this capture of ours would have taken was put back, on a line of its own without the sale: it stands in the file of another day, and these books
 * know of no capture that it may be of.
 */
export function isRestoredAlone(
  amountCents: number,
  { lines, restoreCents, mostPutBackCents }: ReferenceLines,
): boolean {
  return lines === 0 && restoreCents > 0 && mostPutBackCents >= Math.max(1, amountCents);
}

/**
 * A line takes value, and another puts some of it back under the same reference. An operation has one reference, so what is recorded of both is what
 * remains; nothing does where all of it came back.
 */
export function isPutBackInPart({ takenCents, mostPutBackCents, refundLines }: ReferenceLines): boolean {
  return takenCents > 0 && mostPutBackCents > 0 && refundLines === 0;
}
