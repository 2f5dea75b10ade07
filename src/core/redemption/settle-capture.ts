// What a settled answer to `reserve` and `confirm` does to the redemption.
import type { Settling } from './apply-answer';
import type { Operation } from './redemption';
import type { WorkingCopy } from './working-copy';

export const settleCapture: Settling = {
  done(state, operation, accepted) {
    const { redemption } = state;
    if (redemption.status !== 'reserved') {
      state.openReview(
        'answer_contradicts_state',
        operation.id,
        `Value was taken while the redemption is ${redemption.status}`,
      );
      return;
    }
    state.move('confirm', {
      redeemedCents: accepted.amountCents,
      amountCents: redemption.amountCents === 0 ? accepted.amountCents : redemption.amountCents,
      reservedCents: 0,
      reservedUntil: null,
      changeVoucher: accepted.voucher,
      sealedSource: null,
      lastError: null,
    });
    state.emit('redemption.confirmed');
    // A fallback asks for the whole value, which is known to be less than what the till asked for.
    reviewDifference(state, operation, operation.amountCents || redemption.amountCents, accepted.amountCents);
  },

  notDone(state, _operation, error, fact, by) {
    if (state.redemption.status !== 'reserved') return;
    if (by === 'declined' && fact.fallback && error.code === 'insufficient_value') {
      state.request(fact.fallback);
      return;
    }
    // A till that asked for the money in one call needs a final word; whoever reserved first can try the capture again.
    if (by === 'not_sent' && state.redemption.captureMethod === 'manual') state.set({ lastError: error });
    else state.fail(error);
  },

  doubted(state) {
    state.emit('redemption.checking');
  },
};

/** The till may already have handed over goods for the asked amount: another amount is for a person to look at. */
function reviewDifference(state: WorkingCopy, operation: Operation, asked: number, taken: number): void {
  const lessIsFine = state.redemption.options.partial === 'allow';
  if (asked === 0 || taken === asked || (taken < asked && lessIsFine)) return;
  state.openReview(
    'amount_differs',
    operation.id,
    `Asked for ${String(asked)} cents, the provider took ${String(taken)}`,
  );
}

export const settleReserve: Settling = {
  done(state, operation, accepted) {
    const { redemption } = state;
    if (redemption.status !== 'reserved') return;
    const found = accepted.amountCents;
    if (found === 0) return;
    const asked = redemption.amountCents;
    if (found < asked && redemption.options.partial === 'decline') {
      state.fail(state.error('insufficient_value', 'The voucher holds less than was asked for', operation.id));
      return;
    }
    state.set({
      amountCents: asked === 0 ? found : asked,
      reservedCents: asked === 0 ? found : Math.min(asked, found),
    });
  },

  notDone(state, _operation, error) {
    if (state.redemption.status === 'reserved') state.fail(error);
  },

  // A check moves nothing, so there is nothing to be in doubt about: without an answer the hold is given up.
  doubted(state, operation) {
    const error = state.error(
      'provider_unavailable',
      'The provider could not be asked about the voucher',
      operation.id,
    );
    state.setOperation(operation.id, { status: 'failed', nextAskAt: null, error });
    if (state.redemption.status === 'reserved') state.fail(error);
  },
};
