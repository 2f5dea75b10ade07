// Searching by what an external reference begins with. An index has such rows by their references and not by time, so what is done
// depends on how many there are.
import type { ShownRedemption } from '../../core/redemption/shown/shown';
import type { SearchQuery } from '../../core/search/store';
import type { Paged, Position } from '../../core/values/page';

/** Sorts behind whatever goes on after a text, in both engines. */
export const BEHIND_ALL = '\u{10ffff}';

/** So many places are read and put in order. Beginnings that more rows have are looked for among the newest rows. */
export const MOST_BEGINNINGS = 5000;

/** Rows looked through for a beginning that more have: what a page costs at most, in documents. */
const ROWS_A_READ = 100;
const MOST_READS = 5;

/** The rows of `read` that begin so. A page may be short, even empty, while older ones are left. */
export async function pageAmongNewest(
  query: SearchQuery & { readonly beginning: string },
  read: (query: SearchQuery) => Promise<Paged<ShownRedemption>>,
): Promise<Paged<ShownRedemption>> {
  const { beginning, limit, ...rest } = query;
  const rows: ShownRedemption[] = [];
  let next: Position | null = query.after ?? null;
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const page: Paged<ShownRedemption> = await read({ ...rest, limit: ROWS_A_READ, ...(next ? { after: next } : {}) });
    for (const row of page.rows) {
      if (!row.externalReference?.startsWith(beginning)) continue;
      rows.push(row);
      if (rows.length < limit) continue;
      const isLast = page.next === null && row.id === page.rows.at(-1)?.id;
      return { rows, next: isLast ? null : { createdAt: row.createdAt, id: row.id } };
    }
    next = page.next;
    if (!next) break;
  }
  return { rows, next };
}

/** Places in a range, the newest first. */
export function newestIn(
  places: readonly string[],
  { from, before }: { readonly from: string; readonly before: string },
): string[] {
  return places
    .filter((place) => place >= from && place < before)
    .sort()
    .reverse();
}
