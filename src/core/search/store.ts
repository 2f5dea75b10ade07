// What searching needs of the store. Held by one contract suite on every engine (test/store/contract).
import type { Redemption } from '../redemption/redemption';
import type { RedemptionQuery } from '../redemption/store';
import type { ShownRedemption } from '../redemption/shown/shown';
import type { Paged } from '../values/page';
import type { Word } from './words';

/** One page of redemptions that are found by their words, and the filters that every row must match. */
export interface SearchQuery extends Omit<
  RedemptionQuery,
  'externalReference' | 'metadata' | 'settledFrom' | 'settledTo'
> {
  /** Of each entry a row has one word at least. */
  readonly terms: readonly (readonly Word[])[];
  /** What the row's `externalReference` begins with. */
  readonly beginning?: string;
}

/** Keyed digests of the phone numbers of a redemption: the store has no key. */
export type PhonesOf = (redemption: Redemption) => readonly string[];

/**
 * The words of every redemption, written in the same commit as the redemption itself. What earlier versions wrote has none until
 * `fill` has been there.
 */
export abstract class SearchStore {
  /** Newest first. A bounded number of rows is looked at, whatever is asked: a page may be short while more rows match. */
  abstract page(query: SearchQuery): Promise<Paged<ShownRedemption>>;
  /**
   * Writes down the words of at most `limit` redemptions that have none, the newest first where the engine can tell. One with a phone
   * number keeps its digests, and its `rev` moves, so that no writer who read it before drops them; nothing else of it changes. False
   * once there are none left. Several instances may do it at once.
   */
  abstract fill(limit: number, phonesOf: PhonesOf): Promise<boolean>;
  /** Whether `fill` has been through: until then a search may miss what an earlier version wrote. */
  abstract isFilled(): Promise<boolean>;
}
