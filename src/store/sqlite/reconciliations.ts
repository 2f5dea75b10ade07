// Reconciliations on SQLite: a row a run, a row a difference.
import type { ReconciliationRun, RunDifference } from '../../core/reconciliations/run';
import { ReconciliationStore, type DifferenceQuery, type RunInsert } from '../../core/reconciliations/store';
import type { OwnedPage } from '../../core/values/page';
import type { Instant } from '../../core/values/time';
import { sortKeyOf } from '../shared/sort-key';
import type { Database, Statement } from './engine/database';
import type { GroupCommit } from './engine/group-commit';
import { differenceList, runList } from './lists';

const MOST_ABANDONED = 100;

/** Their plans are held to the indexes by a test. */
export const RUN_STATEMENTS = {
  busy: 'SELECT 1 FROM reconciliations WHERE account_id = ? AND livemode = ? AND running = 1',
  byScope: 'SELECT document FROM reconciliations WHERE scope = ?',
  abandoned: `SELECT document FROM reconciliations INDEXED BY reconciliations_alive
    WHERE running = 1 AND alive_at < ? ORDER BY alive_at LIMIT ?`,
  oldest: `SELECT id FROM reconciliations INDEXED BY reconciliations_created
    WHERE created_at < ? ORDER BY created_at LIMIT 1`,
  drop: `DELETE FROM reconciliation_differences WHERE run_id = ?1 AND seq IN (
    SELECT seq FROM reconciliation_differences WHERE run_id = ?1 ORDER BY seq LIMIT ?2)`,
} as const;

/** `ReconciliationStore` on SQLite. */
export class SqliteReconciliations extends ReconciliationStore {
  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
  }

  override insert(run: ReconciliationRun): Promise<RunInsert> {
    const { id, accountId, livemode, createdAt, key } = run;
    return this.writer.write((): RunInsert => {
      // The key first: a repeat must find its run also while that is under way.
      if (key && this.database.get(RUN_STATEMENTS.byScope, key.scope)) return { kind: 'key_taken' };
      if (this.database.get(RUN_STATEMENTS.busy, accountId, Number(livemode))) return { kind: 'busy' };
      this.database.run(
        `INSERT INTO reconciliations (id, account_id, livemode, place, created_at, running, alive_at, scope, document)
         VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)`,
        ...[id, accountId, Number(livemode), sortKeyOf(createdAt, id), createdAt, createdAt],
        ...[key?.scope ?? null, JSON.stringify(run)],
      );
      return { kind: 'written' };
    });
  }

  override async find(id: string): Promise<ReconciliationRun | null> {
    return this.runs({ sql: 'SELECT document FROM reconciliations WHERE id = ?', values: [id] })[0] ?? null;
  }

  override async findByScope(scope: string): Promise<ReconciliationRun | null> {
    return this.runs({ sql: RUN_STATEMENTS.byScope, values: [scope] })[0] ?? null;
  }

  override async list(query: OwnedPage): Promise<ReconciliationRun[]> {
    return this.runs(runList(query));
  }

  override async touch(id: string, at: Instant): Promise<void> {
    const sql = 'UPDATE reconciliations SET alive_at = ? WHERE id = ? AND running = 1';
    // Refused, a run that goes on would be taken for one that is abandoned.
    await this.writer.finish(() => this.database.run(sql, at, id));
  }

  override async abandoned(before: Instant): Promise<ReconciliationRun[]> {
    return this.runs({ sql: RUN_STATEMENTS.abandoned, values: [before, MOST_ABANDONED] });
  }

  override end(run: ReconciliationRun): Promise<boolean> {
    const sql = 'UPDATE reconciliations SET running = 0, document = ? WHERE id = ? AND running = 1';
    return this.writer.finish(() => this.database.run(sql, JSON.stringify(run), run.id) > 0);
  }

  override async release(id: string): Promise<void> {
    const sql = `UPDATE reconciliations SET scope = NULL, document = json_set(document, '$.key', NULL)
      WHERE id = ? AND document ->> '$.status' = 'failed'`;
    await this.writer.finish(() => this.database.run(sql, id));
  }

  override async addDifferences(runId: string, differences: readonly RunDifference[]): Promise<void> {
    const sql = `INSERT OR IGNORE INTO reconciliation_differences (run_id, seq, kind, document) VALUES (?, ?, ?, ?)`;
    await this.writer.write(() => {
      for (const one of differences) this.database.run(sql, runId, one.seq, one.kind, JSON.stringify(one));
    });
  }

  override async differences(query: DifferenceQuery): Promise<RunDifference[]> {
    const { sql, values } = differenceList(query);
    return this.database.all(sql, ...values).map(({ document }) => JSON.parse(String(document)) as RunDifference);
  }

  override expire(before: Instant, limit: number): Promise<number> {
    return this.writer.finish(() => {
      const oldest = this.database.get(RUN_STATEMENTS.oldest, before);
      if (!oldest) return 0;
      const id = String(oldest.id);
      const dropped = this.database.run(RUN_STATEMENTS.drop, id, limit);
      if (dropped === limit) return dropped;
      return dropped + this.database.run('DELETE FROM reconciliations WHERE id = ?', id);
    });
  }

  private runs({ sql, values }: Statement): ReconciliationRun[] {
    return this.database.all(sql, ...values).map(({ document }) => JSON.parse(String(document)) as ReconciliationRun);
  }
}
