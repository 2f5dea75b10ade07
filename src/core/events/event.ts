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

/** What can happen to points. `redemption.reversed` is told of them too, with another `data.object`. */
export const POINTS_EVENT_TYPES = [
  'participant.created',
  'balance.credited',
  'balance.debited',
  'balance.held',
  'balance.released',
  'balance.expired',
  'redemption.completed',
  'program.funded',
  'program.burned',
] as const;

export type EventType = (typeof EVENT_TYPES)[number] | (typeof POINTS_EVENT_TYPES)[number];

/** Every type there is: those of redemptions and points, and those about an endpoint itself. */
export type EventName = EventType | 'webhook_endpoint.disabled' | 'webhook_endpoint.test';

/** What happened, and what it was about as it was after the fact, masked. */
export interface RedemptionEvent {
  /** `evt_…` */
  readonly id: string;
  readonly type: EventName;
  /** Of the fact; where it came to the log late, of that. */
  readonly createdAt: Instant;
  readonly accountId: string;
  readonly livemode: boolean;
  /**
   * The subject: what keeps its events in order. An `rdm_` redemption; for events of points the participant, or the program whose
   * wallet it is. Null: no order.
   */
  readonly redemptionId: string | null;
  readonly version: number;
  /** 1, 2, 3 … within one subject (of points 0 is the subject's own making): the order of delivery. 0 where there is none. */
  readonly seq: number;
  /** Public JSON, no secret in it. */
  readonly data: Readonly<Record<string, unknown>>;
}
