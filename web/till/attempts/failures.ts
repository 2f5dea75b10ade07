// What it means when a call of the client fails: whether it is over, and whether value may have moved.
import { Problem, VouchError } from 'vouch-client';
import type { Refusal } from '../sale/attempt';
import type { Failure } from '../sale/events';
import type { PairingFault } from '../sale/state';

/**
 * `create`: what refuses it may come before the key was looked at, and browsers send a request a second time without a word where a
 * connection breaks. So a refusal says nothing about what came before it: the key is asked. `read`: by an id, which may be gone.
 */
export type Asked = 'create' | 'read' | 'question';

export interface Reading {
  readonly failure: Failure;
  /** The till does not ask again by itself. */
  readonly isOver: boolean;
  readonly retryAfterMs: number | null;
}

/** `retryAt`: where the client itself asks again. */
export function readFailure(error: unknown, asked: Asked, retryAt: number | null = null): Reading {
  const kind = kindOf(error, asked);
  const code = error instanceof VouchError && error.status !== null ? error.code : null;
  return {
    failure: { kind, code, refusal: kind === 'refused' ? refusalOf(error) : null, retryAt },
    isOver: !['no_answer', 'asked_to_wait', 'in_use', 'gone'].includes(kind),
    retryAfterMs: error instanceof VouchError ? error.retryAfterMs : null,
  };
}

function kindOf(error: unknown, asked: Asked): Failure['kind'] {
  // The client refuses what it cannot send.
  if (!(error instanceof VouchError)) return asked === 'create' ? 'refused' : 'no_answer';
  if (!(error instanceof Problem)) return 'no_answer';
  const problem = error as Problem;
  const { code, status } = problem;
  if (status === 401) return 'not_paired';
  if (code === 'key_revoked') return 'revoked';
  if (code === 'idempotency_key_in_use') return 'in_use';
  // Books that were restored from a backup: nobody can say yet.
  if (code === 'awaiting_statement') return 'asked_to_wait';
  if (code === 'not_received' && asked === 'question') return code;
  if (code === 'not_found' && asked === 'read') return 'gone';
  // Many wrong PINs close a till for a quarter of an hour: nobody waits for that.
  if (code === 'too_many_pin_attempts' && asked === 'create') return 'refused';
  if (status === 429 || status === 503) return 'asked_to_wait';
  return asked === 'create' && status < 500 ? 'refused' : 'no_answer';
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Problem)) return { code: 'unexpected', redemptionId: null };
  const id: unknown = error.details['redemption_id'];
  return { code: error.code as string, redemptionId: typeof id === 'string' ? id : null };
}

/** Why pairing did not succeed. */
export function pairingFaultOf(error: unknown): PairingFault {
  if (!(error instanceof Problem)) return error instanceof VouchError ? 'no_answer' : 'refused';
  switch (error.code) {
    case 'pairing_code_invalid':
    case 'validation_failed':
      return 'code_refused';
    case 'too_many_pairing_attempts':
      return 'too_many_codes';
    case 'https_required':
      return 'https_required';
    default:
      return error.status >= 500 ? 'no_answer' : 'refused';
  }
}

/** Why the last sales, or one of them, could not be read or printed. */
export function salesFaultOf(error: unknown): 'no_answer' | 'gone' | 'too_many_receipts' {
  if (!(error instanceof Problem)) return 'no_answer';
  if (error.code === 'not_found') return 'gone';
  return error.code === 'too_many_receipts' ? 'too_many_receipts' : 'no_answer';
}
