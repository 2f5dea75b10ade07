// The filters of the lists. Built apart from running them, so that the plan test explains exactly what `list` runs.
import type { mongo } from 'mongoose';
import type { EventQuery } from '../../core/events/store';
import type { DifferenceQuery } from '../../core/reconciliations/store';
import type { DueLater, ProposalQuery, RedemptionQuery } from '../../core/redemption/store';
import type { OwnedPage, Position, ReviewedQuery } from '../../core/values/page';
import { OLDEST_READ_MS } from '../../core/values/visible';
import { LIST_TURNS } from './engine/list-turns';
import { recentRead } from './engine/recent-read';
import { FIRST_REVIEW } from './schema/indexes';
import { leadingEventFilter, leadingFilter, placeOf, sortKeyOf, rangeOf } from '../shared/sort-key';

/** `index` is named so that the plan does not hang on what else the server has in its plan cache. */
export interface Find {
  readonly filter: Readonly<Record<string, unknown>>;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly index: string;
  readonly limit: number;
  /** Rows that come first in the order and are passed over. */
  readonly skip?: number;
}

/** One filter of a list. */
export interface Lead {
  /** The index that has its rows in the order of their places. */
  readonly index: string;
  /** The filter in the terms of that index. */
  readonly leading: Readonly<Record<string, unknown>>;
  /** The same filter in terms that no index serves, so that it cannot draw the bounds of another one's walk. */
  readonly checked: Readonly<Record<string, unknown>>;
}

/** Runs it by the driver itself: a query of mongoose's casts and checks what is the right type already, at half the cost of the read. */
export function found<D extends mongo.Document, T extends mongo.Document = D>(
  collection: mongo.Collection<D>,
  { filter, sort, index, limit, skip = 0 }: Find,
  projection?: Readonly<Record<string, 0 | 1>>,
  session?: mongo.ClientSession,
): Promise<T[]> {
  // All in the first reply: by default that holds 101 documents.
  const size = limit > 0 ? { limit, batchSize: limit } : {};
  return collection
    .find<T>(filter as mongo.Filter<D>, {
      sort,
      skip,
      hint: index,
      ...size,
      ...(projection ? { projection } : {}),
      ...(session ? { session } : {}),
    })
    .toArray();
}

/** The place of the row after which a page begins, in a collection filed by `orderedKeyOf`. Undefined where the row is gone. */
export async function afterPlaceIn<D extends mongo.Document & { readonly _id: string; readonly place: string }>(
  collection: mongo.Collection<D>,
  after: Position | undefined,
): Promise<string | undefined> {
  if (after === undefined) return undefined;
  const row = { filter: { _id: { $eq: after.id } }, sort: {}, index: '_id_', limit: 1 };
  const [read] = await found<D, { place: string }>(collection, row, { place: 1 });
  return read?.place;
}

/** The same, for a list of an account, in its turn (`ListTurns`): throws `StaleRead` where it would be a picture of the past. */
export function foundRecently<D extends mongo.Document, T extends mongo.Document = D>(
  collection: mongo.Collection<D>,
  find: Find,
  projection?: Readonly<Record<string, 0 | 1>>,
): Promise<T[]> {
  return LIST_TURNS.during(String(find.filter['accountId']), () =>
    recentRead(collection.db.client, OLDEST_READ_MS, (session) => found<D, T>(collection, find, projection, session)),
  );
}

/** The filters of a page; where none is given, all rows in their order. */
export function redemptionLeads(query: RedemptionQuery): Lead[] {
  const leads = givenLeads(query);
  return leads.length > 0 ? leads : [{ index: 'place', leading: {}, checked: {} }];
}

/** Those that are given, the narrowest first: where two are equally rare, the first one leads. */
export function givenLeads(query: RedemptionQuery): Lead[] {
  const { status, outcome, type, externalReference, terminalId } = query;
  return [
    ...leadOf('externalReference', 'externalReference', externalReference),
    ...Object.entries(query.metadata ?? {}).map(([k, v]) => metadataLead(k, v)),
    ...leadOf('terminalId', 'options.terminal_id', terminalId),
    ...leadOf('status', 'status', status),
    ...leadOf('outcome', 'outcome', outcome),
    ...leadOf('type', 'type', type),
  ];
}

/** What a filter for one text means to a walk; nothing where it is not given. */
export function leadOf(index: string, field: string, value: string | undefined): Lead[] {
  const filter = given(field, value);
  return value === undefined ? [] : [{ index, leading: filter, checked: filter }];
}

/** All pairs are in one index, which could be walked by any of them: so only one may be said in its terms. */
function metadataLead(k: string, v: string): Lead {
  return {
    index: 'metadata',
    // The range on the key says what the partial index holds.
    leading: { metadata: { $elemMatch: { k, v } }, 'metadata.k': { $gte: '' } },
    checked: { $expr: { $in: [{ $literal: { k, v } }, '$metadata'] } },
  };
}

/** Whole documents. The index is that of the narrowest filter; the others are checked document by document, however many. */
export function redemptionList(query: RedemptionQuery): Find {
  const { from, before } = rangeOf(query);
  const pairs = Object.entries(query.metadata ?? {}).map(([k, v]) => ({ $elemMatch: { k, v } }));
  return {
    filter: {
      accountId: query.accountId,
      livemode: query.livemode,
      ...given('status', query.status),
      ...given('outcome', query.outcome),
      ...given('type', query.type),
      ...given('externalReference', query.externalReference),
      ...given('options.terminal_id', query.terminalId),
      // The range on the key says what the partial index holds.
      ...(pairs.length > 0 ? { metadata: { $all: pairs }, 'metadata.k': { $gte: '' } } : {}),
      place: { $gte: from, $lt: before },
    },
    sort: { place: -1 },
    index: leadingFilter(query),
    limit: query.limit,
  };
}

/** Redemptions with reviews. Here and below, `after.createdAt` is the moment at which the review or finding was opened. */
export function reviewedList(query: ReviewedQuery): Find {
  return query.which === 'open'
    ? openList(query, 'reviewPlace', 'openReviews')
    : openedList(query, FIRST_REVIEW, 'reviewed');
}

/** Of redemptions with proposals. `after.createdAt` is the moment that the list goes by. */
export function proposalList({ waiting, ...query }: ProposalQuery): Find {
  const name = waiting ? 'proposalWaits' : 'proposed';
  return openList({ ...query, which: 'all', order: 'newest' }, `${name}Place`, name);
}

/** One page of findings. */
export function findingList(query: ReviewedQuery): Find {
  return query.which === 'open' ? openList(query, 'openPlace', 'open') : openedList(query, 'openedAt', 'opened');
}

/** One page of terminals, revoked ones too. */
export function terminalList(query: OwnedPage): Find {
  const { accountId, livemode, limit } = query;
  const { from, before } = rangeOf(query);
  const filter = { accountId, livemode, place: { $gte: from, $lt: before } };
  return { filter, sort: { place: -1 }, index: 'place', limit };
}

/** One page of reconciliations. */
export function runList(query: OwnedPage): Find {
  return terminalList(query);
}

/** Reconciliations under way that nobody has touched since `before`. */
export function abandonedRuns(before: number): Find {
  const filter = { running: true, aliveAt: { $lt: before } };
  return { filter, sort: { aliveAt: 1 }, index: 'alive', limit: 100 };
}

/** The oldest reconciliation that was made before `before`. */
export function expiredRuns(before: number): Find {
  return { filter: { createdAt: { $lt: before } }, sort: { createdAt: 1 }, index: 'created', limit: 1 };
}

/** One page of the differences of a run. */
export function differenceList({ runId, kind, after, limit }: DifferenceQuery): Find {
  const filter = { runId: { $eq: runId }, ...given('kind', kind), seq: { $gt: after } };
  return { filter, sort: { seq: 1 }, index: kind === undefined ? 'seq' : 'kind', limit };
}

/** Redemptions due at `now` (milliseconds since the epoch), the longest overdue first. */
export function dueList(now: number, limit: number): Find {
  return { filter: { dueAt: { $gte: 0, $lte: now } }, sort: { dueAt: 1, _id: 1 }, index: 'due', limit };
}

/** The same of one account. */
export function dueOfList(accountId: string, now: number, limit: number): Find {
  const filter = { accountId: { $eq: accountId }, dueAt: { $gte: 0, $lte: now } };
  return { filter, sort: { dueAt: 1, _id: 1 }, index: 'dueBy', limit };
}

/** The next account with a due date, and its earliest. */
export function nextWithDue(afterAccountId: string): Find {
  const filter = { accountId: { $gt: afterAccountId }, dueAt: { $gte: 0 } };
  return { filter, sort: { accountId: 1, dueAt: 1 }, index: 'dueBy', limit: 1 };
}

/** Redemptions due after `after`, the furthest first, from behind `last`. */
export function dueLaterList(after: number, limit: number, last?: Pick<DueLater, 'id' | 'dueAt'>): Find {
  const rest = last
    ? [
        // The bound of the walk, and what of that one moment was shown.
        { dueAt: { $lte: last.dueAt } },
        { $or: [{ dueAt: { $lt: last.dueAt } }, { _id: { $lt: last.id } }] },
      ]
    : [];
  const filter = { $and: [{ dueAt: { $gte: 0, $gt: after } }, ...rest] };
  return { filter, sort: { dueAt: -1, _id: -1 }, index: 'due', limit };
}

/** Redemptions whose events are not in the log yet, the longest waiting first. */
export function outboxList(limit: number): Find {
  return { filter: { outboxed: true }, sort: { outboxed: 1, updatedAt: 1 }, index: 'outbox', limit };
}

/** One page of the event log. `afterPlace`: see `afterPlaceIn`. */
export function eventList(query: EventQuery, afterPlace?: string): Find {
  const { from, before } = rangeOf(query, afterPlace ?? placeOf(query.after));
  return {
    filter: {
      accountId: query.accountId,
      livemode: query.livemode,
      ...given('type', query.type),
      ...given('redemptionId', query.redemptionId),
      place: { $gte: from, $lt: before },
    },
    sort: { place: -1 },
    index: leadingEventFilter(query),
    limit: query.limit,
  };
}

function openList({ accountId, livemode, after, order, limit }: ReviewedQuery, place: string, index: string): Find {
  const [direction, beyond] = order === 'newest' ? ([-1, '$lt'] as const) : ([1, '$gt'] as const);
  const rest = after ? { [place]: { [beyond]: sortKeyOf(after.createdAt, after.id) } } : {};
  const filter = { accountId, livemode, $and: [{ [place]: { $gt: '' } }, rest] };
  return { filter, sort: { [place]: direction }, index, limit };
}

/** By a moment and the id: fields that documents of every version have. */
function openedList({ accountId, livemode, after, order, limit }: ReviewedQuery, field: string, index: string): Find {
  const [direction, beyond] = order === 'newest' ? ([-1, '$lt'] as const) : ([1, '$gt'] as const);
  const rest = after
    ? [
        // The bound of the walk, and what of that one moment was shown.
        { [field]: { [`${beyond}e`]: after.createdAt } },
        { $or: [{ [field]: { [beyond]: after.createdAt } }, { _id: { [beyond]: after.id } }] },
      ]
    : [];
  const filter = { accountId, livemode, $and: [{ [field]: { $gte: 0 } }, ...rest] };
  return { filter, sort: { [field]: direction, _id: direction }, index, limit };
}

/** `$eq`, so that no value is ever read as an operator. */
function given(field: string, value: string | undefined): Record<string, unknown> {
  return value === undefined ? {} : { [field]: { $eq: value } };
}
