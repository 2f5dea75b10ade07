// Reconciliations on MongoDB: a document a run, a document a difference.
import type { ReconciliationRun, RunDifference } from '../../core/reconciliations/run';
import { ReconciliationStore, type DifferenceQuery, type RunInsert } from '../../core/reconciliations/store';
import type { OwnedPage } from '../../core/values/page';
import type { Instant } from '../../core/values/time';
import { sortKeyOf } from '../shared/sort-key';
import { insertedInto } from './engine/duplicate';
import { abandonedRuns, differenceList, expiredRuns, type Find, found, runList } from './lists';
import type { Collections, RunDocument } from './schema/collections';

/** `ReconciliationStore` on MongoDB. */
export class MongoReconciliations extends ReconciliationStore {
  private readonly runs;
  private readonly rows;

  constructor(collections: Collections) {
    super();
    this.runs = collections.reconciliations;
    this.rows = collections.differences;
  }

  override async insert(run: ReconciliationRun): Promise<RunInsert> {
    // The key first: a repeat must find its run also while that is under way. Of two at once the indexes let one in.
    if (run.key && (await this.findByScope(run.key.scope))) return { kind: 'key_taken' };
    if (await insertedInto(this.runs, runDocument(run))) return { kind: 'written' };
    if (run.key && (await this.findByScope(run.key.scope))) return { kind: 'key_taken' };
    return { kind: 'busy' };
  }

  override find(id: string): Promise<ReconciliationRun | null> {
    return this.one({ _id: { $eq: id } });
  }

  override findByScope(scope: string): Promise<ReconciliationRun | null> {
    return this.one({ 'key.scope': { $eq: scope } });
  }

  override list(query: OwnedPage): Promise<ReconciliationRun[]> {
    return this.many(runList(query));
  }

  override async touch(id: string, at: Instant): Promise<void> {
    await this.runs.updateOne({ _id: id, running: true }, { $set: { aliveAt: at } });
  }

  override abandoned(before: Instant): Promise<ReconciliationRun[]> {
    return this.many(abandonedRuns(before));
  }

  override async end(run: ReconciliationRun): Promise<boolean> {
    const document = { ...runDocument(run), running: false };
    const { matchedCount } = await this.runs.replaceOne({ _id: run.id, running: true }, document);
    return matchedCount === 1;
  }

  override async release(id: string): Promise<void> {
    await this.runs.updateOne({ _id: id, status: 'failed' }, { $set: { key: null } });
  }

  override async addDifferences(runId: string, differences: readonly RunDifference[]): Promise<void> {
    if (differences.length === 0) return;
    const writes = differences.map((one) => {
      const _id = `${runId}:${String(one.seq)}`;
      return { updateOne: { filter: { _id }, update: { $setOnInsert: { runId, ...one } }, upsert: true } };
    });
    await this.rows.bulkWrite(writes, { ordered: false });
  }

  override async differences(query: DifferenceQuery): Promise<RunDifference[]> {
    const rows = await found(this.rows, differenceList(query));
    return rows.map(({ _id, runId, ...difference }) => difference);
  }

  override async expire(before: Instant, limit: number): Promise<number> {
    const [oldest] = await found(this.runs, expiredRuns(before), { _id: 1 });
    if (!oldest) return 0;
    const old = await found(this.rows, differenceList({ runId: oldest._id, after: 0, limit }), { _id: 1 });
    const { deletedCount } = await this.rows.deleteMany({ _id: { $in: old.map(({ _id }) => _id) } });
    if (old.length === limit) return deletedCount;
    return deletedCount + (await this.runs.deleteOne({ _id: oldest._id })).deletedCount;
  }

  private async one(filter: Find['filter']): Promise<ReconciliationRun | null> {
    const run = await this.runs.findOne(filter);
    return run && runOf(run);
  }

  private async many(query: Find): Promise<ReconciliationRun[]> {
    return (await found(this.runs, query)).map(runOf);
  }
}

/** The run as its document, under way. */
export function runDocument({ id, ...rest }: ReconciliationRun): RunDocument {
  return { _id: id, ...rest, place: sortKeyOf(rest.createdAt, id), running: true, aliveAt: rest.createdAt };
}

function runOf({ _id, place, running, aliveAt, ...rest }: RunDocument): ReconciliationRun {
  return { id: _id, ...rest };
}
