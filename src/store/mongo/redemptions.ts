// Redemptions on MongoDB: one document each, one write each, replaced only at the revision that was read.
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { RedemptionEvent } from '../../core/event';
import { type InsertResult, RedemptionStore, type RedemptionQuery, type ReplaceResult } from '../../core/ports';
import type { Instant, Redemption } from '../../core/redemption';
import { repeatedScope } from '../scopes';
import { eventDocument, fieldsOf, type RedemptionDocument, redemptionOf } from './document';
import { isDuplicate } from './duplicate';
import { dueList, type Find, openReviewList, type OpenQuery, redemptionList } from './lists';
import { collectionOf, type Models } from './schemas';

/**
 * A unique index refuses a write because of one that others cannot read yet: it is on its way to the majority, or just gone.
 * The write is made again until either it passes or whoever holds the place can be named: about three seconds in all.
 */
const FIRST_WAIT_MS = 10;
const LAST_WAIT_MS = 1_500;

export class MongoRedemptions extends RedemptionStore {
  private written = 0;

  constructor(private readonly models: Models) {
    super();
  }

  /** Acknowledged inserts and replaces. */
  get writes(): number {
    return this.written;
  }

  override insert(redemption: Redemption, events: readonly RedemptionEvent[]): Promise<InsertResult> {
    return this.guarded<InsertResult>(redemption, async () => {
      const outbox = events.map(eventDocument);
      const document = { _id: redemption.id, ...fieldsOf(redemption), outbox, outboxed: outbox.length > 0 };
      await collectionOf(this.models.redemptions).insertOne(document);
      return { kind: 'written' };
    });
  }

  override replace(
    redemption: Redemption,
    expectedRev: number,
    events: readonly RedemptionEvent[],
  ): Promise<ReplaceResult> {
    return this.guarded<ReplaceResult>(redemption, async () => {
      const outbox = events.map(eventDocument);
      // Every field is set, and the outbox only grown: events that are still waiting there are not this writer's to drop.
      const update =
        outbox.length > 0
          ? { $set: { ...fieldsOf(redemption), outboxed: true }, $push: { outbox: { $each: outbox } } }
          : { $set: fieldsOf(redemption) };
      const at = { _id: redemption.id, rev: expectedRev };
      const { matchedCount } = await collectionOf(this.models.redemptions).updateOne(at, update);
      return { kind: matchedCount === 1 ? 'written' : 'stale' };
    });
  }

  override find(id: string): Promise<Redemption | null> {
    return this.one({ _id: { $eq: id } });
  }

  override findByIdempotency(scope: string): Promise<Redemption | null> {
    return this.one({ 'idempotency.scope': { $eq: scope } });
  }

  override findByReview(reviewId: string): Promise<Redemption | null> {
    return this.one({ 'reviews.id': { $eq: reviewId } });
  }

  override findByReference(reference: string): Promise<Redemption | null> {
    return this.one({ 'operations.reference': { $eq: reference } });
  }

  override list(query: RedemptionQuery): Promise<Redemption[]> {
    return this.many(redemptionList(query));
  }

  override openReviews(query: OpenQuery): Promise<Redemption[]> {
    return this.many(openReviewList(query));
  }

  override async due(now: Instant, limit: number): Promise<string[]> {
    const { filter, sort, index } = dueList(now, limit);
    const rows = await this.models.redemptions.find(filter, { _id: 1 }).sort(sort).hint(index).limit(limit).lean();
    return rows.map((row) => row._id);
  }

  private async guarded<T extends ReplaceResult>(
    redemption: Redemption,
    write: () => Promise<T>,
  ): Promise<T | InsertResult> {
    if (repeatedScope(redemption) !== null) return { kind: 'idempotency_taken', redemptionId: redemption.id };
    for (let waitMs = FIRST_WAIT_MS; ; waitMs *= 2) {
      try {
        return this.counted(await write());
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const obstacle = await this.obstacle(redemption);
        if (obstacle) return this.counted(obstacle);
        if (waitMs > LAST_WAIT_MS) throw error;
        await pause(waitMs);
      }
    }
  }

  private counted<T extends ReplaceResult>(result: T): T {
    if (result.kind === 'written') this.written += 1;
    return result;
  }

  /**
   * What a unique index stumbled over. Looked up rather than read from the message, so that both engines answer in the same
   * order when several stand in the way. Null if it is gone by now, or not yet committed by the majority that reads go by.
   */
  private async obstacle(redemption: Redemption): Promise<InsertResult | null> {
    const { id, claim, claimed } = redemption;
    const standing = await this.find(id);
    // The first answer to our own insert was lost on the way, and this is its second attempt.
    if (standing && isDeepStrictEqual(standing, JSON.parse(JSON.stringify(redemption)))) return { kind: 'written' };
    const scopes = redemption.idempotency.map((entry) => entry.scope);
    const byScope = { 'idempotency.scope': { $in: scopes }, _id: { $ne: id } };
    const scopeHolder = scopes.length > 0 ? await this.idOf(byScope) : null;
    if (scopeHolder !== null) return { kind: 'idempotency_taken', redemptionId: scopeHolder };
    const claimHolder = claimed ? await this.idOf({ claim, claimed: true, _id: { $ne: id } }) : null;
    return claimHolder === null ? null : { kind: 'claim_taken', redemptionId: claimHolder };
  }

  private async idOf(filter: Find['filter']): Promise<string | null> {
    const found = await this.models.redemptions.findOne(filter, { _id: 1 }).lean();
    return found?._id ?? null;
  }

  private async one(filter: Find['filter']): Promise<Redemption | null> {
    const found = await this.models.redemptions.findOne(filter).lean<RedemptionDocument>();
    return found ? redemptionOf(found) : null;
  }

  private async many({ filter, sort, index, limit }: Find): Promise<Redemption[]> {
    const found = this.models.redemptions.find(filter).sort(sort).hint(index).limit(limit);
    return (await found.lean<RedemptionDocument[]>()).map(redemptionOf);
  }
}
