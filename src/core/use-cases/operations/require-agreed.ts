// Nothing is sent or ended while a statement says otherwise of a redemption than that it took nothing.
import type { Redemption } from '../../redemption/redemption';
import type { RestoreMark } from '../../restores/mark';
import { perhapsCaptured } from '../../restores/perhaps-captured';
import { awaitedReview } from '../../redemption/settling/found-returns';
import { Refusal } from '../../values/refusal';
import { isoTime } from '../../values/time';

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

/** A statement is a matter of hours or days: asking sooner only costs requests. */
export const STATEMENT_RETRY_MS = 60 * 60_000;

/**
 * Whoever never heard the answer to a capture may give the redemption up; and where that answer is lost with what a restored backup lacks, he would be told
 * that nothing was taken. Throws `Refusal` awaiting_statement.
 */
export function requireNotCaptured(marks: readonly RestoreMark[], current: Redemption): void {
  const mark = perhapsCaptured(marks, current);
  if (!mark) return;
  const why =
    'The books were restored from a backup: this may have been captured since. It waits until a statement was read that goes from the backup to the restore';
  throw new Refusal('awaiting_statement', why, {
    retryAfterMs: STATEMENT_RETRY_MS,
    extra: { voucher_type: current.type, since: isoTime(mark.since), until: isoTime(mark.markedAt) },
  });
}
