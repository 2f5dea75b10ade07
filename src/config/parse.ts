// Reads one environment variable's text into its typed value. Knows the kinds, not the variables. A parser throws a
// `BadValue` whose words are shown to the operator: it must never repeat the value of a secret.
import { isIP } from 'node:net';

/** A value that cannot be used. Its message follows the name of the variable: "must be …". */
export class BadValue extends Error {}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `500ms`, `5s`, `1m`, `6h`, `7d` → milliseconds, ten years at most: dates beyond that are none. */
export const duration = durationUpTo('3650d');

/** The same, and no less than this one. */
export function durationFrom(least: string): (text: string) => number {
  return (text) => {
    const value = duration(text);
    if (value < millisecondsOf(least)) throw new BadValue(`must be no less than ${least}`);
    return value;
  };
}

/** The same up to this one, which a timer takes or a date. */
export function durationUpTo(most: string): (text: string) => number {
  return (text) => {
    const value = millisecondsOf(text);
    if (!(value > 0)) throw new BadValue('must be a duration such as 500ms, 5s, 1m, 6h or 7d');
    if (value > millisecondsOf(most)) throw new BadValue(`must be no more than ${most}`);
    return value;
  };
}

/** NaN where it is no duration. */
function millisecondsOf(text: string): number {
  const [, number, unit = ''] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
  return Number(number) * (UNITS_MS[unit] ?? NaN);
}

/** `5s,15s,1m` → milliseconds, in the order given. */
export function durations(text: string): readonly number[] {
  return Object.freeze(text.split(',').map((step) => duration(step.trim())));
}

/** Milliseconds as a bare number, or with a unit. */
export function durationMs(text: string): number {
  if (!/^\d+$/.test(text)) return durationUpTo('24d')(text);
  return integer(1, 2 ** 31 - 1)(text);
}

/** A whole number between two bounds, both included. */
export function integer(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new BadValue(`must be a whole number from ${String(least)} to ${String(most)}`);
  };
}

/** An amount in cents, or `off`. */
export function centsOrOff(text: string): number | 'off' {
  if (text.toLowerCase() === 'off') return 'off';
  const value = /^\d{1,12}$/.test(text) ? Number(text) : NaN;
  if (value >= 0) return value;
  throw new BadValue('must be an amount in whole cents, or off');
}

const TRUE = ['true', 'on', 'yes', '1'];
const FALSE = ['false', 'off', 'no', '0'];

/** `true`, `on`, `yes`, `1`, or their opposites, in any case. */
export function flag(text: string): boolean {
  const word = text.toLowerCase();
  if (TRUE.includes(word)) return true;
  if (FALSE.includes(word)) return false;
  throw new BadValue('must be true or false');
}

/** An http(s) address without credentials, query or fragment. A trailing slash is dropped. */
export function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new BadValue('must be an http:// or https:// address');
  if (url.username || url.password || url.search || url.hash) {
    throw new BadValue('must be a plain address: no credentials, query or fragment');
  }
  return text.replace(/\/+$/, '');
}

/** A host name as browsers send it, in lower case; no port, for that is the server's own. */
export function hostName(text: string): string {
  const name = text.toLowerCase();
  if (name.length <= 253 && /^(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)*(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(name)) return name;
  throw new BadValue('must be a host name such as till.example.com, without a port');
}

/** First parts of paths of our own: a prefix that begins with one could not be told from them. */
const OUR_PATHS = [
  'v1',
  'collect',
  'stored_value',
  'docs',
  'openapi.json',
  'problems',
  'health',
  'metrics',
  'till',
  'console',
];

/** An http(s) address, with a path of plain letters where there is one. */
export function publicAddress(text: string): string {
  const address = httpUrl(text);
  const [first = '', ...others] = new URL(address).pathname.slice(1).split('/');
  if (
    address !== new URL(address).href.replace(/\/$/, '') ||
    ![first, ...others].every((part) => /^[\w.~-]*$/.test(part))
  )
    throw new BadValue('must be an address as browsers write it, such as https://pay.example.com/vouch');
  if (OUR_PATHS.includes(first))
    throw new BadValue(`must have another path: Vouch has addresses of its own under /${first}`);
  return address;
}

/** One of these words, in any case; returned as it is spelled here. */
export function oneOf<T extends string>(...words: readonly T[]): (text: string) => T {
  return (text) => {
    const found = words.find((word) => word === text.toLowerCase());
    if (found === undefined) throw new BadValue(`must be one of ${words.join(', ')}`);
    return found;
  };
}

/** `sqlite:PATH`, or `mongodb://…` / `mongodb+srv://…`. Never repeats the text: it may carry a password. */
export function databaseUrl(text: string): string {
  if (/^sqlite:.+/.test(text) && !text.startsWith('sqlite://')) return text;
  if (/^mongodb(\+srv)?:\/\/.+/.test(text)) return text;
  throw new BadValue('must be sqlite:PATH (such as sqlite:./data/vouch.db) or a mongodb:// address');
}

/** A 32-byte key in base64. */
export function singleKey(text: string): string {
  if (isKey(text)) return text;
  throw new BadValue('must be 32 random bytes in base64 (openssl rand -base64 32)');
}

function isKey(text: string): boolean {
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) && Buffer.from(text, 'base64').length === 32;
}

/** One or more 32-byte keys in base64, separated by commas. The first one seals, every one opens. */
export function keyRing(text: string): string {
  const keys = text.split(',').map((key) => key.trim());
  if (keys.every(isKey)) return keys.join(',');
  throw new BadValue('must be 32 random bytes in base64 (openssl rand -base64 32), or several such keys with commas');
}

/** Addresses and networks such as 10.0.0.0/8, separated by commas. */
export function addresses(text: string): readonly string[] {
  const list = text.split(',').map((part) => part.trim());
  if (list.every((part) => part === 'loopback' || isNetwork(part))) return Object.freeze(list);
  throw new BadValue('must be addresses or networks such as 10.0.0.0/8, separated by commas');
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const longest = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (longest === 0 || address.includes('%') || rest.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= longest);
}

/** Any text, as it is. */
export const plain = (text: string): string => text;

/** A secret that is long enough not to be guessed. The words of the fault never repeat it. */
export function secretText(text: string): string {
  if (/^[\x21-\x7e]{16,512}$/.test(text)) return text;
  throw new BadValue('must have 16 to 512 visible ASCII characters, without spaces');
}

/** Web origins: scheme, host and port, nothing behind them. */
export function origins(text: string): readonly string[] {
  const list = text.split(',').map((part) => part.trim());
  if (list.every((part) => URL.canParse(part) && new URL(part).origin === part)) return Object.freeze(list);
  throw new BadValue('must be origins such as https://till.example.com, separated by commas, without a path');
}
