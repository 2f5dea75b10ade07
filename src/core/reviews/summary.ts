// What waits on the desk, in numbers: how much, for how long, how much money it is about, and how much of it nobody has taken up.
import type { Caller } from '../accounts/caller';
import type { ReviewReason } from '../redemption/review';
import type { Services } from '../use-cases/services';
import type { Cents } from '../values/money';
import type { Instant } from '../values/time';
import { reviewRows } from './list';
import { assignmentOf, reasonOf, type AnyReview } from './reviews';
import { reviewedCents } from './verdict-amount';

/** Reviews that are counted, at most: whoever has more than that needs no exact number, and a number must never cost a scan. */
export const SUMMARY_CAP = 1000;

/** The open reviews of one reason. */
export interface ReasonSummary {
  readonly count: number;
  /** That they are about: of each operation once, and of what statements show as taken. What is not known yet counts as nothing. */
  readonly cents: Cents;
  readonly oldestAt: Instant;
}

/** The open reviews of one account and mode. */
export interface ReviewSummary {
  readonly count: number;
  readonly cents: Cents;
  readonly oldestAt: Instant | null;
  /** Those that nobody has taken up. */
  readonly unassigned: number;
  readonly byReason: ReadonlyMap<ReviewReason, ReasonSummary>;
  /** False where there are more than `SUMMARY_CAP`: then the oldest of them were counted. */
  readonly isWhole: boolean;
}

/** Counts the open reviews, the oldest first, and at most `SUMMARY_CAP`. */
export async function summarizeReviews(services: Services, caller: Caller): Promise<ReviewSummary> {
  const byReason = new Map<ReviewReason, ReasonSummary>();
  const sum = { count: 0, cents: 0, oldestAt: null as Instant | null, unassigned: 0, isWhole: true };
  for await (const { reviews } of reviewRows(services, caller, { status: 'open', order: 'oldest' })) {
    const counted = new Set<string>();
    for (const review of reviews) {
      if (sum.count === SUMMARY_CAP) return { ...sum, byReason, isWhole: false };
      const { cents, openedAt, about } = weigh(review);
      const isNew = about === null || !counted.has(about);
      if (about !== null) counted.add(about);
      const reason = reasonOf(review);
      const known = byReason.get(reason) ?? { count: 0, cents: 0, oldestAt: openedAt };
      const added = isNew ? cents : 0;
      byReason.set(reason, {
        count: known.count + 1,
        cents: known.cents + added,
        oldestAt: Math.min(known.oldestAt, openedAt),
      });
      sum.count += 1;
      sum.cents += added;
      sum.oldestAt = Math.min(sum.oldestAt ?? openedAt, openedAt);
      if (assignmentOf(review) === null) sum.unassigned += 1;
    }
  }
  return { ...sum, byReason };
}

/** `about`: what its value is the value of, so that two reviews of one operation count it once. */
function weigh(review: AnyReview): { cents: Cents; openedAt: Instant; about: string | null } {
  if (review.kind === 'finding') {
    const { amountCents, openedAt } = review.finding;
    return { cents: amountCents, openedAt, about: null };
  }
  const { operationId, openedAt, shown } = review.review;
  const cents = reviewedCents(review.redemption, review.review) ?? 0;
  return { cents, openedAt, about: operationId ?? shown?.reference ?? null };
}
