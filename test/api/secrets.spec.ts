// Marked PINs are sent through everything, and then looked for everywhere they must not be.
import { describeApi } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, sourceOf, startWorld, TYPES, type World } from './world';

describeApi('secrets', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  it.each(TYPES)(
    'refuses the PIN of a %s in the texts beside it, in a create and in all that follows',
    async (type) => {
      const voucher = world.voucher(type, 5000);
      const spaced = voucher.pin.replace(/(\d{4})/g, '$1 -').slice(0, -2);
      const refused = await world.create(voucher, {
        external_reference: `order ${spaced}`,
        metadata: { slip: `0${voucher.pin}1`, [voucher.pin]: 'the slip', order: voucher.pin.slice(1) },
        related_ids: ['till-1', voucher.pin],
        redemption_options: { terminal_id: voucher.pin },
      });
      expect(refused.status).toBe(400);
      expect(refused.body).toMatchObject({ code: 'pin_in_text', param: 'metadata.slip' });
      expect(refused.body.errors.map(({ param, code }) => `${param} ${code}`).sort()).toEqual([
        'external_reference pin_in_text',
        'metadata pin_in_text',
        'metadata.slip pin_in_text',
        'redemption_options.terminal_id pin_in_text',
        'related_ids pin_in_text',
      ]);

      // Nothing was written, so the voucher is free; a number that only ends like it is accepted.
      const alike = `${voucher.pin.startsWith('1') ? '2' : '1'}${voucher.pin.slice(1)}`;
      const made = await world.create(voucher, { external_reference: alike });
      expect(made.body).toMatchObject({ outcome: 'paid', external_reference: alike });
      const path = `/v1/redemptions/${made.body.id}`;
      const patched = await world.call(`PATCH ${path}`, {
        body: { metadata: { alike, slip: spaced }, external_reference: `x${voucher.pin}` },
      });
      expect(patched.status).toBe(400);
      expect(patched.body).toMatchObject({ code: 'pin_in_text', param: 'metadata.slip' });
      expect(patched.body.errors.map(({ param }) => param)).toEqual(['metadata.slip', 'external_reference']);
      const reversed = await world.call(`POST ${path}/reverse`, {
        body: { reason: `for ${spaced}`, idempotency_key: `back ${made.body.id}` },
      });
      expect(reversed.status).toBe(400);
      expect(reversed.body).toMatchObject({ code: 'pin_in_text', param: 'reason' });
      const fine = await world.call(`PATCH ${path}`, { body: { metadata: { alike } } });
      expect(fine.body).toMatchObject({ metadata: { alike }, external_reference: alike });

      for (const { text } of [refused, patched, reversed]) expect(text.replace(/[ -]/g, '')).not.toContain(voucher.pin);
      expect((await world.stored()).includes(voucher.pin)).toBe(false);
    },
  );

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
    expect(list.body.data[0]?.source).toEqual({ pin: `********${voucher.pin.slice(-4)}`, phone_number: '*******4567' });
  });

  it("shows a customer's phone number to the key that sent it, and to nobody else", async () => {
    const phone = '27821234567';
    const masked = '*******4567';
    const fields = {
      amount: 400,
      currency: 'ZAR',
      capture_method: 'manual',
      redemption_options: { mobile_number: phone },
      metadata: { mark: 'phones' },
    };
    const voucher = world.voucher(OTT, 700);
    const keyed = { headers: { 'idempotency-key': voucher.pin } };
    const made = await world.create(voucher, fields, keyed);
    const path = `/v1/redemptions/${made.body.id}`;
    const capture = await world.call(`POST ${path}/capture`, { headers: { 'idempotency-key': `take ${voucher.pin}` } });
    expect(capture.body.outcome).toBe('paid');
    const own = [made, capture, await world.create(voucher, fields, keyed), await world.call(`GET ${path}`)];
    for (const { body } of own)
      expect(body).toMatchObject({ source: { phone_number: phone }, redemption_options: { mobile_number: phone } });

    // Support reads with a key of its own; a page is shown what it sent, and no more by an id alone.
    const support = await world.newKey('default', 'test', 'secret');
    const page = { key: world.keys.publishable };
    const other = world.voucher(OTT, 700);
    const fromPage = await world.create(other, { metadata: { mark: 'phones' } }, page);
    expect(fromPage.body.source['phone_number']).toBe(phone);
    for (const { body } of [
      await world.call(`GET ${path}`, { key: support }),
      await world.call(`GET /v1/redemptions/${fromPage.body.id}`, page),
    ])
      expect(body.source['phone_number']).toBe(masked);
    const looks = [
      'GET /v1/redemptions?metadata[mark]=phones',
      'GET /v1/events?limit=100',
      `GET ${path}/timeline`,
      'GET /v1/reviews',
    ];
    for (const route of looks) {
      const { status, text } = await world.call(route);
      expect([route, status, text.includes(phone)]).toEqual([route, 200, false]);
    }
    expect(world.logs.join('')).not.toContain(phone);
  });
});
