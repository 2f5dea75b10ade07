// Fixed, public credentials of the built-in Sample Voucher simulator. They open nothing but the simulator.
export const TEST_CREDENTIALS = { apiKey: 'simulated-sample-voucher' } as const;
