// While a statement says otherwise of a redemption that took nothing here, nothing ends it as unpaid but a person's verdict.
import type { Fact } from '../../src/core/redemption/fact';
import { publicRedemption } from '../../src/core/redemption/shown/present';
import { PERMIT_MS } from '../../src/core/providers/permit';
import { returnsShown } from '../../src/core/redemption/settling/found-returns';
import type { FactOf } from '../../src/core/redemption/working-copy';
import {
  accepted,
  CHANGE,
  declined,
  requested,
  reversal,
  SETTLING_MS,
  STATES,
  type Story,
} from '../simulation/fixture';

const differs = (operationId: string | null, summary = 'The statement says 1000 cents taken'): Fact => ({
  kind: 'review_opened',
  reason: 'statement_differs',
  operationId,
  summary,
});

function judge(story: Story, decision: 'paid' | 'not_paid'): void {
  const reviewId = story.redemption.reviews.find(({ closedAt }) => closedAt === null)?.id ?? '';
  story.tell({ kind: 'verdict_given', reviewId, decision, note: 'seen', evidence: 'line 7', amountCents: null });
}

test('a draft and a reservation do not run out, and are not looked at in vain; after the verdict they do', () => {
  for (const story of [STATES.draft(), STATES.held()]) {
    const until = story.redemption.dueAt;
    story.tell(differs(null));
    expect(story.redemption.dueAt).toBeNull();
    expect(story.wait(3_600_000).tell({ kind: 'lapsed', operationId: 'op_end' })).toBeNull();
    judge(story, 'not_paid');
    expect(story.redemption.dueAt).toBe(until);
    story.tell({ kind: 'lapsed', operationId: 'op_end' });
    expect(story.redemption).toMatchObject({ status: 'failed', claimed: false });
  }
});

test('an answer that ends another request does not end the redemption', () => {
  const story = STATES.sent();
  story.tell(differs(null));
  story.answer('op_1', declined('insufficient_value', 'record'));
  expect(story.operation('op_1').status).toBe('failed');
  expect(story.redemption).toMatchObject({ status: 'reserved', claimed: true, dueAt: null });
  expect(story.redemption.lastError?.code).toBe('insufficient_value');
  expect(story.events).not.toContain('redemption.failed');
});

test.each(['check', 'hold'] as const)('the answer to a %s does not end it either', (method) => {
  const story = STATES.draft();
  const operation = requested('op_0', { type: 'reserve', method });
  story.tell({ kind: 'reserved', until: story.now + 1000 }, { kind: 'operation_requested', operation }, differs(null));
  story.answer('op_0', declined('voucher_already_redeemed'));
  expect(story.redemption).toMatchObject({ status: 'reserved', claimed: true });
});

test('what moved nothing does not end what another request may have captured that is lost; its time does, or is put off', () => {
  const story = STATES.inDoubt();
  const told = { operationId: 'op_1', settlingMs: SETTLING_MS, fallback: null, mayBeCaptured: true } as const;
  const notFound = () => story.tell({ kind: 'answered', askId: story.operation('op_1').asks.at(-1)?.id ?? '', inquiry: { kind: 'not_found' }, ...told }); // prettier-ignore
  story.ask('op_1');
  notFound();
  story.wait(SETTLING_MS + PERMIT_MS).ask('op_1');
  notFound();
  expect(story.operation('op_1').status).toBe('failed');
  expect(story.redemption).toMatchObject({ status: 'reserved', outcome: 'open', claimed: true });
  expect(story.redemption.dueAt).toBe(story.redemption.reservedUntil);

  const until = story.now + 60_000;
  story.tell({ kind: 'lapse_put_off', until });
  expect(story.redemption).toMatchObject({ dueAt: until, lapsePutOff: { until } });
  story.tell({ kind: 'lapsed', operationId: 'op_end' });
  expect(story.redemption).toMatchObject({ status: 'failed', claimed: false });
  expect(story.tell({ kind: 'lapse_put_off', until })).toBeNull();
});

test('a draft that was put off, and is reserved, has the time of any reservation', () => {
  const story = STATES.draft();
  story.tell({ kind: 'lapse_put_off', until: story.now + 1 });
  const until = story.now + 60_000;
  story.tell({ kind: 'reserved', until });
  expect(story.redemption).toMatchObject({ status: 'reserved', dueAt: until });
  expect(publicRedemption(story.redemption)).not.toHaveProperty('awaiting_statement');
});

test('a capture that the statement shows as taken stays in doubt, whatever the provider says of it, until the verdict', () => {
  for (const decision of ['paid', 'not_paid'] as const) {
    const story = STATES.inDoubt();
    story.tell(differs('op_1'));
    story.answer('op_1', { kind: 'not_found' });
    story.wait(SETTLING_MS + PERMIT_MS).ask('op_1');
    story.answer('op_1', { kind: 'not_found' });
    story.ask('op_1');
    story.answer('op_1', declined('provider_rejected', 'record'));
    expect(story.redemption).toMatchObject({ status: 'reserved', outcome: 'checking' });
    judge(story, decision);
    expect(story.redemption.outcome).toBe(decision);
  }
});

describe('a reversal that a statement shows as carried out', () => {
  const shown = (operationId: string | null, summary = 'The statement says 400 cents issued as a refund'): Fact => ({
    ...(differs(operationId, summary) as FactOf<'review_opened'>),
    backCents: 400,
  });

  test.each(['paid', 'not_paid'] as const)(
    'stays in doubt, whatever the provider says of it, until the verdict (%s)',
    (decision) => {
      const story = STATES.reversing();
      story.answer('op_r1', { kind: 'unknown', reason: 'timeout' });
      story.tell(shown('op_r1'));
      story.wait(5000).ask('op_r1');
      story.answer('op_r1', { kind: 'not_found' });
      story.wait(SETTLING_MS + PERMIT_MS).ask('op_r1');
      story.answer('op_r1', { kind: 'not_found' });
      story.ask('op_r1');
      story.answer('op_r1', declined('provider_rejected', 'record'));
      expect(story.redemption.reversals).toMatchObject([{ status: 'unknown' }]);
      expect(returnsShown(story.redemption)).toHaveLength(1);
      judge(story, decision);
      expect(story.redemption.reversals).toMatchObject([{ status: decision === 'paid' ? 'succeeded' : 'failed' }]);
      expect(returnsShown(story.redemption)).toEqual([]);
    },
  );

  test('a restore is shown on the line of its capture, and makes way for no refund then', () => {
    const story = STATES.confirmed();
    story.tell(reversal('op_r1', 'rev_1', 1000, 'restore'));
    story.tell(shown('op_1'));
    const fallback = requested('op_r2', { type: 'reverse', method: 'refund' });
    story.answer('op_r1', declined('provider_rejected'), { fallback });
    expect(story.redemption.reversals).toMatchObject([{ status: 'unknown', method: 'restored' }]);
    expect(story.redemption.operations).toHaveLength(2);
  });

  test('counts as long as the books lack it: not once it is recorded, and again where there is more', () => {
    const story = STATES.reversing();
    story.tell(differs('op_r1'));
    // As an older version wrote it: without how much.
    expect(returnsShown(story.redemption)).toHaveLength(1);
    story.answer('op_r1', accepted(400, CHANGE));
    expect(returnsShown(story.redemption)).toEqual([]);
    story.tell(shown('op_r1', 'once'));
    expect(returnsShown(story.redemption)).toEqual([]);
    story.tell({ ...(shown('op_r1', 'twice') as FactOf<'review_opened'>), backCents: 800 });
    expect(returnsShown(story.redemption).map(({ summary }) => summary)).toEqual(['twice']);
  });

  test('what was taken is no such thing, but a request that nothing here knows is', () => {
    const story = STATES.confirmed();
    story.tell(differs('op_1'));
    expect(returnsShown(story.redemption)).toEqual([]);
    story.tell(differs(null));
    expect(returnsShown(story.redemption)).toHaveLength(1);
  });
});

describe('a capture that is lost', () => {
  const shown = { reference: 'op-lost', transactionId: 'T-1', amountCents: 1000 };

  test.each(['draft', 'held'] as const)('of a redemption that is %s here is recorded by the verdict', (state) => {
    const story = STATES[state]();
    story.tell({ ...differs(null), restored: true, shown } as Fact);
    judge(story, 'paid');
    expect(story.redemption).toMatchObject({ status: 'confirmed', redeemedCents: 1000, claimed: true, dueAt: null });
    expect(story.redemption.operations.at(-1)).toMatchObject({
      type: 'confirm',
      status: 'succeeded',
      reference: 'op-lost',
      transactionId: 'T-1',
      asks: [],
    });
    expect(story.events.slice(-2)).toEqual([
      state === 'draft' ? 'redemption.reserved' : 'redemption.review_required',
      'redemption.confirmed',
    ]);
  });

  test('is not recorded beside a doubt, nor twice', () => {
    const story = STATES.inDoubt();
    story.tell({ ...differs(null), restored: true, shown } as Fact);
    judge(story, 'paid');
    expect(story.redemption).toMatchObject({ status: 'reserved', outcome: 'checking' });
    const held = STATES.held();
    for (const summary of ['one', 'two']) held.tell({ ...differs(null, summary), restored: true, shown } as Fact);
    judge(held, 'paid');
    judge(held, 'paid');
    expect(held.redemption.operations.filter(({ type }) => type === 'confirm')).toHaveLength(1);
  });

  test('outlives the word that another request took nothing, and is recorded then', () => {
    const story = STATES.inDoubt();
    story.tell({ kind: 'review_opened', reason: 'doubt_unresolved', operationId: 'op_1', summary: 'No answer' });
    story.tell({ ...differs(null), restored: true, shown } as Fact);
    judge(story, 'not_paid');
    expect(story.operation('op_1').status).toBe('failed');
    expect(story.redemption).toMatchObject({ status: 'reserved', outcome: 'open', claimed: true, dueAt: null });
    judge(story, 'paid');
    expect(story.redemption).toMatchObject({ outcome: 'paid', redeemedCents: 1000 });
  });

  test('is recorded by the answer that was kept of it, once', () => {
    const found = { kind: 'capture_found', operationId: 'op_9', inquiry: { kind: 'accepted', amountCents: 700, voucher: null } } as const; // prettier-ignore
    const story = STATES.held();
    story.tell(found);
    expect(story.redemption).toMatchObject({ status: 'confirmed', redeemedCents: 700, reviewOpenedAt: null });
    expect(story.facts().at(-1)).toBe('confirm_answered');
    expect(story.tell(found)).toBeNull();
    expect(STATES.inDoubt().tell(found)).toBeNull();
  });

  test('that was kept of a redemption which has ended is for a person, once', () => {
    const voucher = { sealedPin: 'sealed', maskedPin: '*', serialNumber: null, expiresAt: null, amountCents: 300, delivery: 'inline' } as const; // prettier-ignore
    const inquiry = { kind: 'accepted', amountCents: 700, voucher } as const;
    const found = { kind: 'capture_found', operationId: 'op_9', inquiry } as const;
    const story = STATES.failed();
    story.tell(found);
    expect(story.redemption).toMatchObject({ status: 'failed', redeemedCents: 0, changeVoucher: voucher });
    expect(story.redemption.reviews.at(-1)).toMatchObject({ reason: 'answer_contradicts_state', operationId: null });
    expect(story.facts().at(-1)).toBe('confirm_contradicted');
    judge(story, 'paid');
    expect(story.redemption).toMatchObject({ status: 'failed', reviewOpenedAt: null });
    expect(story.tell(found)).toBeNull();
  });
});
