// Where test vouchers come from: the simulators, in this process or in another. The API knows only this port.

/** A test voucher to make: its type, its value in cents, and how its simulator is to behave. */
export interface TestVoucherOrder {
  readonly type: string;
  readonly amountCents: number;
  readonly scenario: string;
}

/** Port to the simulators. Implemented where the server is put together (src/server/test-mode.ts). */
export abstract class TestVouchers {
  /** Every scenario that the simulators can play, `ok` first. */
  abstract readonly scenarios: readonly string[];
  /** Makes a voucher that the simulator of `type` honours and resolves with its PIN. Rejects where the simulators are down. */
  abstract create(order: TestVoucherOrder): Promise<{ readonly pin: string }>;
}
