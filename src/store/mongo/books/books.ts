// Books on MongoDB: indexes over the redemptions themselves. What a day came to is added up by the server.
import type { mongo } from 'mongoose';
import type { DayFigure, Figure } from '../../../core/books/figures';
import { BookStore, type DaysQuery, type ListedReversal, type ReversalQuery } from '../../../core/books/store';
import type { Reversal } from '../../../core/redemption/redemption';
import { withSettledTimes } from '../../../core/redemption/settling/settled-times';
import { StoreUnavailable } from '../../../core/store-unavailable';
import type { ShownRedemption } from '../../../core/redemption/shown/shown';
import type { Paged, Position } from '../../../core/values/page';
import { OLDEST_READ_MS } from '../../../core/values/visible';
import { MOST_LOOKED_AT } from '../../shared/sort-key';
import {
  fieldsOf,
  ONLY_SHOWN,
  type RedemptionDocument,
  redemptionOf,
  type ShownDocument,
  shownOf,
  type StoredRedemption,
  WITHOUT_OUTBOX,
} from '../document';
import { writeTogether } from '../engine/bulk-write';
import { recentRead } from '../engine/recent-read';
import { found } from '../lists';
import {
  doubtDays,
  givenBackDays,
  orderOf,
  reversalChecks,
  reversalWalk,
  type ReversalWalk,
  settledDays,
  unfilledLists,
} from './queries';

type WithReversals = ShownDocument & { readonly reversals: readonly Reversal[] };

interface Sums {
  readonly _id: { readonly day: number; readonly type: string };
  readonly [sum: string]: unknown;
}

/** `BookStore` on MongoDB. */
export class MongoBooks extends BookStore {
  private isFilled = false;

  constructor(private readonly redemptions: mongo.Collection<RedemptionDocument>) {
    super();
  }

  override async reversals(query: ReversalQuery): Promise<Paged<ListedReversal>> {
    await this.requireFilled();
    const checks = reversalChecks(query);
    const boundary = checks.length > 0 ? await this.boundaryOf(query) : null;
    // One more than the page, and one more because the row after which it begins may come along.
    const most = query.limit + 2;
    const walk = reversalWalk(query, boundary ?? undefined);
    const read = walk ? await this.walk(walk, checks, most) : [];
    const documents = read.map(({ reversals, ...rest }) => ({ reversals, redemption: shownOf(rest) }));
    // Documents come in the order of their newest reversal: what is no older than that of the last one has been read whole.
    const reached = documents.length === most ? newestOf(documents.at(-1)?.reversals ?? [], query) : null;
    return pageOf(documents, query, reached ?? boundary);
  }

  override async days(query: DaysQuery): Promise<DayFigure[]> {
    await this.requireFilled();
    const [settled, back, doubt] = await Promise.all([
      this.sum(settledDays(query), 'settled'),
      this.sum(givenBackDays(query), 'reversalsSettled'),
      this.sum(doubtDays(query), 'outcome'),
    ]);
    return [
      ...settled.flatMap((sums) => [
        figure(sums, 'taken', 'paid', 'taken'),
        figure(sums, 'not_paid', 'notPaid'),
        figure(sums, 'change_issued', 'changes', 'change'),
        figure(sums, 'change_unstated', 'unstated'),
      ]),
      ...back.map((sums) => figure(sums, 'given_back', 'count', 'cents')),
      ...doubt.map((sums) => figure(sums, 'in_doubt', 'count', 'cents')),
    ].filter(({ count }) => count > 0);
  }

  override async fill(limit: number): Promise<boolean> {
    for (const list of unfilledLists(limit)) {
      const rows = await found<RedemptionDocument, StoredRedemption>(this.redemptions, list, WITHOUT_OUTBOX);
      if (rows.length === 0) continue;
      const updates = rows.map((row) => {
        const { settledAt, settledPlace, reversals } = fieldsOf(withSettledTimes(redemptionOf(row)));
        const fields = {
          settledPlace: settledPlace ?? null,
          reversals,
          ...(settledAt === undefined ? {} : { settledAt }),
        };
        return { updateOne: { filter: { _id: row._id, rev: row.rev }, update: { $set: fields } } };
      });
      const { faults } = await writeTogether(this.redemptions, updates);
      const fault = faults.find((one) => one !== null);
      if (fault) throw fault;
      return true;
    }
    this.isFilled = true;
    return false;
  }

  override async requireFilled(): Promise<void> {
    if (this.isFilled) return;
    const left = await Promise.all(unfilledLists(1).map((list) => found(this.redemptions, list, { _id: 1 })));
    if (left.some((rows) => rows.length > 0))
      throw new StoreUnavailable(new Error('the books of an earlier version are still being brought in'));
    this.isFilled = true;
  }

  /** The row at which a walk with checks has to end, if there are that many. */
  private async boundaryOf(query: ReversalQuery): Promise<Position | null> {
    const walk = reversalWalk(query);
    if (!walk) return null;
    const [row] = await this.redemptions
      .find<WithReversals>(walk.filter as mongo.Filter<RedemptionDocument>, { projection: { reversals: 1 } })
      .hint(walk.index)
      .min(walk.min)
      .max(walk.max)
      .skip(MOST_LOOKED_AT - 1)
      .limit(1)
      .toArray();
    if (!row) return null;
    return newestOf(row.reversals, query);
  }

  private walk(
    { index, filter, min, max }: ReversalWalk,
    checks: readonly mongo.Document[],
    limit: number,
  ): Promise<WithReversals[]> {
    const checked = checks.length > 0 ? { ...filter, $and: checks } : filter;
    return recentRead(this.redemptions.db.client, OLDEST_READ_MS, (session) =>
      this.redemptions
        .find<WithReversals>(checked as mongo.Filter<RedemptionDocument>, {
          projection: { ...ONLY_SHOWN, reversals: 1 },
          session,
          batchSize: limit,
        })
        .hint(index)
        .min(min)
        .max(max)
        .limit(limit)
        .toArray(),
    );
  }

  private sum(pipeline: mongo.Document[], index: string): Promise<Sums[]> {
    return recentRead(this.redemptions.db.client, OLDEST_READ_MS, (session) =>
      this.redemptions.aggregate<Sums>(pipeline, { hint: index, session }).toArray(),
    );
  }
}

interface Read {
  readonly redemption: ShownRedemption;
  readonly reversals: readonly Reversal[];
}

/** `end`: the oldest row up to which everything has been read; null where nothing older is left. */
function pageOf(documents: readonly Read[], query: ReversalQuery, end: Position | null): Paged<ListedReversal> {
  const by = orderOf(query);
  const rows = documents
    .flatMap(({ redemption, reversals }) => reversals.map((reversal) => ({ redemption, reversal })))
    .filter(({ reversal }) => isWalked(reversal, query) && matches(reversal, query))
    .filter(({ reversal }) => end === null || !isOlder(reversal, end, by))
    .sort((left, right) => newerFirst(left.reversal, right.reversal, by));
  const last = rows[query.limit - 1];
  if (rows.length <= query.limit || !last) return { rows, next: end };
  return { rows: rows.slice(0, query.limit), next: positionIn(last.reversal, by) };
}

type By = ReturnType<typeof orderOf>;

function positionIn(reversal: Reversal, by: By): Position {
  return { createdAt: reversal[by] ?? 0, id: reversal.id };
}

function newerFirst(left: Reversal, right: Reversal, by: By): number {
  const span = (right[by] ?? 0) - (left[by] ?? 0);
  return span !== 0 ? span : left.id < right.id ? 1 : -1;
}

function isOlder(reversal: Reversal, than: Position, by: By): boolean {
  const at = reversal[by] ?? 0;
  return at < than.createdAt || (at === than.createdAt && reversal.id < than.id);
}

/** The newest of these that the walk goes by: of a document all reversals are read. */
function newestOf(reversals: readonly Reversal[], query: ReversalQuery): Position | null {
  const by = orderOf(query);
  const walked = reversals.filter((reversal) => isWalked(reversal, query));
  const [newest] = walked.sort((left, right) => newerFirst(left, right, by));
  return newest ? positionIn(newest, by) : null;
}

function isWalked(reversal: Reversal, query: ReversalQuery): boolean {
  const { createdFrom, createdTo, settledFrom, settledTo, after } = query;
  const by = orderOf(query);
  const [from, to] = by === 'settledAt' ? [settledFrom, settledTo] : [createdFrom, createdTo];
  return isBetween(reversal[by], from, to) && (after === undefined || isOlder(reversal, after, by));
}

function isBetween(at: number | undefined, from = 0, to = Infinity): boolean {
  return at !== undefined && at >= from && at < to;
}

function matches(reversal: Reversal, { status, createdFrom, createdTo }: ReversalQuery): boolean {
  return (status === undefined || reversal.status === status) && isBetween(reversal.createdAt, createdFrom, createdTo);
}

function figure({ _id: { day, type }, ...sums }: Sums, name: Figure, count: string, cents?: string): DayFigure {
  return { day, type, figure: name, count: Number(sums[count]), cents: cents === undefined ? 0 : Number(sums[cents]) };
}
