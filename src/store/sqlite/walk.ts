// Lists with any number of filters: walks the index of each side by side, from place to place that all of them have. The rarest
// filter makes the widest steps, so it leads, wherever in the list that is. Documents are read only of the rows that are shown.
import type { Paged } from '../../core/values/page';
import { MOST_LOOKED_AT, positionOf, type Range } from '../shared/sort-key';
import type { Bindable, Database } from './engine/database';

/** The rows that one filter lets through, in an index that has their places in order. */
export interface Filtered {
  /** The table and its index. */
  readonly from: string;
  /** What to match before the place: the columns with which the index begins. */
  readonly where: string;
  readonly values: readonly Bindable[];
}

/** Text of all documents of a page. Reading more would hold up the process: the page ends there. */
const MOST_CHARACTERS = 1_000_000;

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
export function placesOf(database: Database, filters: readonly Filtered[], range: Range, limit: number): Places {
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

/** Reads the documents of a page, `textOf` for each place, as far as they are not too much for one page. */
export function readPlaces<D>({ places, next }: Places, textOf: (place: string) => string | null): Paged<D> {
  const rows: D[] = [];
  let characters = 0;
  for (const [index, place] of places.entries()) {
    const text = textOf(place);
    if (text === null) continue;
    rows.push(JSON.parse(text) as D);
    characters += text.length;
    if (characters > MOST_CHARACTERS && (index < places.length - 1 || next !== null))
      return { rows, next: positionOf(place) };
  }
  return { rows, next: next === null ? null : positionOf(next) };
}

function newest(
  database: Database,
  filter: Filtered,
  from: string,
  end: string,
  { limit = 1, upTo = false }: { readonly limit?: number; readonly upTo?: boolean } = {},
): string[] {
  const rows = database.all(placesSql(filter, upTo), ...filter.values, from, end, limit);
  return rows.map((row) => String(row.place));
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
