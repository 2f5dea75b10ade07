// `vouch points import`: opening balances from a file. Every row is judged before the first is written; each is credited once,
// however often the file is brought.
import { stat } from 'node:fs/promises';
import type { Asker } from '../../core/points/use-cases/ledger/ledger';
import { importRow, judgeRow, type ImportedRow } from '../../core/points/use-cases/import';
import type { PointsServices } from '../../core/points/use-cases/services';
import { findOwn, findWallets, upsertParticipant } from '../../core/points/use-cases/setup';
import { leftOf } from '../../core/points/records/limit';
import { formatUnits, type Units } from '../../core/points/units';
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
  const asset = await findOwn(parts, asker, 'assets', options.assetId).catch(asFailure);
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
  const done = await writeAll(parts, asker, options, faults);
  return { ...done, amount: formatUnits(judged.units, asset.scale), before: judged.before, faults: faults.count };
}

/** Tells faults by line, each line once. */
class FaultList {
  readonly #lines = new Set<number>();

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
    if (this.#lines.size <= MOST_TOLD) this.tell(`line ${String(line)}: ${fault}`);
    if (this.#lines.size === MOST_TOLD + 1) this.tell('and more');
  }
}

async function judgeAll(parts: Parts, asker: Asker, options: Import, faults: FaultList) {
  let units: Units = 0n;
  let before = 0;
  for await (const batch of batches(readRows(options.file, options))) {
    const judge = async (read: Read) => {
      if ('fault' in read) {
        faults.add(read.line, read.fault);
        return;
      }
      try {
        const { units: some } = await judgeRow(parts, asker, read.row);
        if (some === 0n) before += 1;
        else if (read.row.expiresAt !== null && read.row.expiresAt <= parts.clock.now())
          faults.add(read.line, 'expires_at is in the past');
        else units += some;
      } catch (error) {
        faults.add(read.line, faultWords(error));
      }
    };
    await Promise.all(batch.map(judge));
  }
  return { units, before };
}

async function writeAll(parts: Parts, asker: Asker, options: Import, faults: FaultList) {
  let credited = 0;
  let made = 0;
  for await (const batch of batches(readRows(options.file, options))) {
    const rows = batch.flatMap((read) => ('row' in read && !faults.has(read.line) ? [read] : []));
    made += await makeMissing(parts, asker, rows);
    const write = async ({ line, row }: (typeof rows)[number]) => {
      try {
        if (await importRow(parts, asker, row)) credited += 1;
      } catch (error) {
        faults.add(line, faultWords(error));
      }
    };
    // In the order of the file, so that lots are as old as their rows are.
    await Promise.all(rows.map(write));
  }
  return { credited, made };
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
  const { mtimeMs, size } = await stat(file).catch(asFailure);
  return `${String(mtimeMs)} ${String(size)}`;
}

function asFailure(error: unknown): never {
  throw new CommandFailure(error instanceof Error ? error.message : 'it failed');
}

/** The store being gone is no fault of a line. */
function faultWords(error: unknown): string {
  if (error instanceof Refusal) return `${error.code}: ${error.message}`;
  throw error;
}

/** `1 line`, `2 lines`. */
export function count(many: number, what: string): string {
  return `${String(many)} ${what}${many === 1 ? '' : 's'}`;
}
