// What it means when a call of the client fails: whether it is over, and whether value may have moved.
import { Problem, VouchError } from 'vouch-client';
import type { Refusal } from '../sale/attempt';
import type { Failure } from '../sale/events';
import type { PairingFault } from '../sale/state';

/**
 * Given after the server looked at the key. Any other refusal may come before that, and says nothing about what came with it earlier:
 * the till goes on asking, and where the cashier gives up it asks by the key alone.
 */
const AFTER_THE_KEY = 409;

/** `create`: a refusal of it is proof that nothing was taken. Of a question, only the codes below are an answer. */
export type Asked = 'create' | 'question';

export interface Reading {
  readonly failure: Failure;
  /** The till does not ask again by itself. */
  readonly isOver: boolean;
  /** Something may have been taken under this key. */
  readonly isInDoubt: boolean;
  readonly retryAfterMs: number | null;
}

/** `doubt`: what earlier calls with the same key have left. */
export function readFailure(error: unknown, asked: Asked, doubt: boolean, retryAt: number | null = null): Reading {
  const kind = kindOf(error, asked, doubt);
  const code = error instanceof VouchError && error.status !== null ? error.code : null;
  const isInDoubt = error instanceof VouchError && (error.mayHaveHappened || (doubt && kind !== 'refused'));
  return {
    failure: { kind, code, refusal: kind === 'refused' ? refusalOf(error) : null, retryAt },
    isOver: kind !== 'no_answer' && kind !== 'asked_to_wait' && kind !== 'in_use',
    isInDoubt,
    retryAfterMs: error instanceof VouchError ? error.retryAfterMs : null,
  };
}

function kindOf(error: unknown, asked: Asked, doubt: boolean): Failure['kind'] {
  // The client refuses what it cannot send.
  if (!(error instanceof VouchError)) return asked === 'create' && !doubt ? 'refused' : 'no_answer';
  if (!(error instanceof Problem)) return 'no_answer';
  const problem = error as Problem;
  const { code, status } = problem;
  if (status === 401) return 'not_paired';
  if (code === 'key_revoked') return 'revoked';
  if (code === 'idempotency_key_in_use') return 'in_use';
  if (asked === 'question') {
    if (code === 'not_received') return 'not_received';
    if (code === 'not_found') return 'gone';
    return status === 429 || status === 503 ? 'asked_to_wait' : 'no_answer';
  }
  // Many wrong PINs close a till for a quarter of an hour: nobody waits for that, and nothing was sent.
  if (code === 'too_many_pin_attempts' && !doubt) return 'refused';
  if (status === 429 || status === 503) return 'asked_to_wait';
  const isCertain = !problem.mayHaveHappened && (!doubt || status === AFTER_THE_KEY);
  return isCertain ? 'refused' : 'no_answer';
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
