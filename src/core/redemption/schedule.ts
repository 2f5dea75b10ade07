// When to ask a provider again, and when to hand over to a person.
import type { Instant } from './redemption';

export interface Schedule {
  /** Waits in milliseconds between one question and the next. The last step repeats. */
  readonly ladderMs: readonly number[];
  /** How long after the first doubt Vouch goes on asking before it opens a review. */
  readonly giveUpAfterMs: number;
  /** Added to a call's own deadline before an unanswered ask counts as doubt: time to write the answer down. */
  readonly graceMs: number;
  /** How long a reservation is held. */
  readonly reservationMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY_MS = 24 * HOUR;

/**
 * Quick at first, because most doubt is a slow provider and a customer is waiting; then slower than any outage is long.
 * A week, because settlement files arrive within days and a person can decide from them.
 */
export const DEFAULT_SCHEDULE: Schedule = {
  ladderMs: [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY_MS],
  giveUpAfterMs: 7 * DAY_MS,
  graceMs: 2 * SECOND,
  reservationMs: 15 * MINUTE,
};

/**
 * The next question after `inquiries` of them, or null once `giveUpAfterMs` has passed since `since`: time for a review.
 * The last question falls exactly at the end of that time.
 */
export function nextAsk(schedule: Schedule, inquiries: number, since: Instant, now: Instant): Instant | null {
  if (now - since >= schedule.giveUpAfterMs) return null;
  const { ladderMs } = schedule;
  const step = ladderMs[Math.min(inquiries, ladderMs.length - 1)] ?? DAY_MS;
  return Math.min(now + step, since + schedule.giveUpAfterMs);
}
