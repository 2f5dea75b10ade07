// Webhook endpoints, deliveries and their rules: who gets an event, when to try again, when to give an endpoint up. Pure.
import { EVENT_TYPES, type RedemptionEvent } from '../events/event';
import type { IdPrefix } from '../store';
import type { Instant } from '../redemption/redemption';
import { publicEndpoint } from '../events/present';

export type EventName = RedemptionEvent['type'];

/** What an endpoint can ask for. A test event goes to the endpoint under test alone, so it is not among them. */
export const SUBSCRIBABLE_TYPES = [...EVENT_TYPES, 'webhook_endpoint.disabled'] as const;
/** Stands for every type, those of later versions too. */
export const ALL_TYPES = '*';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Waiting times between the ten attempts: 75 h 35 min in all. The first one bridges a restart of the receiver, the last ones a
 * weekend on which nobody looks.
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
export const MOST_ATTEMPTS = RETRY_DELAYS_MS.length + 1;
/** Up to a tenth earlier or later, so that an endpoint that comes back is not met by everything at once. */
const JITTER = 0.1;

/** An endpoint that has failed for so long, without one success, is disabled. */
export const FAILING_LIMIT_MS = 5 * DAY_MS;
/** How long events and deliveries are kept. */
export const EVENT_KEPT_MS = 30 * DAY_MS;
/** How long the old secret goes on signing after a rotation, unless the caller says otherwise. */
export const DEFAULT_OVERLAP_MS = DAY_MS;
/** Retries by hand have no limit; their record has. */
const MOST_ATTEMPTS_KEPT = 50;

export interface EndpointSecret {
  /** `whsec_…`, sealed to the endpoint's id. */
  readonly sealed: string;
  readonly createdAt: Instant;
  /** Null for the current one. */
  readonly expiresAt: Instant | null;
}

export type DisabledReason = 'requested' | 'failing' | 'gone';

export interface WebhookEndpoint {
  /** `whe_…` */
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  /** Moves on every write: the compare-and-set is on this. */
  readonly rev: number;
  readonly url: string;
  /** Types, or `*` alone. */
  readonly eventTypes: readonly string[];
  readonly description: string | null;
  readonly disabledAt: Instant | null;
  readonly disabledReason: DisabledReason | null;
  /** Newest first, at most two. */
  readonly secrets: readonly EndpointSecret[];
  /** The first failure since the last success; null while it works. */
  readonly failingSince: Instant | null;
  /** An event that this write gave rise to and that is not in the event log yet. */
  readonly notice: RedemptionEvent | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Kept, so that the delivery log still makes sense. */
  readonly deletedAt: Instant | null;
}

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
  /** Asked for by hand, beside the ten. */
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
  /** With `seq`, the order: a later event of the same redemption waits for the earlier one. Null: no order. */
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
  /** Next attempt, or the end of the lease of whoever is making one. Null once it is settled. */
  readonly dueAt: Instant | null;
  /** Names the attempt under way; null while it waits. */
  readonly claimId: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Test events are for the endpoint they name, whatever types it picked. */
export function isSubscribed(endpoint: WebhookEndpoint, event: RedemptionEvent): boolean {
  if (endpoint.disabledAt !== null || endpoint.deletedAt !== null) return false;
  if (event.type === 'webhook_endpoint.test') return event.data['id'] === endpoint.id;
  // Being told about one's own end would be one more failure of the same endpoint.
  if (event.type === 'webhook_endpoint.disabled' && event.data['id'] === endpoint.id) return false;
  return endpoint.eventTypes.includes(ALL_TYPES) || endpoint.eventTypes.includes(event.type);
}

/** A first attempt, due at once. */
export function newDelivery(event: RedemptionEvent, endpoint: WebhookEndpoint, id: string, now: Instant): Delivery {
  return {
    id,
    accountId: event.accountId,
    livemode: event.livemode,
    rev: 1,
    endpointId: endpoint.id,
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
  // The ten go on as if nobody had tried in between.
  if (scheduledAt !== undefined && !last) return { ...next, status: 'pending', dueAt: scheduledAt };
  const delayMs = attempt.manual || last ? undefined : RETRY_DELAYS_MS[attemptCount - 1];
  if (delayMs === undefined) return { ...next, status: 'failed', dueAt: null };
  return { ...next, status: 'pending', dueAt: now + Math.round(delayMs * (1 + JITTER * (2 * random - 1))) };
}

/**
 * Asked for by hand: one attempt more, beside the ten. Where some of these are still to come it keeps the order, and they keep
 * their times. An attempt under way, or about to be, is left alone: null.
 */
export function retried(delivery: Delivery, now: Instant): Delivery | null {
  if (delivery.status === 'pending') {
    if (delivery.claimId !== null || delivery.dueAt === null || delivery.dueAt <= now) return null;
    const { scheduledAt = delivery.dueAt } = delivery;
    return { ...delivery, rev: delivery.rev + 1, scheduledAt, dueAt: now, updatedAt: now };
  }
  return { ...delivery, rev: delivery.rev + 1, status: 'pending', manual: true, dueAt: now, updatedAt: now };
}

/** What an attempt says about its endpoint: the endpoint as it has to be written, or null if nothing about it changes. */
export function endpointAfter(
  endpoint: WebhookEndpoint,
  attempt: Attempt,
  now: Instant,
  nextId: (prefix: IdPrefix) => string,
): WebhookEndpoint | null {
  if (endpoint.disabledAt !== null || endpoint.deletedAt !== null) return null;
  if (attempt.error === null) {
    return endpoint.failingSince === null ? null : { ...endpoint, rev: endpoint.rev + 1, failingSince: null };
  }
  if (attempt.status === 410) return disabledEndpoint(endpoint, 'gone', now, nextId);
  if (endpoint.failingSince === null) return { ...endpoint, rev: endpoint.rev + 1, failingSince: now };
  if (now - endpoint.failingSince < FAILING_LIMIT_MS) return null;
  return disabledEndpoint(endpoint, 'failing', now, nextId);
}

function disabledEndpoint(
  endpoint: WebhookEndpoint,
  reason: 'failing' | 'gone',
  now: Instant,
  nextId: (prefix: IdPrefix) => string,
): WebhookEndpoint {
  const disabled: WebhookEndpoint = {
    ...endpoint,
    rev: endpoint.rev + 1,
    disabledAt: now,
    disabledReason: reason,
    updatedAt: now,
  };
  return { ...disabled, notice: endpointEvent('webhook_endpoint.disabled', disabled, now, nextId('evt')) };
}

export function endpointEvent(
  type: 'webhook_endpoint.disabled' | 'webhook_endpoint.test',
  endpoint: WebhookEndpoint,
  now: Instant,
  id: string,
): RedemptionEvent {
  const { accountId, livemode } = endpoint;
  const data = publicEndpoint(endpoint);
  return { id, type, createdAt: now, accountId, livemode, redemptionId: null, version: 0, seq: 0, data };
}
