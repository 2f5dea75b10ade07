// Request ids: the caller's own if it is harmless, else a new one. They tie a reply to a log line and to a journal entry.
import type { IncomingHttpHeaders } from 'node:http';
import { digitsOf } from '../../core/values/pin-text';
import { randomHex } from '../../system/random-pool';

/** Read from requests and set on every reply. */
export const REQUEST_ID_HEADER = 'X-Request-Id';

/** Letters, digits, `_` and `-` only: it is echoed in a header and written to logs. */
const HARMLESS = /^[A-Za-z0-9_-]{1,64}$/;
/** So many digits with no letter between them may be a PIN: a till that uses one in its id must not write it into our logs. */
const PIN_DIGITS = 12;
/** So many where there is nothing else. */
const PIN_DIGITS_ALONE = 8;
/**
 * Hexadecimal has long runs of digits by chance. A PIN has no letters, and no version and variant where a UUID has them
 * (RFC 9562). One that is made to look like a UUID is found where the PIN is known: see `requestIdText`.
 */
const UUID = /^(?=.*[a-f])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** The caller's own `X-Request-Id`, or a new one where it sent none, or one that may be a PIN. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = givenRequestIdOf(headers);
  const isKept = given !== undefined && HARMLESS.test(given) && (UUID.test(given) || !mayBePin(given));
  return isKept ? given : newRequestId();
}

/** `req_` and 24 hex digits. */
export function newRequestId(): string {
  return `req_${randomHex(12)}`;
}

/** What the caller sent, harmless or not. Undefined where it sent none. */
export function givenRequestIdOf(headers: IncomingHttpHeaders): string | undefined {
  const given = headers['x-request-id'];
  return typeof given === 'string' ? given : given?.join(' ');
}

function mayBePin(text: string): boolean {
  const numbers = text.split(/\p{L}+/u).map((part) => digitsOf(part).length);
  return numbers.some((digits) => digits >= (numbers.length === 1 ? PIN_DIGITS_ALONE : PIN_DIGITS));
}
