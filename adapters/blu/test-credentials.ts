// Fixed, public credentials of the built-in Blu simulator. They open nothing but the simulator.

/** Redeeming and selling have credentials of their own, as with the provider. */
export const TEST_CREDENTIALS = {
  apiKey: 'simulated-blu-redeeming-key',
  username: 'simulated-blu',
  password: 'not-a-secret',
  sellingApiKey: 'simulated-blu-selling-key',
  sellingUsername: 'simulated-blu-selling',
  sellingPassword: 'not-a-secret-either',
  productId: '1',
} as const;
