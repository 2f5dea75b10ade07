// Compares a provider's settlement file with our books for a period: the file into a sheet on disk, then a walk over our
// redemptions, then over the lines that the walk did not touch. Memory does not grow with either side.
import type { FactServices } from '../core/use-cases/services';
import type { Redemption } from '../core/redemption/redemption';
import { isUnsettled } from '../core/redemption/redemption';
import { DAY_MS } from '../core/values/time';
import { startOfDay } from './cells';
import { compare, type Comparison, type Ours } from './compare';
import { UnusableStatement } from './fault';
import { Reviewing, type ReviewCounts } from './reviewing';
import type { Sheet, ReferenceLines, ResultKind } from './sheet';
import { readStatement, type StatementSummary } from './statement-file';

/** Half-open: `fromAt` belongs to it, `toAt` does not. */
export interface Period {
  readonly fromAt: number;
  readonly toAt: number;
}

/** One run. `fromAt`, `toAt`: the period; where absent, the days of the oldest and of the newest line. */
export interface ReconcileOptions {
  readonly file: string;
  /** `vouchers.one_voucher` and so on. */
  readonly type: string;
  readonly livemode: boolean;
  readonly fromAt?: number | undefined;
  readonly toAt?: number | undefined;
  /** Zone of dates in the file that name none, and of the days of the period. */
  readonly offsetMs: number;
  /** How long before the period a redemption may have been created whose value was taken in it. */
  readonly lookBackMs: number;
  /** Leaves lines that no redemption here knows without an account, and so without a review. */
  readonly accountLess: boolean;
  /** Reviews opened in one run. */
  readonly mostReviews: number;
}

/** What one run came to. */
export interface Reconciliation {
  readonly period: Period;
  readonly statement: StatementSummary;
  readonly counts: Readonly<Record<ResultKind, number>>;
  /** References in the file that are dated outside the period and belong to nothing of ours in it: not compared. */
  readonly outsidePeriod: number;
  /** Operations of ours in the period whose outcome is not known yet and that the file does not mention. */
  readonly inDoubt: number;
  readonly reviews: ReviewCounts;
  readonly differences: number;
}

const PAGE = 100;
const BATCH = 500;

/**
 * Fills `sheet` with one result a reference and opens reviews for the differences. Throws `UnusableStatement`, before
 * anything was opened, or what the store throws.
 */
export async function reconcile(
  services: FactServices,
  sheet: Sheet,
  options: ReconcileOptions,
): Promise<Reconciliation> {
  const statement = await readStatement(options.file, options.offsetMs, (line) => sheet.add(line));
  const period = periodOf(options, statement);
  const newestAt = statement.newestAt ?? period.toAt;
  const run = new Run(services, sheet, options, period, newestAt);
  await run.walkOurs();
  await run.walkTheirs();
  const counts = sheet.counts();
  const differences = counts.ours_only + counts.theirs_only + counts.amount_differs + counts.state_differs;
  const { outsidePeriod, inDoubt } = run;
  return { period, statement, counts, outsidePeriod, inDoubt, reviews: run.reviewing.counts(), differences };
}

function periodOf(options: ReconcileOptions, { oldestAt, newestAt }: StatementSummary): Period {
  const { offsetMs, file } = options;
  const fromAt = options.fromAt ?? (oldestAt === null ? null : startOfDay(oldestAt, offsetMs));
  const toAt = options.toAt ?? (newestAt === null ? null : startOfDay(newestAt, offsetMs) + DAY_MS);
  const fault = (problem: string) => new UnusableStatement(file, [{ line: 2, column: 'date', problem }]);
  if (fromAt === null || toAt === null) {
    throw fault('no line says which period it is about: give --from and --to to compare with an empty statement');
  }
  if (fromAt >= toAt) throw fault('the period ends before it starts');
  return { fromAt, toAt };
}

class Run {
  readonly reviewing: Reviewing;
  outsidePeriod = 0;
  inDoubt = 0;

  constructor(
    private readonly services: FactServices,
    private readonly sheet: Sheet,
    private readonly options: ReconcileOptions,
    private readonly period: Period,
    private readonly newestAt: number,
  ) {
    this.reviewing = new Reviewing(services, options.mostReviews, newestAt);
  }

  /** Every account: the provider knows nothing of accounts, and its file is about all of them. */
  async walkOurs(): Promise<void> {
    for (const account of await this.services.store.accounts.listAccounts()) {
      for await (const redemption of this.redemptionsOf(account.id)) {
        for (const operation of redemption.operations) {
          const sent = operation.type === 'confirm' && operation.reference !== null;
          if (sent && this.isInPeriod(operation.createdAt)) await this.compareOurs({ redemption, operation });
        }
      }
    }
  }

  async walkTheirs(): Promise<void> {
    const accounts = await this.services.store.accounts.listAccounts();
    const oldest = accounts.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))[0];
    const accountId = this.options.accountLess ? null : (oldest?.id ?? null);
    for (let after = ''; ;) {
      const batch = this.sheet.unvisited(after, BATCH);
      for (const lines of batch) await this.compareTheirs(lines, accountId);
      after = batch.at(-1)?.reference ?? '';
      if (batch.length < BATCH) return;
    }
  }

  private async *redemptionsOf(accountId: string): AsyncGenerator<Redemption> {
    const { type, livemode, lookBackMs } = this.options;
    const { redemptions } = this.services.store;
    const createdFrom = this.period.fromAt - lookBackMs;
    const query = { accountId, livemode, type, createdFrom, createdTo: this.period.toAt, limit: PAGE };
    let page = await redemptions.list(query);
    for (;;) {
      yield* page;
      const last = page.at(-1);
      if (page.length < PAGE || !last) return;
      page = await redemptions.list({ ...query, after: { createdAt: last.createdAt, id: last.id } });
    }
  }

  private isInPeriod(at: number): boolean {
    return at >= this.period.fromAt && at < this.period.toAt;
  }

  private async compareOurs(ours: Ours): Promise<void> {
    const { reference } = ours.operation;
    if (reference === null) return;
    const theirs = this.sheet.visit(reference);
    if (!theirs && isUnsettled(ours.operation)) this.inDoubt += 1;
    await this.settle(ours, theirs);
  }

  /** By reference first: a line stands for our operation wherever the midnights of the two sides fall. */
  private async compareTheirs(theirs: ReferenceLines, accountId: string | null): Promise<void> {
    if (!this.isInPeriod(theirs.at)) {
      this.outsidePeriod += 1;
      return;
    }
    const { type, livemode } = this.options;
    const redemption = await this.services.store.redemptions.findByReference(theirs.reference);
    const operation = redemption?.operations.find((candidate) => candidate.reference === theirs.reference);
    if (redemption && operation && redemption.type === type && redemption.livemode === livemode) {
      await this.settle({ redemption, operation }, theirs);
      return;
    }
    const { comparison, reviewId } = await this.reviewing.line(theirs, type, livemode, accountId);
    this.record(theirs.reference, null, theirs, comparison, reviewId);
  }

  private async settle(ours: Ours, theirs: ReferenceLines | null): Promise<void> {
    const first = compare(ours, theirs, this.newestAt);
    const agrees = first === null || first.summary === null;
    const reviewed = agrees ? { comparison: first, reviewId: null } : await this.reviewing.redemption(ours, theirs);
    const reference = theirs?.reference ?? ours.operation.reference ?? '';
    this.record(reference, ours, theirs, reviewed.comparison, reviewed.reviewId);
  }

  private record(
    reference: string,
    ours: Ours | null,
    theirs: ReferenceLines | null,
    comparison: Comparison | null,
    reviewId: string | null,
  ): void {
    if (!comparison) return;
    this.sheet.record({
      ...comparison,
      reference,
      redemptionId: ours?.redemption.id ?? null,
      operationId: ours?.operation.id ?? null,
      line: theirs?.firstLine ?? null,
      reviewId,
    });
  }
}
