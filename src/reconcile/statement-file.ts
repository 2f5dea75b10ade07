// Reads a provider's settlement file line by line, in constant memory: semicolon CSV, quoted cells, BOM and CRLF
// tolerated, columns in any order. Refuses a file it cannot read completely; decides nothing about its lines.
import { createReadStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { pinFree } from '../core/values/redact';
import { readReference, resemblesOurs } from '../core/values/reference';
import { Refusal } from '../core/values/refusal';
import { parseDate, parseRand, parseStatus, parseType, type LineStatus, type LineType } from './cells';
import { FAULTS_MAX, UnusableStatement, type StatementFault } from './fault';

/** One line of the file that is about us. */
export interface StatementLine {
  /** In the file; the header is 1. */
  readonly line: number;
  readonly at: number;
  /** The same as the file writes it, read as UTC whatever was said of its zone. Absent: `at`. */
  readonly writtenAt?: number;
  /** As Vouch spells it where it is ours. */
  readonly reference: string;
  /** Nothing is matched by it, so that what may be a PIN is cut to its last four here. */
  readonly transactionId: string | null;
  readonly grossCents: number;
  readonly status: LineStatus;
  readonly type: LineType;
}

/** What the whole file was. Moments in milliseconds since 1970; null where no line is about us. */
export interface StatementSummary {
  readonly lines: number;
  /** Other business: sales under a reference that is not ours, types that are not known. Not looked at. */
  readonly otherLines: number;
  /** Those of them that carry a reference of ours, or nearly so: a fee, perhaps, or something that should have been compared. */
  readonly unknownOfOurs: number;
  /** Whether lines say of which type they are: without that, a file can only be about redemptions. */
  readonly hasTypes: boolean;
  /** Whether it has lines of value taken, and of value given back. */
  readonly hasRedemptions: boolean;
  readonly hasReturns: boolean;
  readonly oldestAt: number | null;
  readonly newestAt: number | null;
  /**
   * The oldest and the newest moment of which the zone is known, of lines about what was done: the file is no older than the newest. Local time that is
   * read as UTC, because nobody said where it is from, looks newer than it is.
   */
  readonly provenFrom: number | null;
  readonly provenAt: number | null;
}

const REQUIRED = ['date', 'reference', 'gross', 'status'] as const;
const OPTIONAL = ['transaction_id', 'type'] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** A quote that is never closed would otherwise swallow the rest of the file into memory. */
const LINE_MAX_CHARACTERS = 65_536;
/** References are ours, or some other merchant's: no provider takes longer ones. */
const REFERENCE_MAX = 255;
/** Nor are their own ids longer: each line's is looked through for a PIN. */
const TRANSACTION_ID_MAX = 255;
/** The lines of so much are read with nothing else between. */
const PIECE_BYTES = 16_384;

/**
 * Hands every line that is about us to `take`, in order. `offsetMs`: the zone of dates that name none.
 * `signal` ends it early, and so does a `Refusal` of `take`. Throws `UnusableStatement` with the faults; by then `take` may have been
 * called for lines before them.
 */
export async function readStatement(
  file: string,
  offsetMs: number,
  take: (line: StatementLine) => void,
  signal?: AbortSignal,
): Promise<StatementSummary> {
  const reader = new Reader(file, offsetMs, take);
  const parser = parse({
    delimiter: ';',
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: LINE_MAX_CHARACTERS,
    // Null: the record ends here and is not queued anywhere.
    on_record: (cells: string[], { lines }) => {
      reader.read(cells, lines);
      return null;
    },
  });
  const sink = new Writable({ objectMode: true, write: (_record, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(file, { highWaterMark: PIECE_BYTES }), parser, sink, signal ? { signal } : {});
  } catch (error) {
    // The file is not to blame.
    if (signal?.aborted || error instanceof Refusal) throw error;
    throw reader.explain(error);
  }
  return reader.finish();
}

class Reader {
  private columns: Map<Column, number> | null = null;
  private names: readonly string[] = [];
  private readonly faults: StatementFault[] = [];
  private lines = 0;
  private otherLines = 0;
  private unknownOfOurs = 0;
  private hasRedemptions = false;
  private hasReturns = false;
  private oldestAt: number | null = null;
  private newestAt: number | null = null;
  private provenFrom: number | null = null;
  private provenAt: number | null = null;

  constructor(
    private readonly file: string,
    private readonly offsetMs: number,
    private readonly take: (line: StatementLine) => void,
  ) {}

  read(cells: readonly string[], line: number): void {
    if (!this.columns) this.columns = this.readHeader(cells, line);
    else this.readLine(cells, line, this.columns);
    if (this.faults.length >= FAULTS_MAX) throw new UnusableStatement(this.file, this.faults, true);
  }

  finish(): StatementSummary {
    if (!this.columns) this.fault(1, REQUIRED[0], 'is missing: the file is empty');
    if (this.faults.length > 0) throw new UnusableStatement(this.file, this.faults);
    const { lines, otherLines, unknownOfOurs, hasRedemptions, hasReturns } = this;
    const { oldestAt, newestAt, provenFrom, provenAt } = this;
    const hasTypes = this.columns?.has('type') ?? false;
    return { lines, otherLines, unknownOfOurs, hasTypes, hasRedemptions, hasReturns, oldestAt, newestAt, provenFrom, provenAt }; // prettier-ignore
  }

  /** What stopped the stream, in terms of the file. */
  explain(error: unknown): unknown {
    if (error instanceof UnusableStatement) return error;
    if (error instanceof CsvError) {
      const { lines, column } = error as CsvError & { lines?: number; column?: number | string };
      const index = typeof column === 'number' ? column : 0;
      this.fault(lines ?? 1, this.names[index] ?? String(index + 1), `is not CSV (${error.code})`);
      return new UnusableStatement(this.file, this.faults);
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const problem = `cannot be read (${code})${code === 'ENOENT' ? ': there is no such file' : ''}`;
    return new UnusableStatement(this.file, [{ line: null, column: null, problem }]);
  }

  private readHeader(cells: readonly string[], line: number): Map<Column, number> {
    this.names = cells.map((cell) => cell.toLowerCase());
    const columns = new Map<Column, number>();
    for (const name of [...REQUIRED, ...OPTIONAL]) {
      const at = this.names.indexOf(name);
      if (at >= 0) columns.set(name, at);
      if (at >= 0 && this.names.includes(name, at + 1)) this.fault(line, name, 'is there twice');
    }
    for (const name of REQUIRED) if (!columns.has(name)) this.fault(line, name, 'is missing in the header');
    // Without its columns no line can be read: one message, not one for each line.
    if (this.faults.length > 0) throw new UnusableStatement(this.file, this.faults);
    return columns;
  }

  private readLine(cells: readonly string[], line: number, columns: ReadonlyMap<Column, number>): void {
    this.lines += 1;
    if (cells.length !== this.names.length) {
      const expected = String(this.names.length);
      this.fault(line, String(cells.length), `is the last cell, but the header has ${expected}`);
      return;
    }
    const cell = (name: Column): string => cells[columns.get(name) ?? -1] ?? '';
    const { reference } = readReference(cell('reference'));
    const known = parseType(cell('type'));
    const type = this.typeOf(known, reference);
    const date = parseDate(cell('date'), this.offsetMs);
    const status = parseStatus(cell('status'));
    // Whatever was done, by whomever: the file was made no earlier. A line of a type that nobody knows may be of what is planned.
    const isDone = status !== null && known !== null;
    if (isDone && date && (date.zoned || this.offsetMs !== 0)) {
      this.provenFrom = Math.min(this.provenFrom ?? date.at, date.at);
      this.provenAt = Math.max(this.provenAt ?? date.at, date.at);
    }
    if (type === null) return;
    if (type === 'redemption') this.hasRedemptions = true;
    if (type === 'refund' || type === 'restore') this.hasReturns = true;
    const usable = reference !== '' && reference.length <= REFERENCE_MAX;
    if (!usable) this.fault(line, 'reference', `must have 1 to ${String(REFERENCE_MAX)} characters`);
    if (!date) this.fault(line, 'date', 'must be a date such as 2026-11-20T14:03:22Z or 2026-11-20');
    const grossCents = parseRand(cell('gross'));
    if (grossCents === null) this.fault(line, 'gross', 'must be an amount in rand such as 19.00');
    if (!status) this.fault(line, 'status', 'must be Success or Reversed');
    const givenId = cell('transaction_id');
    if (givenId.length > TRANSACTION_ID_MAX)
      this.fault(line, 'transaction_id', `may have at most ${String(TRANSACTION_ID_MAX)} characters`);
    if (!usable || !date || grossCents === null || !status || this.faults.length > 0) return;
    this.oldestAt = Math.min(this.oldestAt ?? date.at, date.at);
    this.newestAt = Math.max(this.newestAt ?? date.at, date.at);
    const transactionId = pinFree(givenId) || null;
    const written = date.zoned || this.offsetMs === 0 ? {} : { writtenAt: date.at + this.offsetMs };
    this.take({ line, at: date.at, ...written, reference, transactionId, grossCents, status, type });
  }

  /** Null where the line is none of our business, or of a type that is not known. */
  private typeOf(type: ReturnType<typeof parseType>, reference: string): LineType | null {
    const ours = readReference(reference).ours || resemblesOurs(reference);
    if (type === null && ours) this.unknownOfOurs += 1;
    if (type === null || (type === 'sale' && !ours)) {
      this.otherLines += 1;
      return null;
    }
    return type === 'sale' ? 'refund' : type;
  }

  private fault(line: number, column: string, problem: string): void {
    this.faults.push({ line, column, problem });
  }
}
