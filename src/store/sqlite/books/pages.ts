// Pages of the books: one index is walked in order, every other filter is checked row by row, and documents are read only of what is
// shown.
import type { Paged } from '../../../core/values/page';
import { MOST_LOOKED_AT, positionOf } from '../../shared/sort-key';
import type { Database } from '../engine/database';
import type { WithoutHistory } from '../../../core/redemption/redemption';
import { MOST_CHARACTERS } from '../walk';
import { redemptionsById, type Looked } from './queries';

interface Found {
  readonly place: string;
  readonly redemptionId: string;
  readonly reversalId: string;
}

/** One page of what `looked` finds, as `present` makes it of each document. Ends early where enough was looked at, or read. */
export function readBookPage<T>(
  database: Database,
  looked: Looked,
  limit: number,
  present: (redemption: WithoutHistory, reversalId: string) => T | undefined,
): Paged<T> {
  const { found, next } = look(database, looked, limit);
  const ids = [...new Set(found.map(({ redemptionId }) => redemptionId))];
  const { documents, isWhole } = read(database, ids);
  const rows: T[] = [];
  let last: string | null = null;
  for (const { place, redemptionId, reversalId } of found) {
    const document = documents.get(redemptionId);
    if (!document && !isWhole) return { rows, next: last === null ? null : positionOf(last) };
    const row = document && present(document, reversalId);
    if (row !== undefined) rows.push(row);
    last = place;
  }
  return { rows, next: next === null ? null : positionOf(next) };
}

/** `next`: the place to go on from; null where nothing older is left. */
function look(
  database: Database,
  { sql, values, checked }: Looked,
  limit: number,
): { found: Found[]; next: string | null } {
  const found: Found[] = [];
  let seen = 0;
  let last: string | null = null;
  for (const row of database.each(sql, ...values)) {
    if (found.length === limit || (checked && seen === MOST_LOOKED_AT)) return { found, next: last };
    seen += 1;
    last = String(row['place']);
    if (row['matches'] !== 1) continue;
    found.push({ place: last, redemptionId: String(row['redemption_id']), reversalId: String(row['reversal_id']) });
  }
  return { found, next: null };
}

/** Documents in the order of `ids`, until their text is too much: at least one. */
function read(
  database: Database,
  ids: readonly string[],
): { documents: ReadonlyMap<string, WithoutHistory>; isWhole: boolean } {
  const documents = new Map<string, WithoutHistory>();
  const { sql, values } = redemptionsById(ids);
  let characters = 0;
  for (const { id, document } of database.each(sql, ...values)) {
    if (characters > MOST_CHARACTERS) return { documents, isWhole: false };
    const text = String(document);
    characters += text.length;
    documents.set(String(id), JSON.parse(text) as WithoutHistory);
  }
  return { documents, isWhole: true };
}
