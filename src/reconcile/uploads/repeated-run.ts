// What an idempotency key stands for where statements are uploaded.
import type { ReconciliationRun } from '../../core/reconciliations/run';
import type { ReconciliationStore } from '../../core/reconciliations/store';
import { keyReused } from '../../core/use-cases/idempotency/idempotency';

/**
 * The run that this key stands for, if it does. A run fails for reasons of ours alone, and then lets go of its key: whoever sends a file
 * again under it has it compared. Throws `Refusal` idempotency_key_reused.
 */
export async function repeatedRun(
  store: ReconciliationStore,
  key: NonNullable<ReconciliationRun['key']>,
): Promise<ReconciliationRun | null> {
  const run = await store.findByScope(key.scope);
  if (run?.status === 'failed') {
    await store.release(run.id);
    return null;
  }
  if (run && run.key?.requestDigest !== key.requestDigest) throw keyReused();
  return run;
}
