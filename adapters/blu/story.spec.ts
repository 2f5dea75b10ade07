// The adapter against the simulator of its provider: every scenario, with the books as judge.
import { LOST_ANSWERS, openStory, REFUSED, type Story } from '../kit/conformance/story';
import type { Scenario } from '../kit/books';
import blu from '.';

const TYPE = 'vouchers.blu';
let story: Story;

beforeEach(async () => {
  story = await openStory(blu);
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

it.each(['drop_before_taking', 'late'] as const)('%s: "not found" is not the last word', async (scenario) => {
  const call = story.capture(issue(scenario), 'story-6', { amountCents: 2500 });
  expect(await story.adapter.capture(call)).toMatchObject({ kind: 'unknown' });
  expect(await story.adapter.inquireCapture({ ...call, http: story.http() })).toMatchObject({ kind: 'not_found' });
  const second = await story.adapter.inquireCapture({ ...call, http: story.http() });
  expect(second.kind).toBe(scenario === 'late' ? 'accepted' : 'not_found');
  expect(story.taken('story-6')).toBe(scenario === 'late' ? 2500 : 0);
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
  // Nobody can be asked, and a repetition could sell twice.
  expect(story.adapter.inquireRefund).toBeUndefined();
});

it('sees a voucher without touching it', async () => {
  const { source } = story.capture(issue('ok'), 'unused');
  const found = await story.adapter.lookup?.({ http: story.http(), livemode: false, source });
  expect(found).toMatchObject({ kind: 'found', balanceCents: 2500, currency: 'ZAR' });
  const less = story.capture(issue('ok', 500), 'story-10', { amountCents: 900, options: { partial: 'allow' } });
  expect(await story.adapter.reserve?.(less)).toMatchObject({ kind: 'accepted', amountCents: 500 });
  expect(await story.adapter.capture({ ...less, http: story.http() })).toMatchObject({
    kind: 'accepted',
    amountCents: 500,
  });
});
