// What one call changes, or a whole round of them: all of it is written in one atomic commit, or none.
import type { RedemptionEvent } from '../../events/event';
import type { BookChange } from '../book/open-book';
import type { Asset } from '../records/asset';
import type { Key } from '../records/key';
import type { Limit } from '../records/limit';
import type { LedgerEntity, Program } from '../records/program';
import type { PointsRedemption, PointsReversal } from '../records/redemption';
import type { Reward } from '../records/reward';

/** One book as it becomes, and as it was when it was read. */
export interface BookWrite {
  /** `rev` of the book that was read: 0 for one that is new. */
  readonly fromRev: number;
  readonly change: BookChange;
}

/** A record as it becomes. It is replaced only while it is at the `rev` (of a redemption the `version`) that was read: 0 is new. */
export interface Write<T> {
  readonly from: number;
  readonly record: T;
}

/** What a merchant sets up. */
export interface Settings {
  readonly programs: readonly Write<Program>[];
  readonly assets: readonly Write<Asset>[];
  readonly rewards: readonly Write<Reward>[];
  readonly entities: readonly Write<LedgerEntity>[];
}

/** See the head of this file. */
export interface Changes extends Settings {
  readonly books: readonly BookWrite[];
  readonly limits: readonly Write<Limit>[];
  readonly redemptions: readonly Write<PointsRedemption>[];
  readonly reversals: readonly PointsReversal[];
  readonly keys: readonly Key[];
  /** Keys that are free again, before `keys` are taken. */
  readonly freedKeys: readonly string[];
  /** What the world is told of it. Each is made of what one call changed, before the calls of a round are put together. */
  readonly events: readonly RedemptionEvent[];
}

export const NO_CHANGES: Changes = {
  books: [],
  limits: [],
  redemptions: [],
  reversals: [],
  keys: [],
  freedKeys: [],
  events: [],
  programs: [],
  assets: [],
  rewards: [],
  entities: [],
};
