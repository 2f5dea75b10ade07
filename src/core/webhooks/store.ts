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
  /** Or whatever else the event is about: see `Delivery.redemptionId`. */
  readonly redemptionId?: string;
  readonly eventType?: string;
  /** Inclusive. */
  readonly createdFrom?: Instant;
  /** Exclusive. */
  readonly createdTo?: Instant;
}

/** The filters of the delivery log that have an index of their own, the narrowest first. */
export const DELIVERY_FILTERS = ['eventId', 'redemptionId', 'endpointId', 'eventType', 'status'] as const;

/** Which deliveries an attempt is to be made of, and for how long they are taken. */
export interface DeliveryClaim {
  readonly endpointId: string;
  readonly now: Instant;
  /** If the attempt is not settled by then, another instance may make it. */
  readonly leaseUntil: Instant;
  readonly claimId: string;
  readonly limit: number;
}

/** Which deliveries of an endpoint come to nothing, because the endpoint is gone or disabled. */
export interface DeliveryEnding {
  readonly endpointId: string;
  /** Those due until then; `null`: whenever they are. */
  readonly dueBy: Instant | null;
  readonly now: Instant;
  /** Becomes the error of an attempt that was not made. */
  readonly error: string;
  readonly limit: number;
}

/** An endpoint, and whose it is. */
export interface DueEndpoint {
  readonly id: string;
  readonly accountId: string;
}

/** Where a walk over the endpoints with something pending has got to. */
export interface DuePage {
  readonly endpoints: readonly DueEndpoint[];
  /** Where the next page begins; null where this was the last one. */
  readonly next: string | null;
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

  /** The first account after `after`, in the order of their ids, that has events which are not fanned out; null after the last. */
  abstract unfannedAccount(after: string): Promise<string | null>;
  /**
   * Events of one account that are not fanned out, about `limit`, each redemption's in the order of `seq` and without a gap. Events
   * of an account and mode that had no active endpoint when they were written are never among them.
   */
  abstract unfanned(accountId: string, limit: number): Promise<RedemptionEvent[]>;
  /** Durably writes the deliveries of these events, then marks the events. One delivery per endpoint and event, however often it is called. */
  abstract fanOut(eventIds: readonly string[], deliveries: readonly Delivery[]): Promise<void>;

  /** Which of about `limit` endpoints after `after` have something due. `after` is empty for the first page. */
  abstract dueEndpoints(now: Instant, after: string, limit: number): Promise<DuePage>;
  /** Deliveries of one endpoint that are due strictly after `after`, or leased until then; the next one first. */
  abstract dueLater(endpointId: string, after: Instant, limit: number): Promise<Delivery[]>;
  /**
   * Takes at most `limit` due deliveries of one endpoint for an attempt: `dueAt` becomes the end of the lease. A
   * delivery that has to wait for an earlier event is postponed until that one's `dueAt`.
   */
  abstract claim(claim: DeliveryClaim): Promise<Delivery[]>;
  /**
   * Replaces each delivery whose `rev` is still one less, and if it is no longer pending makes the next event of the same
   * redemption due; false for each one where another writer was faster. All of them cost about one write. No delivery twice.
   */
  abstract replaceDeliveries(deliveries: readonly Delivery[]): Promise<boolean[]>;
  /**
   * Ends pending deliveries of one endpoint as failed, at most `limit`, in one statement, and makes what waited for them due; says
   * how many. Attempts under way are left to those who make them.
   */
  abstract endDeliveries(ending: DeliveryEnding): Promise<number>;
  /** A page, as of `dueEndpoints`, of those that have something to come, now or later. */
  pendingEndpoints(after: string, limit: number): Promise<DuePage> {
    return this.dueEndpoints(Number.MAX_SAFE_INTEGER, after, limit);
  }
  /** `replaceDeliveries` of one. */
  async replaceDelivery(delivery: Delivery): Promise<boolean> {
    return (await this.replaceDeliveries([delivery]))[0] === true;
  }
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
