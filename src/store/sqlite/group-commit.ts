// Group commit: every write asked for in one turn of the event loop shares one transaction and one fsync. The only writer
// of the file in this process.
import { type Database, patiently } from './database';

interface Job {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

type Settled = { readonly value: unknown } | { readonly error: unknown };

/** A longer batch would only hold up reads: an fsync shared by this many is already free. */
const MOST_JOBS = 256;

export class GroupCommit {
  private waiting: Job[] = [];
  private running: Promise<void> | null = null;
  private closed = false;
  private committed = 0;

  constructor(private readonly database: Database) {}

  /** How many transactions have been committed: each is one fsync. */
  get commits(): number {
    return this.committed;
  }

  /**
   * Runs `work` inside the next transaction; resolves with its value once that is on the disk. If `work` throws, nothing it
   * wrote stays and only this promise rejects. If the transaction cannot be committed, all that shared it reject, with
   * nothing written. `work` must do nothing but read and write the database: it may be run again.
   */
  write<T>(work: () => T): Promise<T> {
    if (this.closed) return Promise.reject(new Error('The store is closed'));
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.running ??= this.drain();
    });
  }

  /** Takes no new writes, and waits for those under way. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      // Let the rest of this turn ask for its writes too.
      await new Promise((next) => setImmediate(next));
      const batch = this.waiting.splice(0, MOST_JOBS);
      try {
        const results = await patiently(() => this.commit(batch));
        batch.forEach((job, index) => settle(job, results[index]));
      } catch (error) {
        for (const job of batch) job.reject(error);
      }
    }
    this.running = null;
  }

  private commit(batch: readonly Job[]): Settled[] {
    this.database.run('BEGIN IMMEDIATE');
    try {
      const results = batch.map((job) => this.attempt(job));
      this.database.run('COMMIT');
      this.committed += 1;
      return results;
    } catch (error) {
      if (this.database.isInTransaction) this.database.run('ROLLBACK');
      throw error;
    }
  }

  private attempt(job: Job): Settled {
    this.database.run('SAVEPOINT job');
    try {
      const value = job.work();
      this.database.run('RELEASE job');
      return { value };
    } catch (error) {
      // A full disk or an I/O error ends the whole transaction, and with it what the jobs before this one wrote.
      if (!this.database.isInTransaction) throw error;
      this.database.run('ROLLBACK TO job');
      this.database.run('RELEASE job');
      return { error };
    }
  }
}

function settle(job: Job, result: Settled | undefined): void {
  if (result && 'value' in result) job.resolve(result.value);
  else job.reject(result?.error);
}
