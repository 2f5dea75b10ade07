// Lists with any number of filters: walks the index of each side by side, from place to place that all of them have. The rarest
// filter makes the widest steps, so it leads, wherever in the list that is. Documents are read only of the rows that are shown.
import type { Paged, Position } from '../../core/values/page';
import { MOST_LOOKED_AT, positionOf, type Range } from '../shared/sort-key';
import type { Bindable, Database, Row, Statement } from './engine/database';

/** The rows that one filter lets through, in an index that has their places in order. */
export interface Filtered {
  /** The table and its index. */
  readonly from: string;
  /** What to match before the place: the columns with which the index begins. */
  readonly where: string;
  readonly values: readonly Bindable[];
  /** Whether the table is that of the documents: with no other filter, the page can be read along this index. */
  readonly holdsDocuments: boolean;
  /** A row that one of these lets through passes as well. */
  readonly or?: readonly Filtered[];
}

/** Text of all documents of a page. Reading more would hold up the process: the page ends there. */
export const MOST_CHARACTERS = 1_000_000;

interface Places {
  readonly places: readonly string[];
  /** The last place that was looked at; null where nothing older is left. */
  readonly next: string | null;
}

/** The statement for places of one filter, newest first, under `?` or, `upTo`, at it. Index columns only. */
export function placesSql({ from, where }: Filtered, upTo: boolean): string {
  return `SELECT place FROM ${from} WHERE ${where} AND place >= ? AND place ${upTo ? '<=' : '<'} ? ORDER BY place DESC LIMIT ?`;
}

/** One page of the rows that all `filters` let through: at most `limit`, fewer where enough has been looked at. */
function placesOf(database: Database, filters: readonly Filtered[], range: Range, limit: number): Places {
  const [only] = filters;
  if (only && filters.length === 1) {
    const places = newest(database, only, range.from, range.before, { limit: limit + 1 });
    return { places: places.slice(0, limit), next: places.length > limit ? (places[limit - 1] ?? null) : null };
  }
  const walk = new Walk(database, filters, range);
  const places: string[] = [];
  for (;;) {
    const place = walk.next();
    if (place === null) return { places, next: walk.isSpent ? walk.decided : null };
    if (places.length === limit) return { places, next: places.at(-1) ?? null };
    places.push(place);
  }
}

/** The statement for rows of one filter, newest first, under `?`: the document of each with its place. */
export function rowsSql({ from, where }: Filtered): string {
  return `SELECT place, document FROM ${from} WHERE ${where} AND place >= ? AND place < ? ORDER BY place DESC LIMIT ?`;
}

/**
 * One page of the rows that all `filters` let through, in one statement or two, whatever its length. `at` gives the statement for
 * the rows at places, in their order, each with `place` and `document`. A page ends early where its text has become too much.
 */
export function readPage<D>(
  database: Database,
  { filters, range, limit }: { readonly filters: readonly Filtered[]; readonly range: Range; readonly limit: number },
  at: (places: readonly string[]) => Statement,
): Paged<D> {
  const [only] = filters;
  if (only?.holdsDocuments && !only.or && filters.length === 1) {
    const values = [...only.values, range.from, range.before, limit + 1];
    return readRows(database.each(rowsSql(only), ...values), limit, null);
  }
  const { places, next } = placesOf(database, filters, range, limit);
  const { sql, values } = at(places);
  return readRows(database.each(sql, ...values), limit, next);
}

/** Reads no further than the page goes, of rows with `place` and `document`. `next`: where to go on after the last row there is. */
export function readRows<D>(rows: Iterable<Row>, limit: number, next: string | null): Paged<D> {
  const page = pageUpTo(
    rows,
    limit,
    ({ document }) => JSON.parse(String(document)) as D,
    ({ place }) => positionOf(String(place)),
  );
  return page.next === null && next !== null ? { ...page, next: positionOf(next) } : page;
}

/** The same, however their documents are kept (`document` has most of one). `next` is null where these are all rows there are. */
export function pageUpTo<D>(
  rows: Iterable<Row>,
  limit: number,
  read: (row: Row) => D,
  positionAt: (row: Row) => Position,
): Paged<D> {
  const shown: D[] = [];
  let characters = 0;
  let last: Row | undefined;
  for (const row of rows) {
    if (last && (shown.length === limit || characters > MOST_CHARACTERS))
      return { rows: shown, next: positionAt(last) };
    shown.push(read(row));
    characters += String(row.document).length;
    last = row;
  }
  return { rows: shown, next: null };
}

/** The newest places that the filter lets through, from `from` on and under `end` (`upTo`: or at it). */
export function newest(
  database: Database,
  filter: Filtered,
  from: string,
  end: string,
  { limit = 1, upTo = false }: { readonly limit?: number; readonly upTo?: boolean } = {},
): string[] {
  const rows = database.all(placesSql(filter, upTo), ...filter.values, from, end, limit);
  const places = rows.map((row) => String(row.place));
  if (!filter.or) return places;
  const others = filter.or.flatMap((other) => newest(database, other, from, end, { limit, upTo }));
  if (others.length === 0) return places;
  const each = [...new Set([...places, ...others])].sort();
  return each.reverse().slice(0, limit);
}

/** A leapfrog over several indexes. */
class Walk {
  /** Every row from here on (this one too) is either given out or does not match. */
  decided: string;
  private left = MOST_LOOKED_AT;

  constructor(
    private readonly database: Database,
    private readonly filters: readonly Filtered[],
    private readonly range: Range,
  ) {
    this.decided = range.before;
  }

  /** Whether it ended because enough was looked at, and not because nothing is left. */
  get isSpent(): boolean {
    return this.left <= 0;
  }

  /** The newest place under `decided` that every filter has. Null where there is none, or enough was looked at. */
  next(): string | null {
    let at = this.seek(0, this.decided, false);
    for (let agreed = 1, turn = 1; at !== null && agreed < this.filters.length; turn += 1) {
      const place = this.seek(turn % this.filters.length, at, true);
      if (place === at) agreed += 1;
      else {
        if (place !== null) this.decided = at;
        at = place;
        agreed = 1;
      }
    }
    if (at !== null) this.decided = at;
    return at;
  }

  private seek(index: number, end: string, upTo: boolean): string | null {
    const filter = this.filters[index];
    if (!filter || this.isSpent) return null;
    this.left -= 1;
    return newest(this.database, filter, this.range.from, end, { upTo })[0] ?? null;
  }
}
