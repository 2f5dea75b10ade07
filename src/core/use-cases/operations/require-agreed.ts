// Nothing is sent or ended while a statement says otherwise of a redemption than that it took nothing.
import type { Redemption } from '../../redemption/redemption';
import { awaitedReview } from '../../redemption/settling/found-returns';
import { Refusal } from '../../values/refusal';

/**
 * A capture of it may be lost with what a restored backup lacks: ended here, what that took could not be given back, and captured anew it
 * might be taken twice. Throws `Refusal` awaiting_statement.
 */
export function requireAgreed(current: Redemption): void {
  const review = awaitedReview(current);
  if (!review) return;
  const why = `A statement says otherwise of this redemption. This waits for a verdict on review ${review.id}`;
  throw new Refusal('awaiting_statement', why, { extra: { review_id: review.id } });
}
