// The adapter against the simulator of its provider: the shared stories, then its own.
import { describeStories } from '../kit/conformance';
import { openStory, type Story } from '../kit/conformance/story';
import { armFault } from '../kit/simulator/server';
import oneVoucher from '.';

describeStories({
  definition: oneVoucher,
  pinLength: 16,
  change: 'inline',
  asksAfterDoubt: false,
  refunds: 'with_inquiry',
  lookup: false,
});

describe('only 1Voucher', () => {
  let story: Story;
  beforeEach(async () => {
    story = await openStory(oneVoucher);
  });
  afterEach(() => story.close());

  it('drop_before_taking and late: sending the identical request again takes the value once', async () => {
    for (const scenario of ['drop_before_taking', 'late'] as const) {
      const call = story.capture(story.issue(scenario), `story-6-${scenario.slice(0, 4)}`);
      expect(await story.adapter.capture(call)).toMatchObject({ kind: 'unknown' });
      const first = await story.adapter.inquireCapture({ ...call, http: story.http() });
      expect(first.kind).toBe(scenario === 'late' ? 'pending' : 'accepted');
      const second = await story.adapter.inquireCapture({ ...call, http: story.http() });
      expect(second).toMatchObject({ kind: 'accepted', amountCents: 2500 });
      expect(story.taken(call.reference)).toBe(2500);
    }
  });

  it('renews a token that the gateway has ended, and redeems once', async () => {
    await story.adapter.capture(story.capture(story.issue('ok'), 'story-11'));
    armFault(story.books, 'one_voucher', 'redeem', 'unauthorized');
    expect(await story.adapter.capture(story.capture(story.issue('ok'), 'story-12'))).toMatchObject({
      kind: 'accepted',
    });
    expect(story.taken('story-12')).toBe(2500);
    expect(story.books.snapshot().calls.filter((call) => call.operation === 'token')).toHaveLength(2);
  });

  it('shares one token between concurrent calls, and sends nothing without one', async () => {
    armFault(story.books, 'one_voucher', 'token', 'error_after');
    const without = await story.adapter.capture(story.capture(story.issue('ok'), 'story-13'));
    expect(without).toMatchObject({ kind: 'not_sent', code: 'provider_unavailable' });
    const calls = ['a', 'b', 'c', 'd'].map((name) => story.capture(story.issue('ok'), `story-14-${name}`));
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
    const captured = story.capture(story.issue('ok'), 'story-16');
    await story.adapter.capture(captured);
    const restore = {
      http: story.http(),
      accountId: captured.accountId,
      redemptionId: captured.redemptionId,
      livemode: false,
      reference: 'story-17',
      firstSentAt: captured.firstSentAt,
      originalReference: 'story-16',
      originalTransactionId: null,
      amountCents: 2500,
    };
    expect(await story.adapter.restore?.(restore)).toMatchObject({ kind: 'accepted', amountCents: 2500 });
    expect(await story.adapter.inquireRestore?.({ ...restore, http: story.http() })).toMatchObject({
      kind: 'accepted',
    });
    const again = await story.adapter.restore?.({ ...restore, http: story.http(), reference: 'story-18' });
    // A decline here would make way for a refund voucher on top.
    expect(again).toMatchObject({ kind: 'unknown', providerCode: '2413' });
  });
});
