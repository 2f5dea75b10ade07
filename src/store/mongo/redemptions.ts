// Redemptions on MongoDB: one document each, one write each, replaced only at the revision that was read. Writes and reads that
// come at the same time share commands.
import { setTimeout as pause } from 'node:timers/promises';
import type { RedemptionEvent } from '../../core/events/event';
import type { BookStore } from '../../core/books/store';
import { isBySettled, RedemptionStore } from '../../core/redemption/store';
import type { Due, DueLater, FirstDue, ProposalQuery, RedemptionQuery } from '../../core/redemption/store';
import type { InsertResult, ReplaceResult } from '../../core/redemption/store';
import type { Redemption, WithoutHistory } from '../../core/redemption/redemption';
import type { Instant } from '../../core/values/time';
import type { ShownRedemption } from '../../core/redemption/shown/shown';
import type { Paged, ReviewedQuery } from '../../core/values/page';
import { rangeOf } from '../shared/sort-key';
import { repeatedScope } from '../shared/repeated-scope';
import { settledWalk } from './books/queries';
import {
  ONLY_SHOWN,
  type RedemptionDocument,
  redemptionOf,
  type ShownDocument,
  shownOf,
  type StoredRedemption,
  WITHOUT_OUTBOX,
} from './document';
import { isDuplicate } from './engine/duplicate';
import { isTooLarge } from './engine/too-large';
import { expireOldest } from './expire';
import {
  dueLaterList,
  dueList,
  dueOfList,
  type Find,
  found,
  nextWithDue,
  proposalList,
  redemptionLeads,
  redemptionList,
  reviewedList,
} from './lists';
import { RedemptionReads } from './redemption-reads';
import { isSame, RedemptionWrites } from './redemption-writes';
import type { Collections } from './schema/collections';
import { SharedRead } from './engine/shared-read';
import { ageFromNow } from './engine/fresh';
import { pageAlong } from './walk';

/**
 * A unique index refuses a write because of one that others cannot read yet: it is on its way to the majority, or just gone.
 * The write is made again until either it passes or the redemption in its way can be named: about three seconds in all.
 */
const FIRST_WAIT_MS = 10;
const LAST_WAIT_MS = 1_500;

/** `RedemptionStore` on MongoDB. */
export class MongoRedemptions extends RedemptionStore {
  private written = 0;
  private readonly collection;
  private readonly writer;
  private readonly reads;
  private readonly pages = new SharedRead<Paged<ShownRedemption>>();

  /** `relayOf` moves the events that wait in one redemption into the log. */
  constructor(
    collections: Collections,
    private readonly relayOf: (redemptionId: string, now: Instant) => Promise<void>,
    private readonly books: Pick<BookStore, 'requireFilled'>,
    replicated: boolean,
  ) {
    super();
    this.collection = collections.redemptions;
    this.writer = new RedemptionWrites(this.collection);
    this.reads = new RedemptionReads(this.collection, this.largeReads, replicated);
  }

  /** Acknowledged inserts and replaces. */
  get writes(): number {
    return this.written;
  }

  override insert(redemption: Redemption, events: readonly RedemptionEvent[]): Promise<InsertResult> {
    const age = ageFromNow();
    return this.guarded<InsertResult>(redemption, () => this.writer.insert(redemption, events, age));
  }

  override replace(
    redemption: Redemption,
    expectedRev: number,
    events: readonly RedemptionEvent[],
  ): Promise<ReplaceResult> {
    const age = ageFromNow();
    return this.guarded<ReplaceResult>(redemption, () => this.writer.replace(redemption, expectedRev, events, age));
  }

  override find(id: string): Promise<Redemption | null> {
    return this.reads.find(id);
  }

  override findWithoutHistory(id: string): Promise<WithoutHistory | null> {
    return this.reads.find(id);
  }

  override findByIdempotency(scope: string): Promise<Redemption | null> {
    return this.reads.findByScope(scope);
  }

  override findByReview(reviewId: string): Promise<Redemption | null> {
    return this.reads.findBy({ 'reviews.id': { $eq: reviewId } }, reviewId);
  }

  override findByReference(reference: string): Promise<Redemption | null> {
    return this.reads.findBy({ 'operations.reference': { $eq: reference } }, reference);
  }

  override findByProposal(proposalId: string): Promise<Redemption | null> {
    return this.reads.findBy({ 'proposals.id': { $eq: proposalId } }, proposalId);
  }

  override proposals(query: ProposalQuery): Promise<Redemption[]> {
    return this.many(proposalList(query));
  }

  override page(query: RedemptionQuery): Promise<Paged<ShownRedemption>> {
    return this.pages.call(JSON.stringify(query), () => this.readPage(query));
  }

  override list(query: RedemptionQuery): Promise<Redemption[]> {
    return this.many(redemptionList(query));
  }

  override reviewed(query: ReviewedQuery): Promise<Redemption[]> {
    return this.many(reviewedList(query));
  }

  override async newestAt(): Promise<Instant | null> {
    const newest = await this.collection.findOne({}, { projection: { updatedAt: 1 }, sort: { updatedAt: -1 } });
    return newest?.updatedAt ?? null;
  }

  override async due(now: Instant, limit: number): Promise<Due[]> {
    const rows = await found<RedemptionDocument, { _id: string; accountId: string }>(
      this.collection,
      dueList(now, limit),
      { accountId: 1 },
    );
    return rows.map(({ _id, accountId }) => ({ id: _id, accountId }));
  }

  override async dueOf(accountId: string, now: Instant, limit: number): Promise<Due[]> {
    // The index holds all that is asked for: no document is read.
    const rows = await found<RedemptionDocument, { _id: string }>(this.collection, dueOfList(accountId, now, limit), {
      _id: 1,
    });
    return rows.map(({ _id }) => ({ id: _id, accountId }));
  }

  override async nextWithDue(afterAccountId: string): Promise<FirstDue | null> {
    const fields = { _id: 0, accountId: 1, dueAt: 1 } as const;
    const [row] = await found<RedemptionDocument, FirstDue>(this.collection, nextWithDue(afterAccountId), fields);
    return row ?? null;
  }

  override async dueLater(after: Instant, limit: number, last?: Pick<DueLater, 'id' | 'dueAt'>): Promise<DueLater[]> {
    const rows = await found<RedemptionDocument, Omit<DueLater, 'id'> & { _id: string }>(
      this.collection,
      dueLaterList(after, limit, last),
      { accountId: 1, dueAt: 1, updatedAt: 1 },
    );
    return rows.map(({ _id, accountId, dueAt, updatedAt }) => ({ id: _id, accountId, dueAt, updatedAt }));
  }

  private async readPage(query: RedemptionQuery): Promise<Paged<ShownRedemption>> {
    if (isBySettled(query)) await this.books.requireFilled();
    const walked = isBySettled(query)
      ? settledWalk(query)
      : { owner: query, leads: redemptionLeads(query), range: rangeOf(query), limit: query.limit };
    const page = await pageAlong<RedemptionDocument, ShownDocument>(this.collection, walked, ONLY_SHOWN);
    return { rows: page.rows.map(shownOf), next: page.next };
  }

  override expire(before: Instant, limit: number): Promise<number> {
    // Never one whose events are not in the log yet.
    const only = { outboxed: false };
    return expireOldest(this.collection, { field: 'endsAt', index: 'ends', before, limit, only });
  }

  private async guarded<T extends ReplaceResult>(
    redemption: Redemption,
    write: () => Promise<T>,
  ): Promise<T | InsertResult> {
    if (repeatedScope(redemption) !== null) return { kind: 'idempotency_taken', redemptionId: redemption.id };
    let relayed = false;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs *= 2) {
      try {
        return this.counted(await write());
      } catch (error) {
        // Events that are still waiting in the document: the log has room for them.
        if (isTooLarge(error) && !relayed) {
          relayed = true;
          await this.relayOf(redemption.id, redemption.updatedAt);
          continue;
        }
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
    if (standing && isSame(standing, redemption)) return { kind: 'written' };
    const scopes = redemption.idempotency.map((entry) => entry.scope);
    const byScope = { 'idempotency.scope': { $in: scopes }, _id: { $ne: id } };
    const scopeHolder = scopes.length > 0 ? await this.idOf(byScope) : null;
    if (scopeHolder !== null) return { kind: 'idempotency_taken', redemptionId: scopeHolder };
    const claimHolder = claimed ? await this.idOf({ claim, claimed: true, _id: { $ne: id } }) : null;
    return claimHolder === null ? null : { kind: 'claim_taken', redemptionId: claimHolder };
  }

  private async idOf(filter: Find['filter']): Promise<string | null> {
    const [row] = await this.collection.find(filter, { projection: { _id: 1 }, limit: 1 }).toArray();
    return row?._id ?? null;
  }

  private async many(query: Find): Promise<Redemption[]> {
    return (await found<RedemptionDocument, StoredRedemption>(this.collection, query, WITHOUT_OUTBOX)).map(
      redemptionOf,
    );
  }
}
