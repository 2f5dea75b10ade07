// What redemptions need of the store. Held by one contract suite on every engine (test/store/contract).
import type { RedemptionEvent } from '../events/event';
import type { OwnedPage, Paged, ReviewedQuery } from '../values/page';
import type { Instant } from '../values/time';
import type { Redemption, RedemptionOutcome, Status, WithoutHistory } from './redemption';
import type { ShownRedemption } from './shown/shown';

/** What became of a write of a new redemption. Only `written` wrote anything. */
export type InsertResult =
  | { readonly kind: 'written' }
  /** Another redemption, not failed, holds the same claim. */
  | { readonly kind: 'claim_taken'; readonly redemptionId: string }
  /** The idempotency scope belongs to another redemption (or to another call of this one). */
  | { readonly kind: 'idempotency_taken'; readonly redemptionId: string };

/** What became of a write of a changed one. `stale`: another writer moved `rev` first. */
export type ReplaceResult = InsertResult | { readonly kind: 'stale' };

/** One page of redemptions, and the filters that every row must match. */
export interface RedemptionQuery extends OwnedPage {
  readonly status?: Status;
  readonly outcome?: RedemptionOutcome;
  readonly type?: string;
  readonly externalReference?: string;
  readonly terminalId?: string;
  /** Inclusive. */
  readonly createdFrom?: Instant;
  /** Exclusive. */
  readonly createdTo?: Instant;
  /** Every pair must match. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Inclusive. Where one of these two is given a page goes by `settledAt`, newest first, and so does its `after`. */
  readonly settledFrom?: Instant;
  /** Exclusive. */
  readonly settledTo?: Instant;
}

/** One page of redemptions with proposals. */
export interface ProposalQuery extends OwnedPage {
  /** Those alone in which one waits. */
  readonly waiting: boolean;
}

/** Whether a list goes by the time at which its rows settled, and not by when they were made. */
export function isBySettled({ settledFrom, settledTo }: Pick<RedemptionQuery, 'settledFrom' | 'settledTo'>): boolean {
  return settledFrom !== undefined || settledTo !== undefined;
}

/**
 * Whether the write that made this adds a row to the list of reversals: one that is dated as the write is. (Another write in the same
 * millisecond counts as well: it is held to more than it need be, and nothing worse.)
 */
export function addsReversal({ reversals, journal }: Pick<Redemption, 'reversals' | 'journal'>): boolean {
  const at = journal.at(-1)?.at;
  return reversals.some(({ createdAt }) => createdAt === at);
}

/** A redemption that is due, and whose it is. */
export type Due = Pick<Redemption, 'id' | 'accountId'>;
/** When the first redemption of an account is due. */
export type FirstDue = Pick<DueLater, 'accountId' | 'dueAt'>;
/** A redemption that is due some day, whose it is, and when that was decided. */
export type DueLater = Pick<Redemption, 'id' | 'accountId' | 'updatedAt'> & { readonly dueAt: Instant };

/** One record that was large to read: `id` by which it was asked for, and whose it is. */
export interface LargeRead {
  readonly id: string;
  readonly accountId: string;
  readonly bytes: number;
}

/** Tells of them, where reading one costs this process a while that its caller cannot measure, as it waits meanwhile. */
export class LargeReads {
  readonly #listeners: ((read: LargeRead) => void)[] = [];

  listen(listener: (read: LargeRead) => void): void {
    this.#listeners.push(listener);
  }

  tell(read: LargeRead): void {
    for (const listener of this.#listeners) listener(read);
  }
}

/**
 * Where redemptions live. Every promise here is held by one contract suite on every engine (test/store/contract/).
 *
 * Durable means: acknowledged only once a kill -9, a power cut (embedded) or the loss of the primary (replica set)
 * cannot take it back. A write that throws may or may not have happened: callers read again.
 */
export abstract class RedemptionStore {
  /** An embedded engine tells of none: whoever waits for its reads does so in one piece. */
  readonly largeReads = new LargeReads();

  /**
   * Durably writes a new redemption and its events, all or nothing. Given up after `NEW_ROW_MS`, and not begun after that: so
   * `createdAt` is the time of the call, and the redemption is in the lists within `VISIBLE_WITHIN_MS` of it.
   */
  abstract insert(redemption: Redemption, events: readonly RedemptionEvent[]): Promise<InsertResult>;
  /**
   * Durably replaces the document whose `rev` is still `expectedRev`; `redemption.rev` must be `expectedRev + 1`. One that adds a reversal
   * (`addsReversal`) is given up as `insert` is, and has to be dated anew; any other is written however long that takes.
   */
  abstract replace(
    redemption: Redemption,
    expectedRev: number,
    events: readonly RedemptionEvent[],
  ): Promise<ReplaceResult>;

  /** When any of them was written last; null where there are none. Looks at all of them: for a command, not for a request. */
  abstract newestAt(): Promise<Instant | null>;
  /** The newest durable state, or null. */
  abstract find(id: string): Promise<Redemption | null>;
  /** The same for a plain read: the engine may leave the history away, or not. */
  abstract findWithoutHistory(id: string): Promise<WithoutHistory | null>;
  /** The redemption that recorded a call under this scope (`scopeOf`), or null. */
  abstract findByIdempotency(scope: string): Promise<Redemption | null>;
  /**
   * Newest first (`createdAt`, then `id`, descending), for callers who wait: only what is shown is read, and a bounded number
   * of rows is looked at, whatever the filters. See the query-plan tests. By `settledAt` where that is asked for.
   */
  abstract page(query: RedemptionQuery): Promise<Paged<ShownRedemption>>;
  /** By creation, whole documents, never short while there is more. For jobs: it looks at as many rows as it takes. */
  abstract list(query: Omit<RedemptionQuery, 'settledFrom' | 'settledTo'>): Promise<Redemption[]>;
  /** Redemptions whose `dueAt` is not after `now`, the longest overdue first. */
  abstract due(now: Instant, limit: number): Promise<Due[]>;
  /** The same of one account. */
  abstract dueOf(accountId: string, now: Instant, limit: number): Promise<Due[]>;
  /** The first account after this one, in the order of ids, that has any with a due date, and the earliest of these. */
  abstract nextWithDue(afterAccountId: string): Promise<FirstDue | null>;
  /** Those that are due strictly after `after`, the furthest first; of these those that come after `last` in that order. */
  abstract dueLater(after: Instant, limit: number, last?: Pick<DueLater, 'id' | 'dueAt'>): Promise<DueLater[]>;
  /** Redemptions with a review, one page: see `ReviewedQuery`. Whole documents. */
  abstract reviewed(query: ReviewedQuery): Promise<Redemption[]>;

  /**
   * Redemptions that have proposals, newest `proposedAt` first, strictly after `after`; or, with `waiting`, those in which one waits, newest
   * `proposalWaitsSince` first.
   */
  abstract proposals(query: ProposalQuery): Promise<Redemption[]>;

  /** Deletes at most `limit` redemptions whose `endsAt` is before `before`, the oldest first, with all that finds them; says how many. */
  abstract expire(before: Instant, limit: number): Promise<number>;

  /** The redemption that holds this review (`rvw_…`), open or closed. */
  abstract findByReview(reviewId: string): Promise<Redemption | null>;
  /** The redemption that holds this proposal (`rpr_…`), decided or not. */
  abstract findByProposal(proposalId: string): Promise<Redemption | null>;
  /** The redemption that holds an operation with this reference, for statements and provider notices. */
  abstract findByReference(reference: string): Promise<Redemption | null>;
}
