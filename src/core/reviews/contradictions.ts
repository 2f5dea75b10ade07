// What stands against a verdict: a statement that says otherwise, or a doubt beside which nothing can be recorded.
import { unsettledConfirms } from '../redemption/derived-fields';
import { findOperation, isUnsettled, operationOf, type Redemption } from '../redemption/redemption';
import type { Review } from '../redemption/review';
import { isOnRecord, isPutBack, openDifferences, shownAsDone } from '../redemption/settling/found-returns';
import { isSettled } from '../redemption/settling/settled-times';
import { referencesIn } from '../values/reference';
import { Refusal } from '../values/refusal';

/** Whether a verdict on what a statement shows of another request has nothing left to record: all of it came back, or it was recorded since. */
function isSettledElsewhere(current: Redemption, review: Review): boolean {
  return review.undone !== undefined || isOnRecord(current, review);
}

/**
 * That nothing was taken ends a redemption for good, and that nothing was given back lets it be given back again. Where a statement shows
 * that something was, a person has to look at that first. Not at what was taken by another request, where the verdict on that can record it:
 * it keeps the redemption from ending, and has to wait for this doubt itself (`requireNoOtherDoubt`). Nor do several statements of the same request
 * wait for each other: each verdict closes its own review, and the last one ends the doubt (`applyVerdict`). Throws `Refusal` awaiting_statement.
 */
export function requireNotShown(current: Redemption, review: Review): void {
  const operation = operationOf(current, review);
  if (!operation || !isUnsettled(operation)) return;
  const shown = shownAsDone(current, operation);
  const isOneOf = shown.some(({ id }) => id === review.id);
  if (isOneOf && shown.length > 1) return;
  const lost = openDifferences(current).filter((one) => one.operationId === null);
  // One that can be recorded keeps the redemption from ending, whatever others say.
  const elsewhere = lost.some((one) => one.shown) ? [] : lost.filter((one) => !isSettledElsewhere(current, one));
  const [other] = isOneOf ? elsewhere : [...shown, ...elsewhere];
  if (!other) return;
  const moved = operation.type === 'reverse' ? 'given back' : 'taken';
  const why = `A statement shows value ${moved} under this redemption. This waits for a verdict on review ${other.id}`;
  throw new Refusal('awaiting_statement', why, { extra: { review_id: other.id } });
}

/** A verdict waits for questions that are put again within minutes, or for a person. */
const DOUBT_RETRY_MS = 60_000;

/**
 * That value was taken by one request cannot be recorded while another capture of the redemption is in doubt. Closed all the same, the review would
 * no longer keep that doubt from ending the redemption as unpaid. Throws `Refusal` outcome_unknown, which names the doubt.
 */
export function requireNoOtherDoubt(current: Redemption, review: Review): void {
  const { reason, operationId } = review;
  const [doubt] = unsettledConfirms(current);
  if (!doubt || reason !== 'statement_differs' || operationId === doubt.id) return;
  // On what records nothing, as value that came back, or the file of an account, it only closes the review.
  if (operationId === null && !review.shown) return;
  if (operationId !== null && findOperation(current, operationId)?.type !== 'confirm') return;
  const ofDoubt = current.reviews.find((one) => one.closedAt === null && one.operationId === doubt.id);
  const until = ofDoubt ? `This waits for a verdict on review ${ofDoubt.id}` : 'Vouch is still asking about it';
  throw new Refusal('outcome_unknown', `Another capture of this redemption is in doubt (${doubt.id}). ${until}`, {
    retryAfterMs: DOUBT_RETRY_MS,
    extra: { operation_id: doubt.id, ...(ofDoubt ? { review_id: ofDoubt.id } : {}) },
  });
}

/**
 * That a doubt took value is not so where a statement shows that another request of the redemption took it, which is lost. Where that was put back, whoever's file
 * says so, this one may have taken it since, and the evidence has to name it: said of the wrong one, what was put back would be given back again. So it has before statements were
 * read that may show that (`isUntold`). Not where a statement shows this very request as taken. Throws `Refusal` awaiting_statement, verdict_reference_required.
 */
export function requireNotByAnother(
  current: Redemption,
  { reason, operationId }: Review,
  words: readonly string[],
  isUntold: boolean,
): void {
  const doubt = unsettledConfirms(current).find(({ id }) => id === operationId);
  if (!doubt || reason === 'statement_differs') return;
  const taken = openDifferences(current).find(
    (one) => one.operationId !== operationId && one.shown && !isPutBack(current, one),
  );
  if (taken)
    throw new Refusal(
      'awaiting_statement',
      `A statement shows that another request of this redemption took the value. Give the verdict that this one took nothing, and then \`paid\` on review ${taken.id}`,
      { extra: { review_id: taken.id } },
    );
  const own = doubt.reference;
  if (own !== null && words.some((text) => referencesIn(text).includes(own))) return;
  if (isUntold)
    throw new Refusal(
      'awaiting_statement',
      `Statements may show that another request of this redemption took the value, and that it was put back. It waits until the operator has read them for all of the time that is lost (\`vouch reconcile\`), or has ended that wait (\`vouch restored --end\`). Where this very request took the value, name ${String(own)} in the evidence`,
    );
  if (!current.reviews.some((one) => isPutBack(current, one))) return;
  throw new Refusal(
    'verdict_reference_required',
    `A statement shows value given back of this redemption under a request that the books lack: another one may have taken it, and it was put back. Where this very request took it as well, name ${String(own)} in the evidence; where it did not, it took nothing`,
    { param: 'evidence' },
  );
}

/**
 * That a capture which is lost, or failed here, took value has to come from a statement that may record it. Without one the redemption would end as unpaid
 * after such a verdict, and what was taken could not be given back. Throws `Refusal` awaiting_statement.
 */
export function requireRecorded(current: Redemption, review: Review): void {
  const { reason, shown, backCents } = review;
  if (reason !== 'statement_differs' || shown || backCents || isSettled(current)) return;
  const operation = operationOf(current, review);
  if (operation && (operation.type !== 'confirm' || isUnsettled(operation))) return;
  const other = openDifferences(current).find((one) => one.shown);
  const why = other
    ? `As paid this would record nothing. Review ${other.id} is of a statement that can be recorded`
    : 'As paid this would record nothing, and the redemption would end as unpaid. It waits until the operator has read the statement (`vouch reconcile`), of a restored backup once the store is marked (`vouch restored`)';
  throw new Refusal('awaiting_statement', why, other ? { extra: { review_id: other.id } } : {});
}
