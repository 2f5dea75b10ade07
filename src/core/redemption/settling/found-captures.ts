// A capture that these books lost with a restored backup, and that is found again: by a person's verdict on what a statement shows, or by the
// provider's own answer, which was kept.
import { isCents } from '../../values/money';
import { referenceOf } from '../../values/reference';
import { hasUnsettledConfirm } from '../derived-fields';
import type { ChangeIssuer, SealedAccepted, SealedInquiry } from '../fact';
import { findOperation, type JournalEntry, type Operation, type Redemption } from '../redemption';
import type { Review, ShownTaken } from '../review';
import type { Applied, FactOf, WorkingCopy } from '../working-copy';
import { describeAnswer } from './apply-answer';
import { keepVoucher } from './issued';
import { settleCapture } from './settle-capture';
import { isSettled } from './settled-times';

/** What the verdict `paid` on this review records as taken. Undefined where the redemption is decided, or a doubt's own verdict says it. */
export function shownAsTaken(redemption: Redemption, { shown }: Review): ShownTaken | undefined {
  return shown && mayRecord(redemption) ? leastShown(redemption, shown) : undefined;
}

/**
 * What remains of the same request by whichever statement shows that some of it was put back: that is what was taken in the end, and the most that a
 * verdict on any of them may say.
 */
export function leastShown({ reviews }: Pick<Redemption, 'reviews'>, shown: ShownTaken): ShownTaken {
  const others = reviews.flatMap((one) => (one.shown && (one.backCents ?? 0) > 0 ? [one.shown] : []));
  const same = [shown, ...others.filter(({ reference }) => reference === shown.reference)];
  return same.reduce((least, one) => (one.amountCents < least.amountCents ? one : least));
}

/** Null where the review is closed, or has it already. Whoever looked at the review before has to look again: the version moves. */
export function applyCaptureShown(copy: WorkingCopy, { reviewId, shown, undone }: FactOf<'capture_shown'>): Applied {
  const review = copy.redemption.reviews.find(({ id }) => id === reviewId);
  if (!review || review.closedAt !== null || (review.shown ?? review.undone)) return null;
  const told = { ...review, ...(shown ? { shown } : {}), ...(undone ? { undone } : {}) };
  copy.set({ reviews: copy.redemption.reviews.map((one) => (one === review ? told : one)) });
  return { fact: 'review_opened', detail: { reason: review.reason, summary: review.summary } };
}

/** Whether this answer proves that value was taken, whatever these books say of it. */
export function provesCapture(type: Operation['type'] | undefined, inquiry: SealedInquiry): inquiry is SealedAccepted {
  return type === 'confirm' && inquiry.kind === 'accepted' && isCents(inquiry.amountCents, 1);
}

/** Whether nothing but the word of a person says that the capture took value: a statement that shows it under another request may be of the same value. */
export function isTakenOnWord({ operations }: Pick<Redemption, 'operations'>): boolean {
  const capture = operations.find(({ type, status }) => type === 'confirm' && status === 'succeeded');
  return capture !== undefined && capture.asks.length > 0 && !capture.asks.some(({ answer }) => answer === 'accepted');
}

function mayRecord(redemption: Redemption): boolean {
  return !isSettled(redemption) && !hasUnsettledConfirm(redemption);
}

/** Null where the operation is known, or another capture is in doubt: what comes of that has to be known first. */
export function applyCaptureFound(copy: WorkingCopy, fact: FactOf<'capture_found'>): Applied {
  const { redemption } = copy;
  const { operationId: id, inquiry, changeIssuer } = fact;
  if (findOperation(redemption, id) || hasUnsettledConfirm(redemption)) return null;
  if (isSettled(redemption)) return contradict(copy, fact);
  recordCapture(copy, { id, reference: referenceOf(redemption.id, id) }, inquiry, changeIssuer);
  return { fact: 'confirm_answered', detail: describeAnswer(id, inquiry) };
}

/** Of a redemption that has ended otherwise, which nothing moves any more: a person has to know that value was taken, and what was issued is kept. */
function contradict(copy: WorkingCopy, { operationId: id, inquiry, changeIssuer }: FactOf<'capture_found'>): Applied {
  const { redemption } = copy;
  const isTold = ({ fact, detail }: JournalEntry) => fact === 'confirm_contradicted' && detail['operation_id'] === id;
  if (redemption.journal.some(isTold)) return null;
  const reference = referenceOf(redemption.id, id);
  keepVoucher(copy, { id, type: 'confirm', reference }, inquiry, changeIssuer);
  copy.openReview(
    'answer_contradicts_state',
    null,
    `The provider answered that it took ${String(inquiry.amountCents)} cents under ${reference}, a request that these books do not know, but the redemption is ${redemption.status}`,
  );
  return { fact: 'confirm_contradicted', detail: describeAnswer(id, inquiry) };
}

/** As taken by this operation, also where it failed as far as these books knew. A draft was reserved before that, so its voucher is claimed. */
export function recordCapture(
  copy: WorkingCopy,
  { id, reference }: Pick<Operation, 'id' | 'reference'>,
  accepted: SealedAccepted,
  changeIssuer: ChangeIssuer | undefined,
): void {
  const { status, amountCents } = copy.redemption;
  if (status === 'draft') {
    copy.move('reserve', { claimed: true, reservedCents: amountCents });
    copy.emit('redemption.reserved');
  }
  const { transactionId = null, amountCents: taken, details } = accepted;
  const failed = copy.redemption.operations.find((one) => one.type === 'confirm' && one.reference === reference);
  const operationId = failed?.id ?? id;
  const ends = { status: 'succeeded', amountCents: taken, error: null } as const;
  if (failed) copy.setOperation(operationId, { ...ends, transactionId: transactionId ?? failed.transactionId });
  else copy.recordFound({ id, type: 'confirm', method: 'capture', amountCents: taken, reference, transactionId });
  if (details) copy.setOperation(operationId, { details });
  settleCapture.done(copy, copy.operation(operationId), accepted, changeIssuer);
}
