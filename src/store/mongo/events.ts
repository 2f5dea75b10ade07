// The event log on MongoDB. Events are born in the redemption's own document; `relay` copies them here, then takes them out
// there. A crash in between copies again what is already there, which changes nothing.
import type { mongo } from 'mongoose';
import type { RedemptionEvent } from '../../core/events/event';
import { EventStore } from '../../core/events/store';
import type { EventQuery } from '../../core/events/store';
import { pagedOf, type Paged } from '../../core/values/page';
import type { Instant } from '../../core/values/time';
import { insertMissing } from './engine/bulk-write';
import { ageFromNow, whileFresh } from './engine/fresh';
import { type EventDocument, eventDocument, eventOf, loggedAt, type RedemptionDocument } from './document';
import { expireOldest } from './expire';
import { afterPlaceIn, eventList, found, foundRecently, outboxList } from './lists';
import type { Collections } from './schema/collections';
import { activeAmong } from './webhooks/webhook-queries';

type Waiting = Pick<RedemptionDocument, '_id' | 'outbox'>;

/** `EventStore` on MongoDB. */
export class MongoEvents extends EventStore {
  private readonly redemptions;
  private readonly events;
  private readonly endpoints;

  constructor(collections: Collections) {
    super();
    this.redemptions = collections.redemptions;
    this.events = collections.events;
    this.endpoints = collections.endpoints;
  }

  override async relay(limit: number, now: Instant): Promise<number> {
    const since = performance.now();
    const waiting = await found<RedemptionDocument, Waiting>(this.redemptions, outboxList(limit), { outbox: 1 });
    return this.moveOver(waiting, () => now + Math.round(performance.now() - since));
  }

  /** The same for one redemption, whose outbox leaves no room for a write. */
  async relayOf(redemptionId: string, now: Instant): Promise<void> {
    const since = performance.now();
    const waiting = await this.redemptions
      .find<Waiting>({ _id: redemptionId, outboxed: true }, { projection: { outbox: 1 } })
      .toArray();
    await this.moveOver(waiting, () => now + Math.round(performance.now() - since));
  }

  /** `at` is asked last: reading takes a while, or longer, because a store without a primary is waited for. */
  private async moveOver(waiting: readonly Waiting[], at: () => Instant): Promise<number> {
    if (waiting.length === 0) return 0;
    const told = await this.withoutUnheard(waiting.flatMap(({ outbox }) => outbox));
    await insertMissing(this.events, inOrder(told, at()), whileFresh(ageFromNow()));
    const emptied = waiting.map(({ _id, outbox }) => ({ updateOne: { filter: { _id }, update: without(outbox) } }));
    await this.redemptions.bulkWrite(emptied, { ordered: false });
    return waiting.length;
  }

  override append(event: RedemptionEvent): Promise<void> {
    return insertMissing(this.events, [eventDocument(event)], whileFresh(ageFromNow()));
  }

  override async newestAt(until: Instant): Promise<Instant | null> {
    const options = { projection: { createdAt: 1 }, sort: { createdAt: -1 } } as const;
    const newest = await this.events.findOne({ createdAt: { $lte: until } }, options);
    return newest?.createdAt ?? null;
  }

  override async find(id: string): Promise<RedemptionEvent | null> {
    const event = await this.events.findOne({ _id: { $eq: id } });
    return event && eventOf(event);
  }

  override async list(query: EventQuery): Promise<Paged<RedemptionEvent>> {
    const afterPlace = await afterPlaceIn(this.events, query.after);
    const oneMore = eventList({ ...query, limit: query.limit + 1 }, afterPlace);
    return pagedOf((await foundRecently(this.events, oneMore)).map(eventOf), query.limit);
  }

  override expire(before: Instant, limit: number): Promise<number> {
    return expireOldest(this.events, { field: 'createdAt', index: 'created', before, limit });
  }

  /**
   * Without an active endpoint in its account and mode an event has no delivery to be made of it, so the notifier need not see
   * it. The endpoints are read after the outbox: one that was active when an event was written there is seen here.
   */
  private async withoutUnheard(events: readonly EventDocument[]): Promise<EventDocument[]> {
    const heard = await listeningTo(this.endpoints, events);
    return events.map((event) => asHeard(event, heard));
  }
}

type Tenant = Pick<RedemptionEvent, 'accountId' | 'livemode'>;

/** The accounts and modes of these events that have an active endpoint. */
export async function listeningTo(
  endpoints: Collections['endpoints'],
  events: readonly Tenant[],
): Promise<ReadonlySet<string>> {
  const accounts = [...new Set(events.map(({ accountId }) => accountId))];
  const listening = await found(endpoints, activeAmong(accounts), { accountId: 1, livemode: 1 });
  return new Set(listening.map(tenantOf));
}

/** Events of points, in the transaction that writes what they tell of. `heard` is what `listeningTo` said after the calls had come. */
export async function insertEvents(
  events: Collections['events'],
  told: readonly RedemptionEvent[],
  heard: ReadonlySet<string>,
  session: mongo.ClientSession,
): Promise<void> {
  const documents = told.map((event) => asHeard(eventDocument(event), heard));
  await events.insertMany(documents, { session });
}

function asHeard({ unfanned, ...event }: EventDocument, heard: ReadonlySet<string>): EventDocument {
  return heard.has(tenantOf(event)) ? { ...event, unfanned: true } : event;
}

function tenantOf({ accountId, livemode }: Tenant): string {
  return `${accountId}|${String(livemode)}`;
}

/** Takes exactly these events out: others may have come in since they were read. */
function without(outbox: readonly EventDocument[]): object[] {
  const copied = { $literal: outbox.map(({ _id }) => _id) };
  const left = { $filter: { input: '$outbox', as: 'event', cond: { $not: { $in: ['$$event._id', copied] } } } };
  return [{ $set: { outbox: left } }, { $set: { outboxed: { $gt: [{ $size: '$outbox' }, 0] } } }];
}

/** The events of outboxes as they enter the log: a later one of the same redemption is never dated before an earlier one. */
function inOrder(events: readonly EventDocument[], at: Instant): EventDocument[] {
  const newest = new Map<string | null, Instant>();
  return events.map((event) => {
    const logged = loggedAt(event, at, newest.get(event.redemptionId));
    newest.set(event.redemptionId, logged.createdAt);
    return logged;
  });
}
