// A sale, as far as vouchers pay it: how much is still to be asked, what is paid of it, and which sales are the same.

/** What is to be paid. Fixed when the voucher field opens. */
export interface Sale {
  /** Null: whatever the voucher is worth. */
  readonly amountCents: number | null;
  /** The number that a point of sale gave: sent as `external_reference`. */
  readonly reference: string | null;
  /** What vouchers before this one have paid of the same sale. */
  readonly paidCents: number;
  /** The redemptions that have paid it, the first one first. Undefined where they are not known: a record of an older page. */
  readonly parts?: readonly string[] | undefined;
}

/** A sale, or the attempt to pay it. */
type Paying = Sale & { readonly redemption?: { readonly id: string } | null };

/** Of all that is paid, and is to be. */
export function sumOf({ amountCents, paidCents }: Sale): number {
  return (amountCents ?? NaN) + paidCents;
}

/** Under which what is left of a sale is kept: its number, or the first redemption that paid a part of it, or its sum. */
export function restId(sale: Paying): string {
  return `rest ${JSON.stringify(sale.reference ?? firstOf(sale) ?? sumOf(sale))}`;
}

/** By its number. Where it has none by the first redemption of it; where that is not known yet, by the sum. */
export function isOneSale(one: Paying, other: Paying): boolean {
  if (one.reference !== null || other.reference !== null) return one.reference === other.reference;
  const [first, second] = [firstOf(one), firstOf(other)];
  return first !== undefined && second !== undefined ? first === second : sumOf(one) === sumOf(other);
}

function firstOf({ parts, paidCents, redemption }: Paying): string | undefined {
  return parts?.[0] ?? (paidCents === 0 ? redemption?.id : undefined);
}
