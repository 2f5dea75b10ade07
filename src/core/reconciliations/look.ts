// Reading runs: whose they are, and their differences.
import { belongsTo, type Caller } from '../accounts/caller';
import type { Store } from '../store';
import { Refusal } from '../values/refusal';
import type { ReconciliationRun } from './run';

/** Throws `Refusal` not_found, also where the run belongs to another account or mode. */
export async function findRun(
  { store }: { readonly store: Pick<Store, 'reconciliations'> },
  id: string,
  caller: Caller,
): Promise<ReconciliationRun> {
  const run = await store.reconciliations.find(id);
  if (run && belongsTo(run, caller)) return run;
  throw new Refusal('not_found', `There is no reconciliation ${id}`);
}
