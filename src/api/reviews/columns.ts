// The queue of reviews as CSV: what waits, since when, and about how much. No PIN, and no words of people.
import type { AnyReview } from '../../core/reviews/reviews';
import type { Columns } from '../lists/csv';
import { publicReview, type PublicReview } from './responses';

const shown =
  (cell: (review: PublicReview) => string | number | null) =>
  (review: AnyReview): string | number | null =>
    cell(publicReview(review));

/** Amounts are in cents, times in UTC. */
export const REVIEW_COLUMNS: Columns<AnyReview> = {
  id: shown(({ id }) => id),
  opened_at: shown(({ opened_at }) => opened_at),
  status: shown(({ status }) => status),
  reason: shown(({ reason }) => reason),
  amount: shown(({ amount }) => amount),
  type: shown(({ type }) => type),
  reference: shown(({ reference }) => reference),
  redemption_id: shown(({ redemption_id }) => redemption_id),
  operation_id: shown(({ operation_id }) => operation_id),
  summary: shown(({ summary }) => summary),
  assigned_to: shown(({ assigned_to }) => assigned_to),
  closed_at: shown(({ closed_at }) => closed_at),
  decision: shown(({ verdict }) => verdict?.decision ?? null),
};
