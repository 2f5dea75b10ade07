// What a caller does about the error of a redemption or of one of its operations. Where a problem document carries the same code it
// says the same.
import type { Advice } from '../values/advice';
import type { DeclineCode, NotSentCode } from './outcome';

/** By code: every code that `last_error` can have. The compiler holds it to them where errors are shown. */
export const ERROR_ADVICE = {
  voucher_already_redeemed: 'try_another_voucher',
  voucher_not_found: 'try_another_voucher',
  voucher_expired: 'try_another_voucher',
  voucher_cancelled: 'try_another_voucher',
  insufficient_value: 'change_amount',
  amount_too_small: 'change_amount',
  amount_too_large: 'change_amount',
  provider_rejected: 'contact_support',
  cash_rate_missing: 'contact_support',
  provider_unavailable: 'retry_later',
  provider_misconfigured: 'contact_support',
  canceled: 'retry_new_key',
  reservation_lapsed: 'retry_new_key',
  draft_lapsed: 'retry_new_key',
  outcome_unknown: 'wait',
} as const satisfies Readonly<Record<DeclineCode | NotSentCode, Advice>> & Readonly<Record<string, Advice>>;
