// Change that the provider issued and whose PIN nobody here has: it is said, and a person is called to get it for the customer.
import type { Fact } from '../../src/core/redemption/fact';
import type { HeldVoucher } from '../../src/core/redemption/redemption';
import { accepted, CHANGE, declined, requested, STATES, story, T0, type Story } from '../simulation/fixture';

const FROM = { changeIssuer: 'Blu Voucher' };
/** As a question tells it, which sees how much was left and no PIN. */
const UNSEEN: HeldVoucher = { ...CHANGE, sealedPin: null, maskedPin: null, serialNumber: null };

const reasons = ({ redemption }: Story) => redemption.reviews.map(({ reason }) => reason);
const referenceOf = (one: Story) => String(one.operation('op_1').reference);

/** In doubt, and beyond asking: for a person. `worthCents`: what a check found before, if there was one. */
function undecided({ askedCents = 1000, worthCents = 0 } = {}): Story {
  const check = requested('op_check', { type: 'reserve', method: 'check', amountCents: askedCents });
  const begun = story({ amountCents: askedCents, captureMethod: 'manual' }, [
    { kind: 'created' },
    { kind: 'reserved', until: T0 + 900_000 },
    ...(worthCents > 0 ? [{ kind: 'operation_requested', operation: check } satisfies Fact] : []),
  ]);
  if (worthCents > 0) begun.answer('op_check', accepted(worthCents));
  begun.tell({ kind: 'operation_requested', operation: requested('op_1', { amountCents: askedCents }) });
  begun.tell({
    kind: 'answered',
    operationId: 'op_1',
    askId: null,
    inquiry: { kind: 'unknown', reason: 'timeout' },
    settlingMs: 0,
    fallback: null,
    beyondAsking: true,
  });
  return begun;
}

function judge(one: Story, decision: 'paid' | 'not_paid', amountCents: number | null = null, from: object = FROM) {
  const reviewId = one.redemption.reviews.find(({ closedAt }) => closedAt === null)?.id ?? '';
  one.tell({ kind: 'verdict_given', reviewId, decision, note: 'Asked', evidence: 'Letter', amountCents, ...from });
}

test('a question that finds out that value was taken says what change is owed, and calls a person', () => {
  const doubt = STATES.inDoubt();
  doubt.answer('op_1', accepted(1000, UNSEEN), FROM);
  expect(doubt.redemption).toMatchObject({ outcome: 'paid', changeVoucher: { sealedPin: null, amountCents: 900 } });
  expect(doubt.redemption.reviews).toMatchObject([
    {
      reason: 'change_unknown',
      operationId: 'op_1',
      summary: `Change of 900 cents was issued, and its PIN did not come back. The customer is owed it: ask Blu Voucher about ${referenceOf(doubt)}`,
    },
  ]);
  expect(doubt.events.slice(-2)).toEqual(['redemption.confirmed', 'redemption.review_required']);

  // What a person found out is written down, and moves nothing.
  const { changeVoucher, version } = doubt.redemption;
  judge(doubt, 'not_paid');
  expect(doubt.redemption).toMatchObject({ outcome: 'paid', changeVoucher, version, reviewOpenedAt: null });
});

test('change with its PIN, by SMS, or none at all, calls nobody', () => {
  for (const change of [CHANGE, { ...CHANGE, amountCents: null }, { ...UNSEEN, delivery: 'sms' } as const, null]) {
    const sent = STATES.sent();
    sent.answer('op_1', accepted(1000, change), FROM);
    expect([sent.redemption.changeVoucher, reasons(sent)]).toEqual([change, []]);
  }
});

test('a voucher whose PIN cannot be read is asked for by its serial number', () => {
  const sent = STATES.sent();
  sent.answer('op_1', accepted(1000, { ...UNSEEN, amountCents: null, serialNumber: 'S-77' }), FROM);
  expect(sent.redemption.reviews[0]?.summary).toMatch(/^Change was issued, .* about op-1-1, serial number S-77$/);
});

test('a late first answer brings the PIN, and the amount that it does not say stays; the customer has it once a person says so', () => {
  const doubt = STATES.inDoubt();
  const [send] = doubt.operation('op_1').asks;
  doubt.answer('op_1', accepted(1000, UNSEEN), FROM);
  const brought = { ...CHANGE, amountCents: null };
  doubt.answer('op_1', accepted(1000, brought), { ...FROM, askId: send?.id ?? '' });
  expect(doubt.redemption.changeVoucher).toEqual({ ...brought, amountCents: 900 });
  expect(doubt.redemption.reviews).toMatchObject([{ reason: 'change_unknown', closedAt: null }]);
});

test('what a check found before says what is owed, where no answer does', () => {
  const seen = undecided({ worthCents: 1900 });
  seen.answer('op_1', accepted(1000), FROM);
  expect(seen.redemption.changeVoucher).toEqual(UNSEEN);
  expect(reasons(seen)).toContain('change_unknown');
  // Where the provider sends it to the customer itself, or issues none, nothing is owed through us.
  const sms = undecided({ worthCents: 1900 });
  sms.answer('op_1', accepted(1000));
  expect([sms.redemption.changeVoucher, reasons(sms)]).toEqual([null, ['doubt_unresolved']]);
  const whole = undecided({ worthCents: 1000 });
  whole.answer('op_1', accepted(1000), FROM);
  expect([whole.redemption.changeVoucher, reasons(whole)]).toEqual([null, ['doubt_unresolved']]);
});

describe('a verdict that value was taken', () => {
  test('says what is owed where a check found what the voucher was worth', () => {
    const judged = undecided({ worthCents: 1900 });
    judge(judged, 'paid', 1000);
    expect(judged.redemption).toMatchObject({ outcome: 'paid', changeVoucher: UNSEEN });
    expect(reasons(judged)).toEqual(['doubt_unresolved', 'change_unknown']);
  });

  test('says nothing of change where there is none, or nobody knows of any: that is for whoever gives the verdict', () => {
    const whole = undecided({ askedCents: 0 });
    judge(whole, 'paid', 1900);
    const less = undecided();
    less.redemption = { ...less.redemption, options: { partial: 'allow' } };
    judge(less, 'paid', 700);
    const worth = undecided({ worthCents: 1000 });
    judge(worth, 'paid', 1000);
    const none = undecided();
    judge(none, 'not_paid');
    const untold = undecided();
    judge(untold, 'paid', 1000);
    const sms = undecided();
    judge(sms, 'paid', 1000, {});
    for (const one of [whole, less, worth, none, untold, sms]) {
      expect(one.redemption.changeVoucher).toBeNull();
      expect(reasons(one)).not.toContain('change_unknown');
    }
    const reversing = STATES.reversing();
    reversing.answer('op_r1', { kind: 'unknown', reason: 'timeout' });
    reversing.tell({ kind: 'review_opened', reason: 'statement_differs', operationId: 'op_r1', summary: 'Line 4' });
    judge(reversing, 'paid', 400);
    expect(reasons(reversing)).toEqual(['statement_differs', 'refund_unknown']);
  });
});

test('a refusal says nothing of change', () => {
  const sent = STATES.sent();
  sent.answer('op_1', declined('voucher_expired'), FROM);
  expect([sent.redemption.changeVoucher, reasons(sent)]).toEqual([null, []]);
});
