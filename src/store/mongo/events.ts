// The event log on MongoDB. Events are born in the redemption's own document; `relay` copies them here, then takes them out
// there. A crash in between copies again what is already there, which changes nothing.
import type { RedemptionEvent } from '../../core/event';
import { type EventQuery, EventStore } from '../../core/ports';
import type { Instant } from '../../core/redemption';
import { type EventDocument, eventDocument, eventOf, type RedemptionDocument } from './document';
import { isDuplicate } from './duplicate';
import { eventList } from './lists';
import { collectionOf, type Models } from './schemas';

export class MongoEvents extends EventStore {
  constructor(private readonly models: Models) {
    super();
  }

  override async relay(limit: number): Promise<number> {
    const waiting = await this.models.redemptions
      .find({ outboxed: true }, { outbox: 1 })
      .sort({ outboxed: 1, updatedAt: 1 })
      .hint('outbox')
      .limit(limit)
      .lean<Pick<RedemptionDocument, '_id' | 'outbox'>[]>();
    if (waiting.length === 0) return 0;
    await this.put(waiting.flatMap(({ outbox }) => outbox));
    await collectionOf(this.models.redemptions).bulkWrite(
      waiting.map(({ _id, outbox }) => ({ updateOne: { filter: { _id }, update: without(outbox) } })),
      { ordered: false },
    );
    return waiting.length;
  }

  override append(event: RedemptionEvent): Promise<void> {
    return this.put([eventDocument(event)]);
  }

  override async find(id: string): Promise<RedemptionEvent | null> {
    const found = await this.models.events.findOne({ _id: { $eq: id } }).lean<EventDocument>();
    return found ? eventOf(found) : null;
  }

  override async list(query: EventQuery): Promise<RedemptionEvent[]> {
    const { filter, sort, index, limit } = eventList(query);
    const found = this.models.events.find(filter).sort(sort).hint(index).limit(limit);
    return (await found.lean<EventDocument[]>()).map(eventOf);
  }

  override async expire(before: Instant, limit: number): Promise<number> {
    const old = { createdAt: { $lt: before } };
    const oldest = await this.models.events.find(old, { _id: 1 }).sort({ createdAt: 1 }).hint('created').limit(limit);
    const { deletedCount } = await this.models.events.deleteMany({ _id: { $in: oldest.map(({ _id }) => _id) } });
    return deletedCount;
  }

  private async put(events: readonly EventDocument[]): Promise<void> {
    if (events.length === 0) return;
    try {
      // Unordered: one that is already there does not keep the others out.
      await collectionOf(this.models.events).insertMany([...events], { ordered: false });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}

/** Takes exactly these events out: others may have come in since they were read. */
function without(outbox: readonly EventDocument[]): object[] {
  const copied = { $literal: outbox.map(({ _id }) => _id) };
  const left = { $filter: { input: '$outbox', as: 'event', cond: { $not: { $in: ['$$event._id', copied] } } } };
  return [{ $set: { outbox: left } }, { $set: { outboxed: { $gt: [{ $size: '$outbox' }, 0] } } }];
}
