// Webhook endpoints and their rules: who gets which event, and when to give an endpoint up. Pure.
import { EVENT_TYPES, POINTS_EVENT_TYPES, type RedemptionEvent } from '../events/event';
import type { IdPrefix } from '../values/ports';
import { DAY_MS, isoTime, type Instant } from '../values/time';
import type { Attempt } from './delivery';

/** What an endpoint can ask for. A test event goes to the endpoint under test alone, so it is not among them. */
export const SUBSCRIBABLE_TYPES = [...EVENT_TYPES, ...POINTS_EVENT_TYPES, 'webhook_endpoint.disabled'] as const;
/** Stands for every type, those of later versions too. */
export const ALL_TYPES = '*';

/** An endpoint that has failed for so long, without one success, is disabled. */
export const FAILING_LIMIT_MS = 5 * DAY_MS;
/** How long the old secret goes on signing after a rotation, unless the caller says otherwise. */
export const DEFAULT_OVERLAP_MS = DAY_MS;

/** One signing secret of an endpoint. */
export interface EndpointSecret {
  /** `whsec_…`, sealed to the endpoint's id. */
  readonly sealed: string;
  readonly createdAt: Instant;
  /** Null for the current one. */
  readonly expiresAt: Instant | null;
}

/** Why it is disabled: the merchant asked for it, it failed for five days, or it answered 410. */
export type DisabledReason = 'requested' | 'failing' | 'gone';

/** A merchant's address for events, as it is stored. */
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

/**
 * Whether this endpoint gets this event. A test event goes to the endpoint it names, also if that did not pick the
 * type.
 */
export function isSubscribed(endpoint: WebhookEndpoint, event: RedemptionEvent): boolean {
  if (endpoint.disabledAt !== null || endpoint.deletedAt !== null) return false;
  if (event.type === 'webhook_endpoint.test') return event.data['id'] === endpoint.id;
  // Do not send an endpoint the event that it was disabled: that delivery would fail too.
  if (event.type === 'webhook_endpoint.disabled' && event.data['id'] === endpoint.id) return false;
  return endpoint.eventTypes.includes(ALL_TYPES) || endpoint.eventTypes.includes(event.type);
}

/** The endpoint after an attempt, as it has to be written; null if nothing about it changes. `aged` and `dated`: see `Clock`. */
export function endpointAfter(
  endpoint: WebhookEndpoint,
  attempt: Attempt,
  { now, aged, dated }: { readonly now: Instant; readonly aged: Instant; readonly dated: Instant },
  nextId: (prefix: IdPrefix) => string,
): WebhookEndpoint | null {
  if (endpoint.disabledAt !== null || endpoint.deletedAt !== null) return null;
  if (attempt.error === null) {
    return endpoint.failingSince === null ? null : { ...endpoint, rev: endpoint.rev + 1, failingSince: null };
  }
  if (attempt.status === 410) return disabledEndpoint(endpoint, 'gone', now, nextId);
  if (endpoint.failingSince === null) return { ...endpoint, rev: endpoint.rev + 1, failingSince: dated };
  if (aged - endpoint.failingSince < FAILING_LIMIT_MS) return null;
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

/** An event about the endpoint itself. `now` and `id` become the event's. */
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

/** The endpoint as the API and its events show it: without any secret. */
export function publicEndpoint(endpoint: WebhookEndpoint) {
  const previous = endpoint.secrets.find((secret) => secret.expiresAt !== null);
  return {
    id: endpoint.id,
    object: 'webhook_endpoint' as const,
    livemode: endpoint.livemode,
    url: endpoint.url,
    event_types: endpoint.eventTypes,
    description: endpoint.description,
    disabled: endpoint.disabledAt !== null,
    disabled_at: endpoint.disabledAt === null ? null : isoTime(endpoint.disabledAt),
    disabled_reason: endpoint.disabledReason,
    failing_since: endpoint.failingSince === null ? null : isoTime(endpoint.failingSince),
    previous_secret_expires_at: previous?.expiresAt ? isoTime(previous.expiresAt) : null,
    created_at: isoTime(endpoint.createdAt),
    updated_at: isoTime(endpoint.updatedAt),
  };
}
