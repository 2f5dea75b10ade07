// One call on a redemption that exists: the part that reserve, capture, cancel and reverse have in common.
import type { Caller } from '../accounts/caller';
import { requireGate } from '../providers/require-gate';
import type { Redemption } from '../redemption/redemption';
import { describeClaim, requireVersion, requireVisible, submitterOf } from './access';
import type { Replayable } from './create';
import { replayedEntry } from './idempotency/idempotency';
import { refusePinOf, requestIdText } from './pins/pin-in-text';
import { runOperation } from './operations/run-operation';
import type { Services, WriteOptions } from './services';
import { submit, type Decision } from './submit';

/**
 * Lets `decide` decide on the newest state, unless this very call was made before: then nothing is written, and
 * `replayed` says what it was recorded as. Like every decision `decide` may run several times, and must not do
 * anything. Throws `Refusal`: not_found, pin_in_text (the id of the request), version_conflict, voucher_in_use,
 * too_many_concurrent_writes, idempotency_*, and what `decide` throws.
 */
export async function changeRedemption(
  services: Services,
  id: string,
  options: WriteOptions,
  caller: Caller,
  decide: (current: Redemption) => Decision,
): Promise<Replayable> {
  let replayed: Replayable['replayed'];
  const redemption = await submit(
    services,
    id,
    submitterOf(caller),
    (current) => {
      requireVisible(current, id, caller);
      refusePinOf(services, caller, current, requestIdText(caller));
      replayed = replayedEntry(services, current, caller, options.idempotency);
      if (replayed) return { facts: [] };
      requireVersion(current, options.ifMatch);
      return decide(current);
    },
    { describeClaim: (otherId) => describeClaim(services, otherId, caller), asked: caller },
  );
  return { redemption, replayed };
}

/**
 * Sends the operation that `changeRedemption` has just written, and brings its answer home. Returns the newest state.
 */
export function sendOperation(
  services: Services,
  redemption: Redemption,
  operationId: string,
  caller: Caller,
): Promise<Redemption> {
  const gate = requireGate(services, redemption.type, caller.livemode);
  return runOperation(services, gate, redemption, operationId, submitterOf(caller));
}
