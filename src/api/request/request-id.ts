// Request ids: the caller's own if it is harmless, else a new one. They tie a reply to a log line and to a journal entry.
import type { IncomingHttpHeaders } from 'node:http';
import { randomHex } from '../../system/random-pool';

/** Read from requests and set on every reply. */
export const REQUEST_ID_HEADER = 'X-Request-Id';

/** Letters, digits, `_` and `-` only: it is echoed in a header and written to logs. */
const HARMLESS = /^[A-Za-z0-9_-]{1,64}$/;
/**
 * Enough digits to be a PIN, alone or next to a word: a till that uses one in its id must not write it into our logs.
 */
const MAY_BE_PIN = /^[_-]*(?:\d[_-]*){8,}$|\d(?:[_-]*\d){11}/;
/** Hexadecimal has long runs of digits by chance. A PIN has no letters. */
const UUID = /^(?=.*[a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The caller's own `X-Request-Id`, or `req_` and 24 hex digits where it sent none, or one that may be a PIN. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  const isKept = typeof given === 'string' && HARMLESS.test(given) && (UUID.test(given) || !MAY_BE_PIN.test(given));
  return isKept ? given : `req_${randomHex(12)}`;
}
