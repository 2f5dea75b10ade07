// What the event log needs of the store. Held by one contract suite on every engine (test/store/contract).
import type { OwnedPage, Paged } from '../values/page';
import type { Instant } from '../values/time';
import type { RedemptionEvent } from './event';

/** One page of the log, and the filters that every row must match. */
export interface EventQuery extends OwnedPage {
  readonly type?: string;
  /** The subject: an `rdm_` redemption, or a participant or program of points. */
  readonly redemptionId?: string;
  /** Inclusive. */
  readonly createdFrom?: Instant;
  /** Exclusive. */
  readonly createdTo?: Instant;
}

/**
 * The event log. Events are durable with the redemption write that caused them; an engine that cannot write both places
 * at once keeps them in the document and `relay` moves them over: at least once, each id listed once.
 */
export abstract class EventStore {
  /**
   * Moves at most `limit` redemptions' events into the log; says how many redemptions had any. 0: nothing was waiting. What
   * comes late gets the time `now` (`asLogged`).
   */
  abstract relay(limit: number, now: Instant): Promise<number>;
  /** Writes an event that no redemption caused. The same id twice is one event. */
  abstract append(event: RedemptionEvent): Promise<void>;
  /** When the newest was written of those dated no later than `until`, by an index; null where there are none. */
  abstract newestAt(until: Instant): Promise<Instant | null>;
  abstract find(id: string): Promise<RedemptionEvent | null>;
  /** Newest first. A page may be short, and name the next one, where more of it would be too much text at once. */
  abstract list(query: EventQuery): Promise<Paged<RedemptionEvent>>;
  /** Drops events older than `before`; says how many. */
  abstract expire(before: Instant, limit: number): Promise<number>;
}
