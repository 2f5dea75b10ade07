// The port of the ledger: what it reads by id, the one commit by which anything is written, and what lists and jobs read.
import type { OwnedPage, Position } from '../values/page';
import type { Instant } from '../values/time';
import type { Book, Bucket } from './book/book';
import type { ActionType, Entry } from './book/entry';
import type { Lot, LotStatus } from './book/lot';
import type { Changes } from './decide/changes';
import type { ReadRows, Reads } from './decide/rows';
import type { Asset } from './records/asset';
import type { LedgerEntity, Program } from './records/program';
import type { PointsRedemption, PointsRedemptionStatus, PointsReversal } from './records/redemption';
import type { Reward, StoredRewardStatus } from './records/reward';
import type { Units } from './units';

/**
 * `written`: all of it, durably. `stale`: something was written by another process since it was read. `taken`: a key stands for
 * something else by now. `no_room`: what is left of the disk is kept for what finishes. `unwritable`: the store does not take something of it as
 * it is, however often it is asked, such as a record that is too large. Of the last four nothing was written.
 */
export type CommitResult =
  | { readonly kind: 'written' | 'stale' | 'taken' | 'no_room' }
  | { readonly kind: 'unwritable'; readonly error: unknown };

/** Absent: no bound. */
export interface UnitsRange {
  readonly min?: Units | undefined;
  readonly max?: Units | undefined;
}

/** A page of the entries, newest first. */
export interface EntryQuery extends OwnedPage {
  readonly participantId?: string;
  readonly programId?: string;
  readonly assetId?: string;
  readonly actionType?: ActionType;
  readonly referenceId?: string;
  /** Entries with a posting in this bucket; counter accounts have but AVAILABLE. */
  readonly bucket?: Bucket;
  /** Entries with a posting in the range of their asset, signed and inclusive. Those of an asset that is not here do not fit. */
  readonly amounts?: ReadonlyMap<string, UnitsRange>;
  readonly from?: Instant;
  readonly to?: Instant;
}

/** A page of entries. */
export interface EntryPage {
  readonly entries: readonly Entry[];
  /** As in `Found`. */
  readonly stoppedAt: Position | null;
}

/** A page of a list. */
export interface Found<T> {
  readonly rows: readonly T[];
  /**
   * The last row looked at, where the search stopped before it was through because too many did not fit: the page is short, and
   * goes on after it. Null: the page is full, or there are no more. Never where no filter but the list's own order was given.
   */
  readonly stoppedAt: T | null;
}

/** A page of the redemptions of a participant or of a program. */
export interface PointsRedemptionQuery extends OwnedPage {
  readonly participantId?: string;
  readonly programId?: string;
  readonly rewardId?: string;
  readonly status?: PointsRedemptionStatus;
  readonly from?: Instant;
  readonly to?: Instant;
}

/** A page of the lots of a participant, oldest first. */
export interface LotQuery {
  readonly participantId: string;
  readonly assetId: string;
  readonly programId?: string;
  readonly status?: LotStatus;
  readonly expiresBefore?: Instant;
  readonly expiresAfter?: Instant;
  readonly referenceId?: string;
  readonly after?: { readonly createdAt: Instant; readonly seq: number };
  readonly limit: number;
}

/** A page of the catalog of a program. */
export interface RewardQuery extends OwnedPage {
  readonly programId: string;
  readonly status?: StoredRewardStatus;
  readonly includeArchived: boolean;
  readonly search?: string;
  readonly sortBy: 'created_at' | 'name';
  readonly descending: boolean;
  /** Of a list by name, the name of the last row shown. */
  readonly afterName?: string;
}

/** An account in one mode. */
export type Holder = Pick<Book, 'accountId' | 'livemode'>;

/** See `PointsStore.dueOfEach`. */
export interface DueOfEach {
  readonly books: readonly Book[];
  readonly next: Holder | null;
}

/**
 * See the head of this file. Where the store cannot be reached, every method throws `StoreUnavailable`. What reads a hundred rows or
 * more lets everybody else have their turn in between.
 */
export abstract class PointsStore {
  /** Each part as it is at one moment; the parts may be of moments a little apart: `commit` notices. */
  abstract read(reads: Reads): Promise<ReadRows>;
  /**
   * All of it or nothing, durably. Rejects where it is not known whether it was written: read an entry of it to find out. `finishes`: all of
   * it ends what was begun outside of the ledger, and is written to the last byte of a disk.
   */
  abstract commit(changes: Changes, finishes?: boolean): Promise<CommitResult>;
  /** Books of which something is due at `now`, the longest overdue first. */
  abstract due(now: Instant, limit: number): Promise<Book[]>;
  /**
   * The same where that is more than `limit`: some of each account and mode after `after`, up to a number of them; about `limit` books in all.
   * `next`: the last one that was looked at, or null where that was the last of all.
   */
  abstract dueOfEach(now: Instant, limit: number, after: Holder | null): Promise<DueOfEach>;
  /** Drops idempotency keys from before, at most `limit`; says how many. Names stay. */
  abstract expireKeys(before: Instant, limit: number): Promise<number>;

  abstract programs(page: OwnedPage & { readonly includeArchived: boolean }): Promise<Found<Program>>;
  abstract assets(page: OwnedPage): Promise<Asset[]>;
  abstract entities(page: OwnedPage): Promise<LedgerEntity[]>;
  abstract participants(page: OwnedPage): Promise<Book[]>;
  abstract rewards(query: RewardQuery): Promise<Found<Reward>>;
  abstract redemptions(query: PointsRedemptionQuery): Promise<Found<PointsRedemption>>;
  /** Oldest first, after the number given. */
  abstract reversals(redemptionId: string, afterNumber: number, limit: number): Promise<PointsReversal[]>;
  abstract entries(query: EntryQuery): Promise<EntryPage>;
  abstract lots(query: LotQuery): Promise<Found<Lot>>;
  /** Every entry of one book in its order, after `afterSeq`: what a recomputation reads. */
  abstract journal(participantId: string, afterSeq: number, limit: number): Promise<Entry[]>;
  /** Books of an account and mode in the order of their ids, after one: for reports and recomputations. */
  abstract books(
    owner: { readonly accountId: string; readonly livemode: boolean },
    afterId: string,
    limit: number,
  ): Promise<Book[]>;
}
