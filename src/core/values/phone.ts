// Phone numbers of customers: personal data that only the one who sent it is shown again in full.
import { maskPin } from './pin';

/** By the name of its field, in `source` and in `redemption_options`: no voucher type names one otherwise. */
const NAME = /phone|mobile|msisdn/i;

/** The texts of those fields. */
export function phonesIn(fields: object): string[] {
  return Object.entries(fields).flatMap(([name, value]: [string, unknown]) =>
    NAME.test(name) && typeof value === 'string' ? [value] : [],
  );
}

/** The same fields, with all but the last four characters of every phone number replaced by `*`. */
export function maskPhones<T extends object>(fields: T): T {
  // Hardly any has one, and every row of every list comes here twice.
  if (!Object.keys(fields).some((name) => NAME.test(name))) return fields;
  const masked = Object.entries(fields).map(([name, value]: [string, unknown]) => [
    name,
    NAME.test(name) && typeof value === 'string' ? maskPin(value) : value,
  ]);
  return Object.fromEntries(masked) as T;
}
