// What the books of a shop need of the store: reversals across redemptions, and what a day came to. Held by one contract suite on
// every engine (test/store/contract).
import type { OperationStatus, Reversal } from '../redemption/redemption';
import type { ShownRedemption } from '../redemption/shown/shown';
import type { RedemptionQuery } from '../redemption/store';
import type { OwnedPage, Paged } from '../values/page';
import type { Instant } from '../values/time';
import type { DayFigure } from './figures';

/**
 * One page of reversals, and the filters that every row must match. Times are those of the reversal; type, terminal, external
 * reference and metadata those of its redemption. In the order of `settledAt` where that is asked for, else of `createdAt`.
 */
export interface ReversalQuery
  extends
    OwnedPage,
    Pick<
      RedemptionQuery,
      | 'type'
      | 'externalReference'
      | 'terminalId'
      | 'metadata'
      | 'createdFrom'
      | 'createdTo'
      | 'settledFrom'
      | 'settledTo'
    > {
  readonly status?: OperationStatus;
}

/** A reversal with what is shown of its redemption. */
export interface ListedReversal {
  readonly redemption: ShownRedemption;
  readonly reversal: Reversal;
}

/** The days of one account and mode: from an instant on, up to another. */
export interface DaysQuery {
  readonly accountId: string;
  readonly livemode: boolean;
  /** Inclusive. */
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  /** How far local time is ahead of UTC: where a day begins. */
  readonly offsetMs: number;
}

/**
 * Books by the day. What is asked by `settledAt` must be complete: until `fill` has been through what versions wrote that did not
 * keep it, these throw `StoreUnavailable`.
 */
export abstract class BookStore {
  /** Newest first. A bounded number of rows is looked at, whatever the filters. */
  abstract reversals(query: ReversalQuery): Promise<Paged<ListedReversal>>;
  /** What each day came to, by type. Everybody else gets their turn while it is added up. */
  abstract days(query: DaysQuery): Promise<DayFigure[]>;
  /**
   * Writes down when redemptions and reversals of earlier versions settled, of at most `limit` documents. False once there are
   * none left. `rev` and `updatedAt` stay. Several instances may do it at once.
   */
  abstract fill(limit: number): Promise<boolean>;
  /** Rejects with `StoreUnavailable` while `fill` has not been through. */
  abstract requireFilled(): Promise<void>;
}
