// The ledger on MongoDB: one collection a kind, one transaction a commit. What the columns mean stands in shared/points/kinds.ts.
import { mongo } from 'mongoose';
import type { Book } from '../../../core/points/book/book';
import type { Changes, Write } from '../../../core/points/decide/changes';
import type { LotsNeed } from '../../../core/points/decide/rows';
import type { CommitResult, DueOfEach, Holder } from '../../../core/points/store';
import { Refusal } from '../../../core/values/refusal';
import type { Instant } from '../../../core/values/time';
import { BEGIN_MS } from '../../../core/values/visible';
import { decoded, encoded } from '../../shared/points/codec';
import { columnsOf, KINDS, type StoredKind, type StoredKinds } from '../../shared/points/kinds';
import { PointsRecords } from '../../shared/points/points-records';
import type { StoredQuery } from '../../shared/points/queries';
import { isDuplicate } from '../engine/duplicate';
import { ageFromNow } from '../engine/fresh';
import { isTooLarge } from '../engine/too-large';
import { isMongoUnavailable } from '../engine/unavailable';
import { LEAVE_MS } from '../engine/write-limits';
import { insertEvents, listeningTo } from '../events';
import { expireOldest } from '../expire';
import type { Collections } from '../schema/collections';
import { AbandonedTransactions } from './abandoned';
import { findOf } from './pages';
import { SharedPointsReads } from './reads';
import type { PointsCollections, PointsDocument } from './schema';

/** Snapshot, so that nothing in it is of another moment; durable as every other write. */
const TRANSACTION: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
};
/**
 * A commit whose reply was lost is asked for again: it is the same commit, once. It was dated up to `BEGIN_MS` before it came here, and leaves
 * within `LEAVE_MS` of its date, or never.
 */
const LAST_COMMIT_MS = LEAVE_MS - BEGIN_MS;

/** Something of it was written by another process since it was read. Undoes the transaction. */
class Spoilt extends Error {
  constructor(readonly kind: 'stale' | 'taken') {
    super(kind);
  }
}

/** `PointsStore` on MongoDB. Without a replica set there are no transactions, and every call is refused. */
export class MongoPoints extends PointsRecords {
  readonly #abandoned: AbandonedTransactions;
  readonly #reads: SharedPointsReads;

  constructor(
    private readonly client: mongo.MongoClient,
    private readonly collections: PointsCollections,
    /** The event log, and who listens to it. */
    private readonly log: Pick<Collections, 'events' | 'endpoints'>,
    private readonly replicated: boolean,
  ) {
    super();
    this.#abandoned = new AbandonedTransactions(client);
    this.#reads = new SharedPointsReads(collections);
  }

  override async commit(changes: Changes): Promise<CommitResult> {
    this.#requireReplicated();
    const age = ageFromNow();
    // Beside the writes: it costs no time of its own.
    const listening = changes.events.length > 0 ? listeningTo(this.log.endpoints, changes.events) : null;
    listening?.catch(() => undefined);
    const session = this.client.startSession();
    let asked = false;
    try {
      session.startTransaction(TRANSACTION);
      await this.#write(changes, session);
      if (listening) await insertEvents(this.log.events, changes.events, await listening, session);
      asked = true;
      await committed(session, age);
      return { kind: 'written' };
    } catch (error) {
      // The server undoes it anyway, where this does not reach it.
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
      const kind = spoiltBy(error);
      // Spoilt by a write that stands uncommitted: perhaps by one that never will be.
      if (kind && !(error instanceof Spoilt)) await this.#abandoned.end();
      if (kind) return { kind };
      // What was never asked for is not there. Whoever shared the transaction can be told apart from what spoils it.
      if (isTooLarge(error) || (!asked && !isMongoUnavailable(error))) return { kind: 'unwritable', error };
      throw error;
    } finally {
      await session.endSession();
    }
  }

  override async expireKeys(before: Instant, limit: number): Promise<number> {
    if (!this.replicated) return 0;
    return expireOldest(this.collections.keys, { field: 'at', index: 'at', before, limit });
  }

  override async due(now: Instant, limit: number): Promise<Book[]> {
    return this.replicated ? super.due(now, limit) : [];
  }

  override async dueOfEach(now: Instant, limit: number, after: Holder | null): Promise<DueOfEach> {
    return this.replicated ? super.dueOfEach(now, limit, after) : { books: [], next: null };
  }

  protected override async byIds<K extends StoredKind>(kind: K, ids: readonly string[]): Promise<StoredKinds[K][]> {
    this.#requireReplicated();
    return ids.length === 0 ? [] : this.#reads.byIds(kind, ids);
  }

  protected override async openOf<K extends 'lots' | 'holds'>(kind: K, needs: readonly LotsNeed[]) {
    this.#requireReplicated();
    return this.#reads.openOf(kind, needs, (need) => this.openOn(kind, need));
  }

  protected override async page<K extends StoredKind>(query: StoredQuery<K>): Promise<StoredKinds[K][]> {
    this.#requireReplicated();
    const { filter, sort, index, limit } = findOf(query);
    const options = { sort, hint: index, limit, batchSize: limit, projection: { document: 1 } };
    const found = this.collections[query.kind].find(filter as mongo.Filter<PointsDocument>, options);
    return (await found.toArray()).map(({ document }) => decoded(document) as StoredKinds[K]);
  }

  #requireReplicated(): void {
    if (this.replicated) return;
    throw new Refusal('replica_set_required', 'Points need a MongoDB that is part of a replica set');
  }

  async #write(changes: Changes, session: mongo.ClientSession): Promise<void> {
    // What may be spoilt comes first: less is undone.
    const books = changes.books.map(({ fromRev, change }) => ({ from: fromRev, record: change.book }));
    await this.#replace('books', books, session);
    await this.#replace('limits', changes.limits, session);
    await this.#replace('redemptions', changes.redemptions, session);
    await this.#replace('programs', changes.programs, session);
    await this.#replace('assets', changes.assets, session);
    await this.#replace('rewards', changes.rewards, session);
    await this.#replace('entities', changes.entities, session);
    if (changes.freedKeys.length > 0)
      await this.collections.keys.deleteMany({ _id: { $in: [...changes.freedKeys] } }, { session });
    await this.#insert('keys', changes.keys, session, 'taken');
    await this.#insert(
      'entries',
      changes.books.flatMap(({ change }) => change.entries),
      session,
      'stale',
    );
    await this.#insert('reversals', changes.reversals, session, 'stale');
    await this.#upsert(
      'lots',
      changes.books.flatMap(({ change }) => change.lots),
      session,
    );
    await this.#upsert(
      'holds',
      changes.books.flatMap(({ change }) => change.holds),
      session,
    );
  }

  /** Replaces each record at the revision that was read, and inserts those that are new. Throws `Spoilt`. */
  async #replace<K extends StoredKind>(
    kind: K,
    writes: readonly Write<StoredKinds[K]>[],
    session: mongo.ClientSession,
  ) {
    const fresh = writes.filter(({ from }) => from === 0).map(({ record }) => record);
    const standing = writes.filter(({ from }) => from > 0);
    if (standing.length > 0) {
      const operations = standing.map(({ from, record }) => {
        const { _id, ...fields } = documentOf(kind, record);
        // Not replaced as a whole: the server leaves the indexes over fields alone that stay as they are.
        return { updateOne: { filter: { _id, rev: from }, update: { $set: fields } } };
      });
      const { matchedCount } = await this.collections[kind].bulkWrite(operations, { session, ordered: true });
      if (matchedCount < standing.length) throw new Spoilt('stale');
    }
    await this.#insert(kind, fresh, session, 'stale');
  }

  async #insert<K extends StoredKind>(
    kind: K,
    records: readonly StoredKinds[K][],
    session: mongo.ClientSession,
    spoilt: 'stale' | 'taken',
  ): Promise<void> {
    if (records.length === 0) return;
    try {
      await this.collections[kind].insertMany(
        records.map((record) => documentOf(kind, record)),
        { session },
      );
    } catch (error) {
      throw isDuplicate(error) ? new Spoilt(spoilt) : error;
    }
  }

  /** Lots and holds are guarded by their book: whoever wrote that may write them. */
  async #upsert<K extends StoredKind>(kind: K, records: readonly StoredKinds[K][], session: mongo.ClientSession) {
    if (records.length === 0) return;
    const operations = records.map((record) => {
      const { _id, ...fields } = documentOf(kind, record);
      return { updateOne: { filter: { _id }, update: { $set: fields }, upsert: true } };
    });
    await this.collections[kind].bulkWrite(operations, { session, ordered: false });
  }
}

function documentOf<K extends StoredKind>(kind: K, record: StoredKinds[K]): PointsDocument {
  const { idOf, revOf } = KINDS[kind];
  return { _id: idOf(record), rev: revOf?.(record) ?? 0, ...columnsOf(kind, record), document: encoded(record) };
}

/**
 * `age`: milliseconds since the transaction was begun. Throws `Spoilt` where it stood still for so long that it must not count any more: a
 * commit that is asked for is sent at once, as its connection is there.
 */
async function committed(session: mongo.ClientSession, age: () => number): Promise<void> {
  if (age() > LAST_COMMIT_MS) throw new Spoilt('stale');
  for (;;) {
    try {
      await session.commitTransaction();
      return;
    } catch (error) {
      if (!isUnheard(error) || age() > LAST_COMMIT_MS) throw error;
    }
  }
}

/** The reply was lost. Not where no majority confirms it in time: others wait, and would wait as long again. */
function isUnheard(error: unknown): boolean {
  if (!(error instanceof mongo.MongoError) || error instanceof mongo.MongoWriteConcernError) return false;
  return error.hasErrorLabel('UnknownTransactionCommitResult');
}

/** Another process was faster: nothing of the transaction stays. */
function spoiltBy(error: unknown): 'stale' | 'taken' | null {
  if (error instanceof Spoilt) return error.kind;
  return error instanceof mongo.MongoError && error.hasErrorLabel('TransientTransactionError') ? 'stale' : null;
}
