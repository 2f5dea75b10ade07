// A person's word: it ends doubt, never a final state.
import { CHANGE, accepted, declined, reversal, STATES, type Story } from '../simulation/fixture';
import type { Fact } from '../../src/core/redemption/fact';

function verdict(story: Story, decision: 'paid' | 'not_paid', amountCents: number | null = null): Fact {
  const reviewId = story.redemption.reviews.at(-1)?.id ?? 'rvw_none';
  return { kind: 'verdict_given', reviewId, decision, note: 'seen', evidence: 'line 7', amountCents };
}

function givenUp(story: Story, operationId: string): Story {
  const unknown = { kind: 'unknown', reason: 'timeout' } as const;
  story.wait(8 * 86_400_000).answer(operationId, unknown);
  // A week is over, but not before every step of the ladder is gone.
  while (story.redemption.reviewOpenedAt === null)
    story.answer(operationId, unknown, { askId: story.ask(operationId) });
  return story;
}

test.each([
  ['paid', 700, { status: 'confirmed', outcome: 'paid', redeemedCents: 700, claimed: true }],
  ['paid', null, { status: 'confirmed', outcome: 'paid', redeemedCents: 1000, claimed: true }],
  ['not_paid', null, { status: 'failed', outcome: 'not_paid', redeemedCents: 0, claimed: false }],
] as const)('%s (%s) ends the doubt about a redemption', (decision, amountCents, expected) => {
  const story = givenUp(STATES.inDoubt(), 'op_1');
  story.tell(verdict(story, decision, amountCents));
  expect(story.redemption).toMatchObject({ ...expected, dueAt: null });
  const review = story.redemption.reviews.find((each) => each.reason === 'doubt_unresolved');
  expect(review).toMatchObject({ closedAt: story.now, verdict: { decision, evidence: 'line 7' } });
});

test.each([
  ['paid', 'succeeded', 400],
  ['not_paid', 'failed', 0],
] as const)('%s ends the doubt about a reversal', (decision, status, reversedCents) => {
  const story = givenUp(STATES.reversing(), 'op_r1');
  story.tell(verdict(story, decision));
  expect(story.redemption).toMatchObject({ status: 'confirmed', reversedCents, reversals: [{ status }] });
});

test('a verdict on a contradiction closes the review and moves nothing; the same verdict twice is nothing new', () => {
  const story = STATES.failed();
  story.answer('op_1', accepted(1000), { askId: null });
  const given = verdict(story, 'paid', 1000);
  story.tell(given);
  expect(story.redemption).toMatchObject({ status: 'failed', redeemedCents: 0, reviewOpenedAt: null });
  expect(story.tell(given)).toBeNull();
});

test('a verdict that the provider contradicts later is looked at again', () => {
  const story = givenUp(STATES.inDoubt(), 'op_1');
  story.tell(verdict(story, 'not_paid'));
  story.answer('op_1', accepted(1000), { askId: null });
  expect(story.redemption).toMatchObject({ status: 'failed', reviewOpenedAt: story.now });
});

test('the provider may end the doubt before the person does: the review closes by itself', () => {
  const story = givenUp(STATES.inDoubt(), 'op_1');
  story.answer('op_1', declined('voucher_already_redeemed', 'record'), { askId: null });
  expect(story.redemption).toMatchObject({ status: 'failed', reviewOpenedAt: null });
  expect(story.tell(verdict(story, 'paid', 1000))).toBeNull();
});

test('a second reversal waits its turn while the first is in doubt, and both are counted', () => {
  const story = STATES.reversing();
  story.tell(reversal('op_r2', 'rev_2', 600));
  givenUp(story, 'op_r1');
  story.answer('op_r2', accepted(600, CHANGE));
  story.tell(verdict(story, 'paid'));
  expect(story.redemption.reversedCents).toBe(1000);
});
