// One SQLite file: opening it, its schema and its prepared statements. Knows nothing of what the tables mean.
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { MIGRATIONS, type Migration, SCHEMA_VERSION } from './migrations';

/** What may be bound: the driver refuses or mangles anything else. */
export type Bindable = string | number | bigint | null | Buffer;
/** SQL and what is bound to its question marks, in order. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly Bindable[];
}
/** One row, by column. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * How long one call may hold up the whole process waiting for another process's write. Longer waits are taken in
 * `patiently`, between which the event loop runs.
 */
const BLOCKING_WAIT_MS = 25;
/** A write waits this long for other processes in all, then fails. Theirs take milliseconds: longer means that one hangs. */
const PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 100;

/**
 * Pages of the indexes stay in memory (64 MiB at most; the default of 2 MiB reads them anew for every write once there are a
 * million rows), and the log is copied back every 16 MiB rather than 4, as neighbouring writes touch the same pages. Neither
 * changes what is durable.
 */
const PACE = ['PRAGMA cache_size = -65536', 'PRAGMA wal_autocheckpoint = 4000'];

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;

/** Another process (the command line, a second server) holds the file: trying again is safe and will do. */
export function isBusy(error: unknown): boolean {
  // The low byte of an extended code is the plain one. Not `instanceof Error`: the driver is native, and so has its own.
  const code = typeof error === 'object' && error !== null && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  return code === SQLITE_BUSY || code === SQLITE_LOCKED;
}

/**
 * Runs `attempt` again while the file is busy, until `patienceMs` after `since` (now, on the clock of `performance`), without
 * blocking the event loop in between.
 */
export async function patiently<T>(
  attempt: () => T,
  {
    since = performance.now(),
    patienceMs = PATIENCE_MS,
  }: { readonly since?: number; readonly patienceMs?: number } = {},
): Promise<T> {
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() - since > patienceMs) throw error;
    }
    await new Promise((wake) => setTimeout(wake, pauseMs));
  }
}

/**
 * One open file. Statements run at once and block the process; writes belong to `GroupCommit`. Errors are the driver's own.
 */
export class Database {
  // Referenced for as long as this object lives: a collected handle takes its statements down with it.
  private readonly handle: DatabaseSyncInstance;
  private readonly statements = new Map<string, StatementSyncInstance>();
  private identity = '';
  /** When there was space last, on the clock of `performance`. */
  private spaceSeenAt = -Infinity;

  private constructor(readonly path: string) {
    this.handle = new DatabaseSync(path, { timeout: BLOCKING_WAIT_MS });
  }

  /**
   * Opens the file, made with its folder if it is not there, readable by its owner only: it holds sealed PINs. Brings the
   * schema up to date. Throws if a newer version of Vouch wrote it.
   */
  static async open(path: string, migrations: readonly Migration[] = MIGRATIONS): Promise<Database> {
    makePrivate(path);
    const database = new Database(path);
    try {
      await patiently(() => {
        database.handle.exec('PRAGMA journal_mode = WAL');
        database.handle.exec('PRAGMA synchronous = FULL');
        for (const pragma of PACE) database.handle.exec(pragma);
      });
      await patiently(() => database.migrate(migrations));
      database.identity = identityOf(path);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  get isInTransaction(): boolean {
    return this.handle.isTransaction;
  }

  /**
   * Throws `FileReplaced` where the file that is open, or its log, is no longer the one that has its name: moved away, deleted or
   * put back from a copy. A restart would not find what is written from here on.
   */
  requireSameFile(): void {
    if (identityOf(this.path) !== this.identity) throw new FileReplaced(this.path);
  }

  /**
   * Throws `DiskNearlyFull` where what is left of the disk is kept for answers: for writes that begin something. Whoever asks a
   * provider must be able to write down what it says.
   */
  requireSpace(): void {
    if (!this.hasSpace()) throw new DiskNearlyFull(this.path);
  }

  /** Whether anything may begin. Asked before nearly every write, so that there is some is remembered for a moment. */
  hasSpace(): boolean {
    const now = performance.now();
    if (now - this.spaceSeenAt < SPACE_HOLDS_MS) return true;
    if (bytesLeft(this.path) < 0) return false;
    this.spaceSeenAt = now;
    return true;
  }

  run(sql: string, ...values: Bindable[]): number {
    return this.statement(sql).run(...values).changes;
  }

  get(sql: string, ...values: Bindable[]): Row | undefined {
    return this.statement(sql).get(...values) as Row | undefined;
  }

  all(sql: string, ...values: Bindable[]): Row[] {
    return this.statement(sql).all(...values) as Row[];
  }

  /** Rows as they are asked for: whoever stops early has read no more. Nothing else may run on the file meanwhile. */
  each(sql: string, ...values: Bindable[]): Iterable<Row> {
    return this.statement(sql).iterate(...values) as Iterable<Row>;
  }

  exec(sql: string): void {
    this.handle.exec(sql);
  }

  close(): void {
    this.statements.clear();
    if (this.handle.isOpen) this.handle.close();
  }

  private statement(sql: string): StatementSyncInstance {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.handle.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  private migrate(migrations: readonly Migration[]): void {
    // Looked at under the write lock: several processes may open a new file at the same moment.
    this.handle.exec('BEGIN IMMEDIATE');
    try {
      const version = Number(this.get('PRAGMA user_version')?.['user_version']);
      if (version > SCHEMA_VERSION)
        throw new Error(
          `${this.path} was written by a newer version of Vouch (schema ${String(version)}; ` +
            `this one knows ${String(SCHEMA_VERSION)}): start that version, or restore a copy made before the update`,
        );
      for (const migration of migrations) {
        if (migration.version <= version) continue;
        this.handle.exec(migration.sql);
        this.handle.exec(`PRAGMA user_version = ${String(migration.version)}`);
      }
      this.handle.exec('COMMIT');
    } catch (error) {
      if (this.handle.isTransaction) this.handle.exec('ROLLBACK');
      throw error;
    }
  }
}

/** Enough for thousands of answers, and for the log that is copied back to the file only now and then. */
const SPARE_BYTES = 32 * 1024 * 1024;
/** On a small disk it is this part of it. */
const SPARE_PART = 10;
/** Far less than what is spared is written in this time. */
const SPACE_HOLDS_MS = 100;

/** What the disk of the file has left beyond what is spared. */
function bytesLeft(path: string): number {
  // Of its folder: that the file itself is gone is for `requireSameFile` to say.
  const { bavail, blocks, bsize } = statfsSync(dirname(path));
  return (bavail - Math.min(SPARE_BYTES / bsize, blocks / SPARE_PART)) * bsize;
}

/** What is left of the disk is spared for the answers of providers that were asked already. */
export class DiskNearlyFull extends Error {
  constructor(path: string) {
    super(`The disk of ${path} is nearly full: nothing new begins until there is more room`);
  }
}

/** The open file is no longer the one at its path, so what is written to it would be lost. */
export class FileReplaced extends Error {
  constructor(path: string) {
    super(`${path} was moved, deleted or replaced while it was open: put it back, and start again`);
  }
}

/** Tells one file with its write-ahead log from another, whatever they are called. */
function identityOf(path: string): string {
  const found = [path, `${path}-wal`].map((name) => statSync(name, { bigint: true, throwIfNoEntry: false }));
  return found.map((file) => (file ? `${String(file.dev)}:${String(file.ino)}` : 'none')).join(' ');
}

/**
 * Sees that the file and its folder are there, and that only its owner can read the file. SQLite gives its -wal and -shm files
 * the mode of the file itself. A file that is there is not opened: closing it again would drop every lock that this process
 * holds on it already (that is how POSIX has it), those of SQLite included.
 */
export function makePrivate(path: string): void {
  mkdirSync(dirname(resolve(path)), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  const { uid, mode } = statSync(path);
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) chmodSync(path, 0o600);
}
