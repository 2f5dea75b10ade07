// Claims the voucher of a draft, and checks it where the provider lets us.
import type { Caller } from '../accounts/caller';
import { requireGate } from '../providers/require-gate';
import type { Fact } from '../redemption/fact';
import type { Redemption } from '../redemption/redemption';
import { changeRedemption, sendOperation } from './change-redemption';
import type { Replayable } from './create';
import { newEntry } from './idempotency/idempotency';
import { endingLapsed, requireInTime } from './operations/lapsed';
import { requireSource } from './operations/provider-calls';
import { reserveOperation } from './operations/run-operation';
import { requireMove } from './require-move';
import type { Services, WriteOptions } from './services';
import type { Decision } from './submit';

/**
 * No value moves. A draft that has run out is ended here, and refused. Throws `Refusal`: not_found, invalid_state,
 * provider_not_configured, version_conflict, voucher_in_use, key_unknown, too_many_concurrent_writes, idempotency_*.
 */
export async function reserveRedemption(
  services: Services,
  id: string,
  options: WriteOptions,
  caller: Caller,
): Promise<Replayable> {
  const operationId = services.ids.next('op');
  const decide = (current: Redemption): Decision => {
    const gate = requireGate(services, current.type, caller.livemode);
    requireMove(current, 'reserve');
    requireInTime(services, current);
    const { amountCents } = current;
    const asked = reserveOperation(services, gate, amountCents);
    if (asked) requireSource(services, current);
    const held: Fact = asked
      ? { kind: 'operation_requested', operation: { ...asked, id: operationId } }
      : { kind: 'hold_recorded', operationId };
    return {
      facts: [{ kind: 'reserved', until: services.clock.now() + services.schedule.reservationMs }, held],
      idempotency: newEntry(services, caller, options.idempotency, 'reserve', { operationId }),
    };
  };
  const { redemption, replayed } = await endingLapsed(services, id, caller, () =>
    changeRedemption(services, id, options, caller, decide),
  );
  if (replayed) return { redemption, replayed };
  // Where the provider offers no check, the operation is settled as it is written: nothing is sent then.
  return { redemption: await sendOperation(services, redemption, operationId, caller) };
}
