// Gives up a draft, or a reservation that provably took nothing.
import type { Caller } from '../accounts/caller';
import { requireSettled } from './access';
import { changeRedemption } from './change-redemption';
import type { Replayable } from './create';
import { newEntry } from './idempotency';
import { requireMove } from './require-move';
import type { Services, WriteOptions } from './services';

/** Throws `Refusal`: not_found, invalid_state, outcome_unknown, version_conflict, idempotency_*. */
export function cancelRedemption(
  engine: Services,
  id: string,
  options: WriteOptions,
  caller: Caller,
): Promise<Replayable> {
  const operationId = engine.ids.next('op');
  return changeRedemption(engine, id, options, caller, (current) => {
    requireSettled(current, engine.clock.now());
    requireMove(current, 'fail');
    return {
      facts: [{ kind: 'canceled', operationId }],
      idempotency: newEntry(engine, caller, options.idempotency, 'cancel', { operationId }),
    };
  });
}
