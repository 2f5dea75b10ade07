// Fixed, public credentials of the built-in 1Voucher simulator. They open nothing but the simulator.

/** `apiKey` is already in the base64 form that `Authorization: Basic` carries, as the provider hands it out. */
export const TEST_CREDENTIALS = {
  apiKey: Buffer.from('simulated-one-voucher:not-a-secret').toString('base64'),
  accountNumber: '0000-0000-0000-0001',
} as const;
