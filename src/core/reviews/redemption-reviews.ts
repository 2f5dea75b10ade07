// Reviews of redemptions, which only a person can settle: shown with everything that is known, and ended by a verdict,
// which is one more fact.
import type { ApprovalLimits } from '../accounts/allowance';
import { belongsTo, type Caller } from '../accounts/caller';
import { requirePermission } from '../accounts/permissions';
import { MOST_VERDICTS_EACH, verdictsLeft } from '../redemption/bounds/bounds';
import { PROPOSAL_LAPSES_MS, type ProposedVerdict } from '../redemption/people/proposal';
import { operationOf, type Redemption } from '../redemption/redemption';
import type { Review } from '../redemption/review';
import { requireVersion, submitterOf } from '../use-cases/access';
import { limitsFor } from '../use-cases/four-eyes/allowance';
import { changeIssuerOf } from '../use-cases/operations/change-issuer';
import { findCaptureLost } from '../use-cases/operations/lost-capture';
import { refusePinOf, requestIdText } from '../use-cases/pins/pin-in-text';
import type { Services } from '../use-cases/services';
import { submit } from '../use-cases/submit';
import { Refusal } from '../values/refusal';
import { requireNoOtherDoubt, requireNotByAnother, requireNotShown, requireRecorded } from './contradictions';
import { lostSalesFor, type LostSales } from './lost-sales';
import { carriedReturns, carriesOver } from './repeated-sale';
import { requireAmount, stakeOf } from './verdict-amount';
import { isHolder } from '../use-cases/four-eyes/holders';
import { isWithin } from '../values/time';

/** What a person decided, and on which version. */
export interface VerdictCommand {
  readonly decision: 'paid' | 'not_paid';
  /** Why the person is sure. */
  readonly note: string;
  /** Where the proof can be found: a settlement line, a letter of the provider. */
  readonly evidence: string;
  /** Cents that moved; needed where the operation asked for the whole value and that is not known yet. */
  readonly amountCents?: number | undefined;
  readonly ifMatch: number | undefined;
}

/** A review with the redemption that holds it. */
export interface Reviewed {
  readonly redemption: Redemption;
  readonly review: Review;
}

/** Throws `Refusal` not_found, also where the review belongs to another account or mode. */
export async function findReview(services: Services, reviewId: string, caller: Caller): Promise<Reviewed> {
  const redemption = await services.store.redemptions.findByReview(reviewId);
  return pickReview(redemption, reviewId, caller);
}

/**
 * Records a verdict with who gave it. Ends the doubt if there still is any; never moves a final state. Where it settles more than a
 * person may give back alone, or a reversal of his own, it is written down as proposed, the review stays open, and it counts once
 * another person gives the same within a day, if the first one may still judge. Throws `Refusal`: permission_missing, step_up_required, not_found, if_match_required, version_conflict, review_closed,
 * verdict_amount_*, verdict_reference_required, awaiting_statement, outcome_unknown, pin_in_text (a text holds one of the redemption's PINs), too_many_proposals, too_many_concurrent_writes.
 */
export async function giveVerdict(
  services: Services,
  reviewId: string,
  command: VerdictCommand,
  caller: Caller,
): Promise<Reviewed> {
  requirePermission(caller, 'reviews.judge', services.clock.now());
  requireIfMatch(command);
  const limits = await limitsFor(services, caller);
  const { redemption: found, review: seen } = await findReview(services, reviewId, caller);
  const first = await firstJudge(services, seen, caller);
  const lost = command.decision === 'paid' ? await lostSalesFor(services, found, seen) : null;
  const gate = services.providers.find(found.type, found.livemode);
  const issuer = changeIssuerOf(gate);
  const doubted = operationOf(found, seen);
  const mayBeAnother = doubted !== undefined && (await findCaptureLost(services, gate, found, doubted));
  const mayBeCaptured = command.decision === 'not_paid' && mayBeAnother;
  const race = { isLost: false };
  const nextId: Services['ids']['next'] = (prefix) => services.ids.next(prefix);
  const redemption = await submit(
    services,
    found.id,
    submitterOf(caller),
    (current) => {
      const { review } = pickReview(current, reviewId, caller);
      requireVersion(current, command.ifMatch);
      if (review.closedAt !== null) throw new Refusal('review_closed', 'This review has been closed already');
      refusePinOf(services, caller, current, [
        ...requestIdText(caller),
        ['note', command.note],
        ['evidence', command.evidence],
      ]);
      const { decision, note, evidence } = command;
      if (decision === 'not_paid') requireNotShown(current, review);
      else {
        requireNotByAnother(current, review, [evidence, note], mayBeAnother);
        requireNoOtherDoubt(current, review);
        requireRecorded(current, review);
      }
      const amountCents = requireAmount(current, review, command);
      const verdict = { reviewId, decision, note, evidence, amountCents };
      const carried = carriedReturns(current, review, lost, { words: [evidence, note], amountCents }, nextId);
      const given = [
        { kind: 'verdict_given', ...verdict, ...issuer, ...(mayBeCaptured ? { mayBeCaptured } : {}) } as const,
        ...carried,
      ];
      const isOwn = caller.user !== undefined && tookPart(current, review, caller.user.id);
      if (!needsSecond(stakeOf(current, review, amountCents), limits, isOwn)) return { facts: given };
      const standing = standingOf(current, review, verdict, lost, services.clock.now());
      const { user } = caller;
      if (standing && standing.by.id === user?.id) {
        // Said before by the same person: that makes no second one. What was said before a reset is said anew.
        if ((standing.epoch ?? user.epoch) === user.epoch) return { facts: [] };
      } else if (standing && standing.by.id === first) return { facts: given };
      // Another person said the same since this one looked: that he may judge has to be found out before the two agree.
      const other = standing?.by.id;
      race.isLost = other !== undefined && other !== user?.id && other !== seen.proposed?.by.id;
      if (race.isLost) return { facts: [] };
      requireVerdictsLeft(current, reviewId, caller);
      return { facts: [{ kind: 'verdict_proposed', ...verdict, ...(user && { epoch: user.epoch }) }] };
    },
    { asked: caller },
  );
  return race.isLost ? giveVerdict(services, reviewId, command, caller) : pickReview(redemption, reviewId, caller);
}

/** Of his own reversal wherever there is a limit at all: said to have failed, it would be taken out of his day, and done again. */
function needsSecond(stakeCents: number | null, { above, abovePerDay }: ApprovalLimits, isOwn: boolean): boolean {
  if (stakeCents === null) return false;
  return isOwn ? above !== null || abovePerDay !== null : above !== null && stakeCents > above;
}

/** Whether this person asked for the reversal that is in doubt, or approved it: alone he could say that it failed, and have it again. */
function tookPart({ journal, proposals, reversals }: Redemption, { operationId }: Review, userId: string): boolean {
  const reversal = reversals.find((candidate) => candidate.operationId === operationId);
  if (!reversal) return false;
  const proposal = proposals?.find(({ reversalId }) => reversalId === reversal.id);
  const begun = journal.find(
    ({ fact, detail }) => fact === 'reverse_requested' && detail['reversal_id'] === reversal.id,
  );
  return begun?.actor.id === userId || proposal?.by.id === userId;
}

/** Whoever changes his mind again and again leaves it to others in the end: they have room of their own, and agreeing takes none. */
function requireVerdictsLeft(redemption: Redemption, reviewId: string, { user }: Caller): void {
  if (verdictsLeft(redemption, reviewId, user?.id ?? '') > 0) return;
  const helps =
    'somebody else can give another one, or agree with the one that waits; that of a secret key counts at once';
  throw new Refusal(
    'too_many_proposals',
    `You have given ${String(MOST_VERDICTS_EACH)} verdicts on this review: ${helps}`,
    {
      extra: { most_verdicts: MOST_VERDICTS_EACH },
    },
  );
}

/** Who gave the verdict that waits, where he still may: somebody who was let out or reset since is no first of two. */
async function firstJudge(services: Services, { proposed }: Review, { accountId }: Caller): Promise<string | null> {
  if (!proposed) return null;
  const { by, epoch } = proposed;
  return (await isHolder(services, by.id, 'reviews.judge', accountId, epoch)) ? by.id : null;
}

/** The same verdict as somebody gave it before, which carries the same over; undefined where nobody did, or too long ago. */
function standingOf(
  redemption: Redemption,
  { proposed }: Review,
  given: Pick<ProposedVerdict, 'decision' | 'amountCents' | 'note' | 'evidence'>,
  lost: LostSales | null,
  now: number,
): ProposedVerdict | undefined {
  if (!proposed || !isWithin(proposed.at, PROPOSAL_LAPSES_MS, now)) return undefined;
  const isSame = proposed.decision === given.decision && proposed.amountCents === given.amountCents;
  const [before, after] = [proposed, given].map(({ evidence, note }) =>
    carriesOver(redemption, lost, [evidence, note]),
  );
  return isSame && before === after ? proposed : undefined;
}

/**
 * A verdict is about the state that the person saw, so it has to name its version. Throws `Refusal` if_match_required.
 */
export function requireIfMatch(command: VerdictCommand): void {
  if (command.ifMatch !== undefined) return;
  throw new Refusal('if_match_required', 'A verdict needs an If-Match header with the version it was decided on', {
    param: 'If-Match',
  });
}

/** The review and its redemption, if they are the caller's. Throws `Refusal` not_found. */
export function pickReview(redemption: Redemption | null, reviewId: string, caller: Caller): Reviewed {
  const review = redemption?.reviews.find((candidate) => candidate.id === reviewId);
  if (!redemption || !review || !belongsTo(redemption, caller))
    throw new Refusal('not_found', `There is no review ${reviewId}`);
  return { redemption, review };
}
