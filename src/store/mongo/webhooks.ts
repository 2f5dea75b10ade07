// Webhook endpoints and deliveries on MongoDB. No transaction: what has to be whole is one document, and what spans several is
// written in an order that leaves nothing out of turn if it breaks off.
import type { RedemptionEvent } from '../../core/events/event';
import type { Instant } from '../../core/values/time';
import type { Delivery } from '../../core/webhooks/delivery';
import type { WebhookEndpoint } from '../../core/webhooks/endpoint';
import { WebhookStore, type DeliveryClaim, type DeliveryQuery } from '../../core/webhooks/store';
import type { OwnedPage, Paged } from '../../core/values/page';
import { rangeOf } from '../shared/sort-key';
import { postpone, wake } from '../shared/webhook-order';
import { insertMissing } from './engine/bulk-write';
import { eventOf, type RedemptionDocument } from './document';
import { expireOldest } from './expire';
import { afterPlaceIn, type Find, found } from './lists';
import type { Collections } from './schema/collections';
import { pageAlong } from './walk';
import * as queries from './webhook-queries';
import { deliveryDocument, deliveryOf, endpointDocument, endpointOf, type DeliveryDocument } from './webhook-document';

/** Looked at in one go; what is found to be waiting for its turn is postponed, so the next go sees others. */
const CANDIDATES_PER_CLAIM = 4;
const MOST_GOES = 32;

/** `WebhookStore` on MongoDB. */
export class MongoWebhooks extends WebhookStore {
  private readonly endpoints;
  private readonly deliveries;
  private readonly events;
  private readonly redemptions;

  constructor(collections: Collections) {
    super();
    this.endpoints = collections.endpoints;
    this.deliveries = collections.deliveries;
    this.events = collections.events;
    this.redemptions = collections.redemptions;
  }

  override async insertEndpoint(endpoint: WebhookEndpoint): Promise<void> {
    await this.endpoints.insertOne({ ...endpointDocument(endpoint) });
  }

  override async replaceEndpoint(endpoint: WebhookEndpoint): Promise<boolean> {
    const at = { _id: endpoint.id, rev: endpoint.rev - 1 };
    const { matchedCount } = await this.endpoints.replaceOne(at, endpointDocument(endpoint));
    return matchedCount === 1;
  }

  override async findEndpoint(id: string): Promise<WebhookEndpoint | null> {
    const endpoint = await this.endpoints.findOne({ _id: { $eq: id } });
    return endpoint && endpointOf(endpoint);
  }

  override async listEndpoints(query: OwnedPage): Promise<WebhookEndpoint[]> {
    return (await found(this.endpoints, queries.endpointList(query))).map(endpointOf);
  }

  override async subscribers(accountId: string, livemode: boolean): Promise<WebhookEndpoint[]> {
    return (await found(this.endpoints, queries.subscribingEndpoints(accountId, livemode))).map(endpointOf);
  }

  override async noticing(limit: number): Promise<WebhookEndpoint[]> {
    const waiting: Find = { filter: { noticing: true }, sort: {}, index: 'noticing', limit };
    return (await found(this.endpoints, waiting)).map(endpointOf);
  }

  /**
   * The relay copies a redemption's outbox in no particular order, then empties it. So an event counts only once nothing
   * before it is left in the outbox: by then all that came before it is in the log, and the second reading finds it there.
   */
  override async unfanned(limit: number): Promise<RedemptionEvent[]> {
    const candidates = await found(this.events, queries.unfannedEvents(limit));
    const ids = [...new Set(candidates.flatMap(({ redemptionId }) => redemptionId ?? []))];
    if (ids.length === 0) return candidates.map(eventOf);
    const outboxes = await this.redemptions
      .find<Pick<RedemptionDocument, '_id' | 'outbox'>>(
        { _id: { $in: ids }, outboxed: true },
        { projection: { 'outbox.seq': 1 } },
      )
      .toArray();
    const firstLeft = new Map(outboxes.map(({ _id, outbox }) => [_id, Math.min(...outbox.map(({ seq }) => seq))]));
    const told = await found(this.events, queries.unfannedOf(ids));
    const inTurn = told.filter(({ redemptionId, seq }) => seq <= (firstLeft.get(redemptionId ?? '') ?? Infinity));
    return [...candidates.filter(({ redemptionId }) => redemptionId === null), ...inTurn].map(eventOf);
  }

  override async fanOut(eventIds: readonly string[], deliveries: readonly Delivery[]): Promise<void> {
    for (const wave of wavesOf(deliveries)) await insertMissing(this.deliveries, wave.map(deliveryDocument));
    await this.events.updateMany({ _id: { $in: [...eventIds] } }, { $unset: { unfanned: 1 } });
  }

  override async dueEndpoints(now: Instant, limit: number): Promise<string[]> {
    const due: string[] = [];
    while (due.length < limit) {
      const next = queries.nextDueEndpoint(due.at(-1) ?? '', now);
      const [first] = await found(this.deliveries, next);
      if (!first) break;
      due.push(first.endpointId);
    }
    return due;
  }

  override pendingEndpoints(limit: number): Promise<string[]> {
    return this.dueEndpoints(Number.MAX_SAFE_INTEGER, limit);
  }

  override async dueLater(endpointId: string, after: Instant, limit: number): Promise<Delivery[]> {
    return (await found(this.deliveries, queries.laterDeliveries(endpointId, after, limit))).map(deliveryOf);
  }

  override async claim(claim: DeliveryClaim): Promise<Delivery[]> {
    const claimed: Delivery[] = [];
    const most = CANDIDATES_PER_CLAIM * (claim.limit + 1);
    for (let go = 0; go < MOST_GOES && claimed.length < claim.limit; go += 1) {
      const due = queries.dueDeliveries(claim.endpointId, claim.now, most);
      const candidates = (await found(this.deliveries, due)).map(deliveryOf);
      const first = await this.firstPending(claim.endpointId, candidates);
      const free: Delivery[] = [];
      const waiting: Delivery[] = [];
      for (const candidate of candidates) {
        const earlier = earlierOf(candidate, first);
        if (earlier) waiting.push(postpone(candidate, earlier.claimId === null ? earlier.dueAt : claim.now, claim.now));
        else free.push(candidate);
      }
      claimed.push(...(await this.take(free.slice(0, claim.limit - claimed.length), claim)));
      await this.replaceAll(waiting);
      const called = await this.callBack(waiting, claim);
      if (candidates.length < most && called === 0) break;
    }
    return claimed;
  }

  /**
   * Another instance may have finished the earlier delivery before the later ones were postponed. It then woke none of them.
   * What it ends from here on, it wakes itself. Returns how many it missed: they are due again.
   */
  private async callBack(waiting: readonly Delivery[], { endpointId, now }: DeliveryClaim): Promise<number> {
    if (waiting.length === 0) return 0;
    const first = await this.firstPending(endpointId, waiting);
    const missed = waiting.flatMap((delivery) => (earlierOf(delivery, first) ? [] : (wake(delivery, now) ?? [])));
    // Only what has no claim: another instance may have taken one before it was postponed, and that one has the revision expected here.
    await this.replaceAll(missed, { claimId: null });
    return missed.length;
  }

  override async replaceDelivery(delivery: Delivery): Promise<boolean> {
    if (!(await this.replace(delivery))) return false;
    if (delivery.status === 'pending' || delivery.redemptionId === null) return true;
    const later = queries.laterDelivery(delivery.endpointId, delivery.redemptionId, delivery.seq);
    const [waiting] = await found(this.deliveries, later);
    const next = waiting && wake(deliveryOf(waiting), delivery.updatedAt);
    if (next) await this.replace(next);
    return true;
  }

  override async findDelivery(id: string): Promise<Delivery | null> {
    const delivery = await this.deliveries.findOne({ _id: { $eq: id } });
    return delivery && deliveryOf(delivery);
  }

  override async pageDeliveries(query: DeliveryQuery): Promise<Paged<Delivery>> {
    const range = rangeOf(query, await afterPlaceIn(this.deliveries, query.after));
    const walked = { owner: query, leads: queries.deliveryLeads(query), range, limit: query.limit };
    const { rows, next } = await pageAlong<DeliveryDocument, DeliveryDocument>(this.deliveries, walked);
    return { rows: rows.map(deliveryOf), next };
  }

  override async listDeliveries(query: DeliveryQuery): Promise<Delivery[]> {
    const afterPlace = await afterPlaceIn(this.deliveries, query.after);
    return (await found(this.deliveries, queries.deliveryList(query, afterPlace))).map(deliveryOf);
  }

  override expireEndpoints(before: Instant, limit: number): Promise<number> {
    return expireOldest(this.endpoints, { field: 'deletedAt', index: 'deleted', before, limit });
  }

  override expireDeliveries(before: Instant, limit: number): Promise<number> {
    return expireOldest(this.deliveries, { field: 'createdAt', index: 'created', before, limit });
  }

  /** The earliest pending delivery of each candidate's redemption: the one that may go. */
  private async firstPending(
    endpointId: string,
    candidates: readonly Delivery[],
  ): Promise<Map<string, DeliveryDocument>> {
    const ids = [...new Set(candidates.flatMap(({ redemptionId }) => redemptionId ?? []))];
    const first = new Map<string, DeliveryDocument>();
    if (ids.length === 0) return first;
    for (const pending of await found(this.deliveries, queries.pendingOf(endpointId, ids))) {
      const id = pending.redemptionId ?? '';
      if (!first.has(id)) first.set(id, pending);
    }
    return first;
  }

  private async take(free: readonly Delivery[], { leaseUntil, claimId }: DeliveryClaim): Promise<Delivery[]> {
    const taken = free.map((delivery) => ({ ...delivery, rev: delivery.rev + 1, dueAt: leaseUntil, claimId }));
    const ours = await Promise.all(taken.map((delivery) => this.replace(delivery)));
    return taken.filter((_, index) => ours[index]);
  }

  private async replace(delivery: Delivery): Promise<boolean> {
    const at = { _id: delivery.id, rev: delivery.rev - 1 };
    const { matchedCount } = await this.deliveries.replaceOne(at, deliveryDocument(delivery));
    return matchedCount === 1;
  }

  private async replaceAll(deliveries: readonly Delivery[], only: { claimId?: null } = {}): Promise<void> {
    if (deliveries.length === 0) return;
    const writes = deliveries.map((delivery) => ({
      replaceOne: {
        filter: { _id: delivery.id, rev: delivery.rev - 1, ...only },
        replacement: deliveryDocument(delivery),
      },
    }));
    await this.deliveries.bulkWrite(writes, { ordered: false });
  }
}

/** The delivery that has to end before this one may go; `first` are the earliest pending ones by redemption. */
function earlierOf(
  { manual, redemptionId, seq }: Delivery,
  first: ReadonlyMap<string, DeliveryDocument>,
): { readonly claimId: string | null; readonly dueAt: Instant } | null {
  const earlier = manual ? undefined : first.get(redemptionId ?? '');
  if (!earlier || typeof earlier.dueAt !== 'number' || earlier.seq >= seq) return null;
  return { claimId: earlier.claimId, dueAt: earlier.dueAt };
}

/** Each redemption's first event, then each one's second …: a later one is never there before an earlier one. */
function wavesOf(deliveries: readonly Delivery[]): Delivery[][] {
  const waves = new Map<number, Delivery[]>();
  for (const delivery of deliveries) {
    const wave = waves.get(delivery.seq) ?? [];
    wave.push(delivery);
    waves.set(delivery.seq, wave);
  }
  return [...waves.entries()].sort(([a], [b]) => a - b).map(([, wave]) => wave);
}
