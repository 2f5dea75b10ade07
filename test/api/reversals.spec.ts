// Giving value back through the API: restored, as a refund voucher, in parts, and never more than was taken.
import { describeApi } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, startWorld, TYPES, type World } from './world';

const REASON = 'Customer returned the goods';

describeApi('reversals', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  const reverse = (id: string, body: object, headers: Record<string, string> = {}) =>
    world.call(`POST /v1/redemptions/${id}/reverse`, { body: { reason: REASON, ...body }, headers });

  it('puts the whole value back on a 1Voucher, which then can be redeemed again', async () => {
    const voucher = world.voucher(ONE_VOUCHER, 3000);
    const { body: redemption } = await world.create(voucher);
    const given = await reverse(redemption.id, {}, { 'idempotency-key': `r-${redemption.id}` });
    expect(given.status).toBe(201);
    expect(given.body).toMatchObject({
      object: 'reversal',
      redemption_id: redemption.id,
      amount: 3000,
      reason: REASON,
      status: 'succeeded',
      method: 'restored',
      refund_voucher: null,
    });
    expect(world.truth(voucher)).toMatchObject({ status: 'active', returned: [{ amount: 3000 }] });
    const after = await world.call(`GET /v1/redemptions/${redemption.id}`);
    expect(after.body).toMatchObject({ status: 'confirmed', outcome: 'paid', reversed_amount: 3000 });
    expect(after.body.version).toBeGreaterThan(redemption.version);
    expect((await world.create(voucher)).body.outcome).toBe('paid');
  });

  it.each([OTT, BLU])('issues a refund voucher where %s cannot restore', async (type) => {
    const { body: redemption } = await world.create(world.voucher(type, 3000));
    const given = await reverse(redemption.id, { idempotency_key: `b-${redemption.id}` });
    expect(given.body).toMatchObject({ status: 'succeeded', method: 'refund_voucher', amount: 3000 });
    const pin = given.body.refund_voucher?.pin ?? '';
    expect(pin).toMatch(/^\d{12,16}$/);
    const replay = await reverse(redemption.id, {}, { 'idempotency-key': `b-${redemption.id}` });
    expect(replay.status).toBe(201);
    expect(replay.headers.get('idempotent-replayed')).toBe('true');
    expect(replay.body).toEqual(given.body);
    const list = await world.call(`GET /v1/redemptions/${redemption.id}/reversals`);
    expect(list.body.data.map((reversal) => reversal.refund_voucher?.pin)).toEqual([pin]);
    expect((await world.create({ type, pin })).body.redeemed_amount).toBe(3000);
  });

  it.each(TYPES)('gives %s back in parts, oldest first, and stops at what was taken', async (type) => {
    const { body: redemption } = await world.create(world.voucher(type, 5000), { amount: 3000, currency: 'ZAR' });
    for (const [index, amount] of [1000, 500, 1500].entries()) {
      const part = await reverse(redemption.id, { amount, idempotency_key: `${redemption.id}-${String(index)}` });
      expect(part.body).toMatchObject({ amount, status: 'succeeded', method: 'refund_voucher' });
    }
    const more = await reverse(redemption.id, { amount: 1, idempotency_key: `${redemption.id}-more` });
    expect([more.status, more.body.code]).toEqual([422, 'reversal_exceeds_redeemed']);
    const nothingLeft = await reverse(redemption.id, { idempotency_key: `${redemption.id}-rest` });
    expect(nothingLeft.body.code).toBe('reversal_exceeds_redeemed');
    const list = await world.call(`GET /v1/redemptions/${redemption.id}/reversals`);
    expect(list.body.data.map(({ amount }) => amount)).toEqual([1000, 500, 1500]);
    const after = await world.call(`GET /v1/redemptions/${redemption.id}`);
    expect(after.body).toMatchObject({ reversed_amount: 3000, redeemed_amount: 3000, status: 'confirmed' });
  });

  it('never gives more than was taken, however many ask at once', async () => {
    const { body: redemption } = await world.create(world.voucher(BLU, 3000));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        reverse(redemption.id, { amount: 700, idempotency_key: `many-${redemption.id}-${String(index)}` }),
      ),
    );
    const given = answers.filter(({ status }) => status === 201);
    expect(given).toHaveLength(4);
    const issued = world.books
      .snapshot()
      .vouchers.filter(({ issued_for: reference, value }) => reference !== null && value === 700);
    expect(issued).toHaveLength(4);
    expect((await world.call(`GET /v1/redemptions/${redemption.id}`)).body.reversed_amount).toBe(2800);
  });

  it('gives back once for the version that several had seen, whatever their keys', async () => {
    const { body: redemption } = await world.create(world.voucher(BLU, 3000));
    const seen = { 'if-match': `"${String(redemption.version)}"` };
    const answers = await Promise.all(
      ['one', 'two', 'three', 'four'].map((key) =>
        reverse(redemption.id, { amount: 500 }, { ...seen, 'idempotency-key': `${redemption.id} ${key}` }),
      ),
    );
    const refusals = answers.filter(({ status }) => status !== 201).map(({ body }) => body.code);
    expect(refusals).toHaveLength(3);
    for (const code of refusals) expect(['outcome_unknown', 'version_conflict']).toContain(code);
    expect((await world.call(`GET /v1/redemptions/${redemption.id}`)).body.reversed_amount).toBe(500);
  });

  it('insists on a key or a version, and honours both', async () => {
    const { body: redemption } = await world.create(world.voucher(BLU, 3000));
    expect((await reverse(redemption.id, {})).body.code).toBe('idempotency_required');
    expect((await reverse(redemption.id, {}, { 'if-match': '*' })).status).toBe(428);
    const stale = await reverse(redemption.id, { amount: 100 }, { 'if-match': '"99"' });
    expect(stale.body).toMatchObject({ status: 412, code: 'version_conflict', current_version: redemption.version });
    const etag = `"${String(redemption.version)}"`;
    const first = await reverse(redemption.id, { amount: 100 }, { 'if-match': etag });
    expect(first.status).toBe(201);
    expect((await reverse(redemption.id, { amount: 100 }, { 'if-match': etag })).status).toBe(412);
    const { body: failed } = await world.create(world.voucher(BLU, 3000, 'used'));
    expect((await reverse(failed.id, { idempotency_key: 'f' })).body.code).toBe('invalid_state');
  });
});
