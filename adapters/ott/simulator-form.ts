// How the simulated OTT host reads a request: form fields, Basic credentials, the hash, and rand as decimal text.
import { createHash } from 'node:crypto';
import { type Fields, hasBasic } from '../kit/simulator/http';
import type { SimulatorReply, SimulatorRequest } from '../kit/simulator/server';
import { PLACEHOLDER_CODES } from './test-credentials';

/** What a request must be signed with. */
export interface OttCredentials {
  readonly username: string;
  readonly password: string;
  readonly apiKey: string;
}

/** A field by name. Clients in the wild differ in casing (`Hash`, `clientId`), and the real host takes them all. */
export function fieldOf(fields: Fields, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const found = Object.entries(fields).find(([given]) => given.toLowerCase() === wanted)?.[1];
  return typeof found === 'string' ? found : undefined;
}

/**
 * Lowercase hex SHA-256 of the API key followed by every parameter value, in the order of the parameter names, without
 * separators and without the hash itself.
 */
export function expectedHash(apiKey: string, fields: Fields): string {
  const values = Object.entries(fields)
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    .filter(([name]) => name !== 'hash')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value);
  return createHash('sha256')
    .update(apiKey + values.join(''))
    .digest('hex');
}

/** Hands a properly signed form to `handle`; everything else is a 401 with an empty body. */
export function readSigned(
  request: SimulatorRequest,
  credentials: OttCredentials,
  handle: (fields: Fields) => SimulatorReply,
): SimulatorReply {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  if (!isForm || !request.fields) return { status: 415, text: 'Unsupported Media Type' };
  const known = hasBasic(request.headers, credentials.username, credentials.password);
  const signed = fieldOf(request.fields, 'hash') === expectedHash(credentials.apiKey, request.fields);
  return known && signed ? handle(request.fields) : { status: 401, text: '' };
}

/** Undefined where the field matches. The value, which may be a PIN, is never repeated. */
export function rejectUnless(name: string, pattern: RegExp, fields: Fields): SimulatorReply | undefined {
  if (pattern.test(fieldOf(fields, name) ?? '')) return undefined;
  return {
    status: 201,
    json: { success: 'false', message: `Invalid ${name}`, errorCode: PLACEHOLDER_CODES.invalidRequest },
  };
}

/** Rand with at most two decimals, as cents. Undefined where it is anything else. */
export function centsOf(text: string): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}

/** Cents as rand with four decimals, as the redemption API replies. */
export function randText(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}00`;
}

/** Cents as rand with grouped thousands, as the issuing API replies: `100,000.00`. */
export function groupedRandText(cents: number): string {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${whole}.${String(cents % 100).padStart(2, '0')}`;
}
