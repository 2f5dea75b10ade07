// Claims the voucher of a draft, and checks it where the provider lets us.
import { describeClaim, newEntry, replayedEntry, requireVersion, requireVisible, submitterOf } from './access';
import type { Replayable } from './create';
import type { Caller, Engine, WriteOptions } from './engine';
import type { Fact } from './fact';
import { newOperation, perform } from './perform';
import { requireGate } from './providers';
import type { IdempotencyEntry } from './redemption';
import { requireMove } from './state-check';
import { submit } from './submit';

/** Throws `Refusal`: not_found, invalid_state, version_conflict, voucher_in_use, idempotency_*. */
export async function reserveRedemption(
  engine: Engine,
  id: string,
  options: WriteOptions,
  caller: Caller,
): Promise<Replayable> {
  const by = submitterOf(caller);
  const { type } = requireVisible(await engine.store.redemptions.find(id), id, caller);
  const gate = requireGate(engine, type, caller.livemode);
  const operationId = engine.ids.next('op');
  let replayed: IdempotencyEntry | undefined;
  const redemption = await submit(
    engine,
    id,
    by,
    (current) => {
      requireVisible(current, id, caller);
      replayed = replayedEntry(engine, current, caller, options.idempotency);
      if (replayed) return { facts: [] };
      requireVersion(current, options.ifMatch);
      requireMove(current, 'reserve');
      const { amountCents } = current;
      const held: Fact = gate.can.reserve
        ? {
            kind: 'operation_requested',
            operation: {
              ...newOperation(engine, gate, { type: 'reserve', method: 'check', amountCents }),
              id: operationId,
            },
          }
        : { kind: 'hold_recorded', operationId };
      return {
        facts: [{ kind: 'reserved', until: engine.clock.now() + engine.schedule.reservationMs }, held],
        idempotency: newEntry(engine, caller, options.idempotency, 'reserve', { operationId }),
      };
    },
    (otherId) => describeClaim(engine, otherId, caller),
  );
  if (replayed || !gate.can.reserve) return { redemption, replayed };
  return { redemption: await perform(engine, gate, redemption, operationId, by) };
}
