// Lists as CSV (RFC 4180): the whole list in one answer, made page by page as the caller takes it in.
import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { requirePermission } from '../../core/accounts/permissions';
import type { AuditAbout, AuditDetails } from '../../core/people/audit';
import { recordAct } from '../../core/people/record-act';
import type { Paged, Position } from '../../core/values/page';
import { Turns } from '../../system/turns';

/** What taking a list out needs. */
type ExportParts = Parameters<typeof recordAct>[0];
type Exporter = Parameters<typeof recordAct>[1];

/** What a cell is made of. Null is an empty one. */
export type Cell = string | number | null;
/** A column: its name, and what it shows of a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

/**
 * A spreadsheet takes a cell that begins like this for a formula, and runs it: also behind what cannot be seen, which it leaves out, or
 * whoever copies the cell does.
 */
const UNSEEN = '\\p{White_Space}\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}';
const SIGN = '[=+\\-@＝＋－＠﹦﹢﹣﹫]';
const FORMULA = new RegExp(`^(?:[\\t\\r\\n]|[${UNSEEN}]*${SIGN})`, 'u');
/**
 * One whose lists have another separator, as those of South Africa do, begins a cell there as well, in the middle of what we quote; and
 * takes a quotation mark that comes next for the beginning of a quoted cell, and out of it. A comma is ours: what stands behind one is
 * in the same cell for everybody who reads it as a separator.
 */
const BEHIND_SEPARATOR = new RegExp(`[;\\t\\r\\n](?=[${UNSEEN}"]*${SIGN})`, 'gu');
const QUOTED = /[",;\t\r\n]/;
const LINE_END = '\r\n';

/** However many are read at once, one page of them is made in a turn of the event loop. */
const turns = new Turns();

/** Whether the caller asks for CSV rather than JSON: `text/csv` weighs more than what would be JSON. */
export function wantsCsv({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const ranges = (headers.accept ?? '').split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice('q='.length);
    return { type, weight: weight === undefined ? 1 : Number(weight) };
  });
  const weightOf = (type: string) =>
    Math.max(0, ...ranges.filter((range) => range.type === type).map(({ weight }) => weight));
  const csv = Math.max(weightOf('text/csv'), weightOf('text/*'));
  return csv > 0 && csv >= weightOf('application/json');
}

/**
 * The same of a list that is JSON as well, asked of the right to take it out: reading a list is one thing, a file of all of it another.
 * Throws what `takeOut` throws.
 */
export async function exportsCsv(
  parts: ExportParts,
  request: Pick<FastifyRequest, 'headers'>,
  caller: Exporter,
  list: string,
): Promise<boolean> {
  if (!wantsCsv(request)) return false;
  await takeOut(parts, caller, { kind: 'list', id: list });
  return true;
}

/**
 * Before the file is made: that a person takes it out stands in the audit log by then. Of keys nothing is written there. Throws `Refusal`
 * permission_missing and step_up_required.
 */
export async function takeOut(
  parts: ExportParts,
  caller: Exporter,
  about: AuditAbout,
  details?: AuditDetails,
): Promise<void> {
  requireExport(parts, caller);
  if (caller.user) await recordAct(parts, caller, 'list_exported', about, details);
}

/** Where the entry can be written only later. Throws `Refusal` permission_missing and step_up_required. */
export function requireExport({ clock }: Pick<ExportParts, 'clock'>, caller: Exporter): void {
  requirePermission(caller, 'records.export', clock.now());
}

/** One cell: quoted where it has to be, and no formula. */
export function cellOf(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = (FORMULA.test(value) ? `'${value}` : value).replace(BEHIND_SEPARATOR, "$&'");
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The answer of a list as CSV. `read` gives the page after a row; the first one is read before anything is sent, so that what is
 * wrong by then is told as a problem. What fails later ends the connection: a file that was cut short must not look whole.
 * `most`: rows at most.
 */
export async function csvOf<Row, At extends Position = Position>(
  name: string,
  columns: Columns<Row>,
  read: (after: At | undefined) => Promise<Paged<Row, At>>,
  most = Infinity,
): Promise<StreamableFile> {
  const pages = pagesOf(columns, read, most);
  await pages.next();
  return new StreamableFile(asTaken(pages), {
    type: 'text/csv; charset=utf-8; header=present',
    disposition: `attachment; filename="${name}.csv"`,
  });
}

/**
 * Nothing is made ahead of what the caller takes in: what he leaves lies in the answer alone, where it is counted. `Readable.from` is always
 * one ahead.
 */
function asTaken(pages: AsyncGenerator<string>): Readable {
  return new Readable({
    highWaterMark: 0,
    read() {
      pages.next().then(
        ({ value, done }) => this.push(done ? null : value),
        (error: unknown) => this.destroy(error as Error),
      );
    },
    destroy(error, done) {
      pages.return(undefined).then(() => {
        done(error);
      }, done);
    },
  });
}

/**
 * Nothing, once the first page was read; then the text of each page. While one waits for its reader no row is kept: of a page with every
 * text as long as it may be that is megabytes, for a file of which hardly any of it is a cell.
 */
async function* pagesOf<Row, At extends Position>(
  columns: Columns<Row>,
  read: (after: At | undefined) => Promise<Paged<Row, At>>,
  most: number,
): AsyncGenerator<string> {
  const cells = Object.values(columns);
  let left = most;
  const next = async (from?: At) => {
    const page = await read(from);
    const rows = page.rows.slice(0, left);
    left -= rows.length;
    const text = rows.map((row) => lineOf(cells.map((cell) => cell(row)))).join('');
    return { text, after: left > 0 ? page.next : null };
  };
  let { text, after } = await next();
  yield '';
  yield lineOf(Object.keys(columns)) + text;
  while (after !== null) {
    await turns.next();
    ({ text, after } = await next(after));
    yield text;
  }
}

function lineOf(cells: readonly Cell[]): string {
  return cells.map(cellOf).join(',') + LINE_END;
}
