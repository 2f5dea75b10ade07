// When a failed request may be sent again, and what is left in doubt where it may not.
import { Aborted, NoAnswer, Problem, UnexpectedAnswer, type VouchError } from '../errors.js';

/** No connection came about, so nothing was sent. A network that cannot be reached may have been reached a moment before. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
/** The connection broke, or the answer did. A wrong certificate or a fault in the settings is neither. */
const BROKEN = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ETIMEDOUT',
  'EPIPE',
  'ERR_NETWORK',
  'ERR_BAD_RESPONSE',
  'ERR_INCOMPLETE',
  'ERR_STREAM_PREMATURE_CLOSE',
]);
/** 5xx whose meaning is that nothing was begun. */
const NOTHING_BEGUN = new Set([
  'overloaded',
  'shutting_down',
  'not_ready',
  'key_unknown',
  'replica_set_required',
  'provider_unavailable',
  'provider_misconfigured',
]);
/**
 * Refusals that are given after the idempotency key was looked at. All others may come before that (a proxy that lost its way, a server
 * that was set up anew): they say nothing about an earlier attempt.
 */
const AFTER_THE_KEY = new Set([409, 412]);

/**
 * Whether the same request may be sent again. `isSafe`: it is a read, or its key keeps it from being done twice. One that is not is
 * repeated only where it did not arrive, or was turned away at the door.
 */
export function mayRepeat(error: VouchError, isSafe: boolean): boolean {
  if (error instanceof NoAnswer) {
    return NEVER_SENT.has(error.reason) || (isSafe && (BROKEN.has(error.reason) || error.reason.startsWith('HPE_')));
  }
  if (error instanceof Problem && !error.retryable) return false;
  if (error.code === 'idempotency_key_in_use') return true;
  // Somebody else who asks to wait may have handed it on.
  if (error.status === 429) return isSafe || error instanceof Problem;
  return error.status === 503 && (isSafe || error.code === 'overloaded' || error.code === 'shutting_down');
}

/** Another request has the key, and what became of that one this says not. */
const OF_ANOTHER = new Set(['idempotency_key_in_use', 'idempotency_key_reused']);

/** Refusals of what was sent: had it been accepted a moment before, it would not be refused now. All others depend on more than that. */
const OF_THE_REQUEST = new Set([400, 409, 412, 422]);

/**
 * Whether a write may have been done, now that `error` came and `doubt` was left by the attempts before. `isAgain`: it may have been
 * sent before without this call knowing, so that what is refused now may have been accepted then.
 */
export function isInDoubt(error: VouchError, doubt: boolean, isAgain: boolean): boolean {
  if (error instanceof NoAnswer) return doubt || isAgain || !NEVER_SENT.has(error.reason);
  if (error instanceof Aborted) return true;
  const status = error.status ?? 0;
  // Whoever refuses may have handed the request on first, and refused the answer to it.
  if (error instanceof UnexpectedAnswer) return true;
  // A code that this client does not know may mean anything.
  if (OF_ANOTHER.has(error.code) || error.constructor === Problem) return true;
  if (isAgain && !OF_THE_REQUEST.has(status)) return true;
  if (status >= 500) return doubt || !NOTHING_BEGUN.has(error.code);
  return doubt && !AFTER_THE_KEY.has(status);
}
