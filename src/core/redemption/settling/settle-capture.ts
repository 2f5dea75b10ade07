// What a settled answer to `reserve`, `confirm` and `release` does to the redemption.
import type { Settling } from './apply-answer';
import type { Operation, RedemptionError } from '../redemption';
import type { WorkingCopy } from '../working-copy';
import { awaitedReview } from './found-returns';
import { changeOf, reviewChange } from './issued';

/**
 * Of `confirm`. A settled capture ends in `confirmed` or `failed`; of a redemption with manual capture, one that was
 * not sent leaves it reserved.
 */
export const settleCapture: Settling = {
  done(copy, operation, accepted, changeIssuer) {
    const { redemption } = copy;
    if (redemption.status !== 'reserved') {
      copy.openReview(
        'answer_contradicts_state',
        operation.id,
        `Value was taken while the redemption is ${redemption.status}`,
      );
      return;
    }
    copy.move('confirm', {
      redeemedCents: accepted.amountCents,
      amountCents: redemption.amountCents === 0 ? accepted.amountCents : redemption.amountCents,
      reservedCents: 0,
      reservedUntil: null,
      changeVoucher: changeOf(redemption, accepted, changeIssuer),
      sealedSource: null,
      lastError: null,
    });
    copy.emit('redemption.confirmed');
    // A fallback asks for the whole value, which is known to be less than what the till asked for.
    reviewDifference(copy, operation, operation.amountCents || redemption.amountCents, accepted.amountCents);
    reviewChange(copy, operation, changeIssuer);
  },

  notDone(copy, _operation, error, fact, by) {
    if (copy.redemption.status !== 'reserved') return;
    if (by === 'declined' && fact.fallback && error.code === 'insufficient_value') {
      copy.request(fact.fallback);
      return;
    }
    // A till that asked for the money in one call needs a final word; a caller that reserved first can try the capture
    // again.
    if (by === 'not_sent' && copy.redemption.captureMethod === 'manual') copy.set({ lastError: error });
    else end(copy, error);
  },

  doubted(copy) {
    copy.emit('redemption.checking');
  },
};

/**
 * As unpaid. But where a statement shows value taken it stays reserved until a person has looked, whatever this operation did not do; and
 * where another one may have taken it that is lost, until its time is over, which is put off.
 */
function end(copy: WorkingCopy, error: RedemptionError): void {
  if (copy.mayBeCaptured || awaitedReview(copy.redemption)) copy.set({ lastError: error });
  else copy.fail(error);
}

/** The till may already have handed over goods for the asked amount: another amount is for a person to look at. */
function reviewDifference(copy: WorkingCopy, operation: Operation, asked: number, taken: number): void {
  const lessIsFine = copy.redemption.options.partial === 'allow';
  if (asked === 0 || taken === asked || (taken < asked && lessIsFine)) return;
  copy.openReview(
    'amount_differs',
    operation.id,
    `Asked for ${String(asked)} cents, the provider took ${String(taken)}`,
  );
}

/** Of `reserve`, the provider's check. It moves no value, so an answer that never comes ends the hold. */
export const settleReserve: Settling = {
  done(copy, operation, accepted) {
    const { redemption } = copy;
    if (redemption.status !== 'reserved') return;
    const found = accepted.amountCents;
    if (found === 0) return;
    const asked = redemption.amountCents;
    if (found < asked && redemption.options.partial === 'decline') {
      end(copy, copy.error('insufficient_value', 'The voucher holds less than was asked for', operation.id));
      return;
    }
    copy.set({
      amountCents: asked === 0 ? found : asked,
      reservedCents: asked === 0 ? found : Math.min(asked, found),
    });
  },

  notDone(copy, _operation, error) {
    if (copy.redemption.status === 'reserved') end(copy, error);
  },

  // A check moves nothing, so there is nothing to be in doubt about: without an answer the hold is given up.
  doubted(copy, operation) {
    const error = copy.error('provider_unavailable', 'The provider could not be asked about the voucher', operation.id);
    copy.setOperation(operation.id, { status: 'failed', nextAskAt: null, error });
    if (copy.redemption.status === 'reserved') end(copy, error);
  },
};

/** Of `reserve` where the provider itself holds the value: doubt about that is asked about, as of a capture. */
export const settleHold: Settling = {
  ...settleReserve,

  doubted(copy) {
    if (copy.redemption.status === 'reserved') copy.emit('redemption.checking');
  },
};

/** Of `release`: the redemption has ended before, and nothing more follows. */
export const settleRelease: Settling = {
  done() {
    // Free again.
  },
  notDone() {
    // Refused: there is nothing of this redemption at the provider.
  },
  doubted() {
    // It is sent again.
  },
};
