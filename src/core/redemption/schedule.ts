// When to ask a provider again, and when to hand over to a person.
import { MOST_QUESTIONS_EACH } from './bounds/bounds';
import type { Redemption } from './redemption';
import { DAY_MS, HOUR_MS, isMisdated, MINUTE_MS, SECOND_MS, type Instant } from '../values/time';

/** How long Vouch waits, asks and holds. From the configuration; `DEFAULT_SCHEDULE` where that says nothing. */
export interface Schedule {
  /** Waits in milliseconds between one question and the next. The last step repeats. */
  readonly ladderMs: readonly number[];
  /** How long after the first doubt Vouch goes on asking before it opens a review. */
  readonly giveUpAfterMs: number;
  /** Added to a call's own deadline before an unanswered ask counts as doubt: time to write the answer down. */
  readonly graceMs: number;
  /** How long a reservation is held. */
  readonly reservationMs: number;
  /** How long a draft waits to be reserved: of a secret key, and of a publishable one. */
  readonly draftMs: number;
  readonly publishableDraftMs: number;
}

/** A merchant's own draft may wait for a delivery; after a month nobody comes back to it. */
export const DRAFT_MS = 30 * DAY_MS;

/**
 * Quick at first, because most doubt is a slow provider and a customer is waiting; then slower than any outage is long.
 * A week, because settlement files arrive within days and a person can decide from them.
 */
export const DEFAULT_SCHEDULE: Schedule = {
  ladderMs: [5 * SECOND_MS, 15 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS],
  giveUpAfterMs: 7 * DAY_MS,
  graceMs: 2 * SECOND_MS,
  reservationMs: 15 * MINUTE_MS,
  draftMs: DRAFT_MS,
  publishableDraftMs: HOUR_MS,
};

/** A ladder that comes this far asks too often for its record: what is left of the questions is spread over the time left. */
const SPREAD_AFTER = MOST_QUESTIONS_EACH / 2;

/**
 * The next question after `inquiries` of them, or null once `giveUpAfterMs` has passed since `since`: time for a review.
 * The last question falls exactly at the end of that time, and there are `MOST_QUESTIONS_EACH` at most. `aged`: the time by which
 * asking is given up, where the clock has just leapt. Each step of the ladder that fits into that time is gone in any case: a doubt that began
 * while the clock was behind is no older than what was asked about it.
 */
export function nextAsk(
  schedule: Schedule,
  inquiries: number,
  since: Instant,
  now: Instant,
  aged: Instant = now,
): Instant | null {
  const leftMs = since + schedule.giveUpAfterMs - aged;
  const questions = MOST_QUESTIONS_EACH - inquiries;
  if (questions <= 0) return null;
  const { ladderMs } = schedule;
  const step = ladderMs[Math.min(inquiries, ladderMs.length - 1)] ?? DAY_MS;
  if (leftMs <= 0) return inquiries < fewestQuestions(schedule) ? now + step : null;
  const spread = inquiries < SPREAD_AFTER ? 0 : Math.ceil(leftMs / questions);
  return now + Math.min(Math.max(step, spread), leftMs);
}

function fewestQuestions({ ladderMs, giveUpAfterMs }: Schedule): number {
  let leftMs = giveUpAfterMs;
  return ladderMs.filter((step) => (leftMs -= step) > 0).length;
}

/**
 * These operations, as they are written at `at`, with the dates of questions that a clock wrote which was ahead: by what it was ahead at least they come sooner. With this write the redemption looks as
 * though today's clock had written all of it. The ends of drafts and reservations stand: where it is today's clock that is wrong they would come too
 * early, and a question does no harm then.
 */
export function askedInTime(
  before: Redemption,
  operations: Redemption['operations'],
  at: Instant,
): Redemption['operations'] {
  if (!isMisdated(before.updatedAt, at)) return operations;
  const aheadMs = before.updatedAt - at;
  const dates = new Map(before.operations.map(({ id, nextAskAt }) => [id, nextAskAt]));
  return operations.map((one) =>
    one.nextAskAt !== null && one.nextAskAt === dates.get(one.id)
      ? { ...one, nextAskAt: one.nextAskAt - aheadMs }
      : one,
  );
}
