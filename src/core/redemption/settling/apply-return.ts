// What a statement shows as given back under a request of ours that is in no operation here: it was made after the backup from which
// these books were restored. Recording it leaves less to give back, never more.
import { committedReversalCents } from '../derived-fields';
import type { Operation, Redemption } from '../redemption';
import type { Review } from '../review';
import type { Applied, FactOf, WorkingCopy } from '../working-copy';

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
  copy.recordFound(fact.operationId, fact);
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

/** Whether a statement showed this operation as given back: it was none of ours before. */
export function isFound({ journal }: Pick<Redemption, 'journal'>, operationId: string | null): boolean {
  return journal.some(({ fact, detail }) => fact === 'return_found' && detail['operation_id'] === operationId);
}

/** What counts as given back of what a statement showed under this operation. */
export function recordedCents({ reversals }: Pick<Redemption, 'reversals'>, operationId: string): number {
  return reversals.find((reversal) => reversal.operationId === operationId)?.amountCents ?? 0;
}

/**
 * The open reviews in which a statement says otherwise than the books, oldest first. None about value given back that was recorded in
 * full: of that both sides say the same by now.
 */
export function openDifferences(redemption: Pick<Redemption, 'reviews' | 'journal' | 'reversals'>): Review[] {
  const { reviews, journal } = redemption;
  const recorded = journal.filter(
    ({ fact, detail }) =>
      fact === 'return_found' &&
      detail['more'] !== true &&
      recordedCents(redemption, String(detail['operation_id'])) === detail['amount'],
  );
  const isRecorded = ({ operationId, summary }: Review) =>
    recorded.some(({ detail }) => detail['operation_id'] === operationId && detail['summary'] === summary);
  return reviews.filter(
    (review) => review.closedAt === null && review.reason === 'statement_differs' && !isRecorded(review),
  );
}

/**
 * The operation under which as much was found on the line of the capture, where a return has no reference to tell it by: the same line,
 * read once more.
 */
export function foundOnLine(
  { journal }: Pick<Redemption, 'journal'>,
  { reference, amountCents }: Pick<ReturnFound, 'reference' | 'amountCents'>,
): string | undefined {
  const found = journal.find(
    ({ fact, detail }) =>
      fact === 'return_found' && detail['reference'] === null && Number(detail['amount']) >= amountCents,
  );
  return reference === null && found ? String(found.detail['operation_id']) : undefined;
}

/** Whether a statement said otherwise of it than the books, once, whatever a person thought of it. */
export function hasDiffered({ reviews }: Pick<Redemption, 'reviews'>): boolean {
  return reviews.some(({ reason }) => reason === 'statement_differs');
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
