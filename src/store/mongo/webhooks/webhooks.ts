// Webhook endpoints and deliveries on MongoDB. No transaction: what has to be whole is one document, and what spans several is
// written in an order that leaves nothing out of turn if it breaks off.
import { isDeepStrictEqual } from 'node:util';
import type { RedemptionEvent } from '../../../core/events/event';
import type { Instant } from '../../../core/values/time';
import type { Delivery } from '../../../core/webhooks/delivery';
import type { WebhookEndpoint } from '../../../core/webhooks/endpoint';
import {
  WebhookStore,
  type DeliveryClaim,
  type DeliveryEnding,
  type DeliveryQuery,
  type DuePage,
} from '../../../core/webhooks/store';
import type { OwnedPage, Paged } from '../../../core/values/page';
import { rangeOf } from '../../shared/sort-key';
import { earlierOf, postpone, wake, wavesOf } from '../../shared/webhook-order';
import { insertMissing } from '../engine/bulk-write';
import { type EventDocument, eventOf, type RedemptionDocument } from '../document';
import { expireOldest } from '../expire';
import { afterPlaceIn, type Find, found } from '../lists';
import type { Collections } from '../schema/collections';
import { pageAlong } from '../walk';
import * as queries from './webhook-queries';
import { deliveryDocument, deliveryOf, endpointDocument, endpointOf, type DeliveryDocument } from './webhook-document';

/** Looked at in one go; what is found to be waiting for its turn is postponed, so the next go sees others. */
const CANDIDATES_PER_CLAIM = 4;
const MOST_GOES = 32;
/** A redemption has fewer, so that all of them are seen together. */
const EVENTS_OF_A_SUBJECT = 20;

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

  override async unfannedAccount(after: string): Promise<string | null> {
    const [first] = await found<EventDocument, Pick<EventDocument, 'accountId'>>(
      this.events,
      queries.unfannedAfter(after),
      { accountId: 1 },
    );
    return first?.accountId ?? null;
  }

  /**
   * Events of points are in the log from the first, in the order of the entries. Of redemptions the relay copies a redemption's outbox in no particular order, then empties it. So an event counts only once nothing
   * before it is left in the outbox: by then all that came before it is in the log, and the second reading finds it there.
   */
  override async unfanned(accountId: string, limit: number): Promise<RedemptionEvent[]> {
    const candidates = await found(this.events, queries.unfannedEvents(accountId, limit));
    const ids = [...new Set(candidates.flatMap(({ redemptionId }) => redemptionId ?? []))];
    if (ids.length === 0) return candidates.map(eventOf);
    const outboxes = await this.redemptions
      .find<Pick<RedemptionDocument, '_id' | 'outbox'>>(
        { _id: { $in: ids }, outboxed: true },
        { projection: { 'outbox.seq': 1 } },
      )
      .toArray();
    const firstLeft = new Map(outboxes.map(({ _id, outbox }) => [_id, Math.min(...outbox.map(({ seq }) => seq))]));
    const told = await found(this.events, queries.unfannedOf(ids, EVENTS_OF_A_SUBJECT * limit));
    const inTurn = told.filter(({ redemptionId, seq }) => seq <= (firstLeft.get(redemptionId ?? '') ?? Infinity));
    return [...candidates.filter(({ redemptionId }) => redemptionId === null), ...inTurn].map(eventOf);
  }

  override async fanOut(eventIds: readonly string[], deliveries: readonly Delivery[]): Promise<void> {
    for (const wave of wavesOf(deliveries)) await insertMissing(this.deliveries, wave.map(deliveryDocument));
    await this.events.updateMany({ _id: { $in: [...eventIds] } }, { $unset: { unfanned: 1 } });
  }

  override async dueEndpoints(now: Instant, after: string, limit: number): Promise<DuePage> {
    const pending = await this.deliveries
      .aggregate<{ _id: string; dueAt: Instant; accountId: string }>(queries.firstDueDates(after, limit), {
        hint: 'due',
      })
      .toArray();
    const due = pending.filter(({ dueAt }) => dueAt <= now);
    const endpoints = due.map(({ _id, accountId }) => ({ id: _id, accountId }));
    return { endpoints, next: pending.length < limit ? null : (pending.at(-1)?._id ?? null) };
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

  override async replaceDeliveries(deliveries: readonly Delivery[]): Promise<boolean[]> {
    const written = await this.replaced(deliveries);
    const settled = deliveries.filter(({ status }, index) => written[index] === true && status !== 'pending');
    await this.replaceAll(await this.nextAfter(settled));
    return written;
  }

  /** Two round trips, so that a long backlog is ended piece by piece: a statement that changes many has no limit of its own. */
  override async endDeliveries(ending: DeliveryEnding): Promise<number> {
    const find = queries.endable(ending);
    const candidates = await found(this.deliveries, find);
    if (candidates.length === 0) return 0;
    const still = { ...find.filter, _id: { $in: candidates.map(({ _id }) => _id) } };
    await this.deliveries.updateMany(still, queries.ended(ending));
    // One that was taken meanwhile wakes what waits for it itself: to do so once more does no harm.
    const settled = candidates.map((document) => ({ ...deliveryOf(document), updatedAt: ending.now }));
    if (ending.dueBy !== null) await this.replaceAll(await this.nextAfter(settled));
    return candidates.length;
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
    for (const pending of await this.pendingOf(endpointId, ids)) {
      const id = pending.redemptionId ?? '';
      if (!first.has(id)) first.set(id, pending);
    }
    return first;
  }

  /** The first pending deliveries of each subject, in their order: never none of one that has any. */
  private async pendingOf(endpointId: string, ids: readonly string[]): Promise<DeliveryDocument[]> {
    const pending: DeliveryDocument[] = [];
    let left = ids;
    while (left.length > 0) {
      const rows = await found(this.deliveries, queries.pendingOf(endpointId, left));
      pending.push(...rows);
      const last = rows.at(-1)?.redemptionId ?? null;
      if (rows.length < queries.MOST_PENDING || last === null) break;
      left = left.filter((id) => id > last);
    }
    return pending;
  }

  private async take(free: readonly Delivery[], { leaseUntil, claimId }: DeliveryClaim): Promise<Delivery[]> {
    const taken = free.map((delivery) => ({ ...delivery, rev: delivery.rev + 1, dueAt: leaseUntil, claimId }));
    const ours = await this.replaced(taken);
    return taken.filter((_, index) => ours[index]);
  }

  /** Which of them were written. MongoDB says how many of several matched, not which: after a lost race, what stands there tells. */
  private async replaced(deliveries: readonly Delivery[]): Promise<boolean[]> {
    const matched = await this.replaceAll(deliveries);
    if (matched === 0 || matched === deliveries.length) return deliveries.map(() => matched > 0);
    const standing = await this.deliveries.find({ _id: { $in: deliveries.map(({ id }) => id) } }).toArray();
    const found = new Map(standing.map((document) => [document._id, deliveryOf(document)]));
    return deliveries.map((delivery) => {
      const now = found.get(delivery.id);
      return now !== undefined && now.rev === delivery.rev && isSame(now, delivery);
    });
  }

  /** What waits for these, woken: the next event of the same redemption, for the same endpoint. */
  private async nextAfter(settled: readonly Delivery[]): Promise<Delivery[]> {
    const byEndpoint = new Map<string, Delivery[]>();
    for (const delivery of settled.filter(({ redemptionId }) => redemptionId !== null)) {
      byEndpoint.set(delivery.endpointId, [...(byEndpoint.get(delivery.endpointId) ?? []), delivery]);
    }
    const woken = [...byEndpoint].map(async ([endpointId, ended]) => {
      const ids = ended.flatMap(({ redemptionId }) => redemptionId ?? []);
      const pending = await this.pendingOf(endpointId, ids);
      return ended.flatMap(({ redemptionId, seq, updatedAt }) => {
        const later = pending.find((one) => one.redemptionId === redemptionId && one.seq > seq);
        return (later && wake(deliveryOf(later), updatedAt)) ?? [];
      });
    });
    return (await Promise.all(woken)).flat();
  }

  /** Says how many were there as expected. */
  private async replaceAll(deliveries: readonly Delivery[], only: { claimId?: null } = {}): Promise<number> {
    if (deliveries.length === 0) return 0;
    const writes = deliveries.map((delivery) => ({
      replaceOne: {
        filter: { _id: delivery.id, rev: delivery.rev - 1, ...only },
        replacement: deliveryDocument(delivery),
      },
    }));
    return (await this.deliveries.bulkWrite(writes, { ordered: false })).matchedCount;
  }
}

/** Whether what was read is what was written, without what JSON leaves out. */
function isSame(standing: Delivery, written: Delivery): boolean {
  return isDeepStrictEqual(standing, JSON.parse(JSON.stringify(written)));
}
