// The rules of doubt, in one place: what an answer is worth after an earlier request went unanswered.
import type { DeclineCode, Declined } from '../providers/outcome';
import type { Ask, Operation } from './redemption';

/**
 * Refusals that may be about ourselves: once an earlier request may have taken the value, the voucher looks used (or
 * cancelled, where the provider cancels the old PIN and issues change) because of us.
 */
const MAY_BE_OURSELVES: ReadonlySet<DeclineCode> = new Set(['voucher_already_redeemed', 'voucher_cancelled']);

/** Whether this refusal could be the trace of a request of ours. */
export function mayBeOurselves(declined: Declined): boolean {
  return MAY_BE_OURSELVES.has(declined.code);
}

/**
 * Answers after which the value may have moved. A missing answer is one of them, and so is an acceptance that settled
 * nothing, because its amount was no amount.
 */
function leavesOpen(ask: Ask): boolean {
  return ask.answer === null || ask.answer === 'unknown' || ask.answer === 'pending' || ask.answer === 'accepted';
}

/**
 * True where a request other than `askId` may have moved the value: it was sent, and nothing certain came back.
 * Inquiries count as well, because for some providers asking is sending the identical request again.
 */
export function wasDoubted(operation: Operation, askId: string | null): boolean {
  return operation.asks.some((ask) => ask.id !== askId && leavesOpen(ask));
}

/** Whether a decline proves that nothing was taken by this operation. */
export function isProof(operation: Operation, askId: string | null, declined: Declined): boolean {
  if (declined.proof === 'record' || !wasDoubted(operation, askId)) return true;
  // A capture that was undone cannot be undone again, and providers have many words for that: each may be about our own
  // restore.
  if (operation.method === 'restore') return false;
  return !mayBeOurselves(declined);
}
