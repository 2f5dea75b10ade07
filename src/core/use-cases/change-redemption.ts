// One call on a redemption that exists: the part that reserve, capture, cancel and reverse have in common.
import type { Caller } from '../accounts/caller';
import { requireGate } from '../providers/require-gate';
import type { Fact } from '../redemption/fact';
import type { Redemption } from '../redemption/redemption';
import { describeClaim, requireVersion, requireVisible, submitterOf } from './access';
import type { Replayable } from './create';
import { replayedEntry } from './idempotency/idempotency';
import { refusePinOf, requestIdText } from './pin-in-text';
import { runOperation } from './operations/run-operation';
import type { Services, WriteOptions } from './services';
import { submit, type Decision } from './submit';
import type { Refusal } from '../values/refusal';

/** What a call writes. */
export interface Change extends Decision {
  /**
   * Thrown once the facts are written, and the operations that they ask for are sent: for a call that is refused because of the
   * very facts it wrote.
   */
  readonly refusal?: Refusal | undefined;
}

/**
 * Lets `decide` decide on the newest state, unless this very call was made before: then nothing is written, and
 * `replayed` says what it was recorded as. Like every decision `decide` may run several times, and must not do
 * anything. Throws `Refusal`: not_found, pin_in_text (the id of the request), version_conflict, voucher_in_use,
 * too_many_concurrent_writes, idempotency_*, what `decide` throws, and the refusal that it decides on.
 */
export async function changeRedemption(
  services: Services,
  id: string,
  options: WriteOptions,
  caller: Caller,
  decide: (current: Redemption) => Change,
): Promise<Replayable> {
  let replayed: Replayable['replayed'];
  let change: Change = { facts: [] };
  const redemption = await submit(
    services,
    id,
    submitterOf(caller),
    (current) => {
      requireVisible(current, id, caller);
      refusePinOf(services, caller, current, requestIdText(caller));
      replayed = replayedEntry(services, current, caller, options.idempotency);
      if (replayed) return (change = { facts: [] });
      requireVersion(current, options.ifMatch);
      return (change = decide(current));
    },
    { describeClaim: (otherId) => describeClaim(services, otherId, caller) },
  );
  if (!change.refusal) return { redemption, replayed };
  // Nobody waits for their answers, but what is held must not stay so until the resolver comes by.
  for (const operationId of requestedBy(change.facts)) await sendOperation(services, redemption, operationId, caller);
  throw change.refusal;
}

function requestedBy(facts: readonly Fact[]): string[] {
  return facts.flatMap((fact) => (fact.kind === 'operation_requested' ? [fact.operation.id] : []));
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
