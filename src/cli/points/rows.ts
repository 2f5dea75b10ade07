// Reads a file of opening balances row by row: CSV with commas and a header, columns in any order. Says what is wrong with a row,
// and goes on.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { parse, type Info } from 'csv-parse';
import type { ImportedRow } from '../../core/points/use-cases/import';
import { parseDate } from '../../reconcile/cells';
import { sha256 } from '../../system/sha256';
import { CommandFailure } from '../failure';

const REQUIRED = ['external_id', 'amount'] as const;
const COLUMNS = [...REQUIRED, 'description', 'reference_id', 'expires_at', 'matures_at'] as const;
type Column = (typeof COLUMNS)[number];

/** A quote that is never closed would otherwise swallow the rest of the file into memory. */
const ROW_MAX_CHARACTERS = 65_536;
const NAME_MAX = 255;
const DESCRIPTION_MAX = 500;

/** A row as it stands in the file, or what is wrong with it. */
export type Read =
  { readonly line: number; readonly row: ImportedRow } | { readonly line: number; readonly fault: string };

/** What all rows have in common. */
export interface RowsOf {
  readonly programId: string;
  readonly assetId: string;
  readonly description: string;
  /** Tells rows from the same rows of another file that is meant to be credited as well. */
  readonly batch: string;
}

/** In the order of the file. Throws `CommandFailure` where the file cannot be read as a whole. */
export async function* readRows(file: string, common: RowsOf): AsyncGenerator<Read> {
  const repeats = new Map<string, number>();
  let header: readonly string[] | null = null;
  try {
    for await (const { record, info } of recordsOf(file)) {
      if (header === null) {
        header = readHeader(record);
        continue;
      }
      yield readRow(record, header, info.lines, common, repeats);
    }
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`${file} cannot be read: ${error instanceof Error ? error.message : 'it failed'}`);
  }
  if (header === null) throw new CommandFailure(`${file} is empty: its first line must name the columns`);
}

function recordsOf(file: string): AsyncIterable<{ readonly record: string[]; readonly info: Info }> {
  const parser = parse({
    info: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: ROW_MAX_CHARACTERS,
  });
  const source = Readable.from(textOf(file));
  source.on('error', (error) => parser.destroy(error));
  return source.pipe(parser) as AsyncIterable<{ readonly record: string[]; readonly info: Info }>;
}

/** Bytes that are no UTF-8 would all become the same character, and the names of two customers one. Without a byte order mark. */
async function* textOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new CommandFailure(`${file} is not in UTF-8: save it in that encoding (in Excel: CSV UTF-8)`);
    }
  };
  for await (const chunk of createReadStream(file)) yield decode(chunk as Uint8Array);
  yield decode();
}

function readHeader(cells: readonly string[]): readonly string[] {
  const names = cells.map((cell) => cell.toLowerCase());
  const problems = [
    ...names.filter((name) => !COLUMNS.includes(name as Column)).map((name) => `"${name}" is no column`),
    ...names.filter((name, index) => names.indexOf(name) < index).map((name) => `${name} stands there twice`),
    ...REQUIRED.filter((name) => !names.includes(name)).map((name) => `${name} is missing`),
  ];
  if (problems.length === 0) return names;
  throw new CommandFailure(`line 1 must name the columns, of ${COLUMNS.join(', ')}: ${problems.join('; ')}`);
}

function readRow(
  cells: readonly string[],
  header: readonly string[],
  line: number,
  { programId, assetId, description, batch }: RowsOf,
  repeats: Map<string, number>,
): Read {
  if (cells.length !== header.length)
    return { line, fault: invalid(`it has ${String(cells.length)} cells, the header has ${String(header.length)}`) };
  const cell = (column: Column) => cells[header.indexOf(column)] || null;
  const expires = cell('expires_at');
  const matures = cell('matures_at');
  const row = {
    externalId: cell('external_id') ?? '',
    amount: cell('amount') ?? '',
    description: cell('description') ?? description,
    referenceId: cell('reference_id'),
    expiresAt: expires === null ? null : timeOf(expires),
    maturesAt: matures === null ? null : timeOf(matures),
  };
  const fault = faultOf(row);
  if (fault !== null) return { line, fault: invalid(fault) };
  const digest = sha256(JSON.stringify({ ...row, amount: shortest(row.amount) })).slice(0, 32);
  const before = repeats.get(digest) ?? 0;
  repeats.set(digest, before + 1);
  return { line, row: { programId, assetId, ...row, repeat: `${batch} ${String(before)}` } };
}

/** One spelling for each amount, as rows are told apart by what they mean: `10.00`, `10.0` and `10` would each be the first of its kind. */
function shortest(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0*$/, '') : amount;
}

/** A fault that the API would call by this code too. */
function invalid(words: string): string {
  return `validation_failed: ${words}`;
}

/** A day alone would have to be given a time and a zone: points would end at an hour that nobody has said. */
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i;
const TIME_RULE = 'must be an RFC 3339 time with an offset, such as 2026-12-31T23:59:59+02:00';

/** NaN where it is none. */
function timeOf(text: string): number {
  return RFC_3339.test(text) ? (parseDate(text, 0)?.at ?? NaN) : NaN;
}

function faultOf(row: Omit<ImportedRow, 'programId' | 'assetId' | 'repeat'>): string | null {
  const { externalId, amount, description, referenceId, expiresAt, maturesAt } = row;
  const isTime = (at: number | null) => at === null || !Number.isNaN(at);
  const late = expiresAt === null || maturesAt === null || expiresAt > maturesAt;
  const rules: [boolean, string][] = [
    [isText(externalId, NAME_MAX), `external_id must be ${characters(NAME_MAX)}`],
    [amount !== '', 'amount is empty'],
    [isText(description, DESCRIPTION_MAX), `description must be ${characters(DESCRIPTION_MAX)}`],
    [referenceId === null || isText(referenceId, NAME_MAX), `reference_id must be ${characters(NAME_MAX)}`],
    [isTime(expiresAt), `expires_at ${TIME_RULE}`],
    [isTime(maturesAt), `matures_at ${TIME_RULE}`],
    [late, 'expires_at must be later than matures_at'],
  ];
  return rules.find(([holds]) => !holds)?.[1] ?? null;
}

/** Control characters, and halves of characters: the API takes them in no field. */
const UNPRINTABLE = /\p{Cs}|(?![\t\n\r])\p{Cc}/u;

function isText(text: string, most: number): boolean {
  return text !== '' && !UNPRINTABLE.test(text) && Array.from(text).length <= most;
}

function characters(most: number): string {
  return `1 to ${String(most)} characters that can be printed`;
}
