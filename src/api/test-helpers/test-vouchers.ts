// Where test vouchers come from: the simulators, in this process or in another. The API knows only this port.

export interface TestVoucherOrder {
  readonly type: string;
  readonly amountCents: number;
  readonly scenario: string;
}

export abstract class TestVouchers {
  /** Every scenario that the simulators can play, `ok` first. */
  abstract readonly scenarios: readonly string[];
  /** Makes a voucher that the simulator of `type` honours and resolves with its PIN. Rejects where the simulators are down. */
  abstract create(order: TestVoucherOrder): Promise<{ readonly pin: string }>;
}
