// Group commit: every write asked for in one turn of the event loop shares one transaction and one fsync. The only writer
// of the file in this process.
import { type Database, patiently } from './database';

interface Job {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  /** When it was asked for, on the clock of `performance`. */
  readonly askedAt: number;
}

/** A longer batch would only hold up reads: an fsync shared by this many is already free. */
const MOST_JOBS = 256;

/** Runs writes in batches of one transaction each, in the order in which they were asked for. */
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
   * Begins something: rejects with `DiskNearlyFull` where what is left of the disk is kept for what finishes. This is the rule, and
   * `finish` the exception, so that nothing new can be forgotten. `work` as there.
   */
  async write<T>(work: () => T): Promise<T> {
    this.database.requireSpace();
    return this.finish(work);
  }

  /**
   * Written down to the last byte of the disk, so only for what cannot fill it: what ends or answers something that was begun (which bounds
   * how often it comes), what deletes, and what changes a small row in its place.
   *
   * Runs `work` inside the next transaction; resolves with its value once that is on the disk. If `work` throws, nothing it
   * wrote stays and only this promise rejects. If the transaction cannot be committed, all that shared it reject, with
   * nothing written. `work` must do nothing but read and write the database: it may be run again.
   */
  finish<T>(work: () => T): Promise<T> {
    if (this.closed) return Promise.reject(new Error('The store is closed'));
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, resolve: resolve as (value: unknown) => void, reject, askedAt: performance.now() });
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
      let batch = this.waiting.splice(0, MOST_JOBS);
      while (batch.length > 0) batch = await this.attempt(batch);
    }
    this.running = null;
  }

  /**
   * Writes these jobs together. Returns those that are still to be written: all but the one that threw. A savepoint around each
   * job would spare the others the second run, but SQLite copies every page that is touched while one is open: a third of what a
   * write costs, for what hardly ever happens.
   */
  private async attempt(jobs: Job[]): Promise<Job[]> {
    try {
      // Jobs that waited while another batch found the file busy have used up some of their patience already.
      const since = jobs[0]?.askedAt ?? performance.now();
      const values = await patiently(() => this.commit(jobs), { since });
      jobs.forEach((job, index) => {
        job.resolve(values[index]);
      });
      return [];
    } catch (error) {
      if (!(error instanceof JobFault)) {
        for (const job of jobs) job.reject(error);
        return [];
      }
      error.job.reject(error.cause);
      return jobs.filter((job) => job !== error.job);
    }
  }

  private commit(jobs: readonly Job[]): unknown[] {
    this.database.run('BEGIN IMMEDIATE');
    try {
      const values = jobs.map((job) => this.work(job));
      // Before anything is acknowledged that a restart would not find.
      this.database.requireSameFile();
      this.database.run('COMMIT');
      this.committed += 1;
      return values;
    } catch (error) {
      if (this.database.isInTransaction) this.database.run('ROLLBACK');
      throw error;
    }
  }

  private work(job: Job): unknown {
    try {
      return job.work();
    } catch (error) {
      // A full disk or an I/O error has ended the whole transaction: no job of the batch is to blame.
      throw this.database.isInTransaction ? new JobFault(job, error) : error;
    }
  }
}

/** What one job threw: its own promise is told, not those of the others. */
class JobFault extends Error {
  constructor(
    readonly job: Job,
    override readonly cause: unknown,
  ) {
    super('A job failed');
  }
}
