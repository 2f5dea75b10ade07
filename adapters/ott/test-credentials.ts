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
