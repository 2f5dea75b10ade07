// A capture that these books lost with a restored backup, and that is found again: by a person's verdict on what a statement shows, or by the
// provider's own answer, which was kept.
import { isCents } from '../../values/money';
import { referenceOf } from '../../values/reference';
import { hasUnsettledConfirm } from '../derived-fields';
import type { ChangeIssuer, SealedAccepted, SealedInquiry } from '../fact';
import { findOperation, type Operation, type Redemption } from '../redemption';
import type { Review, ShownTaken } from '../review';
import type { Applied, FactOf, WorkingCopy } from '../working-copy';
import { describeAnswer } from './apply-answer';
import { settleCapture } from './settle-capture';
import { isSettled } from './settled-times';

/** What the verdict `paid` on this review records as taken. Undefined where the redemption is decided, or a doubt's own verdict says it. */
export function shownAsTaken(redemption: Redemption, { shown }: Review): ShownTaken | undefined {
  return mayRecord(redemption) ? shown : undefined;
}

/** Whether this answer proves a capture of this redemption that no operation of it is: made after the backup, like `shownAsTaken`. */
export function provesCapture(
  redemption: Redemption,
  type: Operation['type'] | undefined,
  inquiry: SealedInquiry,
): inquiry is SealedAccepted {
  return type === 'confirm' && inquiry.kind === 'accepted' && isCents(inquiry.amountCents, 1) && mayRecord(redemption);
}

function mayRecord(redemption: Redemption): boolean {
  return !isSettled(redemption) && !hasUnsettledConfirm(redemption);
}

/** Null where the operation is known, or nothing can be recorded any more. */
export function applyCaptureFound(
  copy: WorkingCopy,
  { operationId: id, inquiry, changeIssuer }: FactOf<'capture_found'>,
): Applied {
  const { redemption } = copy;
  if (findOperation(redemption, id) || !mayRecord(redemption)) return null;
  recordCapture(copy, { id, reference: referenceOf(redemption.id, id) }, inquiry, changeIssuer);
  return { fact: 'confirm_answered', detail: describeAnswer(id, inquiry) };
}

/** As taken by this operation. A draft was reserved before that, so its voucher is claimed. */
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
  copy.recordFound({ id, type: 'confirm', method: 'capture', amountCents: taken, reference, transactionId });
  if (details) copy.setOperation(id, { details });
  settleCapture.done(copy, copy.operation(id), accepted, changeIssuer);
}
