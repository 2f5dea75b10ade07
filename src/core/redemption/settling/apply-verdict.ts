// A person's verdict on a review: one more fact. It can end doubt, and say that a capture which is lost took value; it can never move a
// state that is already final.
import { operationOf, isUnsettled, type Operation } from '../redemption';
import type { ShownTaken } from '../review';
import { recordCapture, shownAsTaken } from './found-captures';
import { awaitedReview, shownAsDone } from './found-returns';
import { settlingOf } from './settling-of';
import type { Applied, FactOf, WorkingCopy } from '../working-copy';

type VerdictGiven = FactOf<'verdict_given'>;

/**
 * Closes the review, and settles its operation where that is still open, or records the capture that it shows. Null where there is no such review, or it is
 * closed.
 */
export function applyVerdict(copy: WorkingCopy, fact: VerdictGiven): Applied {
  const { at, actor } = copy.context;
  const review = copy.redemption.reviews.find((candidate) => candidate.id === fact.reviewId);
  if (!review || review.closedAt !== null) return null;
  const operation = operationOf(copy.redemption, review);
  const shown = shownAsTaken(copy.redemption, review);
  const verdict = { decision: fact.decision, note: fact.note, evidence: fact.evidence, by: actor };
  copy.set({
    reviews: copy.redemption.reviews.map((candidate) =>
      candidate.id === review.id ? { ...candidate, closedAt: at, verdict } : candidate,
    ),
  });
  if (operation && isUnsettled(operation)) settle(copy, operation, fact);
  else if (shown && fact.decision === 'paid') take(copy, shown, fact);
  return {
    fact: 'verdict_given',
    detail: {
      review_id: review.id,
      decision: fact.decision,
      note: fact.note,
      evidence: fact.evidence,
      amount: fact.amountCents,
    },
  };
}

/** What the statement shows; the person may know that it was less. */
function take(copy: WorkingCopy, shown: ShownTaken, fact: VerdictGiven): void {
  const { reference, transactionId } = shown;
  const amountCents = fact.amountCents ?? shown.amountCents;
  const accepted = {
    kind: 'accepted',
    amountCents,
    voucher: null,
    ...(transactionId === null ? {} : { transactionId }),
  } as const;
  recordCapture(copy, { id: copy.context.nextId('op'), reference }, accepted, fact.changeIssuer);
}

function settle(copy: WorkingCopy, operation: Operation, fact: VerdictGiven): void {
  if (fact.decision === 'paid') {
    const amountCents = fact.amountCents ?? operation.amountCents;
    copy.setOperation(operation.id, { status: 'succeeded', amountCents, nextAskAt: null, error: null });
    const { changeIssuer } = fact;
    settlingOf(operation).done(copy, operation, { kind: 'accepted', amountCents, voucher: null }, changeIssuer);
    return;
  }
  // Another statement shows it as carried out: it stays in doubt until a person has looked at that as well.
  if (shownAsDone(copy.redemption, operation).length > 0) return;
  const error = copy.error('provider_rejected', 'A person established that nothing moved', operation.id);
  copy.setOperation(operation.id, { status: 'failed', nextAskAt: null, error });
  if (operation.type === 'reverse') {
    copy.setReversal(copy.reversalOf(operation.id).id, { status: 'failed', error });
    copy.set({ lastError: error });
  } else if (copy.redemption.status === 'reserved') {
    // Where a statement shows value taken by another request, only the verdict on that ends the redemption; before one was read, only its time.
    if (fact.mayBeCaptured || awaitedReview(copy.redemption)) copy.set({ lastError: error });
    else copy.fail(error);
  }
}
