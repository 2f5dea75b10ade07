// Searching on SQLite: a table of words beside the redemptions, which each write of a redemption keeps right, and the indexes that the
// lists have anyway.
import type { WithoutHistory } from '../../../core/redemption/redemption';
import type { ShownRedemption } from '../../../core/redemption/shown/shown';
import { type PhonesOf, type SearchQuery, SearchStore } from '../../../core/search/store';
import { hasWords } from '../../../core/search/words';
import type { Paged } from '../../../core/values/page';
import { MOST_BEGINNINGS, newestIn, pageAmongNewest } from '../../shared/beginning';
import { MOST_LOOKED_AT, rangeOf } from '../../shared/sort-key';
import type { Database, Row } from '../engine/database';
import type { GroupCommit } from '../engine/group-commit';
import { KEPT_REDEMPTION } from '../kept';
import { redemptionFilters, redemptionsAt } from '../lists';
import { moveSide, readSide, sideOf, sideTextOf } from '../side-tables';
import { type Filtered, newest, readPage, readRows } from '../walk';
import { beginningPlaces, searchFilters, unfilledList } from './queries';

const MARK = 'search';
const FILLED = 'filled';

/** `SearchStore` on SQLite. */
export class SqliteSearch extends SearchStore {
  private isThrough = false;

  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
  }

  override async page(query: SearchQuery): Promise<Paged<ShownRedemption>> {
    const { beginning } = query;
    if (beginning === undefined) return this.readPage(query);
    const { sql, values } = beginningPlaces(query, beginning, MOST_BEGINNINGS + 1);
    const places = this.database.all(sql, ...values).map((row) => String(row['place']));
    if (places.length > MOST_BEGINNINGS)
      return pageAmongNewest({ ...query, beginning }, (wider) => Promise.resolve(this.readPage(wider)));
    return this.pageAt(newestIn(places, rangeOf(query)), searchFilters(query), query);
  }

  override async fill(limit: number, phonesOf: PhonesOf): Promise<boolean> {
    if (this.mark() === FILLED) return false;
    return this.writer.write(() => {
      const before = this.mark();
      if (before === FILLED) return false;
      const { sql, values } = unfilledList(before, limit, KEPT_REDEMPTION.columns);
      const rows = this.database.all(sql, ...values);
      for (const row of rows) this.fillIn(row, phonesOf);
      const last = rows.at(-1);
      this.database.run('UPDATE marks SET value = ? WHERE name = ?', last ? String(last['id']) : FILLED, MARK);
      return last !== undefined;
    });
  }

  override async isFilled(): Promise<boolean> {
    this.isThrough ||= this.mark() === FILLED;
    return this.isThrough;
  }

  private readPage(query: SearchQuery): Paged<ShownRedemption> {
    const given = searchFilters(query);
    const filters = given.length > 0 ? given : redemptionFilters(query);
    const { rows, next } = readPage<WithoutHistory>(
      this.database,
      { filters, range: rangeOf(query), limit: query.limit },
      (places) => redemptionsAt(query, places),
    );
    return { rows: meant(rows, query), next };
  }

  /** Those of these places that every filter has, until a page is full or enough was looked at. */
  private pageAt(places: readonly string[], filters: readonly Filtered[], query: SearchQuery): Paged<ShownRedemption> {
    const kept: string[] = [];
    let looks = 0;
    let next: string | null = null;
    for (const [index, place] of places.entries()) {
      if (filters.every((filter) => newest(this.database, filter, place, place, { upTo: true }).length > 0))
        kept.push(place);
      looks += filters.length;
      if (kept.length < query.limit && looks < MOST_LOOKED_AT) continue;
      next = index < places.length - 1 ? place : null;
      break;
    }
    const { sql, values } = redemptionsAt(query, kept);
    const page = readRows<WithoutHistory>(this.database.each(sql, ...values), query.limit, next);
    return { rows: meant(page.rows, query), next: page.next };
  }

  private fillIn(row: Row, phonesOf: PhonesOf): void {
    const standing = KEPT_REDEMPTION.read(row);
    const phones = standing.phoneDigests === undefined ? phonesOf(standing) : [];
    const redemption = phones.length > 0 ? { ...standing, rev: standing.rev + 1, phoneDigests: phones } : standing;
    const { id, side } = row;
    const text = sideTextOf(redemption);
    if (redemption === standing && text === side) return;
    if (redemption === standing) this.database.run('UPDATE redemptions SET side = ? WHERE id = ?', text, String(id));
    else {
      const sql = 'UPDATE redemptions SET rev = ?, document = ?, side = ? WHERE id = ?';
      this.database.run(sql, redemption.rev, this.documentOf(row, redemption), text, String(id));
    }
    moveSide(this.database, redemption, readSide(String(side)), sideOf(redemption));
  }

  /** In a row of an older file the document is all of it, history and all: it stays so. */
  private documentOf({ history }: Row, redemption: Parameters<typeof KEPT_REDEMPTION.textOf>[0]): string {
    return typeof history === 'string' ? KEPT_REDEMPTION.textOf(redemption) : JSON.stringify(redemption);
  }

  private mark(): string {
    const row = this.database.get('SELECT value FROM marks WHERE name = ?', MARK);
    return row ? String(row['value']) : FILLED;
  }
}

/** Two words may have one number. */
function meant(rows: readonly WithoutHistory[], { terms }: SearchQuery): ShownRedemption[] {
  return rows.filter((row) => hasWords(row, terms));
}
