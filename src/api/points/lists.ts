// Lists of points: pages of up to 200, in an envelope that clients of either style can read.
import { ApiProperty } from '@nestjs/swagger';
import type { Position } from '../../core/values/page';
import type { Faults } from '../input/validation';
import { IsText, MayBeAbsent, rule } from '../input/validation-rules';
import { DescribesPage } from '../lists/decorators';
import { ListDto } from '../lists/list.dto';
import { checksum } from '../lists/pagination';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** What every list takes. */
export class PointsPageDto {
  @MayBeAbsent()
  @IsText(500)
  cursor?: string;

  @MayBeAbsent()
  @rule(
    'isLimit',
    (value) => typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value) && Number(value) <= MAX_LIMIT,
    `must be a whole number, 1 to ${String(MAX_LIMIT)}`,
  )
  limit?: string;
}

/** `limit` and `cursor` of a list of points, as the API description shows them. */
export const DescribesPointsPage = () => DescribesPage(MAX_LIMIT, DEFAULT_LIMIT);

export class PaginationDto {
  @ApiProperty({ type: Boolean })
  has_more!: boolean;

  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;
}

/** The envelope. `pagination` repeats `has_more` and `next_cursor`. */
export class PointsListDto extends ListDto {
  @ApiProperty({ type: () => PaginationDto })
  pagination!: PaginationDto;
}

/** A page as it is sent. */
export interface PointsPage<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly pagination: { readonly has_more: boolean; readonly next_cursor: string | null };
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** Where a list goes on: as many texts and numbers as its order needs. */
export type Cursor = readonly (string | number)[];

/** The page that was asked for. `list`: which list, with whose it is. `after` undefined: the first one. Adds to `faults`. */
export function readPointsPage(
  list: string,
  { cursor, limit }: PointsPageDto,
  faults: Faults,
): { readonly limit: number; readonly after: Cursor | undefined } {
  const after = typeof cursor === 'string' ? decode(list, cursor) : undefined;
  if (after === null && !faults.has('cursor')) faults.add('cursor', 'malformed', 'is not a cursor of this list');
  return { limit: limit === undefined ? DEFAULT_LIMIT : Number(limit), after: after ?? undefined };
}

/** A cursor that names a moment and an id. */
export function positionOf(after: Cursor | undefined): { readonly after?: Position } {
  const [createdAt, id] = after ?? [];
  return typeof createdAt === 'number' && typeof id === 'string' ? { after: { createdAt, id } } : {};
}

/** How rows become a page. */
interface PageView<Row, T> {
  readonly cursorOf: (row: Row) => Cursor;
  readonly present: (row: Row) => T;
  /** Where a page that is short goes on: there are more, although fewer than asked for were found. */
  readonly resumeAt?: Cursor | null;
}

/** Makes a page of the `limit + 1` rows that were asked for. */
export function pointsPage<Row, T>(
  list: string,
  rows: readonly Row[],
  limit: number,
  { cursorOf, present, resumeAt = null }: PageView<NoInfer<Row>, T>,
): PointsPage<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const cursor = rows.length > limit && last !== undefined ? cursorOf(last) : resumeAt;
  const next_cursor = cursor === null ? null : encode(list, cursor);
  const has_more = next_cursor !== null;
  return { object: 'list', data: shown.map(present), pagination: { has_more, next_cursor }, has_more, next_cursor };
}

/** The cursor of rows that are ordered by their age. */
export function byAge({ createdAt, id }: Position): Cursor {
  return [createdAt, id];
}

function encode(list: string, cursor: Cursor): string {
  const text = JSON.stringify(cursor);
  return Buffer.from(`${checksum(`points ${list}`, text)}${text}`).toString('base64url');
}

/** Null where the text is not a cursor of this list, so that a truncated one is a fault and not an odd page. */
function decode(list: string, cursor: string): Cursor | null {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const sum = text.slice(0, 8);
  const body = text.slice(8);
  if (sum !== checksum(`points ${list}`, body)) return null;
  try {
    const cursor: unknown = JSON.parse(body);
    return isCursor(cursor) ? cursor : null;
  } catch {
    return null;
  }
}

/** The checksum keeps nobody from making one up. */
function isCursor(value: unknown): value is Cursor {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((part) => typeof part === 'string' || Number.isSafeInteger(part));
}
