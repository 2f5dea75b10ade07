// One attempt at one delivery, from the claim to the written result, and what it means for the endpoint.
import type { EventStore } from '../core/events/store';
import type { Sealer } from '../core/values/ports';
import type { Ids } from '../core/values/ports';
import type { Clock } from '../core/values/ports';
import { afterAttempt, isByHand, type Attempt, type Delivery } from '../core/webhooks/delivery';
import { endpointAfter } from '../core/webhooks/endpoint';
import type { WebhookEndpoint } from '../core/webhooks/endpoint';
import { signingSecrets } from '../core/webhooks/secrets';
import { webhookBody } from '../core/events/present';
import type { WebhookStore } from '../core/webhooks/store';
import type { AddressGuard } from './address-guard';
import { WEBHOOK_TIMEOUT_MS, type WebhookSender } from './sender';
import type { Settler } from './settler';
import { signatureHeaders } from './signature';

export interface NotifierParts {
  readonly events: EventStore;
  readonly webhooks: WebhookStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sealer: Sealer;
  readonly guard: AddressGuard;
  readonly sender: WebhookSender;
  /** Milliseconds by a clock that nobody sets, for pauses. */
  readonly elapsed: () => number;
  /** How many times its least share of this process an account's webhooks may take now. */
  readonly spare: () => number;
  /** Resolves once so many of these have passed. */
  readonly pause: (ms: number) => Promise<void>;
  /** Spreads retries: [0, 1). */
  readonly random: () => number;
  /** Told of an endpoint whose secret is sealed with a key that is not here: another instance has to serve it. */
  readonly onSealedAway: (endpointId: string) => void;
  /** Where a defect or a failing store is reported. Never given a payload. */
  readonly onError: (error: unknown) => void;
}

const MOST_TRIES = 5;

/**
 * `endpoint` as it was when the delivery was claimed. Resolves, once the result is written, with whether the endpoint took it; null
 * where no attempt was made.
 */
export async function attemptDelivery(
  parts: NotifierParts,
  settler: Settler,
  endpoint: WebhookEndpoint,
  delivery: Delivery,
): Promise<boolean | null> {
  const { clock } = parts;
  const event = await parts.events.find(delivery.eventId);
  if (event === null) return giveUp(parts, settler, delivery, 'the event is no longer kept');
  const at = clock.now();
  // Held up so long that another instance may begin this attempt before we end: sending now could overtake a later event.
  if (delivery.dueAt === null || at + WEBHOOK_TIMEOUT_MS > delivery.dueAt) return null;
  const body = webhookBody(event);
  const secrets = signingSecrets(endpoint, at).map((sealed) => parts.sealer.open(sealed, endpoint.id));
  const { durationMs, status, answer, error } = await parts.sender.send({
    url: endpoint.url,
    reach: parts.guard.reachOf(endpoint.livemode),
    headers: signatureHeaders(secrets, event.id, at, body),
    body,
  });
  const attempt: Attempt = { at, durationMs, status, answer, error, manual: isByHand(delivery) };
  const settled = afterAttempt(delivery, attempt, clock.now(), parts.random(), status === 410);
  // Otherwise the lease ran out and another instance has the delivery: its answer counts.
  if (await settler.settle(settled)) await noteHealth(parts, endpoint, attempt);
  return error === null;
}

async function giveUp(parts: NotifierParts, settler: Settler, delivery: Delivery, error: string): Promise<null> {
  const at = parts.clock.now();
  const attempt: Attempt = { at, durationMs: 0, status: null, answer: null, error, manual: isByHand(delivery) };
  await settler.settle(afterAttempt(delivery, attempt, at, 0, true));
  return null;
}

/** Remembers since when an endpoint fails, and disables it when that is too long, or when it says 410. */
async function noteHealth(parts: NotifierParts, seen: WebhookEndpoint, attempt: Attempt): Promise<void> {
  const nextId = parts.ids.next.bind(parts.ids);
  let current: WebhookEndpoint | null = seen;
  for (let tries = 0; tries < MOST_TRIES && current !== null; tries += 1) {
    const { clock } = parts;
    const times = { now: clock.now(), aged: clock.aged(), dated: clock.dated() };
    const next = endpointAfter(current, attempt, times, nextId);
    if (next === null || (await parts.webhooks.replaceEndpoint(next))) return;
    current = await parts.webhooks.findEndpoint(seen.id);
  }
}
