// The working sheet of one reconciliation: a database file of its own, made for the run and deleted after it, so that a
// statement of any size needs no more memory than a small one. Never touches the store.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { LineType } from './cells';
import type { StatementLine } from './statement-file';

/** All lines of the statement that carry one reference. More than one of a type is a finding in itself. */
export interface ReferenceLines {
  readonly reference: string;
  /** Of the oldest line. */
  readonly transactionId: string | null;
  /** Sum of what was taken and not put back. */
  readonly takenCents: number;
  /** Sum of what was taken and put back. */
  readonly putBackCents: number;
  /** The largest line of value taken: one that stands in the file twice was taken once. */
  readonly mostTakenCents: number;
  /** Redemptions: how many lines the two sums are of. */
  readonly lines: number;
  /** The voucher for what was left, as far as it stands; and how many lines say so. */
  readonly changeCents: number;
  readonly changeLines: number;
  /** A voucher that was issued to give value back. */
  readonly refundCents: number;
  readonly refundLines: number;
  /** Of such vouchers, what was taken back again. */
  readonly refundUndoneCents: number;
  /** Value that was put back on the original voucher, on a line of its own. */
  readonly restoreCents: number;
  readonly restoreLines: number;
  /** The largest line of value given back: one that stands in the file twice was given back once. */
  readonly mostBackCents: number;
  /** The largest line that puts value back on the original: a redemption marked as undone, or a restore. */
  readonly mostPutBackCents: number;
  readonly firstLine: number;
  /** Of the oldest. */
  readonly at: number;
  /** Of the newest. */
  readonly newestAt: number;
  /** The oldest as the file writes it, whatever zone that is of, and its cents: the same in whatever order and however often lines stand there. */
  readonly writtenAt: number;
  readonly writtenCents: number;
}

/**
 * How a reference compares: both sides agree, only ours says that it was taken, only theirs does, the amounts differ,
 * or the states do.
 */
export const RESULT_KINDS = ['matched', 'ours_only', 'theirs_only', 'amount_differs', 'state_differs'] as const;
export type ResultKind = (typeof RESULT_KINDS)[number];

/** What was found out about one reference. */
export interface Result {
  readonly kind: ResultKind;
  readonly reference: string;
  readonly redemptionId: string | null;
  readonly operationId: string | null;
  /** What our books say was taken, or (of a refund) given back, in cents; null where they say nothing was. */
  readonly oursCents: number | null;
  /** What the statement says, likewise. */
  readonly theirsCents: number | null;
  /** First line in the file; null where there is none. */
  readonly line: number | null;
  readonly summary: string | null;
  readonly reviewId: string | null;
}

/** Kept in memory. The rest is the operating system's to cache. */
const CACHE_KIB = 16 * 1024;
const PAGE_BYTES = 4096;
/** Its size is looked at whenever it may have grown by so much. */
const LOOK_BYTES = 1024 * 1024;
/** Of any row: what is no text, and its share of pages that are half empty. */
const ROW_BYTES = 256;
const SETTINGS = `
  PRAGMA page_size = ${String(PAGE_BYTES)};
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -${String(CACHE_KIB)};
  CREATE TABLE statement (
    reference TEXT PRIMARY KEY, transaction_id TEXT, taken INTEGER NOT NULL, put_back INTEGER NOT NULL,
    lines INTEGER NOT NULL, change INTEGER NOT NULL, changes INTEGER NOT NULL, refund INTEGER NOT NULL,
    refunds INTEGER NOT NULL, refund_undone INTEGER NOT NULL, restore INTEGER NOT NULL, restores INTEGER NOT NULL, most_taken INTEGER NOT NULL, most_back INTEGER NOT NULL, most_put_back INTEGER NOT NULL, first_line INTEGER NOT NULL, at INTEGER NOT NULL, newest_at INTEGER NOT NULL, written_at INTEGER NOT NULL, written INTEGER NOT NULL, seen INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE TABLE result (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, reference TEXT NOT NULL, redemption_id TEXT, operation_id TEXT,
    ours INTEGER, theirs INTEGER, line INTEGER, summary TEXT, review_id TEXT
  );
  BEGIN`;

const COLUMNS = `reference, transaction_id AS transactionId, taken AS takenCents, put_back AS putBackCents, lines,
  change AS changeCents, changes AS changeLines, refund AS refundCents, refunds AS refundLines, refund_undone AS refundUndoneCents,
  restore AS restoreCents, restores AS restoreLines, most_taken AS mostTakenCents, most_back AS mostBackCents, most_put_back AS mostPutBackCents, first_line AS firstLine, at, newest_at AS newestAt, written_at AS writtenAt, written AS writtenCents`;

/** In the order of `add`. */
const SUMS = [
  'taken',
  'put_back',
  'lines',
  'change',
  'changes',
  'refund',
  'refunds',
  'refund_undone',
  'restore',
  'restores',
];

/** Of two lines of one moment the larger goes before, then the one with the lower number: which is the oldest hangs on no order. */
const IS_OLDER = `(excluded.written_at, -excluded.written, coalesce(excluded.transaction_id, '')) <
  (statement.written_at, -statement.written, coalesce(statement.transaction_id, ''))`;

const RESULT_COLUMNS = `kind, reference, redemption_id AS redemptionId, operation_id AS operationId, ours AS oursCents,
  theirs AS theirsCents, line, summary, review_id AS reviewId`;

/** Lines and results of one run. Each instance makes a file in a new folder of its own beside `prefix`, until `close`. */
export class Sheet {
  private readonly folder: string;
  private readonly database: InstanceType<typeof DatabaseSync>;
  private readonly statements: ReturnType<Sheet['prepare']>;
  /** More than it has grown by since its size was told. */
  private unlooked = 0;

  /**
   * `onGrowth` is told about every MiB how large it may become until the next time, and how much of it was handed to the disk. What it
   * throws, `add` and `record` throw.
   */
  constructor(
    prefix = join(tmpdir(), 'vouch-reconcile-'),
    private readonly onGrowth?: (nextBytes: number, writtenBytes: number) => void,
  ) {
    this.folder = mkdtempSync(prefix);
    this.database = new DatabaseSync(join(this.folder, 'sheet.db'));
    this.database.exec(SETTINGS);
    this.statements = this.prepare();
  }

  /** Adds a line to those of its reference. */
  add(line: StatementLine): void {
    const { reference, transactionId, grossCents, type, at, writtenAt = at } = line;
    const stands = line.status === 'taken' ? grossCents : 0;
    const of = (one: LineType, cents = stands) => (type === one ? [cents, 1] : [0, 0]);
    const [taken = 0, lines = 0] = of('redemption');
    const putBack = type === 'redemption' ? grossCents - taken : 0;
    // Nobody takes back what was put back: a reversal that is marked as reversed is the reversal.
    const refundUndone = type === 'refund' ? grossCents - stands : 0;
    const sums = [taken, putBack, lines, ...of('change'), ...of('refund'), refundUndone, ...of('restore', grossCents)];
    this.grow(reference, transactionId);
    const back = type === 'restore' ? grossCents : type === 'refund' ? stands : 0;
    const most = [taken, back, type === 'restore' ? grossCents : putBack];
    this.statements.add.run(reference, transactionId, ...sums, ...most, line.line, at, at, writtenAt, grossCents);
  }

  /** The lines of this reference, marked as looked at; null where there are none. */
  visit(reference: string): ReferenceLines | null {
    return (this.statements.visit.get(reference) as ReferenceLines | undefined) ?? null;
  }

  /** The same, without marking them. */
  look(reference: string): ReferenceLines | null {
    return (this.statements.look.get(reference) as ReferenceLines | undefined) ?? null;
  }

  /** References not looked at so far, in their order, after `after`. */
  unvisited(after: string, limit: number): ReferenceLines[] {
    const rows: unknown[] = this.statements.unvisited.all(after, limit);
    return rows as ReferenceLines[];
  }

  /** Keeps one result, after those before it. */
  record(result: Result): void {
    const { kind, reference, redemptionId, operationId, oursCents, theirsCents, line, summary, reviewId } = result;
    this.grow(reference, summary);
    this.statements.record.run(
      kind,
      reference,
      redemptionId,
      operationId,
      oursCents,
      theirsCents,
      line,
      summary,
      reviewId,
    );
  }

  /** Results so far, by kind. */
  counts(): Record<ResultKind, number> {
    const counts = { matched: 0, ours_only: 0, theirs_only: 0, amount_differs: 0, state_differs: 0 };
    for (const row of this.statements.counts.all() as { kind: ResultKind; count: number }[])
      counts[row.kind] = row.count;
    return counts;
  }

  /** One at a time, in the order they were recorded. */
  *results(kind: ResultKind): Generator<Result> {
    for (let after = 0; ;) {
      const rows = this.statements.results.all(kind, after) as unknown as (Result & { seq: number })[];
      for (const { seq, ...result } of rows) {
        after = seq;
        yield result;
      }
      if (rows.length === 0) return;
    }
  }

  /** Deletes the file. */
  close(): void {
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Before a row with these texts is written. Each row counts for more than it takes. */
  private grow(...texts: readonly (string | null)[]): void {
    this.unlooked += texts.reduce((bytes, text) => bytes + 4 * (text?.length ?? 0), ROW_BYTES);
    if (this.onGrowth === undefined || this.unlooked < LOOK_BYTES) return;
    const bytes = (this.statements.size.get() as { readonly pages: number }).pages * PAGE_BYTES;
    this.onGrowth(bytes + LOOK_BYTES, Math.max(0, bytes - CACHE_KIB * 1024));
    this.unlooked = 0;
  }

  private prepare() {
    const { database } = this;
    return {
      add: database.prepare(
        `INSERT INTO statement (reference, transaction_id, ${SUMS.join(', ')}, most_taken, most_back, most_put_back, first_line, at, newest_at, written_at, written)
         VALUES (?, ?, ${SUMS.map(() => '?').join(', ')}, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (reference) DO UPDATE SET ${SUMS.map((sum) => `${sum} = ${sum} + excluded.${sum}`).join(', ')},
           most_taken = max(most_taken, excluded.most_taken), most_back = max(most_back, excluded.most_back), most_put_back = max(most_put_back, excluded.most_put_back), newest_at = max(newest_at, excluded.newest_at),
           transaction_id = CASE WHEN ${IS_OLDER} THEN excluded.transaction_id ELSE transaction_id END,
           written = CASE WHEN ${IS_OLDER} THEN excluded.written ELSE written END,
           at = min(at, excluded.at), written_at = min(written_at, excluded.written_at)`,
      ),
      visit: database.prepare(`UPDATE statement SET seen = 1 WHERE reference = ? RETURNING ${COLUMNS}`),
      look: database.prepare(`SELECT ${COLUMNS} FROM statement WHERE reference = ?`),
      unvisited: database.prepare(
        `SELECT ${COLUMNS} FROM statement WHERE reference > ? AND seen = 0 ORDER BY reference LIMIT ?`,
      ),
      record: database.prepare(
        `INSERT INTO result (kind, reference, redemption_id, operation_id, ours, theirs, line, summary, review_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      size: database.prepare('SELECT page_count AS pages FROM pragma_page_count()'),
      counts: database.prepare('SELECT kind, count(*) AS count FROM result GROUP BY kind'),
      results: database.prepare(
        `SELECT seq, ${RESULT_COLUMNS} FROM result WHERE kind = ? AND seq > ? ORDER BY seq LIMIT 500`,
      ),
    };
  }
}
