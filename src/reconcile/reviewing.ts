// Opens a review for each difference, once however often the same statement is read, and never more than a set number in
// one run: a wrong file must not bury the reviews that matter.
import { mayDiffer, mayRecordReturn, MOST_UPLOADED_DIFFERENCES } from '../core/redemption/bounds/bounds';
import { waitingOf } from '../core/redemption/people/proposal';
import { isUnsettled, type Operation, type Redemption } from '../core/redemption/redemption';
import type { Fact } from '../core/redemption/fact';
import type { Review } from '../core/redemption/review';
import { foundOnLine, isFound, openDifferences, recordedCents } from '../core/redemption/settling/found-returns';
import { isTakenOnWord } from '../core/redemption/settling/found-captures';
import { isSettled } from '../core/redemption/settling/settled-times';
import type { FactOf } from '../core/redemption/working-copy';
import { FINDING_REASON } from '../core/reviews/reviews';
import type { FactServices } from '../core/use-cases/services';
import { submit, type Submitter } from '../core/use-cases/submit';
import { compare, untaken, type Ours, type StatementFacts } from './compare/compare';
import { backCents, returnedBy, said, type Comparison, type Returned } from './compare/comparison';
import { isPutBackInPart, isRestoredAlone, isUndone, shownTaken } from './compare/taken';
import { maskedLongNumbers } from '../core/values/pin-text';
import type { Reviewed, ReviewTally } from './review-tally';
import type { ReferenceLines } from './sheet';

/** The reconciliation as the one who brings facts. */
export const RECONCILER: Submitter = { actor: { kind: 'system', id: 'reconcile' }, requestId: null };

/**
 * What a difference means after a restored backup. `told`: nothing is left to look at. `held`: the redemption's own reversals wait for its
 * review. `untold`: value was given back, and nothing keeps it from being given back again but the wait of the whole backup.
 */
export type BackTold = 'told' | 'held' | 'untold';
/** The same of lines, with what they mean for value given back. */
export type ReviewedLines = Reviewed & { readonly back: BackTold };

/** What a statement says of a capture, for the review of it. */
type ToldOfCapture = Pick<Review, 'shown' | 'undone'>;

/** One run's reviews of redemptions. `statement`: what is known of it, for `compare`. */
export class Reviewing {
  constructor(
    private readonly services: FactServices,
    private readonly tally: ReviewTally,
    private readonly statement: StatementFacts,
    /** What was created before then is in books that were restored from a backup. */
    private readonly restoredAt: number,
    /**
     * Whether what was given back is recorded. Not by the upload of an account: whoever may upload a file does not move money, and a line
     * is easily written.
     */
    private readonly records: boolean,
  ) {}

  /** Compares again with the newest state, under which the review is then opened: the walk may have read an older one. */
  async redemption(ours: Ours, theirs: ReferenceLines | null): Promise<ReviewedLines> {
    const operationId = ours.operation.id;
    let comparison: Comparison | null = null;
    let before: Review | undefined;
    let about = operationId;
    const judge = (current: Redemption): { facts: Fact[] } => {
      const operation = current.operations.find((candidate) => candidate.id === operationId);
      comparison = operation ? this.compared(current, operation, theirs) : null;
      const returned = comparison?.returned;
      const found = returned && foundOnLine(current, returned);
      about = found ?? operationId;
      const isRestored = this.isRestored(current);
      const summary = comparison?.summary ?? null;
      before =
        found === undefined
          ? findReview(current, about, summary, this.isEach(current, theirs))
          : reviewsOf(current, found)[0];
      if (summary === null) return { facts: [] };
      const isLeft = current.status !== 'confirmed' || current.reversedCents < current.redeemedCents;
      if (returned && isRestored && isLeft && found === undefined && this.mayRecord(current)) {
        const fact = this.returnFound(returned, summary);
        about = fact.operationId;
        return { facts: [fact, ...this.lapsed(current)] };
      }
      const ofCapture = operation && isCapture(operation) ? theirs : null;
      const late = ofCapture ? this.toldLate(current, ofCapture, summary, operation ?? null) : undefined;
      if (late && before?.closedAt !== null) before = undefined;
      if (late && before) return { facts: [{ kind: 'capture_shown', reviewId: before.id, ...late }] };
      if (before || !this.mayOpen(current)) return { facts: [] };
      return { facts: [{ ...this.differs(current, operationId, summary, theirs), ...late }, ...this.lapsed(current)] };
    };
    const after = await submit(this.services, ours.redemption.id, RECONCILER, judge);
    return this.withBack(this.count(comparison, before, after, about, theirs), after, about, theirs);
  }

  /**
   * What was taken and put back agrees with a capture that failed here. After a restored backup, as long as the redemption is open, it is a difference all the same: an older
   * file may show it as taken alone, and then a verdict must know of both.
   */
  compared(redemption: Redemption, operation: Operation, theirs: ReferenceLines | null): Comparison | null {
    const comparison = compare({ redemption, operation }, theirs, this.statement);
    const isUnsaid = comparison?.summary === null && theirs !== null && isCapture(operation);
    if (!isUnsaid || !this.isRestored(redemption) || isSettled(redemption)) return comparison;
    if (this.told(redemption, theirs, operation).undone === undefined) return comparison;
    return { kind: 'state_differs', oursCents: null, theirsCents: null, summary: untaken(operation, theirs) };
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
      before = findReview(current, null, summary, true);
      const late = this.toldLate(current, theirs, summary, null);
      // Closed before anything could be recorded of it: a person has to look anew.
      if (late && before?.closedAt !== null) before = undefined;
      const isMore = returned !== null && backCents(theirs) > returned.amountCents;
      // Of what this very request took, and of no other one, where that is known to have taken value itself.
      const isNet = isPutBackInPart(theirs) && !isTakenOnWord(current);
      const found = returned && !isNet && this.mayRecord(current) ? this.returnFound(returned, summary, isMore) : null;
      const facts: Fact[] = found ? [found] : [];
      if (late && before) facts.push({ kind: 'capture_shown', reviewId: before.id, ...late });
      const isReviewed = found !== null && current.status !== 'failed';
      if (!before && !isReviewed && this.mayOpen(current))
        facts.push({ ...this.differs(current, null, summary, theirs), ...this.told(current, theirs) });
      if (facts.length > 0) facts.push(...this.lapsed(current));
      return { facts };
    });
    const about = after.operations.find(({ reference }) => reference === theirs.reference)?.id ?? null;
    return this.withBack(this.count(comparison, before, after, about, theirs), after, about, theirs);
  }

  /** What waited for a second person in the backup may be the very thing that was carried out since: it has to be asked for anew. */
  private lapsed(redemption: Redemption): Fact[] {
    if (!this.isRestored(redemption)) return [];
    const older = waitingOf(redemption.proposals).filter(({ at }) => at < this.restoredAt);
    return older.map(({ id }) => ({ kind: 'reversal_proposal_lapsed', proposalId: id }));
  }

  /**
   * What verdicts go by of a capture that is lost, or failed as far as these books know: what was taken, so that one may record it, or that all of it was put back. Not by the upload of an
   * account: it would stand against a verdict on what was taken.
   */
  private told(redemption: Redemption, theirs: ReferenceLines, operation: Operation | null = null): ToldOfCapture {
    if (!this.records) return {};
    const isRestored = this.isRestored(redemption);
    if (operation && isRestored && isRestoredAlone(leastOf(redemption, operation), theirs))
      return { undone: theirs.reference };
    // Of a doubt its own verdict says what it took, and what stands on its line is recorded with that.
    if (operation && isUnsettled(operation)) return {};
    if (isUndone(theirs)) return { undone: theirs.reference };
    // Of a request that nothing here knows only a restored backup is an explanation.
    const shown = operation || isRestored ? shownTaken(theirs) : undefined;
    return shown ? { shown } : {};
  }

  /**
   * What no review of this difference has yet: it was read first by an upload, or before the store was marked, which record nothing. Undefined
   * where there is nothing, or nothing could be recorded any more.
   */
  private toldLate(
    redemption: Redemption,
    theirs: ReferenceLines,
    summary: string,
    operation: Operation | null,
  ): ToldOfCapture | undefined {
    const told = this.told(redemption, theirs, operation);
    const isTold = reviewsOf(redemption, operation?.id ?? null).some(
      (one) => (one.shown ?? one.undone) && saysOf(one, summary),
    );
    return isTold || isSettled(redemption) || !(told.shown ?? told.undone) ? undefined : told;
  }

  private differs(
    redemption: Redemption,
    operationId: string | null,
    summary: string,
    theirs: ReferenceLines | null,
  ): FactOf<'review_opened'> {
    const restored = this.isRestored(redemption) ? { restored: true } : {};
    const back = shownBack(theirs) > 0 ? { backCents: shownBack(theirs) } : {};
    return { kind: 'review_opened', reason: FINDING_REASON, operationId, summary, ...restored, ...back };
  }

  /**
   * Whether each difference has a review of its own: what is open, as that a line is absent, says nothing of what was done after a backup, nor of
   * value given back, for which reversals wait.
   */
  private isEach(redemption: Redemption, theirs: ReferenceLines | null): boolean {
    return this.isRestored(redemption) || shownBack(theirs) > 0;
  }

  /** Whether it stood in a backup that was put back: states that somebody may know of it are lost. */
  private isRestored({ createdAt }: Redemption): boolean {
    return createdAt < this.restoredAt;
  }

  private mayOpen(redemption: Redemption): boolean {
    return !this.tally.isFull && mayDiffer(redemption, this.records ? undefined : MOST_UPLOADED_DIFFERENCES);
  }

  private mayRecord(redemption: Redemption): boolean {
    return this.records && mayRecordReturn(redemption);
  }

  /**
   * What both sides agree on may be value that a statement showed before, and that was not recorded in full: then the redemption waits for
   * its review still.
   */
  agreed({ redemption, operation }: Ours): BackTold {
    const isOpen = openDifferences(redemption).some(({ operationId }) => operationId === operation.id);
    return isOpen && this.isRestored(redemption) ? 'held' : 'told';
  }

  private withBack(
    reviewed: Reviewed,
    after: Redemption,
    operationId: string | null,
    theirs: ReferenceLines | null,
  ): ReviewedLines {
    const isGone = after.status === 'confirmed' && after.reversedCents === after.redeemedCents;
    if (!this.isRestored(after) || isGone || reviewed.settled) return { ...reviewed, back: 'told' };
    // Without a review of its own it waits with any other of the same redemption.
    const open = openDifferences(after);
    if (open.some(({ id }) => reviewed.reviewId === null || id === reviewed.reviewId))
      return { ...reviewed, back: 'held' };
    const isBack = theirs !== null && backCents(theirs) > 0 && !isRecorded(after, operationId, theirs);
    return { ...reviewed, back: isBack ? 'untold' : 'told' };
  }

  private returnFound(returned: Returned, summary: string, more = false): Extract<Fact, { kind: 'return_found' }> {
    const { ids } = this.services;
    const found = { operationId: ids.next('op'), reversalId: ids.next('rev'), ...returned, summary };
    return { kind: 'return_found', ...found, ...(more ? { more } : {}) };
  }

  private count(
    comparison: Comparison | null,
    before: Review | undefined,
    after: Redemption,
    operationId: string | null,
    theirs: ReferenceLines | null,
  ): Reviewed {
    if (comparison === null || comparison.summary === null) return { comparison, reviewId: null, settled: true };
    if (before) return this.tally.known(comparison, before.id, before.closedAt !== null);
    const review = findReview(after, operationId, comparison.summary, this.isEach(after, theirs));
    const isOpen = review?.closedAt === null;
    return isOpen ? this.tally.opened(comparison, review.id) : this.tally.notOpened(comparison);
  }
}

/** Whether everything that these lines show as given back was recorded under this operation. */
function isRecorded(redemption: Redemption, operationId: string | null, theirs: ReferenceLines): boolean {
  if (operationId === null || !isFound(redemption, operationId)) return false;
  return recordedCents(redemption, operationId) >= backCents(theirs);
}

function shownBack(theirs: ReferenceLines | null): number {
  return theirs === null ? 0 : backCents(theirs);
}

/** One that has taken nothing, as far as these books know. */
function isCapture({ type, status }: Operation): boolean {
  return type === 'confirm' && status !== 'succeeded';
}

/** What a capture takes at least, once it takes anything. */
function leastOf({ options }: Redemption, { amountCents }: Operation): number {
  return options.partial === 'allow' ? 0 : amountCents;
}

function reviewsOf({ reviews }: Redemption, operationId: string | null): Review[] {
  return reviews.filter((review) => review.reason === FINDING_REASON && review.operationId === operationId);
}

/**
 * One that is open about this operation, with any summary, or one that was closed about this very difference. Where each difference has a
 * review of its own (without an operation, and `isEach`) one of this very difference, open if there is one.
 */
function findReview(
  redemption: Redemption,
  operationId: string | null,
  summary: string | null,
  isEach: boolean,
): Review | undefined {
  const about = reviewsOf(redemption, operationId);
  const [open, same] = [about.filter(({ closedAt }) => closedAt === null), about.filter((one) => saysOf(one, summary))];
  return (isEach || operationId === null ? same.find(({ closedAt }) => closedAt === null) : open[0]) ?? same[0];
}

/** With what was left to record behind it, where it is of something recorded (`applyReturnFound`). Earlier versions kept numbers in full. */
function saysOf(review: Review, summary: string | null): boolean {
  const says = [review.summary, maskedLongNumbers(review.summary)];
  return says.some((text) => text === summary || text.startsWith(`${String(summary)}; only `));
}
