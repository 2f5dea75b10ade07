// What a command line may say. A wrong argument is a usage error: exit code 2.
import { InvalidArgumentError } from 'commander';
import { isEmail } from '../core/people/email';
import { BadValue, duration } from '../config/parse';

/** The name, trimmed. Throws `InvalidArgumentError`. */
export function accountName(text: string): string {
  const name = text.trim();
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u.test(name)) return name;
  throw new InvalidArgumentError('Up to 100 letters, digits, spaces, dots, dashes and underscores.');
}

/** The address as given: only its form is checked. Throws `InvalidArgumentError`. */
export function email(text: string): string {
  if (isEmail(text)) return text;
  throw new InvalidArgumentError('This is not an e-mail address, or a character of it cannot be seen.');
}

/** An http or https address, as given. Throws `InvalidArgumentError`. */
export function url(text: string): string {
  if (/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')) return text;
  throw new InvalidArgumentError('It must be an address such as http://127.0.0.1:3000.');
}

/** A port from 0 to `most`; below 65535 that leaves room for ports after it. Throws `InvalidArgumentError`. */
export function port(most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
    if (value <= most) return value;
    throw new InvalidArgumentError(`It must be a number from 0 to ${String(most)}.`);
  };
}

/** A time such as 30s, 24h or 7d, in milliseconds. Throws `InvalidArgumentError`. */
export function timeSpan(text: string): number {
  try {
    return duration(text);
  } catch (error) {
    if (error instanceof BadValue) throw new InvalidArgumentError(`It ${error.message}.`);
    throw error;
  }
}

/** An amount in whole cents, at least one. Throws `InvalidArgumentError`. */
export function cents(text: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number of cents, such as 1900.');
}

/** What people call a key. Throws `InvalidArgumentError`. */
export function keyName(text: string): string {
  const name = text.trim();
  if (/^\P{C}{1,100}$/u.test(name)) return name;
  throw new InvalidArgumentError('1 to 100 characters.');
}

/** What redemptions of a till carry. Throws `InvalidArgumentError`. */
export function terminalId(text: string): string {
  if (/^[A-Za-z0-9]{1,40}$/.test(text)) return text;
  throw new InvalidArgumentError('1 to 40 letters and digits.');
}

/** What people call a till. Throws `InvalidArgumentError`. */
export function terminalName(text: string): string {
  if (/^\P{C}{1,100}$/u.test(text)) return text;
  throw new InvalidArgumentError('1 to 100 characters.');
}
