// One page of what several questions find, newest first, as if they were one question.
import type { Redemption } from '../../redemption/redemption';
import type { ShownRedemption } from '../../redemption/shown/shown';
import type { SearchQuery, SearchStore } from '../../search/store';
import { hasWords } from '../../search/words';
import type { Paged, Position } from '../../values/page';
import type { Named } from './named';

const NOTHING: Paged<ShownRedemption> = { rows: [], next: null };

/** Where an id names a redemption it can only be that one, and everything else is checked on it. */
export async function pageOf(
  search: Pick<SearchStore, 'page'>,
  queries: readonly SearchQuery[],
  named: readonly (Named | null)[],
): Promise<Paged<ShownRedemption>> {
  const things = named.filter((thing) => thing !== null && thing.terminalId === undefined);
  if (things.length === 0) return pageOfAny(search, queries);
  const [first] = things;
  const redemption = first?.redemption;
  const isOne = redemption && things.every((thing) => thing?.redemption?.id === redemption.id);
  return isOne && queries.some((query) => query.after === undefined && isMeant(redemption, query))
    ? { rows: [redemption], next: null }
    : NOTHING;
}

/** What is found by any of them. No further than the nearest end of a page: what lies behind is not known of that one yet. */
async function pageOfAny(
  search: Pick<SearchStore, 'page'>,
  queries: readonly SearchQuery[],
): Promise<Paged<ShownRedemption>> {
  const pages = await Promise.all(queries.map((query) => search.page(query)));
  const [only] = pages;
  if (!only || pages.length === 1) return only ?? NOTHING;
  const [end = null] = pages.flatMap(({ next }) => (next ? [next] : [])).sort(newestFirst);
  const found = new Map(pages.flatMap(({ rows }) => rows.map((row) => [row.id, row] as const)));
  const rows = [...found.values()].filter((row) => !end || newestFirst(row, end) <= 0).sort(newestFirst);
  const limit = queries[0]?.limit ?? rows.length;
  const last = rows[limit - 1];
  if (rows.length <= limit || !last) return { rows, next: end };
  return { rows: rows.slice(0, limit), next: { createdAt: last.createdAt, id: last.id } };
}

function newestFirst(one: Position, other: Position): number {
  return other.createdAt - one.createdAt || (one.id === other.id ? 0 : one.id < other.id ? 1 : -1);
}

function isMeant(redemption: Redemption, query: SearchQuery): boolean {
  const { status, outcome, type, terminalId, beginning, createdFrom = 0, createdTo = Infinity } = query;
  return (
    hasWords(redemption, query.terms) &&
    (status === undefined || redemption.status === status) &&
    (outcome === undefined || redemption.outcome === outcome) &&
    (type === undefined || redemption.type === type) &&
    (terminalId === undefined || redemption.options.terminal_id === terminalId) &&
    (beginning === undefined || (redemption.externalReference?.startsWith(beginning) ?? false)) &&
    redemption.createdAt >= createdFrom &&
    redemption.createdAt < createdTo
  );
}
