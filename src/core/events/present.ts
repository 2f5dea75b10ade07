// The public form of an event: in the API, and as the body of a webhook. Never holds a secret.
import { maskPhones } from '../values/phone';
import { isoTime } from '../values/time';
import type { RedemptionEvent } from './event';

/** The body of a webhook: exactly these five members. */
export function webhookBody(event: RedemptionEvent): string {
  return JSON.stringify(publicEvent(event));
}

/**
 * An event as the API shows it. `data` was made without secrets when the event was written; versions up to 0.1.0 left phone
 * numbers in it.
 */
export function publicEvent(event: RedemptionEvent) {
  return {
    id: event.id,
    type: event.type,
    created_at: isoTime(event.createdAt),
    livemode: event.livemode,
    data: withoutPhones(event.data),
  };
}

function withoutPhones(data: RedemptionEvent['data']): RedemptionEvent['data'] {
  const { source, redemption_options: options } = data as { source?: unknown; redemption_options?: unknown };
  if (typeof source !== 'object' || source === null) return data;
  return {
    ...data,
    source: maskPhones(source),
    ...(typeof options === 'object' && options !== null ? { redemption_options: maskPhones(options) } : {}),
  };
}

export type PublicEvent = ReturnType<typeof publicEvent>;
