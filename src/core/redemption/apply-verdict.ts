// A person's verdict on a review: one more fact. It can end doubt; it can never move a state that is already final.
import { findOperation, isUnsettled, type Operation } from './redemption';
import { settleCapture } from './settle-capture';
import { settleReversal } from './settle-reversal';
import type { Applied, FactOf, WorkingCopy } from './working-copy';

type VerdictGiven = FactOf<'verdict_given'>;

export function applyVerdict(state: WorkingCopy, fact: VerdictGiven): Applied {
  const { at, actor } = state.context;
  const review = state.redemption.reviews.find((candidate) => candidate.id === fact.reviewId);
  if (!review || review.closedAt !== null) return null;
  const operation = review.operationId === null ? undefined : findOperation(state.redemption, review.operationId);
  if (operation && isUnsettled(operation)) settle(state, operation, fact);
  const verdict = { decision: fact.decision, note: fact.note, evidence: fact.evidence, by: actor };
  state.set({
    reviews: state.redemption.reviews.map((candidate) =>
      candidate.id === review.id ? { ...candidate, closedAt: at, verdict } : candidate,
    ),
  });
  return {
    fact: 'verdict_given',
    detail: { review_id: review.id, decision: fact.decision, note: fact.note, evidence: fact.evidence },
  };
}

function settle(state: WorkingCopy, operation: Operation, fact: VerdictGiven): void {
  const settling = operation.type === 'reverse' ? settleReversal : settleCapture;
  if (fact.decision === 'paid') {
    const amountCents = fact.amountCents ?? operation.amountCents;
    state.setOperation(operation.id, { status: 'succeeded', amountCents, nextAskAt: null, error: null });
    settling.done(state, operation, { kind: 'accepted', amountCents, voucher: null });
    return;
  }
  const error = state.error('provider_rejected', 'A person established that nothing moved', operation.id);
  state.setOperation(operation.id, { status: 'failed', nextAskAt: null, error });
  if (operation.type === 'reverse') {
    state.setReversal(state.reversalOf(operation.id).id, { status: 'failed', error });
    state.set({ lastError: error });
  } else {
    state.fail(error);
  }
}
