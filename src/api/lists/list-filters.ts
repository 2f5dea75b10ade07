// The filters that all lists share: the page, times, and the ids of other objects.
import { Matches } from 'class-validator';
import type { Position } from '../../core/values/page';
import { decodeCursor, DEFAULT_LIMIT, MAX_LIMIT } from './pagination';
import type { Faults } from '../input/validation';
import { IsText, MayBeAbsent, parseTime, rule } from '../input/validation-rules';

/** How many rows a page has. In an address it is text. */
export const IsLimit = () =>
  rule(
    'isLimit',
    (value) => typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value) && Number(value) <= MAX_LIMIT,
    `must be a whole number, 1 to ${String(MAX_LIMIT)}`,
  );

/** The two filters that every list has, as they arrive. */
export class PageDto {
  @MayBeAbsent()
  @IsText(200)
  cursor?: string;

  @MayBeAbsent()
  @IsLimit()
  limit?: string;
}

/** An id of ours: `prefix`, `_` and 24 hex digits. */
export const IsId = (prefix: string) =>
  Matches(new RegExp(`^${prefix}_[0-9a-f]{24}$`), { message: `must be ${prefix}_ and 24 hex digits` });

/**
 * `list` is the kind of list that the cursor must belong to. Without `limit` 20 rows. Adds to `faults`; use the result
 * only once they let it pass.
 */
export function readPage(list: string, page: PageDto, faults: Faults): { limit: number; after?: Position } {
  const after = typeof page.cursor === 'string' ? decodeCursor(list, page.cursor) : undefined;
  if (after === null && !faults.has('cursor')) faults.add('cursor', 'malformed', 'is not a cursor of this list');
  const limit = page.limit === undefined ? DEFAULT_LIMIT : Number(page.limit);
  return { limit, ...(after ? { after } : {}) };
}

/**
 * The instant of a filter such as `created_from`; undefined where it is not given or already at fault. Adds to
 * `faults`.
 */
export function readTime(param: string, text: unknown, faults: Faults): number | undefined {
  if (typeof text !== 'string' || faults.has(param)) return undefined;
  const instant = parseTime(text);
  if (instant === undefined) faults.add(param, 'malformed', 'must be an RFC 3339 time such as 2026-01-31T00:00:00Z');
  return instant;
}

/** The fields that were given: a filter left out is not there, rather than undefined. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
