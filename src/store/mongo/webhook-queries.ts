// The filters of webhooks that an index has to serve. Built apart from running them, so that the plan test explains exactly
// what is run.
import type { DeliveryQuery } from '../../core/webhooks/store';
import type { OwnedPage } from '../../core/values/page';
import { placeOf } from '../shared/sort-key';
import { type Find, type Lead, leadOf } from './lists';

/** Events that are not fanned out, about in the order of writing. */
export function unfannedEvents(limit: number): Find {
  return { filter: { unfanned: true }, sort: { unfanned: 1, place: 1 }, index: 'unfanned', limit };
}

/** All events of these redemptions that are not fanned out, each redemption's in the order of `seq`. */
export function unfannedOf(redemptionIds: readonly string[]): Find {
  return {
    filter: { unfanned: true, redemptionId: { $in: redemptionIds } },
    sort: { redemptionId: 1, seq: 1 },
    index: 'unfannedByRedemption',
    limit: 0,
  };
}

/** The first endpoint after `after` that has something due: the index is jumped through, endpoint by endpoint. */
export function nextDueEndpoint(after: string, now: number): Find {
  return {
    filter: { endpointId: { $gt: after }, dueAt: { $gte: 0, $lte: now } },
    sort: { endpointId: 1, dueAt: 1, seq: 1 },
    index: 'due',
    limit: 1,
  };
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

/** What is pending of these redemptions, the first of each first. */
export function pendingOf(endpointId: string, redemptionIds: readonly string[]): Find {
  return {
    filter: { endpointId, redemptionId: { $in: redemptionIds }, dueAt: { $gte: 0 }, manual: false },
    sort: { redemptionId: 1, seq: 1 },
    index: 'order',
    limit: 0,
  };
}

/** The pending delivery that waits for one with this `seq`, if any. */
export function laterDelivery(endpointId: string, redemptionId: string, seq: number): Find {
  return {
    filter: { endpointId, redemptionId, seq: { $gt: seq }, dueAt: { $gte: 0 }, manual: false },
    sort: { seq: 1 },
    index: 'order',
    limit: 1,
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
export function deliveryLeads({ eventId, endpointId, status }: DeliveryQuery): Lead[] {
  const leads = [
    ...leadOf('eventId', 'eventId', eventId),
    ...leadOf('endpointId', 'endpointId', endpointId),
    ...leadOf('status', 'status', status),
  ];
  return leads.length > 0 ? leads : [{ index: 'place', leading: {}, checked: {} }];
}

/** One page of the delivery log. `afterPlace`: see `afterPlaceIn`. */
export function deliveryList(query: DeliveryQuery, afterPlace?: string): Find {
  const { eventId, endpointId, status } = query;
  // The rarest filter leads; what is left of the others is looked at document by document.
  const given = Object.entries({ eventId, endpointId, status }).filter(([, value]) => value !== undefined);
  return {
    filter: {
      ...page(query, afterPlace),
      ...Object.fromEntries(given.map(([field, value]) => [field, { $eq: value }])),
    },
    sort: { place: -1 },
    index: given[0]?.[0] ?? 'place',
    limit: query.limit,
  };
}

function page({ accountId, livemode, after }: OwnedPage, afterPlace = placeOf(after)): Record<string, unknown> {
  return { accountId, livemode, ...(afterPlace === undefined ? {} : { place: { $lt: afterPlace } }) };
}
