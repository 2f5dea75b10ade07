// How reviews are shown, of redemptions and without one. Never shows a PIN: redemptions appear masked to every caller.
import type { Finding } from '../../core/findings/finding';
import { publicRedemption, publicTimeline } from '../../core/redemption/shown/present';
import { operationOf } from '../../core/redemption/redemption';
import type { Actor } from '../../core/redemption/actor';
import { REVIEW_REASONS, type Review } from '../../core/redemption/review';
import type { TimelineFact } from '../../core/redemption/timeline-facts';
import { assignmentOf, FINDING_REASON, notesOn, type AnyReview } from '../../core/reviews/reviews';
import type { ReviewSummary } from '../../core/reviews/summary';
import { reviewedCents } from '../../core/reviews/verdict-amount';
import { isoTime } from '../../core/values/time';

/**
 * One row of the list. Both kinds have the same members; without a redemption `redemption_id` and `operation_id` are
 * null.
 */
export function publicReview(shown: AnyReview) {
  return shown.kind === 'finding' ? ofFinding(shown.finding) : ofRedemption(shown);
}

/** The review with everything that is known about it: enough to decide from. */
export function fullReview(shown: AnyReview) {
  if (shown.kind === 'finding')
    return { ...ofFinding(shown.finding), redemption: null, timeline: findingTimeline(shown.finding) };
  return {
    ...ofRedemption(shown),
    redemption: publicRedemption(shown.redemption),
    timeline: publicTimeline(shown.redemption),
  };
}

function ofRedemption({ redemption, review }: Extract<AnyReview, { kind: 'redemption' }>) {
  const operation = operationOf(redemption, review);
  return {
    ...common(review),
    ...desk({ kind: 'redemption', redemption, review }),
    livemode: redemption.livemode,
    reason: review.reason,
    redemption_id: redemption.id as string | null,
    operation_id: review.operationId,
    type: redemption.type,
    reference: operation?.reference ?? review.shown?.reference ?? null,
    amount: reviewedCents(redemption, review),
    version: redemption.version,
  };
}

function ofFinding(finding: Finding): ReturnType<typeof ofRedemption> {
  return {
    ...common(finding),
    ...desk({ kind: 'finding', finding }),
    livemode: finding.livemode,
    reason: FINDING_REASON,
    redemption_id: null,
    operation_id: null,
    type: finding.type,
    reference: finding.reference,
    amount: finding.amountCents,
    version: finding.version,
  };
}

function common(review: Pick<Review, 'id' | 'summary' | 'openedAt' | 'closedAt' | 'verdict' | 'proposed'>) {
  const closedAt = review.closedAt === null ? null : isoTime(review.closedAt);
  return {
    id: review.id,
    object: 'review' as const,
    status: closedAt === null ? ('open' as const) : ('closed' as const),
    summary: review.summary,
    opened_at: isoTime(review.openedAt),
    closed_at: closedAt,
    verdict: review.verdict && { ...review.verdict, at: closedAt },
    ...proposedVerdict(review),
  };
}

/** Left out where nobody proposed one, which is nearly always. */
function proposedVerdict({ proposed }: Pick<Review, 'proposed'>) {
  if (!proposed) return {};
  const { decision, note, evidence, amountCents, by, at } = proposed;
  return { proposed_verdict: { decision, note, evidence, amount: amountCents, by, at: isoTime(at) } };
}

function desk(review: AnyReview) {
  const assigned = assignmentOf(review);
  const notes = notesOn(review).map(({ text, by, at }) => ({ text, by, at: isoTime(at) }));
  return { assigned_to: assigned?.userId ?? null, assigned_at: assigned && isoTime(assigned.at), notes };
}

/** What waits, in numbers. */
export function publicSummary(summary: ReviewSummary, livemode: boolean) {
  return {
    object: 'review_summary' as const,
    livemode,
    open: summary.count,
    is_complete: summary.isWhole,
    oldest_opened_at: maybeTime(summary.oldestAt),
    amount: summary.cents,
    unassigned: summary.unassigned,
    by_reason: REVIEW_REASONS.flatMap((reason) => {
      const of = summary.byReason.get(reason);
      return of ? [{ reason, open: of.count, oldest_opened_at: isoTime(of.oldestAt), amount: of.cents }] : [];
    }),
  };
}

function maybeTime(at: number | null): string | null {
  return at === null ? null : isoTime(at);
}

/** A finding has no journal: what happened to it is read from its own fields. */
function findingTimeline(finding: Finding): FindingLine[] {
  const detail = { reason: FINDING_REASON, summary: finding.summary };
  const lines = [line(1, finding.openedAt, 'review_opened', RECONCILIATION, detail)];
  for (const entry of finding.desk ?? []) {
    const seq = lines.length + 1;
    if (entry.kind === 'noted')
      lines.push(line(seq, entry.at, 'review_noted', entry.by, { review_id: finding.id, note: entry.text }));
    else lines.push(line(seq, entry.at, 'review_assigned', entry.by, { review_id: finding.id, user_id: entry.userId }));
  }
  if (finding.closedAt === null || finding.verdict === null) return lines;
  const { by, ...verdict } = finding.verdict;
  return [
    ...lines,
    line(lines.length + 1, finding.closedAt, 'verdict_given', by, { review_id: finding.id, ...verdict }),
  ];
}

const RECONCILIATION: Actor = { kind: 'system', id: 'reconcile' };

type FindingLine = ReturnType<typeof line>;

function line(
  seq: number,
  at: number,
  fact: TimelineFact,
  actor: Actor,
  detail: Readonly<Record<string, string | null>>,
) {
  return { seq, at: isoTime(at), fact, actor, request_id: null, status: null, version: seq, detail };
}

/** A row of the list as it is sent; response.dto.ts is held to it where the controller returns it. */
export type PublicReview = ReturnType<typeof publicReview>;
/** One review as it is sent. */
export type FullReview = ReturnType<typeof fullReview>;
/** The numbers as they are sent. */
export type PublicReviewSummary = ReturnType<typeof publicSummary>;
