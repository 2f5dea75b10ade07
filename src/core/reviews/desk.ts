// What people do with an open review before they decide: take it up or give it to a colleague, and write down what they found out.
import type { Caller } from '../accounts/caller';
import { requirePermission } from '../accounts/permissions';
import { findingNotes, workedFinding, type DeskAct, type Finding } from '../findings/finding';
import {
  MOST_ASSIGNMENTS,
  MOST_ASSIGNMENTS_EACH,
  MOST_NOTES,
  MOST_NOTES_EACH,
  mayNote,
} from '../redemption/bounds/bounds';
import type { Fact } from '../redemption/fact';
import type { Redemption } from '../redemption/redemption';
import { submitterOf } from '../use-cases/access';
import { requireBounds } from '../use-cases/operations/require-bounds';
import { refuseLongNumber, refusePinOf, requestIdText } from '../use-cases/pins/pin-in-text';
import type { Services } from '../use-cases/services';
import { submit } from '../use-cases/submit';
import { Refusal } from '../values/refusal';
import { isHolder } from '../use-cases/four-eyes/holders';
import { findReview, pickReview } from './redemption-reviews';
import { requireOwn, type AnyReview } from './reviews';

/**
 * Gives an open review to a person of the account, or (null) to nobody. Moves no `version` of a redemption. To whom it is given
 * already changes nothing. Throws `Refusal`: permission_missing, not_found, review_closed, assignee_unknown, pin_in_text (the id of the
 * request), too_many_assignments, too_many_concurrent_writes.
 */
export async function assignReview(
  services: Services,
  reviewId: string,
  userId: string | null,
  caller: Caller,
): Promise<AnyReview> {
  requirePermission(caller, 'reviews.work', services.clock.now());
  await requireAssignee(services, userId, caller);
  return work(services, reviewId, { kind: 'assigned', userId }, caller);
}

/**
 * Writes a note on an open review. Throws `Refusal`: permission_missing, not_found, review_closed, pin_in_text (the note holds one of
 * the redemption's PINs), too_many_notes, too_many_concurrent_writes.
 */
export async function noteReview(
  services: Services,
  reviewId: string,
  text: string,
  caller: Caller,
): Promise<AnyReview> {
  requirePermission(caller, 'reviews.work', services.clock.now());
  refuseLongNumber(caller, ['text', text]);
  return work(services, reviewId, { kind: 'noted', text }, caller);
}

/** Whoever calls is known already. Throws `Refusal` assignee_unknown. */
async function requireAssignee(services: Services, userId: string | null, caller: Caller): Promise<void> {
  if (userId === null || userId === caller.user?.id) return;
  if (await isHolder(services, userId, 'reviews.work', caller.accountId)) return;
  throw new Refusal('assignee_unknown', `There is nobody ${userId} here`, { param: 'user_id' });
}

async function work(services: Services, reviewId: string, act: DeskAct, caller: Caller): Promise<AnyReview> {
  const found = await services.store.findings.find(reviewId);
  if (found) return { kind: 'finding', finding: await workFinding(services, found, act, caller) };
  const { redemption: held } = await findReview(services, reviewId, caller);
  const redemption = await submit(
    services,
    held.id,
    submitterOf(caller),
    (current) => {
      const { review } = pickReview(current, reviewId, caller);
      if (review.closedAt !== null) throw closed();
      const texts = act.kind === 'noted' ? ([['text', act.text]] as const) : [];
      refusePinOf(services, caller, current, [...requestIdText(caller), ...texts]);
      const facts = factsOf(current, reviewId, review.assigned?.userId ?? null, act);
      if (facts.length > 0) requireShare(act, doneBy(caller, current, reviewId, act));
      return { facts };
    },
    { asked: caller },
  );
  return { kind: 'redemption', ...pickReview(redemption, reviewId, caller) };
}

function factsOf(redemption: Redemption, reviewId: string, holder: string | null, act: DeskAct): Fact[] {
  if (act.kind === 'noted') {
    if (!mayNote(redemption, reviewId)) throw tooManyNotes();
    return [{ kind: 'review_noted', reviewId, note: act.text }];
  }
  if (holder === act.userId) return [];
  requireBounds(redemption, 'assignment');
  return [{ kind: 'review_assigned', reviewId, userId: act.userId }];
}

/** How often this person has done so before. A program is bounded by what all together may do. */
function doneBy({ user }: Caller, { journal }: Redemption, reviewId: string, { kind }: DeskAct): number {
  const own = journal.filter(({ actor }) => user !== undefined && actor.id === user.id);
  return kind === 'assigned'
    ? own.filter(({ fact }) => fact === 'review_assigned').length
    : own.filter(({ fact, detail }) => fact === 'review_noted' && detail['review_id'] === reviewId).length;
}

function requireShare({ kind }: DeskAct, done: number): void {
  if (kind === 'noted' && done >= MOST_NOTES_EACH) throw tooManyNotes(MOST_NOTES_EACH, ' of one person');
  if (kind === 'assigned' && done >= MOST_ASSIGNMENTS_EACH)
    throw new Refusal(
      'too_many_assignments',
      'You have passed reviews of this on as often as you may: somebody else can',
      {
        extra: { most_assignments: MOST_ASSIGNMENTS_EACH },
      },
    );
}

/** Compare-and-set, as often as others were faster. */
async function workFinding(services: Services, found: Finding, act: DeskAct, caller: Caller): Promise<Finding> {
  for (let finding: Finding | null = found; finding; finding = await services.store.findings.find(found.id)) {
    requireOwn(finding, caller);
    if (finding.closedAt !== null) throw closed();
    if (act.kind === 'assigned' && isWith(finding, act.userId)) return finding;
    requireRoom(finding, act);
    const own = (finding.desk ?? []).filter(({ kind, by }) => kind === act.kind && by.id === caller.user?.id);
    requireShare(act, own.length);
    const worked = workedFinding(finding, act, submitterOf(caller).actor, services.clock.now());
    if (await services.store.findings.replace(worked)) return worked;
  }
  throw new Refusal('not_found', `There is no review ${found.id}`);
}

function isWith({ desk = [] }: Finding, userId: string | null): boolean {
  const last = desk.findLast((entry) => entry.kind === 'assigned');
  return (last?.kind === 'assigned' ? last.userId : null) === userId;
}

function requireRoom(finding: Finding, act: DeskAct): void {
  if (act.kind === 'noted' && findingNotes(finding).length >= MOST_NOTES) throw tooManyNotes();
  const given = (finding.desk ?? []).filter(({ kind }) => kind === 'assigned').length;
  if (act.kind === 'assigned' && given >= MOST_ASSIGNMENTS) {
    throw new Refusal('too_many_assignments', 'This review has changed hands as often as it may', {
      extra: { most_assignments: MOST_ASSIGNMENTS },
    });
  }
}

function closed(): Refusal {
  return new Refusal('review_closed', 'This review has been closed already');
}

function tooManyNotes(most = MOST_NOTES, whose = ''): Refusal {
  return new Refusal('too_many_notes', `A review may have ${String(most)} notes${whose}`, {
    extra: { most_notes: most },
  });
}
