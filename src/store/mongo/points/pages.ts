// A range of an index of the ledger as a find.
import type { LotsNeed } from '../../../core/points/decide/rows';
import { KINDS, shelfOf } from '../../shared/points/kinds';
import type { StoredQuery } from '../../shared/points/queries';
import type { Find } from '../lists';
import { anyOf, fieldOf } from './schema';

/** The index is named, so that the plan does not hang on what is in the plan cache. */
export function findOf({ kind, index, equals, order, descending, above, below, limit }: StoredQuery): Find {
  const filter: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(equals)) filter[fieldOf(column)] = { $eq: value };
  const only = KINDS[kind].indexes[index]?.only;
  // What a partial index holds has to be said in words that MongoDB knows to imply it.
  if (only !== undefined && !(only in equals)) filter[fieldOf(only)] = { ...anyOf(kind, only) };
  const bounds = {
    ...(above ? { [above.inclusive ? '$gte' : '$gt']: above.value } : {}),
    ...(below ? { [below.inclusive ? '$lte' : '$lt']: below.value } : {}),
  };
  const standing = filter[fieldOf(order)] ?? {};
  if (above || below) filter[fieldOf(order)] = { ...standing, ...bounds };
  return { filter, sort: { [fieldOf(order)]: descending ? -1 : 1 }, index, limit };
}

/** The open lots or holds of several shelves, shelf by shelf, each in its order: at most as many as all of them need together. */
export function openOnShelves(kind: 'lots' | 'holds', needs: readonly LotsNeed[]): Find {
  return {
    filter: { shelf: { $in: [...new Set(needs.map(shelfOf))] }, open: { ...anyOf(kind, 'open') } },
    sort: { shelf: 1, open: 1 },
    index: 'open',
    limit: needs.reduce((sum, { limit }) => sum + limit, 0),
  };
}
