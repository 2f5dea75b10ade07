// What a statement shows as given back under a request of ours that is in no operation here: it was made after the backup from which
// these books were restored. Recording it leaves less to give back, never more.
import { committedReversalCents } from '../derived-fields';
import type { Operation, Redemption } from '../redemption';
import type { Review } from '../review';
import type { Applied, FactOf, WorkingCopy } from '../working-copy';
import { foundOnLine, recordedCents } from './found-returns';

type ReturnFound = FactOf<'return_found'>;

/**
 * Adds the operation, with the reversal that it carried out as far as something is left to give back, and opens a review. What a reversal
 * in doubt sets aside is not left, and nothing is before value was taken here, as the capture is in doubt or lost: the rest is recorded once it
 * is (`completeReturns`). Null where the operation is known, or no value was or will be taken: then there is nothing to record it against.
 * Where the lines show more than that, as one that stands in them twice, its review is a difference until a person has looked.
 */
export function applyReturnFound(copy: WorkingCopy, fact: ReturnFound): Applied {
  const { redemption } = copy;
  if (redemption.status === 'failed' || isKnown(copy, fact)) return null;
  const given = Math.min(fact.amountCents, left(redemption));
  const { operationId: id, method, amountCents, reference, transactionId } = fact;
  copy.recordFound({ id, type: 'reverse', method, amountCents, reference, transactionId });
  if (given > 0) give(copy, copy.operation(fact.operationId), given, fact.reversalId);
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
      ...(fact.more ? { more: true } : {}),
    },
  };
}

/**
 * Records the rest of what statements showed as given back, as far as it is left by now: a reversal that was in doubt, and had set the
 * amount aside, has failed; or a capture that was in doubt has taken the value. Otherwise a person who knows both for true would have freed
 * what was given back.
 */
export function completeReturns(copy: WorkingCopy): void {
  if (copy.redemption.status !== 'confirmed') return;
  for (const { fact, detail } of copy.redemption.journal) {
    if (fact !== 'return_found') continue;
    const operation = copy.operation(String(detail['operation_id']));
    const missing = operation.amountCents - recordedCents(copy.redemption, operation.id);
    const given = Math.min(missing, left(copy.redemption));
    if (given > 0) give(copy, operation, given, copy.context.nextId('rev'));
  }
}

/** What was put back of a capture that these books have by now, and of which a statement showed that all of it was. Null where there is none. */
export function undoneReturn({ redemption, context }: WorkingCopy): ReturnFound | null {
  const { operations, reviews } = redemption;
  const taken = operations.filter(({ type, status }) => type === 'confirm' && status === 'succeeded');
  const isOf = ({ undone }: Review) => undone !== undefined && taken.some(({ reference }) => reference === undone);
  const review = reviews.find(isOf);
  const capture = taken.find(({ reference }) => reference === review?.undone);
  if (!review || !capture) return null;
  const [operationId, reversalId] = [context.nextId('op'), context.nextId('rev')];
  const { amountCents } = capture;
  // As the line of the capture itself says it, read once more. In the words of the review: then it is that difference which is recorded.
  const line = { method: 'restore', reference: null, transactionId: null, amountCents } as const;
  return { kind: 'return_found', operationId, reversalId, ...line, summary: review.summary };
}

function isKnown({ redemption }: WorkingCopy, fact: ReturnFound): boolean {
  if (fact.reference !== null) return redemption.operations.some(({ reference }) => reference === fact.reference);
  const isGone = redemption.status === 'confirmed' && redemption.reversedCents === redemption.redeemedCents;
  return isGone || foundOnLine(redemption, fact) !== undefined;
}

function left(redemption: Redemption): number {
  return redemption.redeemedCents - committedReversalCents(redemption);
}

/** `given`: positive, and no more than is left. `newId`: of the reversal, where there is none yet. */
function give(copy: WorkingCopy, { id: operationId, method }: Operation, given: number, newId: string): void {
  const { at } = copy.context;
  const { redemption } = copy;
  const restored = method === 'restore';
  const before = redemption.reversals.find((reversal) => reversal.operationId === operationId);
  if (before) copy.setReversal(before.id, { amountCents: before.amountCents + given });
  else
    copy.set({
      reversals: [
        ...redemption.reversals,
        {
          id: newId,
          operationId,
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
  const livesAgain = restored && (before?.amountCents ?? 0) + given === redemption.redeemedCents;
  copy.move('reverse', { reversedCents, ...(livesAgain ? { claimed: false } : {}) });
  copy.emit('redemption.reversed', before?.id ?? newId);
}
