// Lists with any number of filters: the index of one of them is walked, the others are checked document by document, and how far
// the walk may go is settled beforehand. The filter that leads is the one whose rows reach furthest back: the rarest just there.
import type { mongo } from 'mongoose';
import type { OwnedPage, Paged } from '../../core/values/page';
import { MOST_LOOKED_AT, positionOf, type Range } from '../shared/sort-key';
import { type Find, found, foundRecently, type Lead } from './lists';

/** The rows that one list is about. */
export interface Walked {
  readonly owner: Pick<OwnedPage, 'accountId' | 'livemode'>;
  readonly leads: readonly Lead[];
  /** What else is checked, document by document, and may never lead. */
  readonly checks?: readonly mongo.Document[];
  readonly range: Range;
  readonly limit: number;
  /** The field by which rows are in order: `place` where absent. */
  readonly by?: 'place' | 'settledPlace';
}

/** The row at which a walk along `lead` has to end, if it has that many. */
export function boundaryOf({ owner, range, by }: Walked, lead: Lead): Find {
  return { ...alone(owner, lead, range, by), skip: MOST_LOOKED_AT - 1, limit: 1 };
}

/** The rows that match all filters, one more than the page: from `range.from` on, along `lead`. */
export function walkAlong({ owner, leads, checks = [], limit, by }: Walked, lead: Lead, range: Range): Find {
  const walk = alone(owner, lead, range, by);
  const others = [...leads.filter((other) => other !== lead).map(({ checked }) => checked), ...checks];
  const filter = others.length > 0 ? { ...walk.filter, $and: others } : walk.filter;
  return { ...walk, filter, limit: limit + 1 };
}

/** A row of a list: what its place is made of, with whatever else is read. */
interface Placed {
  readonly _id: string;
  readonly createdAt: number;
  readonly settledAt?: number;
}

/** One page, with the documents as `projection` has them. */
export async function pageAlong<D extends mongo.Document, T extends mongo.Document & Placed>(
  collection: mongo.Collection<D>,
  walked: Walked,
  projection?: Readonly<Record<string, 0 | 1>>,
): Promise<Paged<T>> {
  const { range, limit } = walked;
  const { lead, boundary } = await choose(collection, walked);
  // Whatever comes in meanwhile is newer than the boundary or was there before: nothing on this side of it is left out.
  const within = boundary === null ? range : { ...range, from: boundary };
  const rows = await foundRecently<D, T>(collection, walkAlong(walked, lead, within), projection);
  const last = rows[limit - 1];
  if (rows.length > limit && last)
    return { rows: rows.slice(0, limit), next: { createdAt: momentOf(last, walked), id: last._id } };
  return { rows, next: boundary === null ? null : positionOf(boundary) };
}

/** One filter is walked as far as its page goes. Of several, the one with the oldest boundary is the rarest. */
async function choose<D extends mongo.Document>(
  collection: mongo.Collection<D>,
  walked: Walked,
): Promise<{ lead: Lead; boundary: string | null }> {
  const [first, ...others] = walked.leads;
  if (!first) throw new Error('A list has at least its own index');
  if (others.length === 0 && !walked.checks?.length) return { lead: first, boundary: null };
  const boundaries = await Promise.all(
    walked.leads.map(async (lead) => {
      const by = walked.by ?? 'place';
      const [row] = await found<D, { readonly [by: string]: string }>(collection, boundaryOf(walked, lead), {
        _id: 0,
        [by]: 1,
      });
      return { lead, boundary: row?.[by] ?? null };
    }),
  );
  return boundaries.reduce((best, one) => ((one.boundary ?? '') < (best.boundary ?? '') ? one : best));
}

function momentOf({ createdAt, settledAt }: Placed, { by }: Walked): number {
  return by === 'settledPlace' ? (settledAt ?? createdAt) : createdAt;
}

function alone(
  { accountId, livemode }: Walked['owner'],
  { index, leading }: Lead,
  { from, before }: Range,
  by: Walked['by'] = 'place',
): Omit<Find, 'limit'> {
  const filter = { accountId, livemode, ...leading, [by]: { $gte: from, $lt: before } };
  return { filter, sort: { [by]: -1 }, index };
}
