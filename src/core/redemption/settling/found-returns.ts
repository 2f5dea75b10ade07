// What these books say of what a statement showed otherwise: which operations were found so, what of them is recorded, and what waits for a person.
import type { Cents } from '../../values/money';
import { operationOf, type Operation, type Redemption } from '../redemption';
import type { Review } from '../review';
import { isSettled } from './settled-times';

/** One return as a statement shows it. `reference` null: on the line of the redemption itself. */
interface Found {
  readonly reference: string | null;
  readonly amountCents: Cents;
}

/** Whether a statement showed this operation as given back: it was none of ours before. */
export function isFound({ journal }: Pick<Redemption, 'journal'>, operationId: string | null): boolean {
  return journal.some(({ fact, detail }) => fact === 'return_found' && detail['operation_id'] === operationId);
}

/** Whether these lines were recorded as given back since the review was opened, as by a later reading: what is left of that comes with its capture. */
export function isOnRecord(
  { journal }: Pick<Redemption, 'journal'>,
  { operationId, summary }: Pick<Review, 'operationId' | 'summary'>,
): boolean {
  const isSame = (detail: Readonly<Record<string, unknown>>) => detail['summary'] === summary;
  return operationId === null && journal.some(({ fact, detail }) => fact === 'return_found' && isSame(detail));
}

/** What counts as given back of what a statement showed under this operation. */
export function recordedCents({ reversals }: Pick<Redemption, 'reversals'>, operationId: string): number {
  return reversals.find((reversal) => reversal.operationId === operationId)?.amountCents ?? 0;
}

/**
 * The open reviews in which a statement says otherwise than the books, oldest first. None about value given back that was recorded in
 * full: of that both sides say the same by now.
 */
export function openDifferences(redemption: Pick<Redemption, 'reviews' | 'journal' | 'reversals'>): Review[] {
  const { reviews, journal } = redemption;
  const recorded = journal.filter(
    ({ fact, detail }) =>
      fact === 'return_found' &&
      detail['more'] !== true &&
      recordedCents(redemption, String(detail['operation_id'])) === detail['amount'],
  );
  // A review of the same lines may have been opened before they could be recorded, as by an upload.
  const isRecorded = ({ operationId, summary }: Review) =>
    recorded.some(
      ({ detail }) => (operationId === null || detail['operation_id'] === operationId) && detail['summary'] === summary,
    );
  return reviews.filter(
    (review) => review.closedAt === null && review.reason === 'statement_differs' && !isRecorded(review),
  );
}

/**
 * Whether a statement shows, in this review or in another one of the same request, that what a request took which these books lack was put back: nothing of it is
 * left to record. The file of an account says so as well.
 */
export function isPutBack(redemption: Pick<Redemption, 'reviews' | 'journal'>, review: Review): boolean {
  const { reason, operationId, shown, undone, backCents = 0 } = review;
  if (reason !== 'statement_differs') return false;
  if (shown) return redemption.reviews.some((one) => one.undone === shown.reference);
  // What is recorded as given back was given back of a sale that these books have.
  return undone !== undefined || (operationId === null && backCents > 0 && !isOnRecord(redemption, review));
}

/**
 * The review whose verdict a redemption waits for that has taken nothing, as far as these books know: a statement says otherwise, and what was
 * taken could not be given back once it has ended as unpaid. Neither time nor a call ends it before. Undefined where it may end.
 */
export function awaitedReview(
  redemption: Pick<Redemption, 'status' | 'reviews' | 'journal' | 'reversals'>,
): Review | undefined {
  return isSettled(redemption) ? undefined : openDifferences(redemption)[0];
}

/**
 * The open differences in which a statement shows this very request as carried out. A restore stands on the line of the capture that it undoes. While
 * one of them is open, one of two words of the provider is wrong: neither another answer nor a verdict on something else calls it failed.
 */
export function shownAsDone(redemption: Redemption, { id, type, method }: Operation): Review[] {
  if (type !== 'confirm' && type !== 'reverse') return [];
  const isOfCapture = ({ operationId, backCents = 0 }: Review) =>
    method === 'restore' && backCents > 0 && typeOf(redemption, operationId) === 'confirm';
  return openDifferences(redemption).filter((review) => review.operationId === id || isOfCapture(review));
}

/**
 * The open reviews in which the provider says that value was given back of which these books do not know: what is left to give back would be
 * given a second time.
 */
export function returnsShown(redemption: Redemption): Review[] {
  const different = openDifferences(redemption).filter((review) => showsReturn(redemption, review));
  // A reversal that failed is contradicted by an acceptance alone.
  const late = redemption.reviews.filter(
    ({ reason, closedAt, operationId }) =>
      reason === 'answer_contradicts_state' && closedAt === null && typeOf(redemption, operationId) === 'reverse',
  );
  return [...different, ...late.filter(({ operationId }) => recordedUnder(redemption, operationId) === 0)];
}

function showsReturn(redemption: Redemption, { operationId, backCents = 0 }: Review): boolean {
  // Under a request of ours that no operation here is.
  if (operationId === null) return true;
  if (typeOf(redemption, operationId) !== 'reverse') return backCents > 0;
  // What was recorded in full, and shows no more, is no difference any longer.
  if (isFound(redemption, operationId)) return true;
  const recorded = recordedUnder(redemption, operationId);
  // Where nothing was given back here, whatever a statement says of it is that something was.
  return recorded === 0 || backCents > recorded;
}

/** What this reversal gave back as far as these books know; nothing where it failed, or is in doubt. */
function recordedUnder(redemption: Redemption, operationId: string | null): Cents {
  const reversal = redemption.reversals.find((candidate) => candidate.operationId === operationId);
  return reversal?.status === 'succeeded' ? reversal.amountCents : 0;
}

function typeOf(redemption: Redemption, operationId: string | null): Operation['type'] | undefined {
  return operationOf(redemption, { operationId })?.type;
}

/**
 * The operation under which as much was found on the line of the capture, where a return has no reference to tell it by: the same line,
 * read once more.
 */
export function foundOnLine(
  { journal }: Pick<Redemption, 'journal'>,
  { reference, amountCents }: Found,
): string | undefined {
  const found = journal.find(
    ({ fact, detail }) =>
      fact === 'return_found' && detail['reference'] === null && Number(detail['amount']) >= amountCents,
  );
  return reference === null && found ? String(found.detail['operation_id']) : undefined;
}

/** Whether a statement said otherwise of it than the books, once, whatever a person thought of it. */
export function hasDiffered({ reviews }: Pick<Redemption, 'reviews'>): boolean {
  return reviews.some(({ reason }) => reason === 'statement_differs');
}
