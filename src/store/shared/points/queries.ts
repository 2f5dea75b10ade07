// The lists of the ledger as ranges of one index each, for both engines. Built apart from running them, so that the plan tests explain
// exactly what is run.
import type { Instant } from '../../../core/values/time';
import type { LotPlace } from '../../../core/points/book/lot';
import type { Position } from '../../../core/values/page';
import type { EntryQuery, Holder, LotQuery, PointsRedemptionQuery, RewardQuery } from '../../../core/points/store';
import type { OwnedPage } from '../../../core/values/page';
import { sortKeyOf, startOf } from '../sort-key';
import { lotPlace, namePlace, ownerOf, shelfOf, type ColumnValue, type StoredKind } from './kinds';

/** A range of an index, and what else a record must say. */
export interface StoredQuery<K extends StoredKind = StoredKind> {
  readonly kind: K;
  /** Name of the index, within its kind. */
  readonly index: string;
  /** Columns with their values: those that the index begins with, and others. */
  readonly equals: Readonly<Record<string, ColumnValue>>;
  /** The column that orders. */
  readonly order: string;
  readonly descending: boolean;
  /** Bounds of the ordering column. */
  readonly above?: { readonly value: string | number; readonly inclusive: boolean } | undefined;
  readonly below?: { readonly value: string | number; readonly inclusive: boolean } | undefined;
  readonly limit: number;
}

function newestFirst<K extends StoredKind>(
  kind: K,
  index: string,
  equals: StoredQuery['equals'],
  { after, limit, from, to }: { after?: Position; limit: number; from?: Instant; to?: Instant },
): StoredQuery<K> {
  const ends = [after && sortKeyOf(after.createdAt, after.id), to === undefined ? undefined : startOf(to)];
  const before = ends.filter((end) => end !== undefined).sort()[0];
  return {
    kind,
    index,
    equals,
    order: 'place',
    descending: true,
    below: before === undefined ? undefined : { value: before, inclusive: false },
    above: from === undefined ? undefined : { value: startOf(from), inclusive: true },
    limit,
  };
}

/** Programs, assets, entities and participants of an account and mode. */
export function ownedList<K extends 'programs' | 'assets' | 'entities' | 'books'>(
  kind: K,
  page: OwnedPage,
): StoredQuery<K> {
  return newestFirst(kind, 'place', { owner: ownerOf(page) }, page);
}

/** The catalog of a program. */
export function rewardList(query: RewardQuery): StoredQuery<'rewards'> {
  const { programId, sortBy, descending, after, afterName, limit } = query;
  const byName = sortBy === 'name';
  const last =
    after && (byName ? namePlace({ name: afterName ?? '', id: after.id }) : sortKeyOf(after.createdAt, after.id));
  const bound = last === undefined ? undefined : { value: last, inclusive: false };
  return {
    kind: 'rewards',
    index: byName ? 'name' : 'place',
    equals: { program: programId },
    order: byName ? 'name' : 'place',
    descending,
    ...(descending ? { below: bound } : { above: bound }),
    limit,
  };
}

/** The redemptions of a participant, else of a program, by what one index knows. */
export function redemptionList(query: PointsRedemptionQuery): StoredQuery<'redemptions'> {
  const { participantId, programId, rewardId, status } = query;
  const who = participantId === undefined ? 'program' : 'participant';
  // Of one program there may be millions.
  if (participantId === undefined && rewardId !== undefined)
    return newestFirst('redemptions', 'reward', { owner: ownerOf(query), reward: rewardId }, query);
  const index = status === undefined ? who : `${who}_status`;
  const equals = {
    owner: ownerOf(query),
    ...(participantId === undefined ? given('program', programId) : given('participant', participantId)),
    ...given('status', status),
  };
  return newestFirst('redemptions', index, equals, query);
}

/** The journal by its narrowest filter, which leads an index. */
export function entryList(query: EntryQuery): StoredQuery<'entries'> {
  const [filter] = entryFilters(query);
  const [index = 'place'] = filter ?? [];
  return newestFirst('entries', index, { owner: ownerOf(query), ...(filter ? { [index]: filter[1] } : {}) }, query);
}

/** The filters of the journal that an index leads with, the narrowest first. */
export function entryFilters({ participantId, referenceId, programId, actionType, assetId }: EntryQuery) {
  const filters = {
    ...given('participant', participantId),
    ...given('reference', referenceId),
    ...given('program', programId),
    ...given('action', actionType),
    ...given('asset', assetId),
  };
  return Object.entries(filters);
}

/** The lots of a participant and asset, oldest first. */
export function lotList(query: LotQuery): StoredQuery<'lots'> {
  const { status, after, limit } = query;
  return {
    kind: 'lots',
    index: status === undefined ? 'place' : 'status',
    equals: { shelf: shelfOf(query), ...given('status', status) },
    order: 'place',
    descending: false,
    above: after && { value: lotPlace(after), inclusive: false },
    limit,
  };
}

/** Lots that can be spent, or holds that are open, oldest first. */
export function openList<K extends 'lots' | 'holds'>(
  kind: K,
  shelf: { readonly participantId: string; readonly assetId: string; readonly after?: LotPlace | undefined },
  limit: number,
): StoredQuery<K> {
  const { after } = shelf;
  const equals = { shelf: shelfOf(shelf) };
  return {
    kind,
    index: 'open',
    equals,
    order: 'open',
    descending: false,
    above: after ? { value: lotPlace(after), inclusive: false } : { value: '', inclusive: true },
    limit,
  };
}

/** What of a participant is due at `at`, the longest overdue first; or, with `later`, what will be due after it. */
export function dueList<K extends 'lots' | 'holds'>(
  kind: K,
  participantId: string,
  { at, later, limit }: { readonly at: Instant; readonly later: boolean; readonly limit: number },
): StoredQuery<K> {
  const bound = later ? { above: { value: at, inclusive: false } } : { below: { value: at, inclusive: true } };
  const equals = { participant: participantId };
  return { kind, index: 'due', equals, order: 'due_at', descending: false, ...bound, limit };
}

/** Books of which something is due. */
export function dueBooks(at: Instant, limit: number): StoredQuery<'books'> {
  const below = { value: at, inclusive: true };
  return { kind: 'books', index: 'due', equals: {}, order: 'due_at', descending: false, below, limit };
}

/** The same of one account and mode. */
export function dueBooksOf(owner: Holder, at: Instant, limit: number): StoredQuery<'books'> {
  return { ...dueBooks(at, limit), index: 'due_by', equals: { owner: ownerOf(owner) } };
}

/** A book of the next account and mode that has any with a due date, whenever that is. Null: of the first one. */
export function nextWithDue(after: Holder | null): StoredQuery<'books'> {
  const above = { value: after === null ? '' : ownerOf(after), inclusive: false };
  return { kind: 'books', index: 'due_by', equals: {}, order: 'owner', descending: false, above, limit: 1 };
}

/** Books of an owner by id. */
export function allBooks(
  owner: { accountId: string; livemode: boolean },
  afterId: string,
  limit: number,
): StoredQuery<'books'> {
  const above = { value: afterId, inclusive: false };
  return {
    kind: 'books',
    index: 'owner',
    equals: { owner: ownerOf(owner) },
    order: 'id',
    descending: false,
    above,
    limit,
  };
}

/** The entries of one book in their order. */
export function bookJournal(participantId: string, afterSeq: number, limit: number): StoredQuery<'entries'> {
  const above = { value: afterSeq, inclusive: false };
  const equals = { participant: participantId };
  return { kind: 'entries', index: 'seq', equals, order: 'seq', descending: false, above, limit };
}

/** The reversals of one redemption, oldest first. */
export function reversalList(redemptionId: string, afterNumber: number, limit: number): StoredQuery<'reversals'> {
  const above = { value: afterNumber, inclusive: false };
  const equals = { redemption: redemptionId };
  return { kind: 'reversals', index: 'number', equals, order: 'number', descending: false, above, limit };
}

function given(column: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [column]: value };
}
