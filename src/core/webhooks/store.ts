// What webhooks need of the store, as an abstract class. Held by one contract suite on every engine (test/store/contract).
import type { RedemptionEvent } from '../events/event';
import type { OwnedPage, Paged } from '../values/page';
import type { Instant } from '../values/time';
import type { Delivery, DeliveryStatus } from './delivery';
import type { WebhookEndpoint } from './endpoint';

/** One page of deliveries, and the filters that every row must match. */
export interface DeliveryQuery extends OwnedPage {
  readonly endpointId?: string;
  readonly eventId?: string;
  readonly status?: DeliveryStatus;
}

/** Which deliveries an attempt is to be made of, and for how long they are taken. */
export interface DeliveryClaim {
  readonly endpointId: string;
  readonly now: Instant;
  /** If the attempt is not settled by then, another instance may make it. */
  readonly leaseUntil: Instant;
  readonly claimId: string;
  readonly limit: number;
}

/**
 * Where endpoints and deliveries live. Every write is a compare-and-set on one record, so several instances share the work.
 *
 * Order rests on two promises: `unfanned` shows no event while an earlier one of the same redemption that is not fanned out is
 * left out, and `claim` gives no delivery while an earlier one of the same redemption and endpoint is pending.
 */
export abstract class WebhookStore {
  abstract insertEndpoint(endpoint: WebhookEndpoint): Promise<void>;
  /** Replaces the endpoint whose `rev` is still one less; false if another writer was faster. */
  abstract replaceEndpoint(endpoint: WebhookEndpoint): Promise<boolean>;
  /** Deleted ones too. */
  abstract findEndpoint(id: string): Promise<WebhookEndpoint | null>;
  /** Newest first, without deleted ones. */
  abstract listEndpoints(query: OwnedPage): Promise<WebhookEndpoint[]>;
  /** Endpoints that neither are disabled nor deleted. */
  abstract subscribers(accountId: string, livemode: boolean): Promise<WebhookEndpoint[]>;
  /** Endpoints whose `notice` waits for the event log. */
  abstract noticing(limit: number): Promise<WebhookEndpoint[]>;

  /**
   * Events of the log that are not fanned out, about `limit`, each redemption's in the order of `seq` and without a gap. Events
   * of an account and mode that had no active endpoint when they were written are never among them.
   */
  abstract unfanned(limit: number): Promise<RedemptionEvent[]>;
  /** Durably writes the deliveries of these events, then marks the events. One delivery per endpoint and event, however often it is called. */
  abstract fanOut(eventIds: readonly string[], deliveries: readonly Delivery[]): Promise<void>;

  /** Endpoints that have something due. */
  abstract dueEndpoints(now: Instant, limit: number): Promise<string[]>;
  /** Endpoints that have something to come, now or later. */
  abstract pendingEndpoints(limit: number): Promise<string[]>;
  /** Deliveries of one endpoint that are due strictly after `after`, or leased until then; the next one first. */
  abstract dueLater(endpointId: string, after: Instant, limit: number): Promise<Delivery[]>;
  /**
   * Takes at most `limit` due deliveries of one endpoint for an attempt: `dueAt` becomes the end of the lease. A
   * delivery that has to wait for an earlier event is postponed until that one's `dueAt`.
   */
  abstract claim(claim: DeliveryClaim): Promise<Delivery[]>;
  /**
   * Replaces the delivery whose `rev` is still one less, and if it is no longer pending makes the next event of the
   * same redemption due; false if another writer was faster.
   */
  abstract replaceDelivery(delivery: Delivery): Promise<boolean>;
  abstract findDelivery(id: string): Promise<Delivery | null>;
  /** Newest first, for callers who wait: a bounded number of rows is looked at, whatever the filters. */
  abstract pageDeliveries(query: DeliveryQuery): Promise<Paged<Delivery>>;
  /** Newest first, never short while there is more. */
  abstract listDeliveries(query: DeliveryQuery): Promise<Delivery[]>;
  /** Drops endpoints that were deleted before `before`; says how many. */
  abstract expireEndpoints(before: Instant, limit: number): Promise<number>;
  /** Drops deliveries made before `before`; says how many. */
  abstract expireDeliveries(before: Instant, limit: number): Promise<number>;
}
