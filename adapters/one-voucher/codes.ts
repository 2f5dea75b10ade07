// What 1Voucher's response codes mean to us, as data. A code that is not listed here is `unknown`.
// Source: Flash Partner API v4 release 3.1, response codes. The classes are ours.
import type { DeclineCode, NotSentCode } from '../../src/core/providers/outcome';

/** `pending`: still being processed. `unknown`: listed by the provider, but it does not say whether value moved. */
export type CodeMeaning = DeclineCode | NotSentCode | 'pending' | 'unknown';

const ON_EVERY_CALL: readonly (readonly [number, CodeMeaning])[] = [
  // Refused before processing: what we sent was malformed.
  [2231, 'provider_rejected'],
  [2301, 'provider_rejected'],
  [2308, 'provider_rejected'],
  // Refused before processing: our account is not set up for it.
  [2202, 'provider_misconfigured'],
  [2269, 'provider_misconfigured'],
  [2270, 'provider_misconfigured'],
  [2279, 'provider_misconfigured'],
  [2283, 'provider_misconfigured'],
  [2284, 'provider_misconfigured'],
  // Refused before processing: too many requests a second.
  [2373, 'provider_unavailable'],
  [2377, 'provider_unavailable'],
  [2220, 'pending'],
  // Duplicates: the first request with this reference may have gone through.
  [2201, 'unknown'],
  [2248, 'unknown'],
  [2256, 'unknown'],
];

const ON_VOUCHERS: readonly (readonly [number, CodeMeaning])[] = [
  [2401, 'voucher_already_redeemed'],
  [2402, 'voucher_not_found'],
  [2403, 'voucher_cancelled'],
  [2405, 'voucher_expired'],
  [2406, 'amount_too_small'],
  // "Too large" for this voucher: more was asked for than it holds.
  [2408, 'insufficient_value'],
  [2409, 'voucher_cancelled'],
  [2414, 'provider_rejected'],
  [2410, 'provider_rejected'],
  // The token families repeat the voucher codes.
  [2673, 'voucher_expired'],
  [2674, 'voucher_already_redeemed'],
  [2676, 'provider_rejected'],
  [2677, 'voucher_cancelled'],
  [2704, 'voucher_not_found'],
];

const ON_REVERSALS: readonly (readonly [number, CodeMeaning])[] = [
  [2267, 'provider_rejected'],
  [2273, 'provider_rejected'],
  [2274, 'provider_rejected'],
  [2281, 'provider_rejected'],
  [2282, 'provider_rejected'],
  [2412, 'provider_rejected'],
  // Reversed already, perhaps by us. A decline would make way for a refund voucher, and the customer would get the value twice.
  [2280, 'unknown'],
  [2413, 'unknown'],
  // The capture we are undoing is not in their books: a person has to look at it before any value is given away.
  [2249, 'unknown'],
];

/** For `redeem` and `refund`. */
export const REDEEM_CODES: ReadonlyMap<number, CodeMeaning> = new Map([...ON_EVERY_CALL, ...ON_VOUCHERS]);
/** For `reverse`. */
export const REVERSE_CODES: ReadonlyMap<number, CodeMeaning> = new Map([...ON_EVERY_CALL, ...ON_REVERSALS]);
