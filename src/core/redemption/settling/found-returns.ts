// What these books say of what a statement showed otherwise: which operations were found so, what of them is recorded, and what waits for a person.
import type { Cents } from '../../values/money';
import type { Redemption } from '../redemption';
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
  const isRecorded = ({ operationId, summary }: Review) =>
    recorded.some(({ detail }) => detail['operation_id'] === operationId && detail['summary'] === summary);
  return reviews.filter(
    (review) => review.closedAt === null && review.reason === 'statement_differs' && !isRecorded(review),
  );
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
