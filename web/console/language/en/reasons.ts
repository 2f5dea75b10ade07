// Why nothing was taken, by `last_error.code`: the end of a sentence.
export const reasons = {
  voucher_already_redeemed: 'the voucher was spent before',
  voucher_not_found: 'the provider does not know this voucher',
  voucher_expired: 'the voucher had expired',
  voucher_cancelled: 'the voucher was blocked',
  voucher_not_redeemable: 'the voucher could not be used',
  insufficient_value: 'the voucher held less than was asked',
  amount_too_small: 'the amount was too small for the provider',
  amount_too_large: 'the amount was too large for the provider',
  provider_rejected: 'the provider refused it',
  provider_unavailable: 'the provider could not be reached',
  provider_misconfigured: 'our account with the provider was not in order',
  cash_rate_missing: 'the program says no cash rate',
  canceled: 'it was given up before anything was taken',
  reservation_lapsed: 'it was not captured in time',
  draft_lapsed: 'it was never sent',
};
