// Compares a provider's settlement file with our books for a period: the file into a sheet on disk, then a walk over our
// redemptions, then over the lines that the walk did not touch. Memory does not grow with either side.
import type { Account } from '../core/accounts/account';
import type { FactServices } from '../core/use-cases/services';
import type { Redemption } from '../core/redemption/redemption';
import { isUnsettled } from '../core/redemption/redemption';
import { readReference, resemblesOurs } from '../core/values/reference';
import { stoodUntil, untoldOf, type RestoreMark } from '../core/restores/restore-mark';
import type { Span } from '../core/restores/spans';
import { AccountsApart } from './apart';
import type { Ours, StatementFacts } from './compare/compare';
import type { Comparison } from './compare/comparison';
import { backCents, nameOf } from './compare/comparison';
import { daysLost, mayBeLost, readStatementOf, tellGaps, type GapTold } from './gaps';
import { dueUntil, MOST_AHEAD_MS, periodOf, toldOf, type Period } from './period';
import { ReviewTally, type ReviewCounts } from './review-tally';
import { Reviewing, type ReviewedLines } from './reviewing';
import type { Sheet, ReferenceLines, ResultKind } from './sheet';
import { ReturnsLeft } from './returns-left';
import { readStatement, type StatementSummary } from './statement-file';
import { UnknownLines } from './unknown-lines';

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
  /** What the file is about; where absent: all of it, or redemptions alone where no line says of which type it is. */
  readonly holds?: 'all' | 'redemptions' | 'refunds' | undefined;
  /** When the provider made the file, which lacks what was sent later; where absent, its newest line tells, and what it covers. */
  readonly madeAt?: number | undefined;
  /** The time of which the provider says that the file holds everything; where absent, its lines tell. Matters after a restored backup alone. */
  readonly covers?: Span | undefined;
  /**
   * Whose books are compared; absent: everybody's, as the provider knows nothing of accounts. Lines about redemptions of others are
   * then counted, and nothing else: who sends a file sees nothing of theirs, and opens nothing there.
   */
  readonly accountId?: string | undefined;
  /** Called between two steps, which are short: a server has other things to do. May throw, and so end the run. */
  readonly breathe?: (() => Promise<void>) | undefined;
  /** Ends the reading of the file. */
  readonly signal?: AbortSignal | undefined;
}

/** What one run came to. */
export interface Reconciliation {
  readonly period: Period;
  readonly statement: StatementSummary;
  readonly counts: Readonly<Record<ResultKind, number>>;
  /** References in the file that are dated outside the period and belong to nothing of ours in it: not compared. */
  readonly outsidePeriod: number;
  /** References of other accounts, where one account's books are compared. */
  readonly otherAccounts: number;
  /** Operations of ours in the period whose outcome is not known yet and that the file does not mention. */
  readonly inDoubt: number;
  /** Operations of ours in the period that were sent after the file was made, and so are not in it. */
  readonly afterFile: number;
  readonly reviews: ReviewCounts;
  readonly differences: number;
  /** Restored backups that this mode and type of the books are behind of. */
  readonly gaps: readonly GapTold[];
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
  const statement = await readStatement(options.file, options.offsetMs, (line) => sheet.add(line), options.signal);
  const period = periodOf(options, statement);
  const now = services.clock.now();
  const told = toldOf(options, period, statement, now);
  const holds = options.holds ?? (statement.hasTypes ? 'all' : 'redemptions');
  const marks = await services.store.restores.list();
  const facts: StatementFacts = {
    newestAt: statement.newestAt ?? period.toAt,
    redemptions: holds !== 'refunds',
    refunds: holds !== 'redemptions',
    ...(marks.length === 0 ? {} : { foundBefore: Math.max(...marks.map(({ markedAt }) => markedAt)) }),
  };
  const accounts = await services.store.accounts.listAccounts();
  const times = { period, told, dueUntil: dueUntil(options, period, statement, now) };
  const run = new Run(services, sheet, options, times, facts, marks, accounts);
  await run.walkOurs();
  await run.walkTheirs();
  const counts = sheet.counts();
  const differences = counts.ours_only + counts.theirs_only + counts.amount_differs + counts.state_differs;
  const { outsidePeriod, otherAccounts, inDoubt, afterFile } = run;
  const reviews = run.tally.counts();
  const { newestAt, provenAt } = statement;
  // An upload ends no wait: whoever may send a file may leave a line out of it.
  const gaps =
    marks.length === 0 || options.accountId !== undefined
      ? []
      : await tellGaps(services, readStatementOf(options, told, facts, statement, { lost: run.lost, now }), {
          returns: run.returns,
          apart: run.apart,
          allAccounts: accounts.length,
          withoutReview: run.withoutReview,
          allLost: run.allLost,
          unknownTypes: statement.unknownOfOurs,
          elsewhere: run.elsewhere,
          lines: statement.lines,
          isAhead: Math.max(newestAt ?? 0, provenAt ?? 0) > now + MOST_AHEAD_MS,
        });
  return { period, statement, counts, outsidePeriod, otherAccounts, inDoubt, afterFile, reviews, differences, gaps };
}

/** When something of ours has to be in the file, and of when it tells. */
interface Times {
  readonly period: Period;
  readonly told: Span;
  readonly dueUntil: number;
}

class Run {
  readonly tally: ReviewTally;
  private readonly reviewing: Reviewing;
  private readonly unknown: UnknownLines;
  outsidePeriod = 0;
  otherAccounts = 0;
  inDoubt = 0;
  afterFile = 0;
  /** Redemptions of ours that are not in the books, nor named by one that is, and that nobody has looked at. */
  lost = 0;
  /** The same with those that were looked at. */
  allLost = 0;
  readonly returns: ReturnsLeft;
  /** What it lacks, or leaves open, of single accounts. */
  readonly apart = new AccountsApart();
  /** Other differences without a review. */
  withoutReview = 0;
  /** Lines whose reference is of another type or mode. */
  elsewhere = 0;
  private readonly daysLost: Span | null;

  constructor(
    private readonly services: FactServices,
    private readonly sheet: Sheet,
    private readonly options: ReconcileOptions,
    private readonly times: Times,
    private readonly statement: StatementFacts,
    marks: readonly RestoreMark[],
    private readonly accounts: readonly Account[],
  ) {
    this.daysLost = daysLost(marks);
    this.returns = new ReturnsLeft(untoldOf(marks, options.livemode, options.type));
    this.tally = new ReviewTally(options.mostReviews);
    const isWhole = options.accountId === undefined;
    this.reviewing = new Reviewing(services, this.tally, statement, stoodUntil(marks), isWhole);
    const oldest = accounts.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))[0];
    this.unknown = new UnknownLines(services, this.tally, {
      type: options.type,
      livemode: options.livemode,
      // What nobody knows is the operator's, and only where it is the operator who asks.
      accountId: options.accountLess || !oldest || !this.isCompared(oldest.id) ? null : oldest.id,
      isCompared: (id) => this.isCompared(id),
      renews: isWhole,
    });
  }

  private isCompared(accountId: string): boolean {
    return this.options.accountId === undefined || this.options.accountId === accountId;
  }

  /** Every account: the provider knows nothing of accounts, and its file is about all of them. */
  async walkOurs(): Promise<void> {
    for (const account of this.accounts.filter(({ id }) => this.isCompared(id))) {
      for await (const redemption of this.redemptionsOf(account.id)) {
        await this.options.breathe?.();
        for (const operation of redemption.operations) {
          const moves = operation.type === 'confirm' || operation.type === 'reverse';
          if (moves && operation.reference !== null && isIn(this.times.period, operation.createdAt))
            await this.compareOurs({ redemption, operation });
        }
      }
    }
  }

  async walkTheirs(): Promise<void> {
    for (let after = ''; ;) {
      const batch = this.sheet.unvisited(after, BATCH);
      for (const lines of batch) {
        await this.options.breathe?.();
        await this.compareTheirs(lines);
      }
      after = batch.at(-1)?.reference ?? '';
      if (batch.length < BATCH) return;
    }
  }

  private async *redemptionsOf(accountId: string): AsyncGenerator<Redemption> {
    const { type, livemode, lookBackMs } = this.options;
    const { redemptions } = this.services.store;
    const { period } = this.times;
    const createdFrom = period.fromAt - lookBackMs;
    const query = { accountId, livemode, type, createdFrom, createdTo: period.toAt, limit: PAGE };
    let page = await redemptions.list(query);
    for (;;) {
      yield* page;
      const last = page.at(-1);
      if (page.length < PAGE || !last) return;
      page = await redemptions.list({ ...query, after: { createdAt: last.createdAt, id: last.id } });
    }
  }

  private async compareOurs(ours: Ours): Promise<void> {
    const { reference } = ours.operation;
    if (reference === null) return;
    const theirs = this.sheet.visit(reference);
    const expected = ours.operation.type === 'confirm' ? this.statement.redemptions : this.statement.refunds;
    if (!theirs && expected && isUnsettled(ours.operation)) this.inDoubt += 1;
    await this.settle(ours, theirs);
  }

  /** By reference first: a line stands for our operation wherever the midnights of the two sides fall. */
  private async compareTheirs(theirs: ReferenceLines): Promise<void> {
    // All of its lines: what was given back may be taken back on the last of several days.
    const { period } = this.times;
    const isOutside = theirs.newestAt < period.fromAt || theirs.at >= period.toAt;
    if (isOutside && !mayBeLost(theirs, this.daysLost)) {
      this.outsidePeriod += 1;
      return;
    }
    const { type, livemode } = this.options;
    const redemption = await this.services.store.redemptions.findByReference(theirs.reference);
    const { ours, redemptionId } = readReference(theirs.reference);
    const named = redemptionId === null ? null : await this.services.store.redemptions.find(redemptionId);
    if ([redemption, named].some((one) => one !== null && !this.isCompared(one.accountId))) {
      this.otherAccounts += 1;
      return;
    }
    const operation = redemption?.operations.find((candidate) => candidate.reference === theirs.reference);
    if (redemption && operation && redemption.type === type && redemption.livemode === livemode) {
      if (isOutside && backCents(theirs) + theirs.refundUndoneCents === 0) this.outsidePeriod += 1;
      else await this.settle({ redemption, operation }, theirs);
      return;
    }
    const known = named && named.type === type && named.livemode === livemode ? named : null;
    const isNothing = theirs.lines === 0 && theirs.changeCents + theirs.refundCents + theirs.restoreCents === 0;
    // Undone before anybody had it: nothing moved. But a refund of ours was given on another day, whose statement may be read later.
    if (isNothing && (known === null || theirs.refundUndoneCents === 0)) return;
    const other = redemption ?? named;
    if (other && (other.type !== type || other.livemode !== livemode)) this.elsewhere += 1;
    const reviewed = known ? await this.reviewing.stranger(known, theirs) : await this.unknown.line(theirs);
    const isOurs = theirs.takenCents > 0 && (ours || resemblesOurs(theirs.reference));
    if (isOurs) this.allLost += 1;
    if (isOurs && !reviewed.settled) {
      if (known) this.apart.lost(known.accountId);
      else this.lost += 1;
    }
    this.note(reviewed, theirs, known, mayBeLost(theirs, this.daysLost));
    this.record(nameOf(theirs), known?.id ?? null, null, theirs, reviewed.comparison, reviewed.reviewId);
  }

  /** What is left to do of it, and for whom. */
  private note(
    reviewed: ReviewedLines,
    theirs: ReferenceLines | null,
    known: Redemption | null,
    isOfGap: boolean,
  ): void {
    const { back, reviewId, settled } = reviewed;
    if (reviewId === null && !settled && back !== 'held') {
      if (known && !this.tally.isFull) this.apart.unreviewed(known.accountId);
      else this.withoutReview += 1;
    }
    if (back === 'untold' && known) this.apart.untold(known.accountId);
    this.returns.note(back, theirs, known?.id ?? null, isOfGap);
  }

  /** A capture that was put back on a line of its own, under the reference of the restore. */
  private withRestore({ redemption, operation }: Ours, theirs: ReferenceLines): ReferenceLines {
    if (operation.type !== 'confirm') return theirs;
    const restores = redemption.operations.filter(({ method }) => method === 'restore');
    const lines = restores.flatMap(({ reference }) => (reference === null ? [] : (this.sheet.look(reference) ?? [])));
    const restoreCents = lines.reduce((sum, line) => sum + line.restoreCents, theirs.restoreCents);
    return { ...theirs, restoreCents };
  }

  private async settle(ours: Ours, found: ReferenceLines | null): Promise<void> {
    const theirs = found && this.withRestore(ours, found);
    const first = this.reviewing.compared(ours.redemption, ours.operation, theirs);
    if (first?.kind === 'ours_only' && ours.operation.createdAt > this.times.dueUntil) {
      this.afterFile += 1;
      return;
    }
    const agrees = first === null || first.summary === null;
    const reviewed = agrees
      ? { comparison: first, reviewId: null, settled: true, back: this.reviewing.agreed(ours) }
      : await this.reviewing.redemption(ours, theirs);
    const { redemption, operation } = ours;
    this.note(reviewed, theirs, redemption, true);
    if (theirs) this.apart.present();
    else if (
      reviewed.comparison?.kind === 'ours_only' &&
      !reviewed.settled &&
      isIn(this.times.told, operation.createdAt)
    )
      this.apart.absent(redemption.accountId, reviewed);
    const reference = operation.reference ?? '';
    this.record(reference, redemption.id, operation.id, theirs, reviewed.comparison, reviewed.reviewId);
  }

  private record(
    reference: string,
    redemptionId: string | null,
    operationId: string | null,
    theirs: ReferenceLines | null,
    comparison: Comparison | null,
    reviewId: string | null,
  ): void {
    if (!comparison) return;
    this.sheet.record({
      ...comparison,
      reference,
      redemptionId,
      operationId,
      line: theirs?.firstLine ?? null,
      reviewId,
    });
  }
}

function isIn({ fromAt, toAt }: Span, at: number): boolean {
  return at >= fromAt && at < toAt;
}
