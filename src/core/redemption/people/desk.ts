// What people do with an open review before they decide: take it up, and write down what they found out. Facts of the journal that
// move neither a state nor `version`, so that a verdict which a colleague is writing still fits.
import type { Redemption } from '../redemption';
import type { Review, ReviewNote } from '../review';
import type { Applied, FactOf, WorkingCopy } from '../working-copy';

/** Null where there is no such review, it is closed, or it is with that person already. */
export function applyAssigned(copy: WorkingCopy, { reviewId, userId }: FactOf<'review_assigned'>): Applied {
  const review = openReview(copy.redemption, reviewId);
  if (!review || (review.assigned?.userId ?? null) === userId) return null;
  const assigned = userId === null ? null : { userId, at: copy.context.at };
  copy.set({
    reviews: copy.redemption.reviews.map((one) => (one.id === reviewId ? { ...one, assigned } : one)),
  });
  return { fact: 'review_assigned', detail: { review_id: reviewId, user_id: userId } };
}

/** The note stands in the journal alone: a second copy would be a second truth. Null where there is no such review, or it is closed. */
export function applyNoted({ redemption }: WorkingCopy, { reviewId, note }: FactOf<'review_noted'>): Applied {
  if (!openReview(redemption, reviewId)) return null;
  return { fact: 'review_noted', detail: { review_id: reviewId, note } };
}

/** The notes of one review, oldest first. */
export function notesOf({ journal }: Pick<Redemption, 'journal'>, reviewId: string): ReviewNote[] {
  return journal
    .filter(({ fact, detail }) => fact === 'review_noted' && detail['review_id'] === reviewId)
    .map(({ detail, actor, at }) => ({ text: String(detail['note']), by: actor, at }));
}

function openReview({ reviews }: Redemption, reviewId: string): Review | undefined {
  return reviews.find(({ id, closedAt }) => id === reviewId && closedAt === null);
}
