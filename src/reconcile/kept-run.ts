// What is kept of a comparison that came to its end: its numbers, and its differences.
import { DIFFERENCE_KINDS, MOST_KEPT, type RunDifference, type RunOutcome } from '../core/reconciliations/run';
import type { ReconciliationStore } from '../core/reconciliations/store';
import type { Reconciliation } from './reconcile';
import type { Sheet } from './sheet';

/** Small enough that other writers of the store do not wait long behind one batch. */
const BATCH = 200;

/** Writes the differences of the sheet, kind by kind, up to `MOST_KEPT`. `requireRoom` is asked before each few: it may throw. */
export async function keepDifferences(
  store: ReconciliationStore,
  runId: string,
  sheet: Sheet,
  requireRoom: () => void,
): Promise<void> {
  const write = async (batch: readonly RunDifference[]) => {
    requireRoom();
    await store.addDifferences(runId, batch);
  };
  let batch: RunDifference[] = [];
  for (const difference of differencesIn(sheet)) {
    batch.push(difference);
    if (batch.length < BATCH) continue;
    await write(batch);
    batch = [];
  }
  if (batch.length > 0) await write(batch);
}

function* differencesIn(sheet: Sheet): Generator<RunDifference> {
  let seq = 0;
  for (const kind of DIFFERENCE_KINDS) {
    for (const result of sheet.results(kind)) {
      if (seq === MOST_KEPT) return;
      seq += 1;
      const { reference, redemptionId, operationId, oursCents, theirsCents, line, summary, reviewId } = result;
      yield { seq, kind, reference, redemptionId, operationId, oursCents, theirsCents, line, summary, reviewId };
    }
  }
}

/** The numbers of a run. */
export function outcomeOf(done: Reconciliation): RunOutcome {
  const { statement, counts, outsidePeriod, otherAccounts, inDoubt, afterFile, differences, reviews } = done;
  const { lines, otherLines } = statement;
  return { lines, otherLines, counts, outsidePeriod, otherAccounts, inDoubt, afterFile, differences, reviews };
}
