// The SQL of the lists. Built apart from running it, so that the plan test explains exactly what `list` runs.
import type { EventQuery } from '../../core/events/store';
import type { DifferenceQuery } from '../../core/reconciliations/store';
import type { DueLater, ProposalQuery, RedemptionQuery } from '../../core/redemption/store';
import type { OwnedPage, ReviewedQuery } from '../../core/values/page';
import {
  leadingEventFilter,
  leadingFilter,
  sortKeyOf,
  type Range,
  rangeOf,
  REDEMPTION_FILTERS,
  type RedemptionFilter,
} from '../shared/sort-key';
import type { Bindable, Statement } from './engine/database';
import { KEPT_EVENT, KEPT_REDEMPTION } from './kept';
import type { Filtered } from './walk';

/** The columns of filters that have one. */
export const COLUMNS: Readonly<Record<RedemptionFilter, string>> = {
  externalReference: 'external_reference',
  terminalId: 'terminal_id',
  status: 'status',
  outcome: 'outcome',
  type: 'type',
};

/**
 * Text that came from a client, as it is indexed. SQLite ends text at a NUL and cannot hold half a surrogate pair; JSON
 * escapes both, and different texts stay different.
 */
export function indexText(text: string): string {
  return JSON.stringify(text);
}

/** The filters of a page, each by its own index; where none is given, all rows in their order. */
export function redemptionFilters(query: RedemptionQuery): Filtered[] {
  const filters = givenFilters(query);
  if (filters.length > 0) return filters;
  const values = [query.accountId, Number(query.livemode)];
  return [{ from: 'redemptions INDEXED BY redemptions_place', where: OWNED, values, holdsDocuments: true }];
}

const OWNED = 'account_id = ? AND livemode = ?';

/** Those that are given. */
export function givenFilters(query: RedemptionQuery): Filtered[] {
  const owned = [query.accountId, Number(query.livemode)];
  const where = OWNED;
  const filters: Filtered[] = Object.entries(query.metadata ?? {}).map(([key, value]) => ({
    from: 'redemption_metadata',
    where: `${where} AND key = ? AND value = ?`,
    values: [...owned, indexText(key), indexText(value)],
    holdsDocuments: false,
  }));
  for (const filter of REDEMPTION_FILTERS) {
    const value = query[filter];
    if (value === undefined) continue;
    const column = COLUMNS[filter];
    filters.push({
      from: `redemptions INDEXED BY redemptions_${column}`,
      where: `${where} AND ${column} = ?`,
      values: [...owned, isClientText(filter) ? indexText(value) : value],
      holdsDocuments: true,
    });
  }
  return filters;
}

/** The rows at these places, in their order. */
export function redemptionsAt(query: OwnedPage, places: readonly string[]): Statement {
  return rowsAt('redemptions', query, places);
}

/** The rows of a table of documents at these places, in their order. */
export function rowsAt(table: string, { accountId, livemode }: OwnedPage, places: readonly string[]): Statement {
  return {
    sql: `SELECT place, document FROM json_each(?) AS wanted CROSS JOIN ${table} INDEXED BY ${table}_place
          ON account_id = ? AND livemode = ? AND place = wanted.value`,
    values: [JSON.stringify(places), accountId, Number(livemode)],
  };
}

/** What has come to its end: with the rows that find it. */
export function endedList(before: number, limit: number): Statement {
  return {
    sql: `SELECT side, document FROM redemptions INDEXED BY redemptions_ends
      WHERE ends_at IS NOT NULL AND ends_at < ? ORDER BY ends_at LIMIT ?`,
    values: [before, limit],
  };
}

/** Whole documents. The index is that of the narrowest filter; the others are checked row by row, however many. */
export function redemptionList(query: RedemptionQuery): Statement {
  const leading = leadingFilter(query);
  const [first, ...others] = Object.entries(query.metadata ?? {});
  const where = new Conditions();
  where.scope(first ? 'm.' : 'r.', query, rangeOf(query));
  if (first) where.add('m.key = ? AND m.value = ?', indexText(first[0]), indexText(first[1]));
  for (const [key, value] of others)
    where.add(
      `EXISTS (SELECT 1 FROM redemption_metadata AS n WHERE n.account_id = m.account_id AND n.livemode = m.livemode
       AND n.key = ? AND n.value = ? AND n.place = m.place)`,
      indexText(key),
      indexText(value),
    );
  for (const filter of REDEMPTION_FILTERS) {
    const value = query[filter];
    if (value !== undefined) where.add(`r.${COLUMNS[filter]} = ?`, isClientText(filter) ? indexText(value) : value);
  }
  const from = first
    ? 'redemption_metadata AS m CROSS JOIN redemptions AS r ON r.id = m.redemption_id'
    : `redemptions AS r INDEXED BY redemptions_${indexName(leading)}`;
  return where.select(`SELECT ${KEPT_REDEMPTION.columns} FROM ${from}`, first ? 'm.place' : 'r.place', query.limit);
}

/** Redemptions with reviews. Here and below, `after.createdAt` is the moment at which the review or finding was opened. */
export function reviewedList(query: ReviewedQuery): Statement {
  const [index, place] = query.which === 'open' ? ['review', 'review_place'] : ['reviewed', 'reviewed_place'];
  return walkedList(query, KEPT_REDEMPTION.columns, `redemptions INDEXED BY redemptions_${index}`, place);
}

/** Of redemptions with proposals. `after.createdAt` is the moment that the list goes by. */
export function proposalList({ waiting, ...query }: ProposalQuery): Statement {
  const name = waiting ? 'proposal_waits' : 'proposed';
  const table = `redemptions INDEXED BY redemptions_${name}`;
  return walkedList({ ...query, which: 'all', order: 'newest' }, KEPT_REDEMPTION.columns, table, `${name}_place`);
}

/** One page of findings. */
export function findingList(query: ReviewedQuery): Statement {
  const [index, place] = query.which === 'open' ? ['open', 'open_place'] : ['place', 'place'];
  return walkedList(query, 'document', `findings INDEXED BY findings_${index}`, place);
}

function walkedList(query: ReviewedQuery, columns: string, table: string, place: string): Statement {
  const { accountId, livemode, after, order, limit } = query;
  const where = new Conditions();
  where.add('account_id = ? AND livemode = ?', accountId, Number(livemode));
  where.add(`${place} IS NOT NULL`);
  if (after) where.add(`${place} ${order === 'newest' ? '<' : '>'} ?`, sortKeyOf(after.createdAt, after.id));
  return where.select(`SELECT ${columns} FROM ${table}`, place, limit, order === 'newest' ? 'DESC' : 'ASC');
}

/** One page of terminals, revoked ones too. */
export function terminalList(query: OwnedPage): Statement {
  const where = new Conditions();
  where.scope('', query, rangeOf(query));
  return where.select('SELECT document FROM terminals INDEXED BY terminals_place', 'place', query.limit);
}

/** One page of reconciliations. */
export function runList(query: OwnedPage): Statement {
  const where = new Conditions();
  where.scope('', query, rangeOf(query));
  return where.select('SELECT document FROM reconciliations INDEXED BY reconciliations_place', 'place', query.limit);
}

/** One page of the differences of a run. */
export function differenceList({ runId, kind, after, limit }: DifferenceQuery): Statement {
  const where = new Conditions();
  where.add('run_id = ?', runId);
  if (kind !== undefined) where.add('kind = ?', kind);
  where.add('seq > ?', after);
  return where.select('SELECT document FROM reconciliation_differences', 'seq', limit, 'ASC');
}

/** Redemptions due at `now` (milliseconds since the epoch), the longest overdue first. */
export function dueList(now: number, limit: number): Statement {
  return {
    sql: `SELECT id, account_id FROM redemptions INDEXED BY redemptions_due WHERE due_at IS NOT NULL AND due_at <= ?
          ORDER BY due_at, id LIMIT ?`,
    values: [now, limit],
  };
}

/** The same of one account. */
export function dueOfList(accountId: string, now: number, limit: number): Statement {
  return {
    sql: `SELECT id FROM redemptions INDEXED BY redemptions_due_by
          WHERE due_at IS NOT NULL AND account_id = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?`,
    values: [accountId, now, limit],
  };
}

/** The next account with a due date, and its earliest. */
export function nextWithDue(afterAccountId: string): Statement {
  return {
    sql: `SELECT account_id, due_at FROM redemptions INDEXED BY redemptions_due_by
          WHERE due_at IS NOT NULL AND account_id > ? ORDER BY account_id, due_at LIMIT 1`,
    values: [afterAccountId],
  };
}

/** Redemptions due after `after`, the furthest first, from behind `last`. */
export function dueLaterList(after: number, limit: number, last?: Pick<DueLater, 'id' | 'dueAt'>): Statement {
  const behind = last ? ' AND (due_at, id) < (?, ?)' : '';
  return {
    sql: `SELECT id, account_id, due_at, document ->> '$.updatedAt' AS updated_at
          FROM redemptions INDEXED BY redemptions_due
          WHERE due_at IS NOT NULL AND due_at > ?${behind} ORDER BY due_at DESC, id DESC LIMIT ?`,
    values: [after, ...(last ? [last.dueAt, last.id] : []), limit],
  };
}

/** One page of the event log. */
export function eventList(query: EventQuery): Statement {
  const leading = leadingEventFilter(query);
  const where = new Conditions();
  where.scopeAfter('events', query);
  if (query.redemptionId !== undefined) where.add('redemption_id = ?', query.redemptionId);
  if (query.type !== undefined) where.add('type = ?', query.type);
  const index = leading === 'redemptionId' ? 'redemption_id' : leading;
  return where.select(`SELECT ${KEPT_EVENT.columns} FROM events INDEXED BY events_${index}`, 'place', query.limit);
}

/**
 * The place of a row of `table` filed by `orderedKeyOf`, or an earlier end. Bind the id of the row, and twice the end that goes
 * where the row is gone.
 */
export function placeBefore(table: string): string {
  return `min(coalesce((SELECT place FROM ${table} WHERE id = ?), ?), ?)`;
}

/** Whether it is indexed as `indexText` has it. */
export function isClientText(filter: RedemptionFilter): boolean {
  return filter === 'externalReference' || filter === 'terminalId';
}

function indexName(leading: 'metadata' | 'place' | RedemptionFilter): string {
  return leading === 'place' || leading === 'metadata' ? 'place' : COLUMNS[leading];
}

class Conditions {
  private readonly parts: string[] = [];
  private readonly values: Bindable[] = [];

  add(sql: string, ...values: Bindable[]): void {
    this.parts.push(sql);
    this.values.push(...values);
  }

  scope(table: string, query: { readonly accountId: string; readonly livemode: boolean }, range: Range): void {
    this.add(`${table}account_id = ? AND ${table}livemode = ?`, query.accountId, Number(query.livemode));
    this.add(`${table}place >= ? AND ${table}place < ?`, range.from, range.before);
  }

  /** The same for a table whose rows are filed by `orderedKeyOf`. One upper end, so that the index begins there. */
  scopeAfter(table: string, query: EventQuery): void {
    const { from, before } = rangeOf(query);
    this.add('account_id = ? AND livemode = ?', query.accountId, Number(query.livemode));
    if (query.after === undefined) this.add('place >= ? AND place < ?', from, before);
    else this.add(`place >= ? AND place < ${placeBefore(table)}`, from, query.after.id, before, before);
  }

  select(select: string, order: string, limit: number, direction: 'ASC' | 'DESC' = 'DESC'): Statement {
    return {
      sql: `${select} WHERE ${this.parts.join(' AND ')} ORDER BY ${order} ${direction} LIMIT ?`,
      values: [...this.values, limit],
    };
  }
}
