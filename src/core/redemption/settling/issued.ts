// The voucher that an answer brings, or should have brought. Change is the customer's money: what the provider issued and nobody here
// can read is said, with its amount as far as it is known, and a person is called to get it.
import type { Cents } from '../../values/money';
import { mayOwe } from '../bounds/bounds';
import type { ChangeIssuer, SealedAccepted } from '../fact';
import type { HeldVoucher, Operation, Redemption } from '../redemption';
import type { WorkingCopy } from '../working-copy';

/**
 * The change of a capture: as the answer has it; where that says too little, what follows from a check before it. Null where no change is
 * known of. Without a PIN it is change that was issued, and that the customer does not have yet.
 */
export function changeOf(
  redemption: Redemption,
  { voucher, amountCents }: SealedAccepted,
  changeIssuer: ChangeIssuer | undefined,
): HeldVoucher | null {
  const rest = worthOf(redemption) - amountCents;
  if (rest <= 0) return voucher;
  if (voucher !== null) return isOwed(voucher) ? { ...voucher, amountCents: voucher.amountCents ?? rest } : voucher;
  return changeIssuer === undefined ? null : { ...UNSEEN, amountCents: rest };
}

const UNSEEN = { sealedPin: null, maskedPin: null, serialNumber: null, expiresAt: null, delivery: 'inline' } as const;

/** What a check found the voucher to be worth, in cents. 0: no check said so. */
function worthOf({ operations }: Redemption): Cents {
  return operations.find(({ method, status }) => method === 'check' && status === 'succeeded')?.amountCents ?? 0;
}

/** Calls a person where change was issued whose PIN did not come back. */
export function reviewChange(
  copy: WorkingCopy,
  operation: Pick<Operation, 'id' | 'reference'>,
  changeIssuer: ChangeIssuer | undefined,
): void {
  const { changeVoucher: change } = copy.redemption;
  if (change === null || !isOwed(change)) return;
  const sum = change.amountCents === null ? '' : ` of ${String(change.amountCents)} cents`;
  const serial = change.serialNumber === null ? '' : `, serial number ${change.serialNumber}`;
  copy.openReview(
    'change_unknown',
    operation.id,
    `Change${sum} was issued, and its PIN did not come back. The customer is owed it: ask ${changeIssuer ?? 'the provider'} about ${String(operation.reference)}${serial}`,
  );
}

/** The voucher by which a refund gave so much back. Without a PIN where the answer that had it got lost: a person then has to get it. */
export function refundOf({ method }: Operation, { voucher }: SealedAccepted, givenCents: Cents): HeldVoucher | null {
  return method === 'refund' ? (voucher ?? { ...UNSEEN, amountCents: givenCents }) : voucher;
}

/** Calls a person where value was given back by a voucher whose PIN did not come back. */
export function reviewRefund(copy: WorkingCopy, operation: Operation): void {
  const { refundVoucher: voucher, amountCents } = copy.reversalOf(operation.id);
  if (voucher === null || !isOwed(voucher) || !mayOwe(copy.redemption)) return;
  copy.openReview(
    'refund_unknown',
    operation.id,
    `A voucher of ${String(amountCents)} cents was issued to give value back, and its PIN did not come back. The customer is owed it: ask the provider about ${String(operation.reference)}`,
  );
}

/** Issued, and on its way to nobody: its PIN did not come, and the provider does not send it to the customer. */
function isOwed({ sealedPin, delivery }: HeldVoucher): boolean {
  return sealedPin === null && delivery === 'inline';
}

/**
 * Keeps the voucher of a late answer. A question, a notice or a person, who did not know the PIN, may have settled the operation before.
 * The voucher belongs to the customer all the same, and this answer may be the only one that ever names it. True if it was news.
 */
export function keepVoucher(
  copy: WorkingCopy,
  operation: Pick<Operation, 'id' | 'type' | 'reference'>,
  { voucher }: SealedAccepted,
  changeIssuer: ChangeIssuer | undefined,
): boolean {
  if (voucher === null) return false;
  if (operation.type === 'confirm') {
    const held = copy.redemption.changeVoucher;
    if (!isNews(held, voucher)) return false;
    // The first answer may have the PIN alone, and what was found out by asking the amount alone.
    copy.set({ changeVoucher: { ...voucher, amountCents: voucher.amountCents ?? held?.amountCents ?? null } });
    reviewChange(copy, operation, changeIssuer);
    return true;
  }
  const reversal = copy.redemption.reversals.find((candidate) => candidate.operationId === operation.id);
  if (!reversal || !isNews(reversal.refundVoucher, voucher)) return false;
  copy.setReversal(reversal.id, { refundVoucher: voucher });
  return true;
}

function isNews(held: HeldVoucher | null, voucher: HeldVoucher): boolean {
  if (held?.pinErasedAt !== undefined) return false;
  return held === null || (held.sealedPin === null && voucher.sealedPin !== null);
}
