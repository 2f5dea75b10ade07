// The ledger's port over three primitives: records by id, a page of an index, and a commit. What the engines share.
import type { DueRows, LotsNeed, NamedLots, ReadRows, Reads, RecordKind } from '../../../core/points/decide/rows';
import type { Book, Bucket } from '../../../core/points/book/book';
import type { Entry, Posting } from '../../../core/points/book/entry';
import type { Hold } from '../../../core/points/book/hold';
import { lotDueAt, type Lot } from '../../../core/points/book/lot';
import type { Changes } from '../../../core/points/decide/changes';
import type { Asset } from '../../../core/points/records/asset';
import type { LedgerEntity, Program } from '../../../core/points/records/program';
import {
  pointsRedemptionStatus,
  type PointsRedemption,
  type PointsReversal,
} from '../../../core/points/records/redemption';
import type { Reward } from '../../../core/points/records/reward';
import {
  type DueOfEach,
  type Holder,
  PointsStore,
  type CommitResult,
  type EntryPage,
  type EntryQuery,
  type Found,
  type LotQuery,
  type PointsRedemptionQuery,
  type RewardQuery,
  type UnitsRange,
} from '../../../core/points/store';
import type { OwnedPage, Position } from '../../../core/values/page';
import type { Instant } from '../../../core/values/time';
import { sortKeyOf } from '../sort-key';
import { dueOfEach } from './due-of-each';
import { lotPlace, namePlace, type StoredKind, type StoredKinds } from './kinds';
import {
  allBooks,
  bookJournal,
  dueBooks,
  dueList,
  entryFilters,
  entryList,
  lotList,
  openList,
  ownedList,
  redemptionList,
  reversalList,
  rewardList,
  type StoredQuery,
} from './queries';
import { Turns } from '../../../system/turns';

/** Due lots and holds settled in one write, each as an entry. */
const DUE_BATCH = 200;
/** More than a participant may have. */
const ALL_HOLDS = 1_000;
/** Lots that the holds ending in one write are made of: one hold may have as many. */
const MOST_DUE_PARTS = 10_000;
/** Records looked at for one page of a list whose filter no index knows. */
const MOST_LOOKED_AT = 5_000;
const LOOK_BATCH = 250;
/** A page of so many rows waits for a turn of its own. */
const LONG_PAGE = 100;

/** See the head of this file. */
export abstract class PointsRecords extends PointsStore {
  /** For everything that reads many rows. */
  protected readonly turns = new Turns();

  /** In any order; ids without a record are left out. */
  protected abstract byIds<K extends StoredKind>(kind: K, ids: readonly string[]): Promise<StoredKinds[K][]>;
  protected abstract page<K extends StoredKind>(query: StoredQuery<K>): Promise<StoredKinds[K][]>;
  abstract override commit(changes: Changes, finishes?: boolean): Promise<CommitResult>;

  override async read(reads: Reads): Promise<ReadRows> {
    const { books: bookIds = [], ...others } = reads.ids;
    // Before all that is guarded by its book: lots and holds that are older than their book would be written back over what another
    // process made of them, and its `rev` would not tell. Those that are newer make the commit stale.
    const books = bookIds.length > 0 ? await this.byIds('books', bookIds) : [];
    const kinds = Object.entries(others) as [RecordKind, readonly string[]][];
    const [records, lotsOf, lotsNamed, holdsOf, dueOf] = await Promise.all([
      Promise.all(kinds.map(async ([kind, ids]) => [kind, await this.byIds(kind, ids)] as const)),
      this.openOf('lots', reads.lotsOf),
      Promise.all((reads.lotsNamed ?? []).map((need) => this.named(need))),
      this.openOf(
        'holds',
        reads.holdsOf.map((shelf) => ({ ...shelf, limit: ALL_HOLDS })),
      ),
      Promise.all(reads.dueOf.map(({ participantId, at }) => this.dueOf(participantId, at))),
    ]);
    return { records: { ...Object.fromEntries(records), books }, lotsOf, lotsNamed, holdsOf, dueOf };
  }

  /** The first open lots or holds of each shelf, in the order of `needs`. */
  protected openOf<K extends 'lots' | 'holds'>(kind: K, needs: readonly LotsNeed[]): Promise<StoredKinds[K][][]> {
    return Promise.all(needs.map((need) => this.openOn(kind, need)));
  }

  /** The first open lots or holds of one shelf. Many of them are read a batch at a time. */
  protected async openOn<K extends 'lots' | 'holds'>(kind: K, need: LotsNeed): Promise<StoredKinds[K][]> {
    const found: StoredKinds[K][] = [];
    for (let after = need.after; ; after = found.at(-1)) {
      const limit = Math.min(need.limit - found.length, LOOK_BATCH);
      if (found.length > 0) await this.turns.next();
      const batch = await this.page(openList(kind, { ...need, after }, limit));
      found.push(...batch);
      if (batch.length < limit || found.length === need.limit) return found;
    }
  }

  override async due(now: Instant, limit: number): Promise<Book[]> {
    return this.page(dueBooks(now, limit));
  }

  override dueOfEach(now: Instant, limit: number, after: Holder | null): Promise<DueOfEach> {
    return dueOfEach((query) => this.page(query), now, limit, after);
  }

  override programs(page: OwnedPage & { readonly includeArchived: boolean }): Promise<Found<Program>> {
    const keep = page.includeArchived ? null : ({ status }: Program) => status !== 'ARCHIVED';
    return this.search(ownedList('programs', page), placeOf, keep);
  }

  override assets(page: OwnedPage): Promise<Asset[]> {
    return this.#long(ownedList('assets', page));
  }

  override entities(page: OwnedPage): Promise<LedgerEntity[]> {
    return this.page(ownedList('entities', page));
  }

  override participants(page: OwnedPage): Promise<Book[]> {
    return this.page(ownedList('books', page));
  }

  override rewards(query: RewardQuery): Promise<Found<Reward>> {
    const { includeArchived, status } = query;
    const search = query.search?.toLowerCase();
    const keep = (reward: Reward) =>
      (includeArchived || reward.status !== 'ARCHIVED') &&
      (status === undefined || reward.status === status) &&
      (search === undefined || reward.name.toLowerCase().includes(search));
    const lastOf = (reward: Reward) => (query.sortBy === 'name' ? namePlace(reward) : placeOf(reward));
    const all = includeArchived && status === undefined && search === undefined;
    return this.search(rewardList(query), lastOf, all ? null : keep);
  }

  override redemptions(query: PointsRedemptionQuery): Promise<Found<PointsRedemption>> {
    const { participantId, programId, rewardId, status } = query;
    const keep = (one: PointsRedemption) =>
      (programId === undefined || one.programId === programId) &&
      (rewardId === undefined || one.rewardId === rewardId) &&
      (status === undefined || pointsRedemptionStatus(one) === status);
    const indexed = rewardId === undefined && (participantId === undefined || programId === undefined);
    return this.search(redemptionList(query), placeOf, indexed ? null : keep);
  }

  override reversals(redemptionId: string, afterNumber: number, limit: number): Promise<PointsReversal[]> {
    return this.page(reversalList(redemptionId, afterNumber, limit));
  }

  override async entries(query: EntryQuery): Promise<EntryPage> {
    const { participantId, referenceId, programId, actionType, assetId, bucket, amounts } = query;
    const keep = (entry: Entry) => {
      const range = amounts ? amounts.get(entry.assetId) : {};
      return (
        (participantId === undefined || entry.participantId === participantId) &&
        (referenceId === undefined || entry.referenceId === referenceId) &&
        (programId === undefined || entry.programId === programId) &&
        (actionType === undefined || entry.actionType === actionType) &&
        (assetId === undefined || entry.assetId === assetId) &&
        range !== undefined &&
        ((bucket ?? amounts) === undefined || entry.postings.some((posting) => fits(posting, bucket, range)))
      );
    };
    const indexed = bucket === undefined && amounts === undefined && entryFilters(query).length < 2;
    const { rows, stoppedAt } = await this.search(entryList(query), placeOf, indexed ? null : keep);
    return { entries: rows, stoppedAt: stoppedAt && { createdAt: stoppedAt.createdAt, id: stoppedAt.id } };
  }

  override lots(query: LotQuery): Promise<Found<Lot>> {
    const { programId, referenceId, expiresAfter, expiresBefore } = query;
    const keep = ({ expiresAt, ...lot }: Lot) =>
      (programId === undefined || lot.programId === programId) &&
      (referenceId === undefined || lot.referenceId === referenceId) &&
      (expiresAfter === undefined || (expiresAt !== null && expiresAt > expiresAfter)) &&
      (expiresBefore === undefined || (expiresAt !== null && expiresAt < expiresBefore));
    const filters = [programId, referenceId, expiresAfter, expiresBefore];
    const indexed = filters.every((filter) => filter === undefined);
    return this.search(lotList(query), lotPlace, indexed ? null : keep);
  }

  override journal(participantId: string, afterSeq: number, limit: number): Promise<Entry[]> {
    return this.#long(bookJournal(participantId, afterSeq, limit));
  }

  override books(
    owner: { readonly accountId: string; readonly livemode: boolean },
    afterId: string,
    limit: number,
  ): Promise<Book[]> {
    return this.#long(allBooks(owner, afterId, limit));
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
    const ending = firstOf(holds);
    const known = new Set(lots.map(({ id }) => id));
    const lotIds = ending.flatMap(({ parts }) => parts.map(({ lotId }) => lotId)).filter((id) => !known.has(id));
    const held = lotIds.length > 0 ? await this.byIds('lots', [...new Set(lotIds)]) : [];
    const dates = [...nextLots.map(lotDueAt), ...nextHolds.map(({ expiresAt }) => expiresAt)].filter(
      (date) => date !== null,
    );
    return {
      participantId,
      lots: [...lots, ...held],
      holds: ending,
      nextDueAt: dates.length > 0 ? Math.min(...dates) : null,
      more: lots.length > DUE_BATCH || holds.length > DUE_BATCH || ending.length < holds.length,
    };
  }

  /** The lots of these ids that are the participant's own. */
  protected async named({ participantId, ids }: NamedLots): Promise<Lot[]> {
    return (await this.byIds('lots', ids)).filter((lot) => lot.participantId === participantId);
  }

  async #long<K extends StoredKind>(query: StoredQuery<K>): Promise<StoredKinds[K][]> {
    if (query.limit >= LONG_PAGE) await this.turns.next();
    return this.page(query);
  }

  /** A page of an index, or with `keep` of those of its records that fit: looked for a batch at a time, and not without end. */
  private async search<K extends StoredKind>(
    query: StoredQuery<K>,
    lastOf: (record: StoredKinds[K]) => string,
    keep: ((record: StoredKinds[K]) => boolean) | null,
  ): Promise<Found<StoredKinds[K]>> {
    // What the index alone answers is read as it is asked for, not in batches to look through.
    if (!keep) return { rows: await this.#long(query), stoppedAt: null };
    const rows: StoredKinds[K][] = [];
    let next = query;
    for (let looked = LOOK_BATCH; ; looked += LOOK_BATCH) {
      const batch = await this.#long({ ...next, limit: LOOK_BATCH });
      for (const record of batch) {
        if (keep(record)) rows.push(record);
        if (rows.length === query.limit) return { rows, stoppedAt: null };
      }
      const last = batch.at(-1);
      if (batch.length < LOOK_BATCH || !last) return { rows, stoppedAt: null };
      if (looked >= MOST_LOOKED_AT) return { rows, stoppedAt: last };
      const bound = { value: lastOf(last), inclusive: false };
      next = query.descending ? { ...next, below: bound } : { ...next, above: bound };
    }
  }
}

function placeOf({ createdAt, id }: Position): string {
  return sortKeyOf(createdAt, id);
}

function fits({ bucket, units }: Posting, wanted: Bucket | undefined, { min, max }: UnitsRange): boolean {
  return (
    (wanted === undefined || (bucket ?? 'AVAILABLE') === wanted) &&
    (min === undefined || units >= min) &&
    (max === undefined || units <= max)
  );
}

/** The first of them, with no more parts together than one write takes. One at least. */
function firstOf(holds: readonly Hold[]): readonly Hold[] {
  let parts = 0;
  const end = holds.findIndex((hold, index) => (parts += hold.parts.length) > MOST_DUE_PARTS && index > 0);
  return end < 0 ? holds : holds.slice(0, end);
}
