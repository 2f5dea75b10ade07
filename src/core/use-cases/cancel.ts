// Gives up a draft, or a reservation that provably took nothing.
import type { Caller } from '../accounts/caller';
import { requireSettled } from './access';
import { changeRedemption } from './change-redemption';
import type { Replayable } from './create';
import { newEntry } from './idempotency';
import { requireMove } from './require-move';
import type { Services, WriteOptions } from './services';

/**
 * Ends as `failed` and frees the voucher; asks no provider. Throws `Refusal`: not_found, invalid_state,
 * outcome_unknown, version_conflict, too_many_concurrent_writes, idempotency_*.
 */
export function cancelRedemption(
  services: Services,
  id: string,
  options: WriteOptions,
  caller: Caller,
): Promise<Replayable> {
  const operationId = services.ids.next('op');
  return changeRedemption(services, id, options, caller, (current) => {
    requireSettled(current, services.clock.now());
    requireMove(current, 'fail');
    return {
      facts: [{ kind: 'canceled', operationId }],
      idempotency: newEntry(services, caller, options.idempotency, 'cancel', { operationId }),
    };
  });
}
