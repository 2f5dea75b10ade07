// What a settled answer to `reserve` and `confirm` does to the redemption.
import type { Settling } from './answer';
import type { SealedAccepted } from './fact';
import type { Operation } from './redemption';
import type { State } from './state';

export const confirmSettling: Settling = {
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
    reviewDifference(state, operation, accepted);
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
function reviewDifference(state: State, operation: Operation, accepted: SealedAccepted): void {
  const asked = operation.amountCents;
  const taken = accepted.amountCents;
  const lessIsFine = state.redemption.options.partial === 'allow';
  if (asked === 0 || taken === asked || (taken < asked && lessIsFine)) return;
  state.openReview(
    'amount_differs',
    operation.id,
    `Asked for ${String(asked)} cents, the provider took ${String(taken)}`,
  );
}

export const reserveSettling: Settling = {
  done(state, _operation, accepted) {
    const { redemption } = state;
    if (redemption.status !== 'reserved') return;
    const found = accepted.amountCents;
    if (found === 0) return;
    const asked = redemption.amountCents;
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
