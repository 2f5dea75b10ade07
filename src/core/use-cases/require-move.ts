// Says which states allow a move, when the current one does not.
import type { Redemption } from '../redemption/redemption';
import { nextStatus, statusesAllowing, type Move } from '../redemption/transitions';
import { Refusal } from '../values/refusal';

/** Throws `Refusal` invalid_state where the transition table does not allow the move from the redemption's status. */
export function requireMove(redemption: Redemption, move: Move): void {
  if (nextStatus(redemption.status, move) !== undefined) return;
  throw invalidState(redemption, statusesAllowing(move));
}

/** The refusal, with the status there is and those that were needed. */
export function invalidState(redemption: Redemption, allowed: readonly string[]): Refusal {
  return new Refusal('invalid_state', `The redemption is ${redemption.status}; this needs ${allowed.join(' or ')}`, {
    extra: { current_status: redemption.status, allowed_statuses: allowed },
  });
}
