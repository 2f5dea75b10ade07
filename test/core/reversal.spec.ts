// Giving value back: sums, restores that free the voucher, refusals that make way for a refund, and doubt.
import { accepted, CHANGE, declined, requested, reversal, STATES, type Story } from '../simulation/fixture';
import { committedReversalCents } from '../../src/core/redemption/derived-fields';

function summary({ redemption }: Story) {
  return {
    back: redemption.reversedCents,
    version: redemption.version,
    reversals: redemption.reversals.map((each) => `${each.method} ${each.status} ${String(each.amountCents)}`),
  };
}

test('partial reversals add up, and the redemption stays confirmed', () => {
  const story = STATES.reversing();
  const { version } = story.redemption;
  story.tell(reversal('op_r2', 'rev_2', 600));
  expect(committedReversalCents(story.redemption)).toBe(1000);
  story.answer('op_r1', accepted(400, CHANGE));
  story.answer('op_r2', accepted(600));
  expect(summary(story)).toEqual({
    back: 1000,
    version: version + 2,
    reversals: ['refund_voucher succeeded 400', 'refund_voucher succeeded 600'],
  });
  expect(story.redemption).toMatchObject({ status: 'confirmed', outcome: 'paid', claimed: true });
  expect(story.redemption.reversals[0]?.refundVoucher).toEqual(CHANGE);
});

test('no reversal can be written that would give back more than was taken', () => {
  const story = STATES.reversing();
  expect(() => story.tell(reversal('op_r2', 'rev_2', 601))).toThrow(/must not exceed redeemed/);
});

test('a provider that gives back too much is written down as far as there is room, and shown to a person', () => {
  const story = STATES.reversing();
  story.tell(reversal('op_r2', 'rev_2', 600));
  story.answer('op_r1', accepted(1000));
  expect(summary(story).reversals).toEqual(['refund_voucher succeeded 400', 'refund_voucher pending 600']);
  expect(story.redemption.reviews.map((review) => review.reason)).toEqual(['refund_unknown', 'amount_differs']);
  story.answer('op_r2', accepted(600));
  expect(story.redemption.reversedCents).toBe(1000);
});

test('a whole restore frees the voucher', () => {
  const story = STATES.confirmed();
  story.tell(reversal('op_r1', 'rev_1', 1000, 'restore'));
  expect(story.redemption.claimed).toBe(true);
  story.answer('op_r1', accepted(1000));
  expect(story.redemption).toMatchObject({ status: 'confirmed', reversedCents: 1000, claimed: false });
});

test('a refused restore makes way for a refund; a restore that comes true after all is for a person', () => {
  const story = STATES.confirmed();
  story.tell(reversal('op_r1', 'rev_1', 1000, 'restore'));
  const fallback = requested('op_r2', { type: 'reverse', method: 'refund' });
  story.answer('op_r1', declined('provider_rejected'), { fallback });
  expect(summary(story).reversals).toEqual(['refund_voucher pending 1000']);
  story.answer('op_r2', accepted(1000, CHANGE));
  expect(story.redemption).toMatchObject({ reversedCents: 1000, claimed: true });
  story.answer('op_r1', accepted(1000), { askId: null });
  expect(story.redemption.reviews.map((review) => review.reason)).toEqual(['answer_contradicts_state']);
  expect(story.redemption.reversedCents).toBe(1000);
});

test('a restore that is refused after doubt may have been refused because it was done: no refund follows', () => {
  const story = STATES.confirmed();
  story.tell(reversal('op_r1', 'rev_1', 1000, 'restore'));
  story.answer('op_r1', { kind: 'unknown', reason: 'timeout' });
  expect(story.redemption).toMatchObject({ outcome: 'paid', reversals: [{ status: 'unknown' }] });
  expect(story.events).not.toContain('redemption.checking');
  story.wait(5000).ask('op_r1');
  story.answer('op_r1', declined('provider_rejected'), {
    fallback: requested('op_r2', { type: 'reverse', method: 'refund' }),
  });
  expect(story.redemption.operations.map((operation) => operation.id)).toEqual(['op_1', 'op_r1']);
  expect(summary(story).reversals).toEqual(['restored unknown 1000']);
  story.ask('op_r1');
  story.answer('op_r1', declined('provider_rejected', 'record'), {
    fallback: requested('op_r2', { type: 'reverse', method: 'refund' }),
  });
  expect(summary(story).reversals).toEqual(['refund_voucher pending 1000']);
});

test('a refund that plainly failed leaves the amount to be given back another time', () => {
  const story = STATES.reversing();
  story.answer('op_r1', { kind: 'not_sent', code: 'provider_unavailable', reason: 'refused' });
  expect(summary(story)).toMatchObject({ back: 0, reversals: ['refund_voucher failed 400'] });
  expect(committedReversalCents(story.redemption)).toBe(0);
  expect(() => story.tell(reversal('op_r2', 'rev_2', 1000))).not.toThrow();
});

test('the PIN of a refund that a person already settled is kept when it comes', () => {
  const story = STATES.reversing();
  story.answer('op_r1', accepted(400), { askId: null });
  story.answer('op_r1', accepted(400, CHANGE));
  expect(story.redemption.reversals[0]?.refundVoucher).toEqual(CHANGE);
});

test('what is settled is not asked about again: its answer would count twice', () => {
  const story = STATES.reversing();
  story.answer('op_r1', accepted(400, CHANGE));
  const before = story.redemption;
  expect(() => story.ask('op_r1')).toThrow(/is settled/);
  expect(() => story.ask('op_1')).toThrow(/is settled/);
  expect(story.redemption).toBe(before);
});

test('a new voucher whose PIN did not come back is said, and a person is called, until a late answer brings it', () => {
  const story = STATES.reversing();
  const [send] = story.operation('op_r1').asks;
  story.answer('op_r1', { kind: 'unknown', reason: 'timeout' });
  story.answer('op_r1', accepted(400));
  expect(story.redemption.reversals).toMatchObject([
    { status: 'succeeded', refundVoucher: { amountCents: 400, sealedPin: null, delivery: 'inline' } },
  ]);
  expect(story.redemption.reviews).toMatchObject([
    {
      reason: 'refund_unknown',
      summary: expect.stringContaining('of 400 cents was issued to give value back') as string,
    },
  ]);
  story.answer('op_r1', accepted(400, CHANGE), { askId: send?.id ?? '' });
  expect(story.redemption.reversals[0]?.refundVoucher).toEqual(CHANGE);
});
