// The SQL of the books. Built apart from running it, so that the plan test explains exactly what is run.
import type { DaysQuery, ReversalQuery } from '../../../core/books/store';
import { isBySettled, type RedemptionQuery } from '../../../core/redemption/store';
import type { OwnedPage } from '../../../core/values/page';
import {
  createdRangeOf,
  listRangeOf,
  MOST_LOOKED_AT,
  type Range,
  REDEMPTION_FILTERS,
  startOf,
} from '../../shared/sort-key';
import type { Bindable, Statement } from '../engine/database';
import { COLUMNS, indexText, isClientText } from '../lists';

/** Each row has `place`, `redemption_id`, for reversals `reversal_id`, and `matches`: whether the other filters let it through. */
export interface Looked extends Statement {
  /** Whether there are other filters, so that rows may have been looked at in vain. */
  readonly checked: boolean;
}

type Filters = Partial<Pick<RedemptionQuery, (typeof REDEMPTION_FILTERS)[number] | 'metadata'>>;

/** Redemptions in the order in which they settled, newest first. */
export function settledList(query: RedemptionQuery): Looked {
  const checks = new Checks();
  checks.redemption(query);
  if (query.createdFrom !== undefined || query.createdTo !== undefined)
    checks.between('r.place', createdRangeOf(query));
  return checks.along('book_settled AS w', 'w.place', 'w.redemption_id', query, listRangeOf(query));
}

/** Reversals, in the order in which they settled or were made. */
export function reversalList(query: ReversalQuery): Looked {
  const checks = new Checks();
  const { status, type, ...ofRedemption } = query;
  if (status !== undefined) checks.add('w.status = ?', status);
  if (type !== undefined) checks.add('w.type = ?', type);
  checks.redemption(ofRedemption);
  const bySettled = isBySettled(query);
  if (bySettled && (query.createdFrom !== undefined || query.createdTo !== undefined))
    checks.between('w.place', createdRangeOf(query));
  const [index, place] = bySettled ? ['settled', 'w.settled_place'] : ['place', 'w.place'];
  const from = `book_reversals AS w INDEXED BY book_reversals_${index}`;
  return checks.along(from, place, 'w.redemption_id, w.reversal_id', query, listRangeOf(query));
}

/** The documents of these redemptions, by id. */
export function redemptionsById(ids: readonly string[]): Statement {
  const sql = `SELECT r.id, r.document FROM json_each(?) AS wanted CROSS JOIN redemptions AS r ON r.id = wanted.value`;
  return { sql, values: [JSON.stringify(ids)] };
}

/** What the report of days adds up: the rows of one kind after `place`, oldest first, in batches. */
export type DayRows = (query: DaysQuery, place: string, limit: number) => Statement;

export const settledRows: DayRows = (query, place, limit) =>
  dayRows('place, type, redeemed_cents, changed, change_cents FROM book_settled', 'place', query, place, limit);

export const givenBackRows: DayRows = (query, place, limit) =>
  dayRows(
    `settled_place AS place, type, CASE status WHEN 'succeeded' THEN amount_cents END AS given_cents
       FROM book_reversals INDEXED BY book_reversals_settled`,
    'settled_place',
    query,
    place,
    limit,
  );

export const doubtRows: DayRows = (query, place, limit) =>
  dayRows(
    "place, type, document ->> '$.amountCents' AS amount_cents FROM redemptions INDEXED BY redemptions_outcome",
    "outcome = 'checking' AND place",
    query,
    place,
    limit,
  );

function dayRows(select: string, column: string, query: DaysQuery, after: string, limit: number): Statement {
  const name = column.split(' ').at(-1) ?? column;
  return {
    sql: `SELECT ${select} WHERE account_id = ? AND livemode = ? AND ${column} >= ? AND ${name} < ?
          ORDER BY ${name} LIMIT ?`,
    values: [query.accountId, Number(query.livemode), after, startOf(query.to), limit],
  };
}

/** Filters that are checked row by row. Those of the redemption need its row (`r`). */
class Checks {
  private readonly parts: string[] = [];
  private readonly values: Bindable[] = [];
  private joined = false;

  add(sql: string, ...values: Bindable[]): void {
    this.parts.push(sql);
    this.values.push(...values);
  }

  between(column: string, { from, before }: Range): void {
    this.joined ||= column.startsWith('r.');
    this.add(`${column} >= ? AND ${column} < ?`, from, before);
  }

  redemption(query: Filters): void {
    for (const filter of REDEMPTION_FILTERS) {
      const value = query[filter];
      if (value === undefined) continue;
      this.joined = true;
      this.add(`coalesce(r.${COLUMNS[filter]} = ?, 0)`, isClientText(filter) ? indexText(value) : value);
    }
    for (const [key, value] of Object.entries(query.metadata ?? {})) {
      this.joined = true;
      this.add(
        `EXISTS (SELECT 1 FROM redemption_metadata AS m WHERE m.account_id = r.account_id AND m.livemode = r.livemode
           AND m.key = ? AND m.value = ? AND m.place = r.place)`,
        indexText(key),
        indexText(value),
      );
    }
  }

  along(from: string, place: string, ids: string, query: OwnedPage, range: Range): Looked {
    const checked = this.parts.length > 0;
    const join = this.joined ? 'CROSS JOIN redemptions AS r ON r.id = w.redemption_id' : '';
    return {
      checked,
      sql: `SELECT ${place} AS place, ${ids}, ${checked ? this.parts.join(' AND ') : '1'} AS matches FROM ${from} ${join}
            WHERE w.account_id = ? AND w.livemode = ? AND ${place} >= ? AND ${place} < ? ORDER BY ${place} DESC LIMIT ?`,
      values: [
        ...this.values,
        query.accountId,
        Number(query.livemode),
        range.from,
        range.before,
        checked ? MOST_LOOKED_AT + 1 : query.limit + 1,
      ],
    };
  }
}
