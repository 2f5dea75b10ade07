// What is shown of events, endpoints and deliveries: by the API, and in the bodies of webhooks. No secret in any of it.
import { isoTime } from '../values/time';
import type { RedemptionEvent } from './event';
import type { Delivery, WebhookEndpoint } from '../webhooks/delivery';

/** The body of a webhook: exactly these five members. */
export function webhookBody(event: RedemptionEvent): string {
  return JSON.stringify(publicEvent(event));
}

export function publicEvent(event: RedemptionEvent) {
  return {
    id: event.id,
    type: event.type,
    created_at: isoTime(event.createdAt),
    livemode: event.livemode,
    data: event.data,
  };
}

/** Without any secret. */
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

export function publicDelivery(delivery: Delivery) {
  const waits = delivery.status === 'pending' && delivery.claimId === null && delivery.dueAt !== null;
  return {
    id: delivery.id,
    object: 'webhook_delivery' as const,
    livemode: delivery.livemode,
    endpoint_id: delivery.endpointId,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    redemption_id: delivery.redemptionId,
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

export type PublicEvent = ReturnType<typeof publicEvent>;
