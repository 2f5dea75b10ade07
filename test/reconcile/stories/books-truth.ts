// What the simulators' books say: the truth that a story's people look up, and against which everything is held at the end.
import type { Books, Movement, SimulatedVoucher } from '../../../adapters/kit/simulator/books';
import { readReference } from '../../../src/core/values/reference';

const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);

export class Truth {
  constructor(private readonly books: Books) {}

  private vouchers(): readonly SimulatedVoucher[] {
    return this.books.snapshot().vouchers;
  }

  /** Every time that value was taken from this voucher. */
  takesOf(type: string, pin: string): readonly Movement[] {
    return this.vouchers().find((one) => one.type === type && one.pin === pin)?.taken ?? [];
  }

  taken(reference: string): number {
    return sum(
      this.vouchers().flatMap(({ taken }) => taken.filter((one) => one.reference === reference).map(amountOf)),
    );
  }

  /** By new vouchers that were not taken back, and on original ones. */
  givenBack(is: (reference: string) => boolean): number {
    const vouchers = this.vouchers();
    const taken = new Set(vouchers.flatMap((one) => one.taken.map(({ reference }) => reference)));
    const refunds = vouchers.filter(
      ({ issued_for: cause, status }) => cause !== null && !taken.has(cause) && is(cause) && status !== 'cancelled',
    );
    const restored = vouchers.flatMap(({ returned }) => returned.filter(({ reference }) => is(reference)));
    return sum(refunds.map(({ value }) => value)) + sum(restored.map(amountOf));
  }

  /** References of these redemptions under which anything moved. */
  referencesOf(ids: ReadonlySet<string>): readonly string[] {
    const all = this.vouchers().flatMap(({ taken, returned, issued_for: cause }) => [
      ...[...taken, ...returned].map(({ reference }) => reference),
      ...(cause === null ? [] : [cause]),
    ]);
    return [...new Set(all)].filter((reference) => ids.has(readReference(reference).redemptionId ?? ''));
  }

  /** When something was taken, given back or issued. */
  movements(type: string): readonly number[] {
    return this.vouchers()
      .filter((one) => one.type === type)
      .flatMap(({ taken, returned, issued_for: cause, issued_at: issuedAt }) => [
        ...[...taken, ...returned].map(({ at }) => Date.parse(at)),
        ...(cause !== null && issuedAt !== undefined ? [Date.parse(issuedAt)] : []),
      ]);
  }

  /** The provider takes back the newest refund of one of these redemptions that stands. False where there is none. */
  undo(books: Books, isOf: (redemptionId: string) => boolean): boolean {
    const takes = new Set(this.vouchers().flatMap((one) => one.taken.map(({ reference }) => reference)));
    const isRefund = ({ issued_for: cause, status }: SimulatedVoucher) =>
      cause !== null && status === 'active' && !takes.has(cause) && isOf(readReference(cause).redemptionId ?? '');
    const refund = this.vouchers().filter(isRefund).at(-1);
    if (refund) books.save({ ...refund, status: 'cancelled' });
    return refund !== undefined;
  }

  /** What put back the value that was taken under this reference, as the provider got it. */
  putBackUnder(reference: string): string | undefined {
    for (const { taken, returned } of this.vouchers()) {
      const at = taken.findIndex((one) => one.reference === reference);
      if (at >= 0) return returned[at]?.reference;
    }
    return undefined;
  }

  moved(reference: string): boolean {
    return this.taken(reference) > 0 || this.givenBack((one) => one === reference) > 0;
  }
}

const amountOf = ({ amount }: Movement) => amount;
