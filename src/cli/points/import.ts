// `vouch points import`: opening balances from a file. Every row is judged before the first is written; each is credited once,
// however often the file is brought.
import { stat } from 'node:fs/promises';
import type { Asker } from '../../core/points/use-cases/ledger/ledger';
import { importRow, judgeRow, type ImportedRow } from '../../core/points/use-cases/import';
import type { PointsServices } from '../../core/points/use-cases/services';
import { findOwn, findWallets, upsertParticipant } from '../../core/points/use-cases/setup';
import { leftOf } from '../../core/points/records/limit';
import { formatUnits, parseUnits, type Units } from '../../core/points/units';
import { Refusal } from '../../core/values/refusal';
import { CommandFailure } from '../failure';
import { readRows, type Read, type RowsOf } from './rows';

/** Rows under way at once: as many as share a commit. */
const AT_ONCE = 64;
/** Faults that are told; of more there is a count. */
const MOST_TOLD = 100;

/** What an import works with: no secret, because it takes nobody's idempotency key. */
export type Parts = Omit<PointsServices, 'sealer'>;

/** What is imported, and how. */
export interface Import extends RowsOf {
  readonly file: string;
  /** Credit what has no fault. */
  readonly skipFaults: boolean;
  /** What is told, a line at a time. */
  readonly tell: (line: string) => void;
}

/** What came of it. Amounts as text. */
export interface ImportResult {
  readonly credited: number;
  readonly amount: string;
  /** Credited by an earlier run. */
  readonly before: number;
  readonly made: number;
  readonly faults: number;
}

/**
 * Throws `CommandFailure` where nothing was written: a fault without `skipFaults`, too little in the wallet, a file that cannot be
 * read. What a caller of the ledger changes between judging and writing is a fault as well, told at its line.
 */
export async function importFile(parts: Parts, asker: Asker, options: Import): Promise<ImportResult> {
  await requireOwn(parts, asker, 'programs', options.programId);
  const asset = await requireOwn(parts, asker, 'assets', options.assetId);
  const faults = new FaultList(options.tell);
  const changedAt = await timeOf(options.file);
  const judged = await judgeAll(parts, asker, options, faults);
  if (faults.count > 0 && !options.skipFaults)
    throw new CommandFailure(
      `nothing was written: ${count(faults.count, 'line')} of ${options.file} cannot be credited (see above; --skip-faults credits the others)`,
    );
  if (asset.issuancePolicy === 'PREFUNDED') await requireFunds(parts, asker, options, judged.units);
  if ((await timeOf(options.file)) !== changedAt)
    throw new CommandFailure(`nothing was written: ${options.file} changed while it was read`);
  const before = judged.before.size;
  if (before > 0) options.tell(beforeWords(before, options));
  const { units, ...done } = await writeAll(parts, asker, options, { faults, before: judged.before }, asset.scale);
  return { ...done, amount: formatUnits(units, asset.scale), before, faults: faults.count };
}

/** Nobody shall take rows that were passed over for rows that were credited. */
function beforeWords(before: number, { file, batch }: Import): string {
  const [some, were, they] = before === 1 ? ['1 row', 'was', 'it is'] : [`${String(before)} rows`, 'were', 'they are'];
  const where = batch === '' ? '' : ` in the batch ${batch}`;
  return (
    `note: ${some} of ${file} had been credited before${where}, by this file or by another with the same row, and ${were} passed over. ` +
    `If ${they} meant to be credited anew, import the file as a batch of its own: --batch NAME`
  );
}

/** Tells faults by line, each line once. Rows are judged side by side, so `flush` puts those of a batch in order. */
class FaultList {
  readonly #lines = new Set<number>();
  #untold: { readonly line: number; readonly fault: string }[] = [];

  constructor(private readonly tell: (line: string) => void) {}

  get count(): number {
    return this.#lines.size;
  }

  has(line: number): boolean {
    return this.#lines.has(line);
  }

  add(line: number, fault: string): void {
    if (this.#lines.has(line)) return;
    this.#lines.add(line);
    this.#untold.push({ line, fault });
  }

  flush(): void {
    let told = this.#lines.size - this.#untold.length;
    for (const { line, fault } of this.#untold.sort((a, b) => a.line - b.line)) {
      told += 1;
      if (told <= MOST_TOLD) this.tell(`line ${String(line)}: ${fault}`);
      if (told === MOST_TOLD + 1) this.tell('and more');
    }
    this.#untold = [];
  }
}

async function judgeAll(parts: Parts, asker: Asker, options: Import, faults: FaultList) {
  let units: Units = 0n;
  const before = new Set<number>();
  for await (const batch of batches(readRows(options.file, options))) {
    const judge = async (read: Read) => {
      if ('fault' in read) {
        faults.add(read.line, read.fault);
        return;
      }
      try {
        const { units: some } = await judgeRow(parts, asker, read.row);
        if (some === 0n) before.add(read.line);
        else if (read.row.expiresAt !== null && read.row.expiresAt <= parts.clock.now())
          faults.add(read.line, 'validation_failed: expires_at must be in the future');
        else units += some;
      } catch (error) {
        faults.add(read.line, faultWords(error));
      }
    };
    await Promise.all(batch.map(judge));
    faults.flush();
  }
  return { units, before };
}

const PASSED_OVER =
  'passed over: it was new when the file was read, and had been credited when it was to be written, as by another import at the same time';

/** Lines of the file, as they were judged. */
interface JudgedLines {
  readonly faults: FaultList;
  /** Credited by an earlier run. */
  readonly before: ReadonlySet<number>;
}

/** What is told is what this run credited. Every row is credited, was known before, or is told as a fault. */
async function writeAll(parts: Parts, asker: Asker, options: Import, { faults, before }: JudgedLines, scale: number) {
  let credited = 0;
  let units: Units = 0n;
  let made = 0;
  for await (const batch of batches(readRows(options.file, options))) {
    const rows = batch.flatMap((read) => ('row' in read && !faults.has(read.line) ? [read] : []));
    made += await makeMissing(parts, asker, rows);
    const write = async ({ line, row }: (typeof rows)[number]) => {
      try {
        if (!(await importRow(parts, asker, row))) {
          if (!before.has(line)) faults.add(line, PASSED_OVER);
          return;
        }
        credited += 1;
        const some = parseUnits(row.amount, scale);
        if (typeof some === 'bigint') units += some;
      } catch (error) {
        faults.add(line, faultWords(error));
      }
    };
    // In the order of the file, so that lots are as old as their rows are.
    await Promise.all(rows.map(write));
    faults.flush();
  }
  return { credited, units, made };
}

/** Makes the participants that the program makes and nobody knows yet. Says how many. */
async function makeMissing(
  parts: Parts,
  asker: Asker,
  rows: readonly { readonly row: ImportedRow }[],
): Promise<number> {
  const missing = new Set<string>();
  const judge = async ({ row }: { readonly row: ImportedRow }) => {
    const judged = await judgeRow(parts, asker, row).catch(() => null);
    if (judged?.makes) missing.add(row.externalId);
  };
  await Promise.all(rows.map(judge));
  await Promise.all([...missing].map((externalId) => upsertParticipant(parts, asker, { externalId, profile: {} })));
  return missing.size;
}

async function requireFunds(parts: Parts, asker: Asker, { programId, assetId }: Import, units: Units): Promise<void> {
  const wallets = await findWallets(parts, asker, programId);
  const found = wallets.find(({ asset }) => asset.id === assetId);
  const left = found?.wallet ? (leftOf(found.wallet) ?? 0n) : 0n;
  if (!found || units <= left) return;
  const { scale } = found.asset;
  throw new CommandFailure(
    `nothing was written: the rows come to ${formatUnits(units, scale)}, and the wallet of the program has ${formatUnits(left, scale)} left`,
  );
}

async function* batches(reads: AsyncIterable<Read>): AsyncGenerator<Read[]> {
  let batch: Read[] = [];
  for await (const read of reads) {
    batch.push(read);
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function timeOf(file: string): Promise<string> {
  const found = await stat(file).catch((error: unknown) => {
    const { code = 'it failed' } = error as NodeJS.ErrnoException;
    throw new CommandFailure(code === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read: ${code}`);
  });
  if (!found.isFile()) throw new CommandFailure(`${file} is no file`);
  return `${String(found.mtimeMs)} ${String(found.size)}`;
}

/** Throws `CommandFailure`. Test and live mode are two ledgers: says so where it is in the other one. */
async function requireOwn<K extends 'programs' | 'assets'>(parts: Parts, asker: Asker, kind: K, id: string) {
  const find = (livemode: boolean) =>
    findOwn(parts, { ...asker, livemode }, kind, id).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'not_found') return null;
      throw error;
    });
  const found = await find(asker.livemode);
  if (found) return found;
  const what = kind === 'programs' ? 'program' : 'asset';
  const [mode, other] = asker.livemode ? ['live', 'test'] : ['test', 'live'];
  const hint = (await find(!asker.livemode)) ? `: it is in ${other} mode, say --mode ${other}` : ' of this account';
  throw new CommandFailure(`there is no ${what} ${id} in ${mode} mode${hint}`);
}

const UNKNOWN_HINT = ' (a program with "on_unknown_participant": "CREATE" makes participants that it does not know)';

/** The store being gone is no fault of a line. */
function faultWords(error: unknown): string {
  if (!(error instanceof Refusal)) throw error;
  const isUnknown = error.code === 'not_found' && error.detail.param === 'external_id';
  return `${error.code}: ${error.message}${isUnknown ? UNKNOWN_HINT : ''}`;
}

/** `1 line`, `2 lines`. */
export function count(many: number, what: string): string {
  return `${String(many)} ${what}${many === 1 ? '' : 's'}`;
}
