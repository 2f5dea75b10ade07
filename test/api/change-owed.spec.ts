// Change that the provider issued with an answer that got lost. No call shows its PIN; that the customer is owed it is said everywhere.
import { describeApi } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, startWorld, type World } from './world';

const PART = { amount: 700, currency: 'ZAR' };
const today = () => new Date().toISOString().slice(0, 10);

describeApi('change that is owed', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  const sell = async (type: string, key?: string) => {
    const voucher = world.voucher(type, 10_000, 'drop_after_taking');
    const call = key === undefined ? {} : { key, headers: { 'idempotency-key': voucher.pin.slice(0, 8) } };
    const { status, body } = await world.create(voucher, PART, call);
    expect([status, body.outcome]).toEqual([202, 'checking']);
    const paid = await world.until(body.id, ({ outcome }) => outcome === 'paid');
    return { id: body.id, paid: paid.body, repeat: () => world.create(voucher, PART, call) };
  };
  const reviews = async () => (await world.call('GET /v1/reviews?reason=change_unknown')).body.data;

  it('Blu: the till reads what is owed, and support has a review that says whom to ask, by which reference', async () => {
    const made = await world.call('POST /v1/terminals', { body: { terminal_id: 'T1', name: 'Front' } });
    const { pairing_code } = made.body as unknown as { pairing_code: string };
    const claim = { key: '', body: { pairing_code, deliver: 'key' } };
    const { key } = (await world.call('POST /v1/terminals/claim', claim)).body as unknown as { key: string };
    const { id, paid, repeat } = await sell(BLU, key);
    const owed = { amount: 9300, delivery: 'inline', serial_number: null, expires_at: null };
    expect(paid).toMatchObject({ redeemed_amount: 700 });
    expect(paid.change_voucher).toEqual(owed);
    for (const answer of [await repeat(), await world.call(`GET /v1/redemptions/${id}`, { key })])
      expect([answer.body.outcome, answer.body.change_voucher]).toEqual(['paid', owed]);
    // The provider's books are the truth: such a voucher was issued for it, and nobody here has seen its PIN.
    const issued = world.books.snapshot().vouchers.filter(({ issued_for }) => issued_for !== null);
    expect(issued.map(({ value, status }) => [value, status])).toEqual([[9300, 'active']]);
    expect(await world.stored()).not.toContain(issued[0]?.pin);

    const [review] = await reviews();
    const { provider_reference: provider } = paid as unknown as { provider_reference: { reference: string } };
    expect(review).toMatchObject({
      redemption_id: id,
      status: 'open',
      type: BLU,
      reference: provider.reference,
      summary: `Change of 9300 cents was issued, and its PIN did not come back. The customer is owed it: ask Blu Voucher about ${provider.reference}`,
    });
    expect(paid).toMatchObject({ open_reviews: [review?.id] });
    const summary = await world.call('GET /v1/reviews/summary');
    expect(summary.body).toMatchObject({ open: 1, by_reason: [{ reason: 'change_unknown', open: 1 }] });
    const events = (await world.call('GET /v1/events')).body.data;
    expect(events.map(({ type }) => type)).toContain('redemption.review_required');

    // The books of the day count it as change that was issued.
    const { body: day } = await world.call(`GET /v1/reports/daily?from=${today()}&to=${today()}`);
    expect(day).toMatchObject({ totals: { change_issued: { count: 1, amount: 9300, without_amount: 0 } } });

    // There is no PIN to look at, and a verdict on it writes down what came of it, and moves nothing.
    const look = { body: { voucher: 'change', reason: 'The customer asks' } };
    expect((await world.call(`POST /v1/redemptions/${id}/reveal`, look)).body).toMatchObject({ code: 'not_found' });
    const headers = { 'if-match': `"${String(paid.version)}"` };
    const body = { decision: 'paid', note: 'Blue Label sent a new one to the customer', evidence: 'Mail of today' };
    expect((await world.call(`POST /v1/reviews/${review?.id ?? ''}/verdict`, { headers, body })).status).toBe(200);
    const { body: after } = await world.call(`GET /v1/redemptions/${id}`);
    expect(after).toMatchObject({ outcome: 'paid', version: paid.version, change_voucher: owed });
    expect(await reviews()).toEqual([]);
  });

  it('1Voucher gives its first answer again, with the PIN, and OTT sends the change itself: nobody is called', async () => {
    const { paid: replayed } = await sell(ONE_VOUCHER);
    expect(replayed.change_voucher).toMatchObject({ amount: 9300, pin: expect.stringMatching(/^\d{16}$/) as string });
    const { paid: sent } = await sell(OTT);
    expect(sent.change_voucher).toMatchObject({ amount: 9300, delivery: 'sms' });
    expect(await reviews()).toEqual([]);
  });

  it('a capture of what was reserved before says the same', async () => {
    const voucher = world.voucher(BLU, 10_000, 'drop_after_taking');
    const { body: held } = await world.create(voucher, { ...PART, capture_method: 'manual' });
    await world.call(`POST /v1/redemptions/${held.id}/reserve`);
    await world.call(`POST /v1/redemptions/${held.id}/capture`, { body: {} });
    const { body } = await world.until(held.id, ({ outcome }) => outcome === 'paid');
    expect(body.change_voucher).toMatchObject({ amount: 9300, delivery: 'inline' });
    expect(await reviews()).toMatchObject([{ redemption_id: held.id }]);
  });
});
