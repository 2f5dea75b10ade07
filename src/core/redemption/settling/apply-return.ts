// What a statement shows as given back under a request of ours that is in no operation here: it was made after the backup from which
// these books were restored. Recording it leaves less to give back, never more.
import { committedReversalCents } from '../derived-fields';
import type { Redemption } from '../redemption';
import type { Review } from '../review';
import type { Applied, FactOf, WorkingCopy } from '../working-copy';

type ReturnFound = FactOf<'return_found'>;

/**
 * Adds the operation, with the reversal that it carried out as far as something is left to give back, and opens a review. Null
 * where the operation is known, or no value was taken here: then there is nothing to record it against.
 */
export function applyReturnFound(copy: WorkingCopy, fact: ReturnFound): Applied {
  const { redemption } = copy;
  if (redemption.status !== 'confirmed' || isKnown(copy, fact)) return null;
  const given = Math.min(fact.amountCents, redemption.redeemedCents - committedReversalCents(redemption));
  copy.recordFound(fact.operationId, fact);
  if (given > 0) give(copy, fact, given);
  const rest = given < fact.amountCents ? `; only ${String(given)} cents were left to give back` : '';
  copy.openReview('statement_differs', fact.operationId, `${fact.summary}${rest}`);
  return {
    fact: 'return_found',
    detail: {
      operation_id: fact.operationId,
      reversal_id: given > 0 ? fact.reversalId : null,
      reference: fact.reference,
      amount: fact.amountCents,
      recorded: given,
      summary: fact.summary,
    },
  };
}

/**
 * The open reviews in which a statement says otherwise than the books, oldest first. None about value given back that was recorded in
 * full: of that both sides say the same by now.
 */
export function openDifferences({ reviews, journal }: Pick<Redemption, 'reviews' | 'journal'>): Review[] {
  const recorded = journal.filter(
    ({ fact, detail }) => fact === 'return_found' && detail['recorded'] === detail['amount'],
  );
  const isRecorded = ({ operationId, summary }: Review) =>
    recorded.some(({ detail }) => detail['operation_id'] === operationId && detail['summary'] === summary);
  return reviews.filter(
    (review) => review.closedAt === null && review.reason === 'statement_differs' && !isRecorded(review),
  );
}

function isKnown({ redemption }: WorkingCopy, fact: ReturnFound): boolean {
  if (fact.reference === null) return redemption.reversedCents === redemption.redeemedCents;
  return redemption.operations.some(({ reference }) => reference === fact.reference);
}

function give(copy: WorkingCopy, fact: ReturnFound, given: number): void {
  const { at } = copy.context;
  const { redemption } = copy;
  const restored = fact.method === 'restore';
  copy.set({
    reversals: [
      ...redemption.reversals,
      {
        id: fact.reversalId,
        operationId: fact.operationId,
        amountCents: given,
        reason: 'Found on a statement of the provider',
        status: 'succeeded',
        method: restored ? 'restored' : 'refund_voucher',
        refundVoucher: null,
        error: null,
        createdAt: at,
        updatedAt: at,
      },
    ],
  });
  const reversedCents = redemption.reversedCents + given;
  const livesAgain = restored && given === redemption.redeemedCents;
  copy.move('reverse', { reversedCents, ...(livesAgain ? { claimed: false } : {}) });
  copy.emit('redemption.reversed', fact.reversalId);
}
