// Fixed, public credentials of the built-in OTT simulator. They open nothing but the simulator.

/** Redemption and issuing have credentials of their own, as with the provider. */
export const TEST_CREDENTIALS = {
  username: 'simulated-ott',
  password: 'not-a-secret',
  apiKey: '00000000-0000-4000-8000-0000000000a1',
  vendorId: '11',
  issuingUsername: 'simulated-ott-issuing',
  issuingPassword: 'not-a-secret-either',
  issuingApiKey: '00000000-0000-4000-8000-0000000000a2',
  issuingVendorCode: '12',
} as const;

/**
 * The simulator's business error codes for RemitVoucher and CheckRemitVoucher. PLACEHOLDERS: the provider's own list is not
 * public, so these are deliberately outside the range of codes seen in the wild and must never be used in live mode.
 */
export const PLACEHOLDER_CODES = {
  alreadyRedeemed: '9001',
  voucherNotFound: '9002',
  voucherExpired: '9003',
  voucherCancelled: '9004',
  insufficientValue: '9005',
  remitNotFound: '9006',
  invalidRequest: '9007',
  wrongVendor: '9008',
  referenceNotUnique: '9009',
  /** Issuing API: no sale under this reference. */
  saleNotFound: '9010',
} as const;
