// The adapter against the simulator of its provider: every scenario, with the books as judge.
import { LOST_ANSWERS, openStory, REFUSED, type Story } from '../kit/conformance/story';
import type { Scenario } from '../kit/books';
import { armFault } from '../kit/simulator-server';
import oneVoucher from '.';

const TYPE = 'vouchers.one_voucher';
let story: Story;

beforeEach(async () => {
  story = await openStory(oneVoucher);
});
afterEach(() => story.close());

const issue = (scenario: Scenario, value = 2500): string =>
  story.books.issue({ type: TYPE, value, pinLength: 16, scenario }).pin;

it('takes exactly what it says it took', async () => {
  const whole = await story.adapter.capture(story.capture(issue('ok'), 'story-1'));
  expect(whole).toMatchObject({ kind: 'accepted', amountCents: 2500 });
  const part = await story.adapter.capture(story.capture(issue('slow_then_ok'), 'story-2', { amountCents: 1000 }));
  expect(part).toMatchObject({ kind: 'accepted', amountCents: 1000, voucher: { delivery: 'inline' } });
  expect([story.taken('story-1'), story.taken('story-2')]).toEqual([2500, 1000]);
});

it.each(REFUSED)('declines a voucher that is %s', async (scenario, code) => {
  const outcome = await story.adapter.capture(story.capture(issue(scenario), 'story-3', { amountCents: 2500 }));
  expect(outcome).toMatchObject({ kind: 'declined', code });
  const tooMuch = await story.adapter.capture(story.capture(issue('ok'), 'story-4', { amountCents: 2501 }));
  expect(tooMuch).toMatchObject({ kind: 'declined', code: 'insufficient_value' });
});

it.each(LOST_ANSWERS)('%s: doubt first, then the truth', async (scenario) => {
  const call = story.capture(issue(scenario), 'story-5', { amountCents: 2500 });
  const http = scenario === 'timeout_after_taking' ? story.http(600) : call.http;
  expect(await story.adapter.capture({ ...call, http })).toMatchObject({ kind: 'unknown' });
  expect(await story.adapter.inquireCapture({ ...call, http: story.http() })).toMatchObject({
    kind: 'accepted',
    amountCents: 2500,
  });
  expect(story.taken('story-5')).toBe(2500);
});

it('drop_before_taking and late: sending the identical request again takes the value once', async () => {
  for (const scenario of ['drop_before_taking', 'late'] as const) {
    const call = story.capture(issue(scenario), `story-6-${scenario.slice(0, 4)}`);
    expect(await story.adapter.capture(call)).toMatchObject({ kind: 'unknown' });
    const first = await story.adapter.inquireCapture({ ...call, http: story.http() });
    expect(first.kind).toBe(scenario === 'late' ? 'pending' : 'accepted');
    const second = await story.adapter.inquireCapture({ ...call, http: story.http() });
    expect(second).toMatchObject({ kind: 'accepted', amountCents: 2500 });
    expect(story.taken(call.reference)).toBe(2500);
  }
});

it('an outage is not_sent, and the voucher can be taken after it', async () => {
  const pin = issue('ok');
  await story.simulator.close();
  expect(await story.adapter.capture(story.capture(pin, 'story-7'))).toMatchObject({
    kind: 'not_sent',
    code: 'provider_unavailable',
  });
  await story.simulator.listen(story.port);
  expect(await story.adapter.capture(story.capture(pin, 'story-8'))).toMatchObject({ kind: 'accepted' });
});

it('gives value back as a new voucher', async () => {
  const { http, ...call } = story.capture(issue('ok'), 'story-9', { amountCents: 900 });
  const back = await story.adapter.refund?.({ ...call, http, source: {} });
  expect(back).toMatchObject({ kind: 'accepted', amountCents: 900, voucher: { delivery: 'inline', amountCents: 900 } });
  const issued = story.books.snapshot().vouchers.filter((voucher) => voucher.issued_for === 'story-9');
  expect(issued.map((voucher) => voucher.value)).toEqual([900]);
  const asked = await story.adapter.inquireRefund?.({ ...call, http: story.http(), source: {} });
  expect(asked?.kind).toBe('accepted');
  expect(story.books.snapshot().vouchers.filter((voucher) => voucher.issued_for === 'story-9')).toHaveLength(1);
});

it('renews a token that the gateway has ended, and redeems once', async () => {
  await story.adapter.capture(story.capture(issue('ok'), 'story-11'));
  armFault(story.books, 'one_voucher', 'redeem', 'unauthorized');
  expect(await story.adapter.capture(story.capture(issue('ok'), 'story-12'))).toMatchObject({ kind: 'accepted' });
  expect(story.taken('story-12')).toBe(2500);
  expect(story.books.snapshot().calls.filter((call) => call.operation === 'token')).toHaveLength(2);
});

it('shares one token between concurrent calls, and sends nothing without one', async () => {
  armFault(story.books, 'one_voucher', 'token', 'error_after');
  const without = await story.adapter.capture(story.capture(issue('ok'), 'story-13'));
  expect(without).toMatchObject({ kind: 'not_sent', code: 'provider_unavailable' });
  const calls = ['a', 'b', 'c', 'd'].map((name) => story.capture(issue('ok'), `story-14-${name}`));
  const outcomes = await Promise.all(calls.map((call) => story.adapter.capture(call)));
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  expect(story.books.snapshot().calls.filter((call) => call.operation === 'token')).toHaveLength(2);
});

it('a refused API key is our misconfiguration', async () => {
  const other = await openStory(oneVoucher, { apiKey: 'd3Jvbmc6a2V5' });
  const outcome = await other.adapter.capture(other.capture('1115684091419838', 'story-15'));
  expect(outcome).toMatchObject({ kind: 'not_sent', code: 'provider_misconfigured' });
  await other.close();
});

it('puts the whole value back where Flash allows it', async () => {
  const captured = story.capture(issue('ok'), 'story-16');
  await story.adapter.capture(captured);
  const restore = {
    http: story.http(),
    livemode: false,
    reference: 'story-17',
    firstSentAt: captured.firstSentAt,
    originalReference: 'story-16',
    originalTransactionId: null,
    amountCents: 2500,
  };
  expect(await story.adapter.restore?.(restore)).toMatchObject({ kind: 'accepted', amountCents: 2500 });
  expect(await story.adapter.inquireRestore?.({ ...restore, http: story.http() })).toMatchObject({ kind: 'accepted' });
  const again = await story.adapter.restore?.({ ...restore, http: story.http(), reference: 'story-18' });
  // A decline here would make way for a refund voucher on top.
  expect(again).toMatchObject({ kind: 'unknown', providerCode: '2413' });
});
