// How a list is read a page at a time, newest first.
import type { Instant } from './time';

/** One page of a list is keyed by the last row shown: rows added meanwhile are newer and cannot shift it. */
export interface Position {
  readonly createdAt: Instant;
  readonly id: string;
}

/** One page of the rows of one account and mode: at most `limit`, strictly after `after`. */
export interface OwnedPage {
  readonly accountId: string;
  readonly livemode: boolean;
  readonly after?: Position;
  readonly limit: number;
}

/**
 * A page of a list that looks at a bounded number of rows: it may be short, even empty, while older rows that match are left.
 */
export interface Paged<Row, At extends Position = Position> {
  readonly rows: readonly Row[];
  /** The last row that was looked at: the next page is after it. Null where nothing older is left. */
  readonly next: At | null;
}

/** A page of the `limit + 1` rows that were asked for: the one too many only shows that there is more. */
export function pagedOf<Row extends Position>(rows: readonly Row[], limit: number): Paged<Row> {
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? (shown.at(-1) ?? null) : null };
}

/**
 * One page of what holds reviews. `open`: what has an open one, by the moment since which it has. `all`: what ever had one, by the
 * moment of its first. Then by id; `after.createdAt` is that moment.
 */
export interface ReviewedQuery extends OwnedPage {
  readonly which: 'open' | 'all';
  readonly order: 'newest' | 'oldest';
}
