// The filters of webhooks that an index has to serve. Built apart from running them, so that the plan test explains exactly
// what is run.
import type { mongo } from 'mongoose';
import { MOST_ATTEMPTS_KEPT } from '../../../core/webhooks/delivery';
import { DELIVERY_FILTERS, type DeliveryEnding, type DeliveryQuery } from '../../../core/webhooks/store';
import type { OwnedPage } from '../../../core/values/page';
import { placeOf, rangeOf } from '../../shared/sort-key';
import { type Find, type Lead, leadOf } from '../lists';

/** The first event that is not fanned out of an account after `after`. */
export function unfannedAfter(after: string): Find {
  return {
    filter: { unfanned: true, accountId: { $gt: after } },
    sort: { accountId: 1, place: 1 },
    index: 'unfannedByAccount',
    limit: 1,
  };
}

/** Events of an account that are not fanned out, about in the order of writing. */
export function unfannedEvents(accountId: string, limit: number): Find {
  return {
    filter: { unfanned: true, accountId },
    sort: { accountId: 1, place: 1 },
    index: 'unfannedByAccount',
    limit,
  };
}

/**
 * Events of these subjects that are not fanned out, at most `limit`, each subject's from its first on and in the order of `seq`. A
 * participant of points may have any number of them waiting.
 */
export function unfannedOf(redemptionIds: readonly string[], limit: number): Find {
  return {
    filter: { unfanned: true, redemptionId: { $in: redemptionIds } },
    sort: { redemptionId: 1, seq: 1 },
    index: 'unfannedByRedemption',
    limit,
  };
}

/**
 * The first due date, and the owner, of each of `limit` endpoints after `after` that have something pending. The index is jumped through, endpoint
 * by endpoint.
 */
export function firstDueDates(after: string, limit: number): mongo.Document[] {
  return [
    { $match: { endpointId: { $gt: after }, dueAt: { $gte: 0 } } },
    { $sort: { endpointId: 1, dueAt: 1, seq: 1 } },
    { $group: { _id: '$endpointId', dueAt: { $first: '$dueAt' }, accountId: { $first: '$accountId' } } },
    { $sort: { _id: 1 } },
    { $limit: limit },
  ];
}

/** Deliveries of an endpoint that can be ended: none that an attempt is under way of. */
export function endable({ endpointId, dueBy, now, limit }: DeliveryEnding): Find {
  const dueAt = { $gte: 0, $lte: dueBy ?? Number.MAX_SAFE_INTEGER };
  const free = [{ dueAt: { $lte: now } }, { claimId: null }];
  return { filter: { endpointId, dueAt, $or: free }, sort: { dueAt: 1, seq: 1 }, index: 'due', limit };
}

/** Ends deliveries as `afterAttempt` does after the last attempt. */
export function ended({ now, error }: DeliveryEnding): mongo.Document[] {
  const byHand = { $or: ['$manual', { $ne: [{ $type: '$scheduledAt' }, 'missing'] }] };
  const attempt = { at: now, durationMs: 0, status: null, answer: null, error: { $literal: error }, manual: byHand };
  return [
    {
      $set: {
        rev: { $add: ['$rev', 1] },
        status: 'failed',
        manual: false,
        dueAt: null,
        claimId: null,
        updatedAt: now,
        attemptCount: { $add: ['$attemptCount', { $cond: [byHand, 0, 1] }] },
        attempts: { $slice: [{ $concatArrays: ['$attempts', [attempt]] }, -MOST_ATTEMPTS_KEPT] },
      },
    },
    { $unset: 'scheduledAt' },
  ];
}

/** Deliveries of an endpoint due at `now` (milliseconds since the epoch), the longest overdue first. */
export function dueDeliveries(endpointId: string, now: number, limit: number): Find {
  return {
    filter: { endpointId, dueAt: { $gte: 0, $lte: now } },
    sort: { dueAt: 1, seq: 1 },
    index: 'due',
    limit,
  };
}

/** Deliveries of an endpoint due after `after`, the next one first. */
export function laterDeliveries(endpointId: string, after: number, limit: number): Find {
  return {
    filter: { endpointId, dueAt: { $gte: 0, $gt: after } },
    sort: { dueAt: 1, seq: 1 },
    index: 'due',
    limit,
  };
}

/** Rows of one `pendingOf`: all of them for many redemptions, the first ones of a participant with a long list. */
export const MOST_PENDING = 1_000;

/** What is pending of these subjects, the first of each first. Cut short, it leaves out whole subjects at the end. */
export function pendingOf(endpointId: string, redemptionIds: readonly string[]): Find {
  return {
    filter: { endpointId, redemptionId: { $in: redemptionIds }, dueAt: { $gte: 0 }, manual: false },
    sort: { redemptionId: 1, seq: 1 },
    index: 'order',
    limit: MOST_PENDING,
  };
}

/** Endpoints that neither are disabled nor deleted. */
export function subscribingEndpoints(accountId: string, livemode: boolean): Find {
  return { filter: { accountId, livemode, active: true }, sort: {}, index: 'active', limit: 0 };
}

/** The endpoints in use of all these accounts, in either mode. */
export function activeAmong(accountIds: readonly string[]): Find {
  const filter = { accountId: { $in: accountIds }, livemode: { $in: [false, true] }, active: true };
  return { filter, sort: {}, index: 'active', limit: 0 };
}

/** One page of the endpoints that are not deleted. */
export function endpointList(query: OwnedPage): Find {
  return { filter: { ...page(query), deleted: false }, sort: { place: -1 }, index: 'place', limit: query.limit };
}

/** The filters of a page of the delivery log, the narrowest first. */
export function deliveryLeads(query: DeliveryQuery): Lead[] {
  const leads = DELIVERY_FILTERS.flatMap((filter) => leadOf(filter, filter, query[filter]));
  return leads.length > 0 ? leads : [{ index: 'place', leading: {}, checked: {} }];
}

/** One page of the delivery log. `afterPlace`: see `afterPlaceIn`. */
export function deliveryList(query: DeliveryQuery, afterPlace?: string): Find {
  const { accountId, livemode, limit } = query;
  const { from, before } = rangeOf(query, afterPlace ?? placeOf(query.after));
  // The rarest filter leads; what is left of the others is looked at document by document.
  const given = DELIVERY_FILTERS.filter((filter) => query[filter] !== undefined);
  return {
    filter: {
      accountId,
      livemode,
      place: { $gte: from, $lt: before },
      ...Object.fromEntries(given.map((field) => [field, { $eq: query[field] }])),
    },
    sort: { place: -1 },
    index: given[0] ?? 'place',
    limit,
  };
}

function page({ accountId, livemode, after }: OwnedPage, afterPlace = placeOf(after)): Record<string, unknown> {
  return { accountId, livemode, ...(afterPlace === undefined ? {} : { place: { $lt: afterPlace } }) };
}
