// What a settled answer to `reverse` does to the redemption.
import type { Settling } from './apply-answer';
import { committedReversalCents } from './derived-fields';

export const settleReversal: Settling = {
  done(state, operation, accepted) {
    const { redemption } = state;
    const reversal = state.reversalOf(operation.id);
    // What other reversals are still giving back is theirs.
    const others = committedReversalCents(redemption) - reversal.amountCents;
    const left = redemption.redeemedCents - others;
    const given = Math.min(accepted.amountCents, left);
    state.setReversal(reversal.id, {
      status: 'succeeded',
      amountCents: given,
      refundVoucher: accepted.voucher,
      error: null,
    });
    const reversedCents = redemption.reversedCents + given;
    const restored = operation.method === 'restore' && reversedCents === redemption.redeemedCents;
    state.move('reverse', { reversedCents, ...(restored ? { claimed: false } : {}) });
    state.emit('redemption.reversed');
    if (accepted.amountCents !== operation.amountCents) {
      state.openReview(
        'amount_differs',
        operation.id,
        `Asked to give back ${String(operation.amountCents)} cents, the provider says ${String(accepted.amountCents)}`,
      );
    }
  },

  notDone(state, operation, error, fact, by) {
    const reversal = state.reversalOf(operation.id);
    if (by === 'declined' && operation.method === 'restore' && fact.fallback) {
      state.request(fact.fallback);
      state.setReversal(reversal.id, {
        operationId: fact.fallback.id,
        method: 'refund_voucher',
        status: 'pending',
      });
      return;
    }
    state.setReversal(reversal.id, { status: 'failed', error });
    state.set({ lastError: error });
  },

  // No `checking` event: the redemption stays paid, only the reversal is open.
  doubted(state, operation) {
    state.setReversal(state.reversalOf(operation.id).id, { status: 'unknown' });
  },
};
