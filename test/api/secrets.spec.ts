// Marked PINs are sent through everything, and then looked for everywhere they must not be.
import { describeApi } from './engines';
import { BLU, ONE_VOUCHER, OTT, sourceOf, startWorld, TYPES, type World } from './world';

describeApi('secrets', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  it('leaves no PIN in logs, in the store, in lists, in timelines or in problems', async () => {
    const secrets: string[] = [];
    const shown: string[] = [];
    const look = async (route: string, body?: object) => {
      const answer = await world.call(route, body ? { body } : {});
      shown.push(answer.text);
      return answer;
    };
    for (const type of TYPES) {
      const voucher = world.voucher(type, 5000);
      secrets.push(voucher.pin);
      const made = await world.create(
        voucher,
        { amount: 2000, currency: 'ZAR' },
        // A merchant that knows no better: the PIN itself as the key.
        { headers: { 'idempotency-key': voucher.pin } },
      );
      const change = made.body.change_voucher?.pin;
      if (change !== undefined) secrets.push(change);
      const reversed = await world.call(`POST /v1/redemptions/${made.body.id}/reverse`, {
        body: { reason: 'r', amount: 500, idempotency_key: `back-${voucher.pin}` },
      });
      const refund = reversed.body.refund_voucher?.pin;
      if (refund !== undefined) secrets.push(refund);
      await world.call('POST /v1/test_helpers/vouchers', {
        body: { type, amount: 500 },
        headers: { 'idempotency-key': `more-${voucher.pin}` },
      });
      await look(`GET /v1/redemptions/${made.body.id}/timeline`);
      // A PIN in use, a used one, one in doubt and one with a fault.
      await look('POST /v1/redemptions', { type, source: sourceOf(voucher) });
      const doubtful = world.voucher(type, 1000, 'garbage_reply');
      secrets.push(doubtful.pin);
      const checking = await look('POST /v1/redemptions', { type, source: sourceOf(doubtful) });
      await look('POST /v1/redemptions', { type, source: sourceOf({ type, pin: `${voucher.pin}77` }) });
      await look('POST /v1/redemptions', { type: voucher.pin, source: voucher.pin });
      await look(`GET /v1/redemptions/${voucher.pin}`);
      await look(`GET /v1/redemptions?external_reference=${voucher.pin}`);
      await world.until(checking.body.id, ({ outcome }) => outcome === 'paid');
      if (type !== ONE_VOUCHER) await look('POST /v1/stored_value/lookup', { type, source: sourceOf(voucher) });
    }
    await look('GET /v1/redemptions?limit=100');
    const patched = await world.create(world.voucher(BLU, 900), { amount: 500, currency: 'ZAR' });
    secrets.push(patched.body.change_voucher?.pin ?? '');
    await look(`POST /v1/redemptions/${patched.body.id}/cancel`);
    const update = await world.call(`PATCH /v1/redemptions/${patched.body.id}`, { body: { metadata: {} } });
    shown.push(update.text);

    expect(secrets.length).toBeGreaterThanOrEqual(11);
    const logs = world.logs.join('');
    expect(logs).toContain('/v1/redemptions');
    const stored = await world.stored();
    expect(stored).toContain(patched.body.id);
    for (const pin of secrets) {
      expect(pin).toMatch(/^\d{12,16}$/);
      expect(shown.filter((text) => text.includes(pin))).toEqual([]);
      expect(logs.includes(pin)).toBe(false);
      expect(stored.includes(pin)).toBe(false);
    }
  });

  it('masks sources and change PINs down to four characters in lists', async () => {
    const voucher = world.voucher(OTT, 700);
    await world.create(voucher);
    const list = await world.call('GET /v1/redemptions?limit=1');
    expect(list.body.data[0]?.source).toEqual({ pin: `********${voucher.pin.slice(-4)}`, phone_number: '27821234567' });
  });
});
