// What people do with a review before they decide: facts that move no version, on open reviews alone, by those who may.
import { assignReview, noteReview } from '../../src/core/reviews/desk';
import { MOST_ASSIGNMENTS, MOST_ASSIGNMENTS_EACH, MOST_NOTES_EACH } from '../../src/core/redemption/bounds/bounds';
import type { Caller } from '../../src/core/accounts/caller';
import { ROLES, type Role } from '../../src/core/accounts/roles';
import { submit } from '../../src/core/use-cases/submit';
import { listReviews } from '../../src/core/reviews/list';
import { BLU_TYPE, callerOf, openWorld, OPERATOR, SHOP, type World } from '../reconcile/world';

const ME = `usr_${'1'.repeat(24)}`;

function person(role: Role, id = ME): Caller {
  const user = { id, email: 'a@b.c', role, sessionId: 'ses_1', epoch: 0, presentUntil: null };
  return { ...callerOf(OPERATOR), actor: { kind: 'user', id }, user };
}

async function codeOf(act: Promise<unknown>): Promise<string | undefined> {
  try {
    await act;
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('the desk', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  async function opened(): Promise<{ id: string; redemptionId: string; version: number }> {
    const { id, version } = await world.redeem(OPERATOR, BLU_TYPE, 1000);
    const by = { actor: { kind: 'system', id: 'test' }, requestId: null } as const;
    const after = await submit(world.services, id, by, () => ({
      facts: [{ kind: 'review_opened', reason: 'statement_differs', operationId: null, summary: 'x' }],
    }));
    return { id: after.reviews[0]?.id ?? '', redemptionId: id, version };
  }

  it('takes who works on reviews, and nobody else', async () => {
    const review = await opened();
    for (const role of ROLES) {
      const expected = role === 'viewer' ? 'permission_missing' : undefined;
      expect(await codeOf(assignReview(world.services, review.id, ME, person(role)))).toBe(expected);
      expect(await codeOf(noteReview(world.services, review.id, `as ${role}`, person(role)))).toBe(expected);
    }
    const stranger = { ...person('admin'), accountId: SHOP };
    expect(await codeOf(noteReview(world.services, review.id, 'x', stranger))).toBe('not_found');
    const after = await world.services.store.redemptions.find(review.redemptionId);
    expect(after?.version).toBe(review.version);
    expect(after?.reviews[0]?.assigned).toMatchObject({ userId: ME });
    const written = after?.journal.filter(({ fact }) => fact === 'review_noted');
    expect(written?.map(({ actor, detail }) => [actor.id, detail['note']])).toEqual(
      ROLES.filter((role) => role !== 'viewer').map((role) => [ME, `as ${role}`]),
    );
    // To whom it belongs already: one line, however often it is asked for.
    expect(after?.journal.filter(({ fact }) => fact === 'review_assigned')).toHaveLength(1);
  });

  it("finds what is mine and what is nobody's", async () => {
    const mine = await opened();
    const nobodys = await opened();
    await assignReview(world.services, mine.id, ME, person('agent'));
    const list = async (assignedTo: string | null) => {
      const query = { status: 'open', order: 'oldest', assignedTo, limit: 50 } as const;
      const { reviews } = await listReviews(world.services, query, person('viewer'));
      return reviews.map((one) => (one.kind === 'redemption' ? one.review.id : ''));
    };
    expect(await list(ME)).toContain(mine.id);
    expect(await list(ME)).not.toContain(nobodys.id);
    expect(await list(null)).toContain(nobodys.id);
    expect(await list(null)).not.toContain(mine.id);
  });

  it('changes hands so often and no more', async () => {
    const review = await opened();
    // One person has a share, and leaves the rest to the others.
    for (let turn = 0; turn < MOST_ASSIGNMENTS_EACH; turn += 1)
      await assignReview(world.services, review.id, turn % 2 ? null : ME, person('agent'));
    expect(await codeOf(assignReview(world.services, review.id, ME, person('agent')))).toBe('too_many_assignments');
    for (let note = 0; note < MOST_NOTES_EACH; note += 1)
      await noteReview(world.services, review.id, 'n', person('agent'));
    expect(await codeOf(noteReview(world.services, review.id, 'n', person('agent')))).toBe('too_many_notes');
    const others = ['2', '3', '4'].map((digit) => person('approver', `usr_${digit.repeat(24)}`));
    for (const other of others) {
      await noteReview(world.services, review.id, 'and I say', other);
      for (let turn = 0; turn < MOST_ASSIGNMENTS_EACH; turn += 1)
        await assignReview(world.services, review.id, turn % 2 ? null : other.actor.id, other);
    }
    expect(others).toHaveLength(MOST_ASSIGNMENTS / MOST_ASSIGNMENTS_EACH - 1);
    const last = person('approver', `usr_${'5'.repeat(24)}`);
    expect(await codeOf(assignReview(world.services, review.id, last.actor.id, last))).toBe('too_many_assignments');
  });
});
