// Lists in pages: the opaque cursor and the envelope. A cursor names the last row shown, so rows added later cannot shift it.
import { hash } from 'node:crypto';
import { pagedOf, type Paged, type Position } from '../../core/values/page';

/** Rows of a page where the caller asks for no number. */
export const DEFAULT_LIMIT = 20;
/** Most rows of a page: enough to fetch in bulk, few enough that one request stays quick. */
export const MAX_LIMIT = 100;

/** A page of any list, as it is sent. */
export interface Page<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly has_more: boolean;
  /** Null on the last page. */
  readonly next_cursor: string | null;
}

/** `list` is the kind of list (`redemptions`, `events`): a cursor of one kind is refused by another. */
export function encodeCursor(list: string, position: Position): string {
  const text = `${String(position.createdAt)}.${position.id}`;
  return Buffer.from(`${text}.${checksum(list, text)}`).toString('base64url');
}

/** Null where the text is not a cursor of this kind of list, so that a truncated one is a fault and not an odd page. */
export function decodeCursor(list: string, cursor: string): Position | null {
  const match = /^(\d{1,16})\.([a-z]{2,4}_[0-9a-f]{24})\.([0-9a-f]{8})$/.exec(
    Buffer.from(cursor, 'base64url').toString('latin1'),
  );
  const [createdAt, id, sum] = match?.slice(1) ?? [];
  if (createdAt === undefined || id === undefined || sum !== checksum(list, `${createdAt}.${id}`)) return null;
  return { createdAt: Number(createdAt), id };
}

/** Makes a page of the `limit + 1` rows that were asked for: the one too many only shows that there is more. */
export function pageOf<Row extends Position, T>(
  list: string,
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => T,
): Page<T> {
  return pageFrom(list, pagedOf(rows, limit), present);
}

/** A page that the store has cut by itself. */
export function pageFrom<Row, T>(list: string, page: Paged<Row>, present: (row: Row) => T): Page<T> {
  return pageWith((position) => encodeCursor(list, position), page, present);
}

/** The same for a list that has cursors of its own. */
export function pageWith<Row, T>(
  cursorOf: (position: Position) => string,
  { rows, next }: Paged<Row>,
  present: (row: Row) => T,
): Page<T> {
  return { object: 'list', data: rows.map(present), has_more: next !== null, next_cursor: next && cursorOf(next) };
}

/** A list that is too short for pages, in the envelope of the others. */
export function wholeList<T>(data: readonly T[]): Page<T> {
  return { object: 'list', data, has_more: false, next_cursor: null };
}

/** Against accidents (truncation, a wrong list), not against forgery: a position grants nothing. */
export function checksum(list: string, text: string): string {
  return hash('sha256', `${list}|${text}`, 'hex').slice(0, 8);
}
