// Tills that redeem, capture and reverse vouchers without a pause. What they were told is kept, to be held against the books later.
import type { SimulatedVoucher } from '../../adapters/kit/simulator/books';
import { BLU, ONE_VOUCHER, sourceOf, TYPES } from '../api/world';
import type { Redemption, Reversal, Stage } from '../crash/stage';
import { isDecided, type Caller } from './caller';

const VALUE = 5000;
/** A Blu reversal that is in doubt by then stays so. */
const UNASKABLE_MS = 5_000;
export interface Journey {
  readonly voucher: SimulatedVoucher;
  /** As it was acknowledged for good. */
  readonly redemption: Redemption;
  /** Null where none was asked for. A Blu reversal may stay in doubt: Blu cannot be asked about one. */
  readonly reversal: Reversal | null;
}

export class Tills {
  readonly journeys: Journey[] = [];
  private open = true;
  private customers = 0;
  private working: Promise<PromiseSettledResult<void>[]> = Promise.resolve([]);

  constructor(
    private readonly stage: Stage,
    private readonly caller: Caller,
  ) {}

  start(count: number): void {
    this.working = Promise.allSettled(Array.from({ length: count }, () => this.till()));
  }

  /** Every customer who is being served still gets a final answer. Rejects where one cannot. */
  async close(): Promise<void> {
    this.open = false;
    const failed = (await this.working).find((till) => till.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async till(): Promise<void> {
    while (this.open) this.journeys.push(await this.serve(this.customers++));
  }

  /** Every type in every way: in one call or captured later, in part or whole, and now and then given back. */
  private async serve(customer: number): Promise<Journey> {
    const type = TYPES[customer % 3] ?? ONE_VOUCHER;
    const voucher = this.stage.voucher(type, 'ok');
    const later = customer % 2 === 1;
    const amount = customer % 4 < 2 ? VALUE : 3000;
    const redemption = await this.redeem(voucher, amount, later);
    if (redemption.outcome !== 'paid' || customer % 5 > 2) return { voucher, redemption, reversal: null };
    const reversal = await this.reverse(redemption, customer % 5 === 0 ? redemption.redeemed_amount : 1000, type);
    return { voucher, redemption, reversal };
  }

  private async redeem(voucher: SimulatedVoucher, amount: number, later: boolean): Promise<Redemption> {
    const method = later ? 'manual' : 'automatic';
    const body = {
      type: voucher.type,
      source: sourceOf(voucher),
      amount,
      currency: 'ZAR',
      capture_method: method,
    };
    let redemption = await this.caller.insist<Redemption>('/v1/redemptions', body, `redeem-${voucher.pin}`, isDecided);
    // Proven unsent, a capture leaves the reservation as it was: the till tries again, which is a new request.
    for (let attempt = 1; redemption.status === 'reserved'; attempt += 1) {
      const key = `capture-${voucher.pin}-${String(attempt)}`;
      redemption = await this.caller.insist<Redemption>(`/v1/redemptions/${redemption.id}/capture`, {}, key, isDecided);
    }
    return redemption;
  }

  private reverse(redemption: Redemption, amount: number, type: string): Promise<Reversal> {
    const started = Date.now();
    const isOver = ({ status }: Reversal) =>
      status === 'succeeded' ||
      status === 'failed' ||
      (type === BLU && status === 'unknown' && Date.now() - started > UNASKABLE_MS);
    const body = { amount, reason: 'The customer came back' };
    return this.caller.insist<Reversal>(
      `/v1/redemptions/${redemption.id}/reverse`,
      body,
      `reverse-${redemption.id}`,
      isOver,
    );
  }
}
