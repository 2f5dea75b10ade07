// Compares what was given back, and the change, with the provider's lines for it. Pure, like compare.ts.
import { isoTime } from '../../core/values/time';
import { isUnsettled, type Operation, type Redemption } from '../../core/redemption/redemption';
import { backCents, matched, said, sayCents, type Comparison } from './comparison';
import type { ReferenceLines } from '../sheet';

/** A reversal of ours. `expected`: the statement is about refunds too, so that a missing line says something. */
export function compareReversal(
  operation: Operation,
  theirs: ReferenceLines | null,
  expected: boolean,
): Comparison | null {
  const isRefund = operation.method === 'refund';
  const theirCents = theirs && (isRefund ? theirs.refundCents : theirs.restoreCents);
  const lines = theirs && (isRefund ? theirs.refundLines : theirs.restoreLines);
  if (theirs && lines === 0) {
    const summary = `${said(theirs)}, but here the reference belongs to a ${operation.method}`;
    return { kind: 'theirs_only', oursCents: null, theirsCents: theirs.takenCents, summary };
  }
  if (operation.status !== 'succeeded') return theirs && compareUngiven(operation, theirs, theirCents ?? 0);
  const oursCents = operation.amountCents;
  const here = `here ${sayCents(oursCents)} were given back`;
  if (!theirs) {
    // Putting value back is marked on the line of the redemption; a line of its own is no provider's promise.
    // What an earlier statement showed, and was recorded, is in that one: nobody knows its day here.
    if (!isRefund || !expected || operation.asks.length === 0) return null;
    const summary = `The statement has no line for it, but ${here} by a new voucher; sent ${isoTime(operation.createdAt)}`;
    return { kind: 'ours_only', oursCents, theirsCents: null, summary };
  }
  if (theirCents === oursCents && lines === 1 && isAll(theirs, theirCents)) return matched(oursCents, oursCents);
  return { kind: 'amount_differs', oursCents, theirsCents: theirCents, summary: `${said(theirs)}, but ${here}` };
}

/** Whether nothing else was given back, or taken, under the same reference. */
function isAll(theirs: ReferenceLines, cents: number): boolean {
  return backCents(theirs) === cents && theirs.takenCents + theirs.changeCents === 0;
}

/** Our books: not given back, or not known. */
function compareUngiven(operation: Operation, theirs: ReferenceLines, theirsCents: number): Comparison | null {
  const inDoubt = isUnsettled(operation);
  if (theirsCents === 0 && isAll(theirs, 0)) return inDoubt ? null : matched(null, null);
  const here = inDoubt ? 'the reversal is in doubt' : 'the reversal failed and nothing was given back';
  return { kind: 'theirs_only', oursCents: null, theirsCents, summary: `${said(theirs)}, but here ${here}` };
}

/**
 * The change of a redemption on which both sides agree. Null where they agree on the change as well. That no line mentions it says
 * nothing: not every provider lists change.
 */
export function compareChange(redemption: Redemption, theirs: ReferenceLines): Comparison | null {
  const { changeVoucher, redeemedCents } = redemption;
  if (theirs.changeLines === 0) return null;
  const ours = changeVoucher?.amountCents ?? null;
  const agrees = changeVoucher !== null && ours === null ? theirs.changeCents > 0 : theirs.changeCents === (ours ?? 0);
  if (theirs.changeLines === 1 && agrees) return null;
  const here = changeVoucher === null ? 'no change voucher is known' : `the change voucher is worth ${worth(ours)}`;
  const kind = ours === null ? 'state_differs' : 'amount_differs';
  return {
    kind,
    oursCents: redeemedCents,
    theirsCents: theirs.takenCents,
    summary: `${said(theirs)}, but here ${here}`,
  };
}

/** Not every provider says how much change it gave. */
function worth(cents: number | null): string {
  return cents === null ? 'an amount that is not known' : sayCents(cents);
}
