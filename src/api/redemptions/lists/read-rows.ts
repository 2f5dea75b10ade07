// The rows of a list, where some of what decides is in no index: whose a row is, for a terminal, and whether its receipt was given.
import type { Caller } from '../../../core/accounts/caller';
import { isBySettled, type RedemptionStore } from '../../../core/redemption/store';
import type { ShownRedemption } from '../../../core/redemption/shown/shown';
import { isInSight } from '../../../core/use-cases/access';
import type { Paged, Position } from '../../../core/values/page';
import { MAX_LIMIT } from '../../lists/pagination';
import type { ListQuery } from './list-query';

/** A request looks at so many pages of the store, 500 rows: most tills sell no more in a day, and the others ask again. */
const MOST_PAGES = 5;

/** One page. May be short, even empty, while older rows that match are left, as pages of the store may be. */
export async function readRows(
  store: RedemptionStore,
  { stored, acknowledged }: Omit<ListQuery, 'kind'>,
  caller: Caller,
): Promise<Paged<ShownRedemption>> {
  // By far the most lists: the store alone decides.
  if (acknowledged === undefined && !caller.terminal) return store.page(stored);
  // Of a terminal hardly any row of its name is another's; of receipts most are given.
  const limit = acknowledged === undefined ? stored.limit : MAX_LIMIT;
  const rows: ShownRedemption[] = [];
  let next: Position | null = stored.after ?? null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: Paged<ShownRedemption> = await store.page({
      ...stored,
      limit,
      ...(next ? { after: next } : {}),
    });
    for (const row of page.rows) {
      if (!isInSight(row, caller) || (acknowledged !== undefined && isAcknowledged(row) !== acknowledged)) continue;
      rows.push(row);
      if (rows.length === stored.limit) return { rows, next: nextAfter(row, page, isBySettled(stored)) };
    }
    next = page.next;
    if (!next) break;
  }
  return { rows, next };
}

function isAcknowledged({ acknowledgedAt }: ShownRedemption): boolean {
  return acknowledgedAt !== undefined;
}

/** Null only where nothing older is left. */
function nextAfter(row: ShownRedemption, page: Paged<ShownRedemption>, bySettled: boolean): Position | null {
  if (row.id === page.rows.at(-1)?.id && page.next === null) return null;
  return { createdAt: bySettled ? (row.settledAt ?? row.createdAt) : row.createdAt, id: row.id };
}
