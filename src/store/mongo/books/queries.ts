// What the books ask of MongoDB. Built apart from running it, so that the plan test explains exactly what is run.
import type { mongo } from 'mongoose';
import type { DaysQuery, ReversalQuery } from '../../../core/books/store';
import { isBySettled, type RedemptionQuery } from '../../../core/redemption/store';
import type { Position } from '../../../core/values/page';
import { DAY_MS } from '../../../core/values/time';
import { createdRangeOf, listRangeOf, startOf } from '../../shared/sort-key';
import { redemptionLeads, type Find } from '../lists';
import type { Walked } from '../walk';

/** Redemptions in the order in which they settled: that index alone is walked, whatever else is asked for. */
export function settledWalk(query: RedemptionQuery): Walked {
  const { createdFrom, createdTo } = query;
  const checks = checksOf(query);
  const range = listRangeOf(query);
  if (createdFrom !== undefined || createdTo !== undefined) {
    const { from, before } = createdRangeOf(query);
    checks.push({ place: { $gte: from, $lt: before } });
  }
  return {
    owner: query,
    leads: [{ index: 'settled', leading: {}, checked: {} }],
    checks,
    // A range that begins with nothing at all is not what the partial index is said to hold.
    range: { from: range.from || startOf(0), before: range.before },
    limit: query.limit,
    by: 'settledPlace',
  };
}

/**
 * Where a walk along reversals begins and ends. One document may be in the index several times; the server gives it out once, in the
 * place of its first reversal that is within. Bounds are given as such: of a condition on a list MongoDB uses only one half.
 */
export interface ReversalWalk {
  readonly index: 'reversalsMade' | 'reversalsSettled';
  readonly filter: mongo.Document;
  readonly min: mongo.Document;
  readonly max: mongo.Document;
}

/** The moment of a reversal by which a list goes. */
export function orderOf(query: ReversalQuery): 'createdAt' | 'settledAt' {
  return isBySettled(query) ? 'settledAt' : 'createdAt';
}

/** Sorts after every id of a reversal. */
const LAST_ID = 'rev`';

/** The walk without the filters that are checked row by row; null where it would be empty. `last`: the oldest row that it may come to. */
export function reversalWalk(query: ReversalQuery, last?: Position): ReversalWalk | null {
  const by = orderOf(query);
  const { accountId, livemode, after } = query;
  const [from, to] = by === 'settledAt' ? [query.settledFrom, query.settledTo] : [query.createdFrom, query.createdTo];
  const owner = { accountId, livemode };
  const key = (at: number, id: string) => ({ ...owner, [`reversals.${by}`]: at, 'reversals.id': id });
  // Newest first: the index begins with what is latest.
  const newest = { createdAt: (to ?? Number.MAX_SAFE_INTEGER) - 1, id: LAST_ID };
  const start = after && after.createdAt <= newest.createdAt ? after : newest;
  const end = last ? { createdAt: last.createdAt, id: below(last.id) } : { createdAt: from ?? 0, id: '' };
  if (start.createdAt < end.createdAt || (start.createdAt === end.createdAt && start.id <= end.id)) return null;
  return {
    index: by === 'settledAt' ? 'reversalsSettled' : 'reversalsMade',
    filter: { ...owner, [`reversals.${by}`]: { $gte: 0 } },
    min: key(start.createdAt, start.id),
    max: key(end.createdAt, end.id),
  };
}

/** An end that excludes everything older than the row with this id, and not that row. */
function below(id: string): string {
  return id.slice(0, -1) + String.fromCharCode(id.charCodeAt(id.length - 1) - 1) + '\uffff';
}

/** The filters of a redemption, in terms that no index serves. */
export function checksOf(query: RedemptionQuery): mongo.Document[] {
  return redemptionLeads(query)
    .map(({ checked }) => ({ ...checked }))
    .filter((checked) => Object.keys(checked).length > 0);
}

/** What is checked of a document before its reversals are. */
export function reversalChecks({ status, ...query }: ReversalQuery): mongo.Document[] {
  return [...checksOf(query), ...(status === undefined ? [] : [{ reversals: { $elemMatch: { status } } }])];
}

const dayOf = (at: string, offsetMs: number) => ({ $floor: { $divide: [{ $add: [at, offsetMs] }, DAY_MS] } });
const grouped = (at: string, { offsetMs }: DaysQuery) => ({ day: dayOf(at, offsetMs), type: '$type' });

/** What settled in the days of `query`. */
export function settledDays(query: DaysQuery): mongo.Document[] {
  const { accountId, livemode, from, to } = query;
  const change = '$changeVoucher.amountCents';
  const isChanged = { $ne: [{ $ifNull: ['$changeVoucher', null] }, null] };
  const isStated = { $ne: [{ $ifNull: [change, null] }, null] };
  return [
    { $match: { accountId, livemode, settledPlace: { $gte: startOf(from), $lt: startOf(to) } } },
    {
      $group: {
        _id: grouped('$settledAt', query),
        paid: { $sum: { $cond: [{ $gt: ['$redeemedCents', 0] }, 1, 0] } },
        notPaid: { $sum: { $cond: [{ $gt: ['$redeemedCents', 0] }, 0, 1] } },
        taken: { $sum: '$redeemedCents' },
        changes: { $sum: { $cond: [isStated, 1, 0] } },
        unstated: { $sum: { $cond: [{ $and: [isChanged, { $not: [isStated] }] }, 1, 0] } },
        change: { $sum: change },
      },
    },
  ];
}

/** What was given back in the days of `query`. */
export function givenBackDays(query: DaysQuery): mongo.Document[] {
  const { accountId, livemode, from, to } = query;
  const within = { settledAt: { $gte: from, $lt: to } };
  return [
    { $match: { accountId, livemode, 'reversals.settledAt': { $gte: 0 }, reversals: { $elemMatch: within } } },
    { $unwind: '$reversals' },
    { $match: { 'reversals.settledAt': { $gte: from, $lt: to }, 'reversals.status': 'succeeded' } },
    {
      $group: {
        _id: grouped('$reversals.settledAt', query),
        count: { $sum: 1 },
        cents: { $sum: '$reversals.amountCents' },
      },
    },
  ];
}

/** What was made in the days of `query` and is in doubt now. */
export function doubtDays(query: DaysQuery): mongo.Document[] {
  const { accountId, livemode, from, to } = query;
  return [
    { $match: { accountId, livemode, outcome: 'checking', place: { $gte: startOf(from), $lt: startOf(to) } } },
    { $group: { _id: grouped('$createdAt', query), count: { $sum: 1 }, cents: { $sum: '$amountCents' } } },
  ];
}

/** Redemptions of versions that did not keep when they settled: this one writes none. */
export function unfilledLists(limit: number): Find[] {
  const sort = {};
  return [
    { filter: { status: 'confirmed', settledPlace: null }, sort, index: 'unfilledConfirmed', limit },
    { filter: { status: 'failed', settledPlace: null }, sort, index: 'unfilledFailed', limit },
    {
      filter: {
        'reversals.createdAt': { $gte: 0 },
        reversals: { $elemMatch: { settledAt: null, status: { $in: ['succeeded', 'failed'] } } },
      },
      sort,
      index: 'unfilledReversals',
      limit,
    },
  ];
}
