// The cursors of a search. One says where the page before ended, and what the first page took the query for: "today" and the beginning of a
// reference mean the same on every page.
import type { Position } from '../../../core/values/page';
import type { Instant } from '../../../core/values/time';
import { decodeCursor, encodeCursor } from '../../lists/pagination';

/** What the first page settled. */
export interface Settled {
  /** When it was asked for. */
  readonly asOf: Instant;
  /** Which part was taken for the beginning of a reference (its place in the query), or null for none. */
  readonly beginning: number | null;
}

/** Where a page ended. Cursors of versions that settled no time have none. */
export interface Reached extends Omit<Settled, 'asOf'> {
  readonly asOf?: Instant;
  readonly after: Position;
}

/** Of an instant in the year 5188: the longest that fits. */
const MOST_DIGITS = 9;
const SETTLED = new RegExp(`^(?:([0-9a-z]{1,${String(MOST_DIGITS)}})\\.)?([^.]*)$`);
const RADIX = 36;

/** As `encodeCursor`, with what was settled before it. */
export function encodeSearchCursor(settled: Settled, position: Position): string {
  return `${settled.asOf.toString(RADIX)}.${encodeCursor(kindOf(settled), position)}`;
}

/** Null where it is no cursor of a search. `mostParts`: how many parts a query may have. */
export function decodeSearchCursor(cursor: string, mostParts: number): Reached | null {
  const [, time, text = ''] = SETTLED.exec(cursor) ?? [];
  const asOf = time === undefined ? {} : { asOf: parseInt(time, RADIX) };
  for (const beginning of [null, ...Array.from({ length: mostParts }, (_, index) => index)]) {
    const after = decodeCursor(kindOf({ ...asOf, beginning }), text);
    if (after) return { ...asOf, beginning, after };
  }
  return null;
}

function kindOf({ asOf, beginning }: Partial<Settled>): string {
  return ['search', beginning, asOf].filter((part) => part !== null && part !== undefined).join(' ');
}
