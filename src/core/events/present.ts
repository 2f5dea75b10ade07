// The public form of an event: in the API, and as the body of a webhook. Never holds a secret.
import { isoTime } from '../values/time';
import type { RedemptionEvent } from './event';

/** The body of a webhook: exactly these five members. */
export function webhookBody(event: RedemptionEvent): string {
  return JSON.stringify(publicEvent(event));
}

/** An event as the API shows it. `data` was made without secrets when the event was written. */
export function publicEvent(event: RedemptionEvent) {
  return {
    id: event.id,
    type: event.type,
    created_at: isoTime(event.createdAt),
    livemode: event.livemode,
    data: event.data,
  };
}

export type PublicEvent = ReturnType<typeof publicEvent>;
