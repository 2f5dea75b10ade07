// Opens a review for each difference, once however often the same statement is read, and never more than a set number in
// one run: a wrong file must not bury the reviews that matter.
import type { Finding } from '../core/findings/finding';
import { mayDiffer, mayRecordReturn } from '../core/redemption/bounds/bounds';
import { waitingOf } from '../core/redemption/people/proposal';
import type { Redemption } from '../core/redemption/redemption';
import type { Fact } from '../core/redemption/fact';
import type { Review } from '../core/redemption/review';
import { foundOnLine, openDifferences, recordedCents } from '../core/redemption/settling/apply-return';
import { FINDING_REASON } from '../core/reviews/reviews';
import { readReference } from '../core/values/reference';
import type { FactServices } from '../core/use-cases/services';
import { submit, type Submitter } from '../core/use-cases/submit';
import { compare, type Ours, type StatementFacts } from './compare';
import { backCents, said, type Comparison, type Returned } from './comparison';
import type { ReferenceLines } from './sheet';

/** The reconciliation as the one who brings facts. */
export const RECONCILER: Submitter = { actor: { kind: 'system', id: 'reconcile' }, requestId: null };

/** Every difference is counted once, under one of these. */
export interface ReviewCounts {
  readonly opened: number;
  /** Open or closed from an earlier run: the same difference was reviewed before. */
  readonly known: number;
  /** Differences without a review: over the limit, or without an account to give it to. */
  readonly notOpened: number;
}

/** The comparison by which it was decided, and the review of it, if it has one. */
export interface Reviewed {
  readonly comparison: Comparison | null;
  readonly reviewId: string | null;
  /** A person has closed the review. */
  readonly settled: boolean;
}

/**
 * What a difference means after a restored backup. `told`: nothing is left to look at. `held`: the redemption's own reversals wait for its
 * review. `untold`: value was given back, and nothing keeps it from being given back again but the wait of the whole backup.
 */
export type BackTold = 'told' | 'held' | 'untold';
type ReviewedLines = Reviewed & { readonly back: BackTold };

/** One run's reviews. `most`: how many it may open; `statement`: what is known of it, for `compare`. */
export class Reviewing {
  private opened = 0;
  private known = 0;
  private notOpened = 0;

  constructor(
    private readonly services: FactServices,
    private readonly most: number,
    private readonly statement: StatementFacts,
    /** What was created before then is in books that were restored from a backup. */
    private readonly restoredAt: number,
    /**
     * Whether what was given back is recorded. Not by the upload of an account: whoever may upload a file does not move money, and a line
     * is easily written.
     */
    private readonly records: boolean,
  ) {}

  /** So far. */
  counts(): ReviewCounts {
    return { opened: this.opened, known: this.known, notOpened: this.notOpened };
  }

  /** Compares again with the newest state, under which the review is then opened: the walk may have read an older one. */
  async redemption(ours: Ours, theirs: ReferenceLines | null): Promise<ReviewedLines> {
    const operationId = ours.operation.id;
    let comparison: Comparison | null = null;
    let before: Review | undefined;
    let about = operationId;
    const judge = (current: Redemption) => {
      const operation = current.operations.find((candidate) => candidate.id === operationId);
      comparison = operation ? compare({ redemption: current, operation }, theirs, this.statement) : null;
      const returned = comparison?.returned;
      const found = returned && foundOnLine(current, returned);
      about = found ?? operationId;
      before = comparison ? findReview(current, about, comparison.summary) : undefined;
      const summary = comparison?.summary ?? null;
      if (summary === null) return { facts: [] };
      const isLeft = current.reversedCents < current.redeemedCents && found === undefined;
      if (returned && current.createdAt < this.restoredAt && isLeft && this.mayRecord(current)) {
        const fact = this.returnFound(returned, summary);
        about = fact.operationId;
        return { facts: [fact, ...this.lapsed(current)] };
      }
      if (before || this.opened >= this.most || !mayDiffer(current)) return { facts: [] };
      const opened = { kind: 'review_opened', reason: FINDING_REASON, operationId, summary } as const;
      return { facts: [opened, ...this.lapsed(current)] };
    };
    const after = await submit(this.services, ours.redemption.id, RECONCILER, judge);
    return this.withBack(this.count(comparison, before, after, about), after, about, theirs);
  }

  /**
   * Lines under a reference of this redemption that is in no operation of it: sent after the backup from which it was restored. What
   * was given back is recorded, so that it cannot be given back again; a person sees it either way.
   */
  async stranger(redemption: Redemption, theirs: ReferenceLines): Promise<ReviewedLines> {
    const summary = `${said(theirs)}, but the redemption has no such operation: it is older than that, as after a restored backup`;
    const theirsCents = theirs.takenCents || returnedBy(theirs)?.amountCents || theirs.changeCents;
    const comparison: Comparison = { kind: 'theirs_only', oursCents: null, theirsCents, summary };
    const returned = returnedBy(theirs);
    let before: Review | undefined;
    const after = await submit(this.services, redemption.id, RECONCILER, (current) => {
      before = findReview(current, null, summary);
      const found = returned && this.mayRecord(current) ? this.returnFound(returned, summary) : null;
      const facts: Fact[] = found ? [found] : [];
      const isReviewed = found !== null && current.status === 'confirmed';
      if (!before && this.opened < this.most && !isReviewed && mayDiffer(current))
        facts.push({ kind: 'review_opened', reason: FINDING_REASON, operationId: null, summary });
      if (facts.length > 0) facts.push(...this.lapsed(current));
      return { facts };
    });
    const about = after.operations.find(({ reference }) => reference === theirs.reference)?.id ?? null;
    return this.withBack(this.count(comparison, before, after, about), after, about, theirs);
  }

  /** What waited for a second person in the backup may be the very thing that was carried out since: it has to be asked for anew. */
  private lapsed({ createdAt, proposals }: Redemption): Fact[] {
    if (createdAt >= this.restoredAt) return [];
    const older = waitingOf(proposals).filter(({ at }) => at < this.restoredAt);
    return older.map(({ id }) => ({ kind: 'reversal_proposal_lapsed', proposalId: id }));
  }

  private mayRecord(redemption: Redemption): boolean {
    return this.records && mayRecordReturn(redemption);
  }

  private withBack(
    reviewed: Reviewed,
    after: Redemption,
    operationId: string | null,
    theirs: ReferenceLines | null,
  ): ReviewedLines {
    const isNew = after.createdAt >= this.restoredAt;
    const isGone = after.status === 'confirmed' && after.reversedCents === after.redeemedCents;
    if (isNew || isGone || reviewed.settled) return { ...reviewed, back: 'told' };
    if (openDifferences(after).some(({ id }) => id === reviewed.reviewId)) return { ...reviewed, back: 'held' };
    const isBack = theirs !== null && backCents(theirs) > 0 && !isRecorded(after, operationId, theirs);
    return { ...reviewed, back: isBack ? 'untold' : 'told' };
  }

  private returnFound(returned: Returned, summary: string): Extract<Fact, { kind: 'return_found' }> {
    const { ids } = this.services;
    return { kind: 'return_found', operationId: ids.next('op'), reversalId: ids.next('rev'), ...returned, summary };
  }

  /**
   * A line that no redemption of ours knows. `accountId`: whose review it becomes; null: it gets no review. `isCompared`: whether the
   * reviews of an account may be told of.
   */
  async line(
    theirs: ReferenceLines,
    type: string,
    livemode: boolean,
    accountId: string | null,
    isCompared: (accountId: string) => boolean,
  ): Promise<ReviewedLines> {
    const summary = `${said(theirs)}, but no redemption here has this reference`;
    const theirsCents = theirs.takenCents || returnedBy(theirs)?.amountCents || theirs.changeCents;
    const comparison: Comparison = { kind: 'theirs_only', oursCents: null, theirsCents, summary };
    const { findings } = this.services.store;
    const withBack = (reviewed: Reviewed): ReviewedLines => {
      const isTold = reviewed.settled || !isBackOfUnknown(theirs);
      return { ...reviewed, back: isTold ? 'told' : 'untold' };
    };
    const known = await findings.findByReference(livemode, type, theirs.reference);
    if (known && !isCompared(known.accountId)) return withBack(this.isNotOpened(comparison));
    // A verdict on less than the statement says by now is none on the rest.
    const isSettled = known !== null && known.closedAt !== null && known.amountCents >= theirsCents;
    if (known) return withBack(this.isKnown(comparison, known.id, isSettled));
    if (accountId === null || this.opened >= this.most) return withBack(this.isNotOpened(comparison));
    const finding: Finding = {
      id: this.services.ids.next('rvw'),
      accountId,
      livemode,
      version: 1,
      type,
      reference: theirs.reference,
      transactionId: theirs.transactionId,
      amountCents: theirsCents,
      summary,
      openedAt: this.services.clock.now(),
      closedAt: null,
      verdict: null,
    };
    if (await findings.insert(finding)) {
      this.opened += 1;
      return withBack({ comparison, reviewId: finding.id, settled: false });
    }
    const other = await findings.findByReference(livemode, type, theirs.reference);
    return withBack(this.isKnown(comparison, other?.id ?? null));
  }

  private count(
    comparison: Comparison | null,
    before: Review | undefined,
    after: Redemption,
    operationId: string | null,
  ): Reviewed {
    if (comparison === null || comparison.summary === null) return { comparison, reviewId: null, settled: true };
    if (before) return this.isKnown(comparison, before.id, before.closedAt !== null);
    const review = findReview(after, operationId, comparison.summary);
    if (!review) return this.isNotOpened(comparison);
    this.opened += 1;
    return { comparison, reviewId: review.id, settled: false };
  }

  private isKnown(comparison: Comparison, reviewId: string | null, settled = false): Reviewed {
    this.known += 1;
    return { comparison, reviewId, settled };
  }

  private isNotOpened(comparison: Comparison): Reviewed {
    this.notOpened += 1;
    return { comparison, reviewId: null, settled: false };
  }
}

/**
 * Whether these lines, which no redemption here knows, may be of value that one of them still holds as taken. Of a lost redemption nothing
 * can be given back here; what was undone is on the line of its capture; and a voucher without a sale beside it may be a refund by another name.
 */
function isBackOfUnknown(theirs: ReferenceLines): boolean {
  const { ours, redemptionId } = readReference(theirs.reference);
  if (ours && redemptionId !== null) return false;
  const back = ours ? theirs.refundCents + theirs.restoreCents : backCents(theirs);
  return back > 0 || (theirs.lines === 0 && theirs.changeCents > 0);
}

/** Whether everything that these lines show as given back was recorded under this operation. */
function isRecorded(redemption: Redemption, operationId: string | null, theirs: ReferenceLines): boolean {
  const isFound = redemption.journal.some(
    ({ fact, detail }) => fact === 'return_found' && detail['operation_id'] === operationId,
  );
  return isFound && operationId !== null && recordedCents(redemption, operationId) >= backCents(theirs);
}

/**
 * What these lines surely show as given back, if they do. Of several the largest: files that were joined may have a line twice. The rest is
 * for a person.
 */
function returnedBy(theirs: ReferenceLines): Returned | null {
  const { reference, transactionId, refundCents, restoreCents, mostBackCents: amountCents } = theirs;
  if (refundCents + restoreCents === 0) return null;
  return { method: refundCents > 0 ? 'refund' : 'restore', reference, transactionId, amountCents };
}

/**
 * One that is open about this operation, with any summary, or one that was closed about this very difference. Without an operation each
 * difference has a review of its own: there may be several.
 */
function findReview(redemption: Redemption, operationId: string | null, summary: string | null): Review | undefined {
  const about = redemption.reviews.filter(
    (review) => review.reason === FINDING_REASON && review.operationId === operationId,
  );
  const open = about.filter((review) => review.closedAt === null);
  return (
    (operationId === null ? open.find((review) => review.summary === summary) : open[0]) ??
    about.find((review) => review.summary === summary)
  );
}
