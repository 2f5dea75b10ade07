// The simulators' books: the truth about simulated vouchers that tests hold Vouch's own books against.
// This file owns the shapes; the implementation keeps them in memory and, where a file is named, in an append-only log.

export const SCENARIOS = [
  'ok',
  'used',
  'expired',
  'not_found',
  'cancelled',
  'slow_then_ok',
  'timeout_after_taking',
  'drop_after_taking',
  'drop_before_taking',
  'error_after_taking',
  'garbage_reply',
  'late',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Worth 1900 cents with every provider, in every fresh set of books. OTT knows it by its last twelve digits as well. */
export const FIXED_PIN = '1115684091419838';
export const FIXED_PIN_CENTS = 1900;

export interface Movement {
  readonly reference: string;
  readonly amount: number;
  /** RFC 3339. */
  readonly at: string;
}

export interface SimulatedVoucher {
  /** `vouchers.one_voucher` and so on. */
  readonly type: string;
  readonly pin: string;
  /** Face value in cents. */
  readonly value: number;
  status: 'active' | 'redeemed' | 'expired' | 'cancelled';
  readonly taken: Movement[];
  readonly returned: Movement[];
  /** Reference that caused this voucher to be issued (change or refund), or null. */
  readonly issued_for: string | null;
  readonly serial: string;
  readonly expires_at: string;
  readonly scenario: Scenario;
  /** How many money or status calls have touched it: scenarios such as `late` depend on it. */
  touches: number;
}

export interface SimulatedCall {
  readonly provider: string;
  readonly operation: string;
  readonly reference: string | null;
  readonly at: string;
}

/** What a provider's simulator may do with the books. One instance serves all three. */
export interface SimulatorBooks {
  find(type: string, pin: string): SimulatedVoucher | undefined;
  findBy(type: string, test: (voucher: SimulatedVoucher) => boolean): SimulatedVoucher | undefined;
  /** Makes a voucher with a fresh random PIN of `pinLength` digits. `not_found` scenario: a PIN that `find` will never find. */
  issue(voucher: {
    type: string;
    value: number;
    pinLength: number;
    scenario?: Scenario;
    issuedFor?: string;
  }): SimulatedVoucher;
  take(voucher: SimulatedVoucher, reference: string, amountCents: number): void;
  giveBack(voucher: SimulatedVoucher, reference: string, amountCents: number): void;
  /** Records any other change of a voucher (status, touches) durably. */
  save(voucher: SimulatedVoucher): void;
  record(call: { provider: string; operation: string; reference: string | null }): void;
  /** Small per-provider memory that outlives a restart: recorded replies by reference and the like. Values must be JSON. */
  remember(provider: string, key: string, value: unknown): void;
  recall(provider: string, key: string): unknown;
}
