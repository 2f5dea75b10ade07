// Redemptions of vouchers, and what belongs to them.
import { call, type CallOptions, type Connection } from './transport/call.js';
import { createAndWait, type WaitOptions } from './create-and-wait.js';
import type { components } from './generated/api.js';
import type { IdKind, MakeMethod } from './method.js';

type Schemas = components['schemas'];
type ReversalPage = Omit<Schemas['ReversalList'], 'data' | 'pagination'> & { data: Schemas['Reversal'][] };

/** Ids of redemptions of vouchers. */
export const VOUCHER: IdKind = {
  pattern: /^rdm_/,
  hint: 'The id of a voucher redemption begins with rdm_. One of points is read by vouch.points.redemptions',
};

/** `readsById`: see `createAndWait`. */
export function redemptionsOf(via: Connection, method: MakeMethod, readsById: boolean) {
  return {
    /** Takes the value of a voucher, or reserves it. The outcome may be `checking`: see `createAndWait`. */
    create: method('createRedemption'),
    /** Creates, and waits while the outcome is `checking`. Rejects with `StillChecking` where that lasts beyond the deadline. */
    createAndWait: (
      request: Schemas['CreateRedemptionRequest'],
      options?: WaitOptions,
    ): Promise<Schemas['Redemption']> => createAndWait(via, readsById, request, options),
    /** Newest first. */
    list: method('listRedemptions'),
    /** By what you have in hand: an id, a PIN, its end, an amount, a phone number, a reference. Newest first. */
    search: method('searchRedemptions'),
    retrieve: method<'getRedemption', Schemas['Redemption']>('getRedemption', VOUCHER),
    /** Changes metadata or the external reference. Takes no key: it is not sent again once it may have arrived. */
    update: method('updateRedemption', VOUCHER),
    /** Makes a draft a reservation. */
    reserve: method('reserveRedemption', VOUCHER),
    /** Takes what is reserved, or a part of it. */
    capture: method('captureRedemption', VOUCHER),
    /** Another name of `capture`: the same call, with the same keys. */
    confirm: method('confirmRedemption', VOUCHER),
    /** Gives up a draft or a reservation. */
    cancel: method('cancelRedemption', VOUCHER),
    /** Gives value back, all of it or an `amount`. */
    reverse: method<'reverseRedemption', Schemas['Reversal'], Schemas['ReverseRequest']>('reverseRedemption', VOUCHER),
    /** How much can be given back, how it comes back, and what a person needs a second one for. */
    reversalTerms: method('getReversalTerms', VOUCHER),
    /** Asks to give value back; a person who may decide approves it at the console. */
    proposeReversal: method('proposeReversal', VOUCHER),
    /** The PIN of a change or refund voucher, for a reason that stands in the timeline. */
    revealPin: method('revealPin', VOUCHER),
    /** What became of the attempt under this key. Where nothing came (`NotReceived`), the key is burnt: nothing can come any more. */
    recover: recoverOf(via),
    /** Notes that the customer has the receipt. */
    acknowledge: method('acknowledgeRedemption', VOUCHER),
    /** Oldest first. */
    reversals: method<'listReversals', ReversalPage>('listReversals', VOUCHER),
    /** Every fact, in the order in which they were written. */
    timeline: method('getTimeline', VOUCHER),
    /** The types of vouchers, and the fields that each needs. */
    types: method('listVoucherTypes'),
  };
}

/** Asks by the idempotency key alone. */
export function recoverOf(via: Connection) {
  return named('recoverRedemption', async (idempotencyKey: string, options: CallOptions = {}) => {
    const answer = await call(via, 'recoverRedemption', { ids: [], input: undefined }, { ...options, idempotencyKey });
    return answer.data as Schemas['Redemption'];
  });
}

/** As the methods that are made of an operation are. */
function named<F>(operation: string, method: F): F {
  return Object.defineProperty(method, 'name', { value: operation });
}
