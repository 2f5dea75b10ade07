// A voucher type as a till offers it: one PIN, and at most the customer's phone number beside it.

/** A field of `source`, by its name in the API. */
export interface Field {
  readonly name: string;
  /** A regular expression. */
  readonly pattern: string;
}

export interface VoucherType {
  /** `vouchers.one_voucher` */
  readonly id: string;
  readonly name: string;
  readonly pin: Field;
  /** Null where the type asks for none. */
  readonly phone: Field | null;
  /** Less than its value can be taken: then a voucher that is worth less pays a part. */
  readonly partial: boolean;
  readonly currency: string;
}

/** Whether digits are a PIN of this type, by its form alone. */
export function fits(type: VoucherType, digits: string): boolean {
  return new RegExp(type.pin.pattern).test(digits);
}

/** How many digits a PIN of this type has; the least, where there are several. Null where that cannot be said. */
export function pinLength(type: VoucherType): number | null {
  for (let length = 6; length <= 24; length++) if (fits(type, '1'.repeat(length))) return length;
  return null;
}
