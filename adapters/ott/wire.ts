// OTT's wire format: signed forms, decimal rand text, and what a reply means. Sends nothing.
import { createHash } from 'node:crypto';
import { centsFromDecimal, type Cents } from '../../src/core/values/money';
import type { Declined, NotSent, ProviderWords, Unknown } from '../../src/core/providers/outcome';
import { Pin } from '../../src/core/values/pin';
import type { Source, WireReply, WireRequest } from '../../src/core/providers/provider';
import { type Fields, identifierOf, notSent, readReply, unknown, wordsOf } from '../kit/reply';
import { pinOf } from '../kit/source';
import type { CodeTable, OttCredentials } from './config';

/**
 * Lowercase hex SHA-256 of the API key followed by every parameter value, in the order of the parameter names, without
 * separators; the hash itself is left out. Names are compared without case, because OTT's own casing varies.
 * Source: OTT voucher specification v6, with its sample vector in the tests.
 */
export function hashOf(apiKey: string, form: Readonly<Record<string, string>>): string {
  const values = Object.entries(form)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name !== 'hash')
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, value]) => value);
  return createHash('sha256')
    .update([apiKey, ...values].join(''))
    .digest('hex');
}

/** A form with the hash that OTT demands over it. */
export function signedPost(
  path: string,
  credentials: OttCredentials,
  form: Readonly<Record<string, string>>,
): WireRequest {
  const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  return {
    method: 'POST',
    path,
    headers: { Authorization: `Basic ${basic}` },
    form: { ...form, hash: hashOf(credentials.apiKey, form) },
  };
}

/** Twelve digits. The 16-digit test PIN is known to OTT by its last twelve. */
export function shortPinOf(source: Source): Pin {
  return new Pin(pinOf(source, 'pin').reveal().slice(-12));
}

/** `27` and nine digits, however it was written. */
export function phoneOf(source: Source): string {
  return String(source['phone_number'] ?? '').replace(/^0/, '27');
}

/** A reply that says success, with its fields. */
export interface Succeeded {
  readonly kind: 'succeeded';
  readonly fields: Fields;
}

/** A status call found nothing under the reference. */
export interface NoRecord extends ProviderWords {
  readonly kind: 'no_record';
}

/**
 * Success is HTTP 200 or 201 *and* `success` "true" without an error code: a business error comes as HTTP 201 as well.
 * A 401 is answered before anything is processed.
 */
export function readOtt(reply: WireReply, codes: CodeTable): Succeeded | Declined | NotSent | Unknown | NoRecord {
  if (reply.kind === 'reply' && reply.status === 401) {
    return notSent('provider_misconfigured', 'the provider refused our credentials');
  }
  const read = readReply(reply);
  if (read.kind !== 'readable') return read;
  const { status, fields } = read;
  const code = identifierOf(fields['errorCode'], []);
  const words = wordsOf(fields['errorCode'], fields['message']);
  if (status !== 200 && status !== 201) return unknown(`the provider answered HTTP ${String(status)}`, words);
  // A string in the specification, a boolean in some replies.
  const success = String(fields['success']).toLowerCase();
  if (success === 'false') return refusalOf(code, codes, words);
  if (success !== 'true') return unknown('the answer says neither success nor failure', words);
  if (code !== undefined && code !== '0') return unknown('the answer says success and carries an error code', words);
  return { kind: 'succeeded', fields };
}

function refusalOf(
  code: string | undefined,
  codes: CodeTable,
  words: ProviderWords,
): Declined | NotSent | Unknown | NoRecord {
  const meaning = code === undefined ? undefined : codes.get(code);
  switch (meaning) {
    case undefined:
      return unknown('the provider answered with a code that is not listed', words);
    case 'no_record':
      return { kind: 'no_record', ...words };
    case 'provider_unavailable':
      return notSent(meaning, 'the provider turned the request away', words);
    case 'provider_misconfigured':
      return notSent(meaning, 'the provider refused our account for this request', words);
    default:
      return { kind: 'declined', code: meaning, proof: 'refusal', ...words };
  }
}

/** Rand as text (`30.0000`, `100,000.00`) or as a JSON number with at most two decimals, in cents. */
export function centsOfRand(value: unknown, least: Cents): Cents | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  const amount = typeof text === 'string' ? centsFromDecimal(text) : undefined;
  return amount !== undefined && amount >= least ? amount : undefined;
}
