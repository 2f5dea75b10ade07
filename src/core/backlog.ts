// What waits to be done, as counts and moments: for gauges and for people on call. Never an id, never a row's content.
import type { Instant } from './values/time';

/** Upper ends of the age classes of doubt, in milliseconds. Doubt that is older falls into `older`. */
export const DOUBT_AGES = [
  { age: '1m', upToMs: 60_000 },
  { age: '15m', upToMs: 15 * 60_000 },
  { age: '1h', upToMs: 60 * 60_000 },
  { age: '1d', upToMs: 24 * 60 * 60_000 },
] as const;

/** Names of the age classes, as metrics show them. */
export type DoubtAge = (typeof DOUBT_AGES)[number]['age'] | 'older';

/** Counting stops here: past it the exact number changes nothing, and a gauge must never cost a scan. */
export const BACKLOG_CAP = 10_000;

/** What waits in one store at one moment. Counts stop at `BACKLOG_CAP`; the moments are null where nothing waits. */
export interface Backlog {
  /**
   * Redemptions with a money operation whose end is not known, by the age of the redemption's last change of state.
   * Those in flight within their deadline count too, in the youngest class. Doubt that was handed to a person counts
   * under reviews.
   */
  readonly doubts: Readonly<Record<DoubtAge, number>>;
  /** The longest overdue moment of the resolver's queue; null if nothing waits. May lie in the future. */
  readonly nextDueAt: Instant | null;
  readonly openReviews: number;
  readonly oldestReviewAt: Instant | null;
  /** Events that were written with a redemption and are not in the event log yet. Always 0 where both are one write. */
  readonly unrelayedEvents: number;
  readonly oldestUnrelayedAt: Instant | null;
  /** Events of the log that no webhook delivery was made of yet. */
  readonly unfannedEvents: number;
  readonly oldestUnfannedAt: Instant | null;
  /** Webhook deliveries that are due now. */
  readonly dueDeliveries: number;
  readonly oldestDueDeliveryAt: Instant | null;
}

/** Which age class a moment falls into. */
export function doubtAge(at: Instant, now: Instant): DoubtAge {
  return DOUBT_AGES.find(({ upToMs }) => now - at <= upToMs)?.age ?? 'older';
}
