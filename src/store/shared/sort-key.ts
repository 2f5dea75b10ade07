// The order of lists, as one text that both engines can index: a page is then a plain range of one index.
import type { EventQuery } from '../../core/events/store';
import { isBySettled, type RedemptionQuery } from '../../core/redemption/store';
import type { Position } from '../../core/values/page';
import type { Instant } from '../../core/values/time';

/** Enough for the year 33658, and constant, so that text order is time order. */
const DIGITS = 15;
const LATEST = 10 ** DIGITS - 1;

/** Sorts by moment, then by id. */
export function sortKeyOf(at: Instant, id: string): string {
  return startOf(at) + id;
}

/** More events than one redemption can have. */
const SEQ_DIGITS = 9;

/**
 * Sorts by moment, then by `seq`, then by id: for what is written several at a time in an order of its own, as the events of
 * one redemption are, since ids have no order. Releases before 0.2 filed such rows by `sortKeyOf`. Those keep their place, so a
 * place cannot be worked out from a row's moment and id: a list that goes on after a row reads the place of that row.
 */
export function orderedKeyOf(at: Instant, seq: number, id: string): string {
  return startOf(at) + String(seq).padStart(SEQ_DIGITS, '0') + id;
}

/** Sorts before every row of that moment and after every earlier one. */
export function startOf(at: Instant): string {
  return String(Math.min(Math.max(Math.trunc(at), 0), LATEST)).padStart(DIGITS, '0');
}

/** Between the moment and the id in what `orderedKeyOf` makes. Ids begin with a letter. */
const SEQ = /^\d+(?=[a-z])/;

/** The moment and the id of which a place was made, by `sortKeyOf` or by `orderedKeyOf`. */
export function positionOf(place: string): Position {
  return { createdAt: Number(place.slice(0, DIGITS)), id: place.slice(DIGITS).replace(SEQ, '') };
}

/**
 * Rows that one list looks at, at most. Filters that hardly ever meet would otherwise walk through everything there is; past
 * this the page ends, short, with a cursor to go on from. Some milliseconds of work.
 */
export const MOST_LOOKED_AT = 1000;

/** `from` is inclusive, `before` exclusive. */
export interface Range {
  readonly from: string;
  readonly before: string;
}

/** Every place is between these. */
const EVERYTHING: Range = { from: '', before: ':' };

/**
 * The places a page may show: the creation dates asked for, and strictly older than the last row shown. `afterPlace` is the
 * place of that row, where it is not its `sortKeyOf`.
 */
export function rangeOf(
  query: { readonly createdFrom?: Instant; readonly createdTo?: Instant; readonly after?: Position },
  afterPlace = placeOf(query.after),
): Range {
  const ends = [EVERYTHING.before];
  if (query.createdTo !== undefined) ends.push(startOf(query.createdTo));
  if (afterPlace !== undefined) ends.push(afterPlace);
  return {
    from: query.createdFrom === undefined ? EVERYTHING.from : startOf(query.createdFrom),
    before: ends.reduce((least, end) => (end < least ? end : least)),
  };
}

/** The range of what was made within the times of a list, whatever it goes by. */
export function createdRangeOf({ createdFrom, createdTo }: Pick<RedemptionQuery, 'createdFrom' | 'createdTo'>): Range {
  return rangeOf({
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(createdTo === undefined ? {} : { createdTo }),
  });
}

/** The range of a list, by the time at which its rows settled where that is asked for, else by when they were made. */
export function listRangeOf(
  query: Pick<RedemptionQuery, 'createdFrom' | 'createdTo' | 'settledFrom' | 'settledTo' | 'after'>,
): Range {
  if (!isBySettled(query)) return rangeOf(query);
  return rangeOf({
    ...(query.settledFrom === undefined ? {} : { createdFrom: query.settledFrom }),
    ...(query.settledTo === undefined ? {} : { createdTo: query.settledTo }),
    ...(query.after === undefined ? {} : { after: query.after }),
  });
}

/**
 * The place of a row by its moment and id. A row of `orderedKeyOf` stands before it, within the same moment: where its own place
 * can no longer be read because the row is gone, a page that goes on from here repeats rows of one millisecond and leaves out none.
 */
export function placeOf(after: Position | undefined): string | undefined {
  return after && sortKeyOf(after.createdAt, after.id);
}

/** Filters with an index of their own, the narrowest first. */
export const REDEMPTION_FILTERS = ['externalReference', 'terminalId', 'status', 'outcome', 'type'] as const;
export type RedemptionFilter = (typeof REDEMPTION_FILTERS)[number];

/**
 * The index a list walks: that of the narrowest filter in it. Chosen here and not by the database, whose guess depends on
 * statistics and could change under load. The other filters are checked row by row.
 */
export function leadingFilter(query: RedemptionQuery): 'metadata' | 'place' | RedemptionFilter {
  if (query.metadata && Object.keys(query.metadata).length > 0) return 'metadata';
  return REDEMPTION_FILTERS.find((filter) => query[filter] !== undefined) ?? 'place';
}

/** The same for the event log. */
export function leadingEventFilter(query: EventQuery): 'redemptionId' | 'type' | 'place' {
  if (query.redemptionId !== undefined) return 'redemptionId';
  return query.type === undefined ? 'place' : 'type';
}
