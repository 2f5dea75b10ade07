// Amounts of points. Nothing in Vouch adds, compares or stores points that did not pass through here; no number is ever a JSON
// number or a floating-point one.

/** An amount in the minor unit of its asset: at scale 2, `10.50` is 1050n. Signed where it is a posting. */
export type Units = bigint;

/** Decimal places that an asset can have, at most. */
export const MAX_SCALE = 18;
/** Digits of an amount, at most: room below the 34 digits that MongoDB's Decimal128 adds up exactly. */
export const MAX_DIGITS = 30;

/** `form`: not a plain decimal. `scale`: more decimals than the asset has. `digits`: longer than any amount may be. */
export type UnitsFault = 'form' | 'scale' | 'digits';

const DECIMAL = /^(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * Decimal text to units, exactly. Judged by value: at scale 2, `10.500` is 1050n and `10.505` is the fault `scale`. No sign, no
 * exponent, no leading zero, no space.
 */
export function parseUnits(text: string, scale: number): Units | UnitsFault {
  const match = DECIMAL.exec(text);
  const whole = match?.[1];
  if (whole === undefined) return 'form';
  const fraction = match?.[2] ?? '';
  if (whole.length + fraction.length > MAX_DIGITS) return 'digits';
  if (/[1-9]/.test(fraction.slice(scale))) return 'scale';
  const units = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  return String(units).length > MAX_DIGITS ? 'digits' : units;
}

/** Units to decimal text with exactly `scale` decimals: 1050n at scale 2 is `10.50`. The inverse of `parseUnits`. */
export function formatUnits(units: Units, scale: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The smaller of two amounts. */
export function least(a: Units, b: Units): Units {
  return a < b ? a : b;
}

/** The sum of what `unitsOf` reads from each. */
export function sumOf<T>(items: Iterable<T>, unitsOf: (item: T) => Units): Units {
  let sum = 0n;
  for (const item of items) sum += unitsOf(item);
  return sum;
}
