// Integer money. Nothing in Vouch adds, compares or stores an amount that did not pass through here.

/** An amount in the minor unit of its currency (cents for ZAR, ISO 4217). Always a safe, non-negative integer. */
export type Cents = number;

/** The most that an amount can be. */
export const MAX_CENTS: Cents = Number.MAX_SAFE_INTEGER;

/**
 * The most that a caller may name: a million rand, far above any voucher that is sold. Amounts are kept and shown in clear, so none may
 * have the 12 digits of the shortest PIN.
 */
export const MOST_NAMED_CENTS: Cents = 100_000_000;

/** The currencies Vouch accepts. South African vouchers are all in rand. */
export const CURRENCIES = ['ZAR'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** True for a safe integer of at least `least` cents. */
export function isCents(value: unknown, least = 0): value is Cents {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

/** Returns `value` unchanged, or throws: an amount that is not integer cents is a defect, never input. */
export function cents(value: number, name: string): Cents {
  if (!isCents(value)) throw new RangeError(`${name} must be a non-negative integer of cents, not ${String(value)}`);
  return value;
}

/**
 * Decimal text to cents, exactly and without floating point. Accepts `30`, `30.0000` and comma grouping (`100,000.00`).
 * Digits below a cent must be zero. Returns undefined for anything else, so that the caller can treat the reply as unreadable.
 */
export function centsFromDecimal(text: string): Cents | undefined {
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const whole = (match[1] ?? '').replace(/,/g, '');
  const fraction = (match[2] ?? '').padEnd(2, '0');
  if (/[1-9]/.test(fraction.slice(2))) return undefined;
  const value = Number(whole + fraction.slice(0, 2));
  return isCents(value) ? value : undefined;
}

/** Cents to decimal text with two digits: 1900 → `19.00`. */
export function decimalFromCents(value: Cents): string {
  const digits = String(cents(value, 'amount')).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
