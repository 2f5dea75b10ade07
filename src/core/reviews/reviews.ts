// Reviews of both kinds, of redemptions and without one, as one desk. How a verdict on a redemption's review works is
// redemption-reviews.ts, the list is list.ts; this file only finds out which kind an id is.
import { belongsTo, type Caller } from '../accounts/caller';
import { requirePermission } from '../accounts/permissions';
import { closedFinding, findingAssignment, findingNotes, type Finding } from '../findings/finding';
import { notesOf } from '../redemption/people/desk';
import type { Assignment, ReviewNote, ReviewReason } from '../redemption/review';
import { submitterOf } from '../use-cases/access';
import { refuseLongNumber } from '../use-cases/pins/pin-in-text';
import type { Services } from '../use-cases/services';
import { Refusal } from '../values/refusal';
import { findReview, giveVerdict, requireIfMatch, type Reviewed, type VerdictCommand } from './redemption-reviews';

/** A finding is always about a statement. */
export const FINDING_REASON: ReviewReason = 'statement_differs';

/** A review of either kind. */
export type AnyReview = ({ readonly kind: 'redemption' } & Reviewed) | { readonly kind: 'finding'; finding: Finding };

/** Throws `Refusal` not_found, also where the review belongs to another account or mode. */
export async function findAnyReview(services: Services, reviewId: string, caller: Caller): Promise<AnyReview> {
  const finding = await services.store.findings.find(reviewId);
  if (finding) return { kind: 'finding', finding: requireOwn(finding, caller) };
  return { kind: 'redemption', ...(await findReview(services, reviewId, caller)) };
}

/**
 * Closes a review of either kind with a person's verdict. On a finding it only records: there is no redemption to move.
 * Throws what `giveVerdict` throws. The evidence may be a long number, as the provider's references are; a person's note holds none.
 */
export async function judgeReview(
  services: Services,
  reviewId: string,
  command: VerdictCommand,
  caller: Caller,
): Promise<AnyReview> {
  requirePermission(caller, 'reviews.judge', services.clock.now());
  refuseLongNumber(caller, ['note', command.note]);
  const found = await services.store.findings.find(reviewId);
  if (!found) return { kind: 'redemption', ...(await giveVerdict(services, reviewId, command, caller)) };
  const { decision, note, evidence } = command;
  requireIfMatch(command);
  for (let finding: Finding | null = found; finding; finding = await services.store.findings.find(reviewId)) {
    requireOwn(finding, caller);
    if (finding.closedAt !== null) throw new Refusal('review_closed', 'This review has been closed already');
    requireFindingVersion(finding, command.ifMatch);
    const verdict = { decision, note, evidence, by: submitterOf(caller).actor };
    const closed = closedFinding(finding, verdict, services.clock.now());
    if (await services.store.findings.replace(closed)) return { kind: 'finding', finding: closed };
  }
  throw new Refusal('not_found', `There is no review ${reviewId}`);
}

/** The finding, if it is the caller's. Throws `Refusal` not_found. */
export function requireOwn(finding: Finding, caller: Caller): Finding {
  if (belongsTo(finding, caller)) return finding;
  throw new Refusal('not_found', `There is no review ${finding.id}`);
}

function requireFindingVersion(finding: Finding, ifMatch: number | undefined): void {
  if (ifMatch === finding.version) return;
  throw new Refusal('version_conflict', `The review is at version ${String(finding.version)} by now`, {
    param: 'If-Match',
    extra: { current_version: finding.version },
  });
}

/** The review's id (`rvw_…`), of either kind. */
export function idOf(review: AnyReview): string {
  return review.kind === 'finding' ? review.finding.id : review.review.id;
}

/** Why a person is needed. */
export function reasonOf(review: AnyReview): ReviewReason {
  return review.kind === 'finding' ? FINDING_REASON : review.review.reason;
}

/** Whether it waits for a person. */
export function isOpen(review: AnyReview): boolean {
  return (review.kind === 'finding' ? review.finding : review.review).closedAt === null;
}

/** Who has taken it up. Null: nobody. */
export function assignmentOf(review: AnyReview): Assignment | null {
  return review.kind === 'finding' ? findingAssignment(review.finding) : (review.review.assigned ?? null);
}

/** What people wrote down on it, oldest first. */
export function notesOn(review: AnyReview): ReviewNote[] {
  return review.kind === 'finding' ? findingNotes(review.finding) : notesOf(review.redemption, review.review.id);
}
