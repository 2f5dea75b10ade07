// The stories that every provider must tell the same way: its adapter against its own simulator, every scenario, with the
// books as judge. What only one provider does stands in the spec of that provider.
import type { ProviderDefinition } from '../define';
import { LOST_ANSWERS, openStory, REFUSED, type Story } from './story';

/** A provider, and what differs in its stories. All of it is said by hand: the adapter's own traits are on trial here. */
export interface StorySubject {
  readonly definition: ProviderDefinition;
  readonly pinLength: number;
  /** How the change of a partial redemption reaches the customer. */
  readonly change: 'inline' | 'sms';
  /** Doubt is resolved by asking, and the answer may be "not found" at first. False where the request is sent again. */
  readonly asksAfterDoubt: boolean;
  /** Whether the provider can issue a new voucher, and can be asked what became of that. */
  readonly refunds: 'none' | 'without_inquiry' | 'with_inquiry';
  /** A voucher can be looked at without being touched. */
  readonly lookup: boolean;
}

/** Registers the shared stories with jest, under the name of the provider. */
export function describeStories(subject: StorySubject): void {
  describe(`${subject.definition.type} against its simulator`, () => {
    let story: Story;
    beforeEach(async () => {
      story = await openStory(subject.definition);
    });
    afterEach(() => story.close());

    const current = () => story;
    tellOfTaking(current, subject);
    tellOfDoubt(current, subject);
    if (subject.asksAfterDoubt) tellOfNotFound(current);
    tellOfOutage(current);
    if (subject.refunds !== 'none') tellOfGivingBack(current, subject.refunds);
    if (subject.lookup) tellOfLookingUp(current);
  });
}

function tellOfTaking(current: () => Story, { pinLength, change }: StorySubject): void {
  it('takes exactly what it says it took', async () => {
    const story = current();
    const pin = story.issue('ok');
    expect(pin).toHaveLength(pinLength);
    const whole = await story.adapter.capture(story.capture(pin, 'story-1'));
    expect(whole).toMatchObject({ kind: 'accepted', amountCents: 2500 });
    const partCall = story.capture(story.issue('slow_then_ok'), 'story-2', { amountCents: 1000 });
    const part = await story.adapter.capture(partCall);
    expect(part).toMatchObject({ kind: 'accepted', amountCents: 1000, voucher: { delivery: change } });
    expect([story.taken('story-1'), story.taken('story-2')]).toEqual([2500, 1000]);
  });

  it.each(REFUSED)('declines a voucher that is %s', async (scenario, code) => {
    const story = current();
    const refused = story.capture(story.issue(scenario), 'story-3', { amountCents: 2500 });
    expect(await story.adapter.capture(refused)).toMatchObject({ kind: 'declined', code });
    const tooMuch = story.capture(story.issue('ok'), 'story-4', { amountCents: 2501 });
    expect(await story.adapter.capture(tooMuch)).toMatchObject({ kind: 'declined', code: 'insufficient_value' });
  });
}

function tellOfDoubt(current: () => Story, { change }: StorySubject): void {
  it.each(LOST_ANSWERS)('%s: doubt first, then the truth', async (scenario) => {
    const story = current();
    const call = story.capture(story.issue(scenario), 'story-5', { amountCents: 2500 });
    const http = scenario === 'timeout_after_taking' ? story.http(600) : call.http;
    expect(await story.adapter.capture({ ...call, http })).toMatchObject({ kind: 'unknown' });
    expect(await story.adapter.inquireCapture({ ...call, http: story.http() })).toMatchObject({
      kind: 'accepted',
      amountCents: 2500,
    });
    expect(story.taken('story-5')).toBe(2500);
  });

  // Its PIN may be lost with the answer. That the customer is owed so much is not.
  it.each(LOST_ANSWERS)('%s of a part: the truth names the change that the provider issued', async (scenario) => {
    const story = current();
    const call = story.capture(story.issue(scenario), 'story-11', { amountCents: 1000 });
    const http = scenario === 'timeout_after_taking' ? story.http(600) : call.http;
    expect(await story.adapter.capture({ ...call, http })).toMatchObject({ kind: 'unknown' });
    expect(await story.adapter.inquireCapture({ ...call, http: story.http() })).toMatchObject({
      kind: 'accepted',
      amountCents: 1000,
      voucher: { amountCents: 1500, delivery: change },
    });
  });
}

function tellOfNotFound(current: () => Story): void {
  it.each(['drop_before_taking', 'late'] as const)('%s: "not found" is not the last word', async (scenario) => {
    const story = current();
    const call = story.capture(story.issue(scenario), 'story-6', { amountCents: 2500 });
    expect(await story.adapter.capture(call)).toMatchObject({ kind: 'unknown' });
    expect(await story.adapter.inquireCapture({ ...call, http: story.http() })).toMatchObject({ kind: 'not_found' });
    const second = await story.adapter.inquireCapture({ ...call, http: story.http() });
    expect(second.kind).toBe(scenario === 'late' ? 'accepted' : 'not_found');
    expect(story.taken('story-6')).toBe(scenario === 'late' ? 2500 : 0);
  });
}

function tellOfOutage(current: () => Story): void {
  it('an outage is not_sent, and the voucher can be taken after it', async () => {
    const story = current();
    const pin = story.issue('ok');
    await story.simulator.close();
    expect(await story.adapter.capture(story.capture(pin, 'story-7'))).toMatchObject({
      kind: 'not_sent',
      code: 'provider_unavailable',
    });
    await story.simulator.listen(story.port);
    expect(await story.adapter.capture(story.capture(pin, 'story-8'))).toMatchObject({ kind: 'accepted' });
  });
}

function tellOfGivingBack(current: () => Story, refunds: 'without_inquiry' | 'with_inquiry'): void {
  it('gives value back as a new voucher', async () => {
    const story = current();
    const issued = () => story.books.snapshot().vouchers.filter((voucher) => voucher.issued_for === 'story-9');
    const call = { ...story.capture(story.issue('ok'), 'story-9', { amountCents: 900 }), source: {} };
    expect(await story.adapter.refund?.(call)).toMatchObject({
      kind: 'accepted',
      amountCents: 900,
      voucher: { delivery: 'inline', amountCents: 900 },
    });
    expect(issued().map((voucher) => voucher.value)).toEqual([900]);
    const asked = await story.adapter.inquireRefund?.({ ...call, http: story.http() });
    // Where the provider cannot be asked, an inquiry could only send the request again and issue a second voucher: then the
    // adapter must not have the method.
    expect(asked?.kind).toBe(refunds === 'with_inquiry' ? 'accepted' : undefined);
    expect(issued()).toHaveLength(1);
  });
}

function tellOfLookingUp(current: () => Story): void {
  it('sees a voucher without touching it', async () => {
    const story = current();
    const { source } = story.capture(story.issue('ok'), 'unused');
    const owner = { accountId: 'acc_story', livemode: false };
    const found = await story.adapter.lookup?.({ ...owner, http: story.http(), source });
    expect(found).toMatchObject({ kind: 'found', balanceCents: 2500, currency: 'ZAR' });
    const small = story.issue('ok', 500);
    const less = story.capture(small, 'story-10', { amountCents: 900, options: { partial: 'allow' } });
    expect(await story.adapter.reserve?.(less)).toMatchObject({ kind: 'accepted', amountCents: 500 });
    expect(await story.adapter.capture({ ...less, http: story.http() })).toMatchObject({
      kind: 'accepted',
      amountCents: 500,
    });
  });
}
