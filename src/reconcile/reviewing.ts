// Opens a review for each difference, once however often the same statement is read, and never more than a set number in
// one run: a wrong file must not bury the reviews that matter.
import type { Finding } from '../core/findings/finding';
import { mayDiffer } from '../core/redemption/bounds/bounds';
import type { Redemption } from '../core/redemption/redemption';
import type { Review } from '../core/redemption/review';
import { FINDING_REASON } from '../core/reviews/reviews';
import type { FactServices } from '../core/use-cases/services';
import { submit, type Submitter } from '../core/use-cases/submit';
import { compare, said, type Comparison, type Ours } from './compare';
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
}

/** One run's reviews. `most`: how many it may open; `newestAt`: the newest line of the statement, for `compare`. */
export class Reviewing {
  private opened = 0;
  private known = 0;
  private notOpened = 0;

  constructor(
    private readonly services: FactServices,
    private readonly most: number,
    private readonly newestAt: number,
  ) {}

  /** So far. */
  counts(): ReviewCounts {
    return { opened: this.opened, known: this.known, notOpened: this.notOpened };
  }

  /** Compares again with the newest state, under which the review is then opened: the walk may have read an older one. */
  async redemption(ours: Ours, theirs: ReferenceLines | null): Promise<Reviewed> {
    const operationId = ours.operation.id;
    let comparison: Comparison | null = null;
    let before: Review | undefined;
    const judge = (current: Redemption) => {
      const operation = current.operations.find((candidate) => candidate.id === operationId);
      comparison = operation ? compare({ redemption: current, operation }, theirs, this.newestAt) : null;
      before = comparison ? findReview(current, operationId, comparison.summary) : undefined;
      const summary = comparison?.summary ?? null;
      if (summary === null || before || this.opened >= this.most || !mayDiffer(current)) return { facts: [] };
      return { facts: [{ kind: 'review_opened', reason: FINDING_REASON, operationId, summary } as const] };
    };
    const after = await submit(this.services, ours.redemption.id, RECONCILER, judge);
    return this.count(comparison, before, after, operationId);
  }

  /** A line that no redemption of ours knows. `accountId`: whose review it becomes; null: it gets no review. */
  async line(theirs: ReferenceLines, type: string, livemode: boolean, accountId: string | null): Promise<Reviewed> {
    const summary = `${said(theirs)}, but no redemption here has this reference`;
    const comparison: Comparison = { kind: 'theirs_only', oursCents: null, theirsCents: theirs.takenCents, summary };
    const { findings } = this.services.store;
    const known = await findings.findByReference(livemode, type, theirs.reference);
    if (known) return this.isKnown(comparison, known.id);
    if (accountId === null || this.opened >= this.most) return this.isNotOpened(comparison);
    const finding: Finding = {
      id: this.services.ids.next('rvw'),
      accountId,
      livemode,
      version: 1,
      type,
      reference: theirs.reference,
      transactionId: theirs.transactionId,
      amountCents: theirs.takenCents,
      summary,
      openedAt: this.services.clock.now(),
      closedAt: null,
      verdict: null,
    };
    if (await findings.insert(finding)) {
      this.opened += 1;
      return { comparison, reviewId: finding.id };
    }
    const other = await findings.findByReference(livemode, type, theirs.reference);
    return this.isKnown(comparison, other?.id ?? null);
  }

  private count(
    comparison: Comparison | null,
    before: Review | undefined,
    after: Redemption,
    operationId: string,
  ): Reviewed {
    if (comparison === null || comparison.summary === null) return { comparison, reviewId: null };
    if (before) return this.isKnown(comparison, before.id);
    const review = findReview(after, operationId, comparison.summary);
    if (!review) return this.isNotOpened(comparison);
    this.opened += 1;
    return { comparison, reviewId: review.id };
  }

  private isKnown(comparison: Comparison, reviewId: string | null): Reviewed {
    this.known += 1;
    return { comparison, reviewId };
  }

  private isNotOpened(comparison: Comparison): Reviewed {
    this.notOpened += 1;
    return { comparison, reviewId: null };
  }
}

/** One that is open about this operation, with any summary, or one that was closed about this very difference. */
function findReview(redemption: Redemption, operationId: string, summary: string | null): Review | undefined {
  const about = redemption.reviews.filter(
    (review) => review.reason === FINDING_REASON && review.operationId === operationId,
  );
  return about.find((review) => review.closedAt === null) ?? about.find((review) => review.summary === summary);
}
