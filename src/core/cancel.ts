// Gives up a draft, or a reservation that provably took nothing.
import { newEntry, replayedEntry, requireSettled, requireVersion, requireVisible, submitterOf } from './access';
import type { Replayable } from './create';
import type { Caller, Engine, WriteOptions } from './engine';
import type { IdempotencyEntry } from './redemption';
import { requireMove } from './state-check';
import { submit } from './submit';

/** Throws `Refusal`: not_found, invalid_state, outcome_unknown, version_conflict, idempotency_*. */
export async function cancelRedemption(
  engine: Engine,
  id: string,
  options: WriteOptions,
  caller: Caller,
): Promise<Replayable> {
  let replayed: IdempotencyEntry | undefined;
  const operationId = engine.ids.next('op');
  const redemption = await submit(engine, id, submitterOf(caller), (current) => {
    requireVisible(current, id, caller);
    replayed = replayedEntry(engine, current, caller, options.idempotency);
    if (replayed) return { facts: [] };
    requireVersion(current, options.ifMatch);
    requireSettled(current, engine.clock.now());
    requireMove(current, 'fail');
    return {
      facts: [{ kind: 'canceled', operationId }],
      idempotency: newEntry(engine, caller, options.idempotency, 'cancel', { operationId }),
    };
  });
  return { redemption, replayed };
}
