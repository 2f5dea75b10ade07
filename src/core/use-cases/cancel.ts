// Gives up a draft, or a reservation that provably took nothing.
import type { Caller } from '../accounts/caller';
import type { Redemption } from '../redemption/redemption';
import { openDifferences } from '../redemption/settling/found-returns';
import { stoodInBackup, type RestoreMark } from '../restores/restore-mark';
import { Refusal } from '../values/refusal';
import { requireSettled } from './access';
import { changeRedemption, sendOperation } from './change-redemption';
import type { Replayable } from './create';
import { newEntry } from './idempotency/idempotency';
import { releaseFacts } from './operations/run-operation';
import { requireMove } from './require-move';
import type { Services, WriteOptions } from './services';

/**
 * Ends as `failed` and frees the voucher, but not of what a statement shows as taken: that waits for the verdict on its review. Asks no provider, but where it holds the value itself it is told to free it. Throws `Refusal`: not_found, invalid_state,
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
    requireAgreed(marks, current);
    return {
      facts: [{ kind: 'canceled', operationId }, ...releaseFacts(services, gate, current, operationId)],
      idempotency: newEntry(services, caller, options.idempotency, 'cancel', { operationId }),
    };
  });
  if (replayed) return { redemption, replayed };
  // Vouch's own release is settled as it is written: nothing is sent then.
  return { redemption: await sendOperation(services, redemption, operationId, caller) };
}

/** After a restored backup a capture may be lost: ended here, what it took could not be given back. */
function requireAgreed(marks: readonly RestoreMark[], current: Redemption): void {
  const [review] = openDifferences(current);
  if (!review || !stoodInBackup(marks, current.createdAt)) return;
  const why = `The books were restored from a backup: a statement says otherwise of this redemption. This waits for a verdict on review ${review.id}`;
  throw new Refusal('awaiting_statement', why, { extra: { review_id: review.id } });
}
