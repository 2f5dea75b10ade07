// The outbox: what merchants are told. Events are written in the same document write as the fact that caused them.
import type { Instant } from '../values/time';
import { EVENT_FRESH_MS } from '../values/visible';

/**
 * The event as it enters the log at `now`: one that comes late, because its server was killed before it could copy it, gets the
 * time of the copying, or whoever reads the log by time would never see it.
 */
export function asLogged<E extends Pick<RedemptionEvent, 'createdAt'>>(event: E, now: Instant): E {
  return now - event.createdAt > EVENT_FRESH_MS ? { ...event, createdAt: now } : event;
}

/** What can happen to a redemption, as merchants are told. */
export const EVENT_TYPES = [
  'redemption.created',
  'redemption.reserved',
  'redemption.confirmed',
  'redemption.failed',
  'redemption.reversed',
  'redemption.checking',
  'redemption.review_required',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** Every type there is: those of redemptions, and those about an endpoint itself. */
export type EventName = EventType | 'webhook_endpoint.disabled' | 'webhook_endpoint.test';

/** Type and id only; the data is the redemption as it was after the fact, masked. */
export interface RedemptionEvent {
  /** `evt_…` */
  readonly id: string;
  readonly type: EventName;
  /** Of the fact; where it came to the log late, of that. */
  readonly createdAt: Instant;
  readonly accountId: string;
  readonly livemode: boolean;
  /** Null for events about something else than a redemption. */
  readonly redemptionId: string | null;
  readonly version: number;
  /** 1, 2, 3 … within one redemption: the order of delivery. 0 where there is no redemption. */
  readonly seq: number;
  /** Public JSON, no secret in it. */
  readonly data: Readonly<Record<string, unknown>>;
}
