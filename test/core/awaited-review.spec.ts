// While a statement says otherwise of a redemption that took nothing here, nothing ends it as unpaid but a person's verdict.
import type { Fact } from '../../src/core/redemption/fact';
import { publicRedemption } from '../../src/core/redemption/shown/present';
import { PERMIT_MS } from '../../src/core/providers/permit';
import { declined, requested, SETTLING_MS, STATES, type Story } from '../simulation/fixture';

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

  test('is recorded by the answer that was kept of it, once', () => {
    const found = { kind: 'capture_found', operationId: 'op_9', inquiry: { kind: 'accepted', amountCents: 700, voucher: null } } as const; // prettier-ignore
    const story = STATES.held();
    story.tell(found);
    expect(story.redemption).toMatchObject({ status: 'confirmed', redeemedCents: 700, reviewOpenedAt: null });
    expect(story.facts().at(-1)).toBe('confirm_answered');
    expect(story.tell(found)).toBeNull();
    expect(STATES.failed().tell(found)).toBeNull();
  });
});
