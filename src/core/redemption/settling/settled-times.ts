// When a redemption became paid or not paid, and when a reversal ended. Both are read from the journal, so that documents of
// versions that did not keep these moments get the same ones as those of today.
import type { JournalEntry, Redemption, Reversal } from '../redemption';
import type { Instant } from '../../values/time';

/** Whether the status is one that nothing leaves. */
export function isSettled({ status }: Pick<Redemption, 'status'>): boolean {
  return status === 'confirmed' || status === 'failed';
}

/** Whether value came back, or it is proven that none did. */
export function isEndedReversal({ status }: Pick<Reversal, 'status'>): boolean {
  return status === 'succeeded' || status === 'failed';
}

/**
 * The same redemption with `settledAt`, and with that of its reversals, wherever they are due and missing. The very same object
 * where none is.
 */
export function withSettledTimes(redemption: Redemption): Redemption {
  const isMissing = isSettled(redemption) && redemption.settledAt === undefined;
  const missing = redemption.reversals.some(
    (reversal) => isEndedReversal(reversal) && reversal.settledAt === undefined,
  );
  if (!isMissing && !missing) return redemption;
  return {
    ...redemption,
    ...(isMissing ? { settledAt: settledAtOf(redemption) } : {}),
    ...(missing ? { reversals: redemption.reversals.map((reversal) => withEnd(redemption, reversal)) } : {}),
  };
}

/** The fact that made it final: nothing that follows changes the status. */
function settledAtOf({ journal, updatedAt }: Redemption): Instant {
  return journal.find((entry) => isSettled(entry))?.at ?? updatedAt;
}

function withEnd(redemption: Redemption, reversal: Reversal): Reversal {
  if (!isEndedReversal(reversal) || reversal.settledAt !== undefined) return reversal;
  return { ...reversal, settledAt: endOf(redemption, reversal) };
}

/** The last answer that was no late one; or the verdict of a person, or what a statement showed, where no answer ended it. */
function endOf({ journal, reviews }: Redemption, { operationId, status, updatedAt }: Reversal): Instant {
  const about = new Set(reviews.filter((review) => review.operationId === operationId).map(({ id }) => id));
  const isOf = ({ fact, detail }: JournalEntry) =>
    (fact === 'reverse_answered' || fact === 'return_found') && detail['operation_id'] === operationId;
  const ended = journal.findLast(
    (entry) =>
      isOf(entry) && (entry.fact === 'return_found' || (detailOf(entry) === 'accepted') === (status === 'succeeded')),
  );
  const verdict = journal.find(
    ({ fact, detail }) => fact === 'verdict_given' && about.has(String(detail['review_id'])),
  );
  return ended?.at ?? verdict?.at ?? updatedAt;
}

function detailOf({ detail }: JournalEntry): unknown {
  return detail['answer'];
}
