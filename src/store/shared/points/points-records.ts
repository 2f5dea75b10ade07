// The ledger's port over three primitives: records by id, a page of an index, and a commit. What the engines share.
import type { DueRows, LotsNeed, ReadRows, Reads, RecordKind } from '../../../core/points/decide/rows';
import type { Book } from '../../../core/points/book/book';
import type { Entry } from '../../../core/points/book/entry';
import { lotDueAt, type Lot } from '../../../core/points/book/lot';
import type { Changes } from '../../../core/points/decide/changes';
import type { Asset } from '../../../core/points/records/asset';
import type { LedgerEntity, Program } from '../../../core/points/records/program';
import type { PointsRedemption, PointsReversal } from '../../../core/points/records/redemption';
import type { Reward } from '../../../core/points/records/reward';
import {
  PointsStore,
  type CommitResult,
  type EntryPage,
  type EntryQuery,
  type LotQuery,
  type PointsRedemptionQuery,
  type RewardQuery,
} from '../../../core/points/store';
import type { OwnedPage, Position } from '../../../core/values/page';
import type { Instant } from '../../../core/values/time';
import { sortKeyOf } from '../sort-key';
import { lotPlace, namePlace, type StoredKind, type StoredKinds } from './kinds';
import {
  allBooks,
  bookJournal,
  dueBooks,
  dueList,
  entryList,
  lotList,
  openList,
  ownedList,
  redemptionList,
  reversalList,
  rewardList,
  type StoredQuery,
} from './queries';

/** Due lots and holds settled in one write, each as an entry. */
const DUE_BATCH = 200;
/** More than a participant may have. */
const ALL_HOLDS = 1_000;
/** Records looked at for one page of a list whose filter no index knows. */
const MOST_LOOKED_AT = 5_000;
const LOOK_BATCH = 500;

/** See the head of this file. */
export abstract class PointsRecords extends PointsStore {
  /** In any order; ids without a record are left out. */
  protected abstract byIds<K extends StoredKind>(kind: K, ids: readonly string[]): Promise<StoredKinds[K][]>;
  protected abstract page<K extends StoredKind>(query: StoredQuery<K>): Promise<StoredKinds[K][]>;
  abstract override commit(changes: Changes): Promise<CommitResult>;

  override async read(reads: Reads): Promise<ReadRows> {
    const { books: bookIds = [], ...others } = reads.ids;
    // Before all that is guarded by its book: lots and holds that are older than their book would be written back over what another
    // process made of them, and its `rev` would not tell. Those that are newer make the commit stale.
    const books = bookIds.length > 0 ? await this.byIds('books', bookIds) : [];
    const kinds = Object.entries(others) as [RecordKind, readonly string[]][];
    const [records, lotsOf, holdsOf, dueOf] = await Promise.all([
      Promise.all(kinds.map(async ([kind, ids]) => [kind, await this.byIds(kind, ids)] as const)),
      this.openOf('lots', reads.lotsOf),
      this.openOf(
        'holds',
        reads.holdsOf.map((shelf) => ({ ...shelf, limit: ALL_HOLDS })),
      ),
      Promise.all(reads.dueOf.map(({ participantId, at }) => this.dueOf(participantId, at))),
    ]);
    return { records: { ...Object.fromEntries(records), books }, lotsOf, holdsOf, dueOf };
  }

  /** The first open lots or holds of each shelf, in the order of `needs`. */
  protected openOf<K extends 'lots' | 'holds'>(kind: K, needs: readonly LotsNeed[]): Promise<StoredKinds[K][][]> {
    return Promise.all(needs.map((need) => this.page(openList(kind, need, need.limit))));
  }

  override async due(now: Instant, limit: number): Promise<Book[]> {
    return this.page(dueBooks(now, limit));
  }

  override async programs(page: OwnedPage & { readonly includeArchived: boolean }): Promise<Program[]> {
    if (page.includeArchived) return this.page(ownedList('programs', page));
    const keep = ({ status }: Program) => status !== 'ARCHIVED';
    return (await this.search(ownedList('programs', page), placeOf, keep, Infinity)).found;
  }

  override assets(page: OwnedPage): Promise<Asset[]> {
    return this.page(ownedList('assets', page));
  }

  override entities(page: OwnedPage): Promise<LedgerEntity[]> {
    return this.page(ownedList('entities', page));
  }

  override participants(page: OwnedPage): Promise<Book[]> {
    return this.page(ownedList('books', page));
  }

  override async rewards(query: RewardQuery): Promise<Reward[]> {
    const search = query.search?.toLowerCase();
    const keep = (reward: Reward) =>
      (query.includeArchived || reward.status !== 'ARCHIVED') &&
      (search === undefined || reward.name.toLowerCase().includes(search));
    const list = rewardList(query);
    const lastOf = (reward: Reward) => (query.sortBy === 'name' ? namePlace(reward) : placeOf(reward));
    return (await this.search(list, lastOf, keep, Infinity)).found;
  }

  override redemptions(query: PointsRedemptionQuery): Promise<PointsRedemption[]> {
    return this.page(redemptionList(query));
  }

  override reversals(redemptionId: string, afterNumber: number, limit: number): Promise<PointsReversal[]> {
    return this.page(reversalList(redemptionId, afterNumber, limit));
  }

  override async entries(query: EntryQuery): Promise<EntryPage> {
    const { bucket, amounts } = query;
    if (bucket === undefined && amounts === undefined)
      return { entries: await this.page(entryList(query)), stoppedAt: null };
    const keep = ({ assetId, postings }: Entry) => {
      const range = amounts ? amounts.get(assetId) : {};
      return postings.some(
        (posting) =>
          range !== undefined &&
          (bucket === undefined || (posting.bucket ?? 'AVAILABLE') === bucket) &&
          (range.min === undefined || posting.units >= range.min) &&
          (range.max === undefined || posting.units <= range.max),
      );
    };
    const { found, stoppedAt } = await this.search(entryList(query), placeOf, keep);
    return { entries: found, stoppedAt: stoppedAt && { createdAt: stoppedAt.createdAt, id: stoppedAt.id } };
  }

  override async lots(query: LotQuery): Promise<Lot[]> {
    const { programId, referenceId, expiresAfter, expiresBefore } = query;
    const keep = ({ expiresAt, ...lot }: Lot) =>
      (programId === undefined || lot.programId === programId) &&
      (referenceId === undefined || lot.referenceId === referenceId) &&
      (expiresAfter === undefined || (expiresAt !== null && expiresAt > expiresAfter)) &&
      (expiresBefore === undefined || (expiresAt !== null && expiresAt < expiresBefore));
    const list = lotList(query);
    const filters = [programId, referenceId, expiresAfter, expiresBefore];
    // What the index alone answers is read as it is asked for, not in batches to look through.
    if (filters.every((filter) => filter === undefined)) return this.page(list);
    return (await this.search(list, lotPlace, keep, Infinity)).found;
  }

  override journal(participantId: string, afterSeq: number, limit: number): Promise<Entry[]> {
    return this.page(bookJournal(participantId, afterSeq, limit));
  }

  override books(
    owner: { readonly accountId: string; readonly livemode: boolean },
    afterId: string,
    limit: number,
  ): Promise<Book[]> {
    return this.page(allBooks(owner, afterId, limit));
  }

  private async dueOf(participantId: string, at: Instant): Promise<DueRows> {
    const now = { at, later: false, limit: DUE_BATCH + 1 };
    const next = { at, later: true, limit: 1 };
    const [lots, holds, nextLots, nextHolds] = await Promise.all([
      this.page(dueList('lots', participantId, now)),
      this.page(dueList('holds', participantId, now)),
      this.page(dueList('lots', participantId, next)),
      this.page(dueList('holds', participantId, next)),
    ]);
    const known = new Set(lots.map(({ id }) => id));
    const lotIds = holds.flatMap(({ parts }) => parts.map(({ lotId }) => lotId)).filter((id) => !known.has(id));
    const held = lotIds.length > 0 ? await this.byIds('lots', [...new Set(lotIds)]) : [];
    const dates = [...nextLots.map(lotDueAt), ...nextHolds.map(({ expiresAt }) => expiresAt)].filter(
      (date) => date !== null,
    );
    return {
      participantId,
      lots: [...lots, ...held],
      holds,
      nextDueAt: dates.length > 0 ? Math.min(...dates) : null,
      more: lots.length > DUE_BATCH || holds.length > DUE_BATCH,
    };
  }

  /**
   * Pages through an index for records that fit, of `most` records or all of them; `stoppedAt`: the last one looked at, where it
   * gave up.
   */
  private async search<K extends StoredKind>(
    query: StoredQuery<K>,
    lastOf: (record: StoredKinds[K]) => string,
    keep: (record: StoredKinds[K]) => boolean,
    most = MOST_LOOKED_AT,
  ): Promise<{ found: StoredKinds[K][]; stoppedAt: StoredKinds[K] | null }> {
    const found: StoredKinds[K][] = [];
    let next = query;
    for (let looked = 0; looked < most; looked += LOOK_BATCH) {
      const batch = await this.page({ ...next, limit: LOOK_BATCH });
      for (const record of batch) {
        if (keep(record)) found.push(record);
        if (found.length === query.limit) return { found, stoppedAt: null };
      }
      const last = batch.at(-1);
      if (batch.length < LOOK_BATCH || !last) return { found, stoppedAt: null };
      const bound = { value: lastOf(last), inclusive: false };
      next = query.descending ? { ...next, below: bound } : { ...next, above: bound };
      if (looked + LOOK_BATCH >= most) return { found, stoppedAt: last };
    }
    return { found, stoppedAt: null };
  }
}

function placeOf({ createdAt, id }: Position): string {
  return sortKeyOf(createdAt, id);
}
