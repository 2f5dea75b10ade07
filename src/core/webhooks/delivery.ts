// One event on its way to one endpoint: when to try again, and when to stop. Pure.
import type { RedemptionEvent } from '../events/event';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, isoTime, type Instant } from '../values/time';

/**
 * Waiting times between the ten attempts: 75 h 35 min in all. The first one bridges a restart of the receiver, the last
 * ones a weekend on which the merchant's office is closed.
 */
export const RETRY_DELAYS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** The first attempt, and one after each of the nine waits. */
export const MOST_ATTEMPTS = RETRY_DELAYS_MS.length + 1;
/** Up to a tenth earlier or later, so that an endpoint that comes back is not met by everything at once. */
const JITTER = 0.1;

/** How long events and deliveries are kept. */
export const EVENT_KEPT_MS = 30 * DAY_MS;
/** Retries by hand have no limit; their record has. */
export const MOST_ATTEMPTS_KEPT = 50;

/**
 * `pending`: an attempt is to come or under way. `failed`: the ten attempts are used up, or the endpoint is gone or
 * disabled.
 */
export const DELIVERY_STATUSES = ['pending', 'succeeded', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One request that was made, or that could not be. */
export interface Attempt {
  readonly at: Instant;
  readonly durationMs: number;
  /** HTTP status; null if none came. */
  readonly status: number | null;
  /** The first KiB of the answer, as text. */
  readonly answer: string | null;
  /** Why it does not count as delivered; null if it does. */
  readonly error: string | null;
  /** Asked for by hand, in addition to the ten. */
  readonly manual: boolean;
}

/** One event on its way to one endpoint. */
export interface Delivery {
  /** `dlv_…` */
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly rev: number;
  readonly endpointId: string;
  readonly eventId: string;
  readonly eventType: string;
  /** With `seq`, the order: a later event of the same subject waits for the earlier one. Null: no order. */
  readonly redemptionId: string | null;
  readonly seq: number;
  readonly status: DeliveryStatus;
  /** Settled, and pending again by hand: one attempt, which waits for nothing and which nothing waits for. */
  readonly manual: boolean;
  /** Set while an attempt asked for by hand goes before the next of the ten: when that one is due all the same. */
  readonly scheduledAt?: Instant;
  readonly attempts: readonly Attempt[];
  /** How many of the ten are used up. */
  readonly attemptCount: number;
  /**
   * The next attempt, or the end of the lease of the instance that is making one. Null once the delivery is settled.
   */
  readonly dueAt: Instant | null;
  /** Names the attempt under way; null while it waits. */
  readonly claimId: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** A first attempt, due at once. */
export function newDelivery(event: RedemptionEvent, endpointId: string, id: string, now: Instant): Delivery {
  return {
    id,
    accountId: event.accountId,
    livemode: event.livemode,
    rev: 1,
    endpointId,
    eventId: event.id,
    eventType: event.type,
    redemptionId: event.redemptionId,
    seq: event.seq,
    status: 'pending',
    manual: false,
    attempts: [],
    attemptCount: 0,
    dueAt: now,
    claimId: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** Whether its next attempt was asked for by hand: that one is none of the ten. */
export function isByHand(delivery: Delivery): boolean {
  return delivery.manual || delivery.scheduledAt !== undefined;
}

/** The delivery after an attempt. `random` in [0, 1) spreads the next one. A `last` attempt is not followed by another. */
export function afterAttempt(
  { scheduledAt, ...delivery }: Delivery,
  attempt: Attempt,
  now: Instant,
  random: number,
  last = false,
): Delivery {
  const attemptCount = delivery.attemptCount + (attempt.manual ? 0 : 1);
  const next = {
    ...delivery,
    rev: delivery.rev + 1,
    attempts: [...delivery.attempts, attempt].slice(-MOST_ATTEMPTS_KEPT),
    attemptCount,
    claimId: null,
    manual: false,
    updatedAt: now,
  };
  if (attempt.error === null) return { ...next, status: 'succeeded', dueAt: null };
  // The ten go on as if there had been no attempt in between.
  if (scheduledAt !== undefined && !last) return { ...next, status: 'pending', dueAt: scheduledAt };
  const delayMs = attempt.manual || last ? undefined : RETRY_DELAYS_MS[attemptCount - 1];
  if (delayMs === undefined) return { ...next, status: 'failed', dueAt: null };
  return { ...next, status: 'pending', dueAt: now + Math.round(delayMs * (1 + JITTER * (2 * random - 1))) };
}

/**
 * Asked for by hand: one attempt more, in addition to the ten. Where some of these are still to come it keeps the
 * order, and they keep their times. An attempt under way, or about to be, is left alone: null.
 */
export function retried(delivery: Delivery, now: Instant): Delivery | null {
  if (delivery.status === 'pending') {
    if (delivery.claimId !== null || delivery.dueAt === null || delivery.dueAt <= now) return null;
    const { scheduledAt = delivery.dueAt } = delivery;
    return { ...delivery, rev: delivery.rev + 1, scheduledAt, dueAt: now, updatedAt: now };
  }
  return { ...delivery, rev: delivery.rev + 1, status: 'pending', manual: true, dueAt: now, updatedAt: now };
}

/** A delivery as the API shows it. `attempt_count` counts every attempt that is kept, those by hand too. */
export function publicDelivery(delivery: Delivery) {
  const isRedemption = delivery.redemptionId?.startsWith('rdm_') === true;
  const waits = delivery.status === 'pending' && delivery.claimId === null && delivery.dueAt !== null;
  return {
    id: delivery.id,
    object: 'webhook_delivery' as const,
    livemode: delivery.livemode,
    endpoint_id: delivery.endpointId,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    redemption_id: isRedemption ? delivery.redemptionId : null,
    subject_id: delivery.redemptionId,
    status: delivery.status,
    attempt_count: delivery.attempts.length,
    next_attempt_at: waits ? isoTime(delivery.dueAt) : null,
    attempts: delivery.attempts.map((attempt) => ({
      at: isoTime(attempt.at),
      duration_ms: attempt.durationMs,
      status: attempt.status,
      answer: attempt.answer,
      error: attempt.error,
      manual: attempt.manual,
    })),
    created_at: isoTime(delivery.createdAt),
    updated_at: isoTime(delivery.updatedAt),
  };
}
