// A range of an index of the ledger as a statement.
import { KINDS } from '../../shared/points/kinds';
import type { StoredQuery } from '../../shared/points/queries';
import type { Bindable, Statement } from '../engine/database';

/** The index is named, so that the plan does not hang on statistics. */
export function pageOf({ kind, index, equals, order, descending, above, below, limit }: StoredQuery): Statement {
  const table = `points_${KINDS[kind].name}`;
  const conditions: string[] = [];
  const values: Bindable[] = [];
  for (const [column, value] of Object.entries(equals)) {
    conditions.push(`${column} = ?`);
    values.push(value);
  }
  // What a partial index holds has to be said in the same words.
  const only = KINDS[kind].indexes[index]?.only;
  if (only !== undefined) conditions.push(`${only} IS NOT NULL`);
  for (const [bound, sign] of [
    [above, '>'],
    [below, '<'],
  ] as const) {
    if (!bound) continue;
    conditions.push(`${order} ${sign}${bound.inclusive ? '=' : ''} ?`);
    values.push(bound.value);
  }
  const sql = `SELECT document FROM ${table} INDEXED BY ${table}_${index} WHERE ${conditions.join(' AND ')}
    ORDER BY ${order} ${descending ? 'DESC' : 'ASC'} LIMIT ?`;
  return { sql, values: [...values, limit] };
}
