// Gives up a draft, or a reservation that provably took nothing.
import type { Caller } from '../accounts/caller';
import { requireSettled } from './access';
import { changeRedemption, sendOperation } from './change-redemption';
import type { Replayable } from './create';
import { newEntry } from './idempotency/idempotency';
import { releaseFacts } from './operations/run-operation';
import { requireAgreed, requireNotCaptured } from './operations/require-agreed';
import { requireMove } from './require-move';
import type { Services, WriteOptions } from './services';

/**
 * Ends as `failed` and frees the voucher, but not of what a statement shows as taken: that waits for the verdict on its review; nor what a
 * restored backup may lack the capture of, until a statement was read. Asks no provider, but where it holds the value itself it is told to free it. Throws `Refusal`: not_found, invalid_state,
 * outcome_unknown, awaiting_statement, version_conflict, too_many_concurrent_writes, idempotency_*.
 */
export async function cancelRedemption(
  services: Services,
  id: string,
  options: WriteOptions,
  caller: Caller,
): Promise<Replayable> {
  const operationId = services.ids.next('op');
  const marks = await services.store.restores.list();
  const { redemption, replayed } = await changeRedemption(services, id, options, caller, (current) => {
    const gate = services.providers.find(current.type, current.livemode);
    requireSettled(current, services.clock.now());
    requireMove(current, 'fail');
    requireAgreed(current);
    // Points are kept here, and what their books say is how it stands.
    if (!gate?.traits.keptHere) requireNotCaptured(marks, current);
    return {
      facts: [{ kind: 'canceled', operationId }, ...releaseFacts(services, gate, current, operationId)],
      idempotency: newEntry(services, caller, options.idempotency, 'cancel', { operationId }),
    };
  });
  if (replayed) return { redemption, replayed };
  // Vouch's own release is settled as it is written: nothing is sent then.
  return { redemption: await sendOperation(services, redemption, operationId, caller) };
}
