// What a settled answer to `reverse` does to the redemption.
import type { Settling } from './apply-answer';
import { committedReversalCents } from '../derived-fields';
import { refundOf, reviewRefund } from './issued';

/** Of `reverse`. The redemption stays `confirmed` either way. */
export const settleReversal: Settling = {
  done(copy, operation, accepted) {
    const { redemption } = copy;
    const reversal = copy.reversalOf(operation.id);
    // Amounts that other reversals are still giving back are not this one's to give.
    const others = committedReversalCents(redemption) - reversal.amountCents;
    const left = redemption.redeemedCents - others;
    const given = Math.min(accepted.amountCents, left);
    copy.setReversal(reversal.id, {
      status: 'succeeded',
      amountCents: given,
      refundVoucher: refundOf(operation, accepted, given),
      error: null,
    });
    const reversedCents = redemption.reversedCents + given;
    const restored = operation.method === 'restore' && reversedCents === redemption.redeemedCents;
    copy.move('reverse', { reversedCents, ...(restored ? { claimed: false } : {}) });
    copy.emit('redemption.reversed', reversal.id);
    reviewRefund(copy, operation);
    if (accepted.amountCents !== operation.amountCents) {
      copy.openReview(
        'amount_differs',
        operation.id,
        `Asked to give back ${String(operation.amountCents)} cents, the provider says ${String(accepted.amountCents)}`,
      );
    }
  },

  notDone(copy, operation, error, fact, by) {
    const reversal = copy.reversalOf(operation.id);
    if (by === 'declined' && operation.method === 'restore' && fact.fallback) {
      copy.request(fact.fallback);
      copy.setReversal(reversal.id, {
        operationId: fact.fallback.id,
        method: 'refund_voucher',
        status: 'pending',
      });
      return;
    }
    copy.setReversal(reversal.id, { status: 'failed', error });
    copy.set({ lastError: error });
  },

  // No `checking` event: the redemption stays paid, only the reversal is open.
  doubted(copy, operation) {
    copy.setReversal(copy.reversalOf(operation.id).id, { status: 'unknown' });
  },
};
