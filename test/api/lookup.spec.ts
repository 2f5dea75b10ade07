// Looking a voucher up, making test vouchers, and the limit on refused PINs.
import { describeOnOne } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, sourceOf, startWorld, TYPES, type World } from './world';

describeOnOne('look-up and test vouchers', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl, { VOUCH_PIN_ATTEMPTS: '3' });
  });
  afterAll(() => world.close());

  const lookUp = (voucher: { type: string; pin: string }, key = world.keys.secret) =>
    world.call('POST /v1/stored_value/lookup', { key, body: { type: voucher.type, source: sourceOf(voucher) } });

  it.each([OTT, BLU])('reads the value of %s, and stores nothing', async (type) => {
    const voucher = world.voucher(type, 4200);
    const found = await lookUp(voucher);
    expect(found.status).toBe(200);
    expect(found.body).toMatchObject({ object: 'stored_value', type, balance: 4200, currency: 'ZAR' });
    expect(Object.values(found.body.source)).toContain(`${'*'.repeat(voucher.pin.length - 4)}${voucher.pin.slice(-4)}`);
    expect(found.text).not.toContain(voucher.pin);
    expect((await world.call('GET /v1/redemptions')).body.data).toEqual([]);
    expect(world.truth(voucher).taken).toEqual([]);
  });

  it('answers 503 where the provider cannot be asked: nothing moved, so it may be asked again', async () => {
    await world.simulators.outage('blu', true);
    const failed = await lookUp(world.voucher(BLU));
    await world.simulators.outage('blu', false);
    expect([failed.status, failed.body]).toEqual([
      503,
      expect.objectContaining({ code: 'provider_unavailable', retryable: true }),
    ]);
    expect(failed.headers.get('retry-after')).toBe('1');
  });

  it.each(TYPES)('makes test vouchers of %s that can be redeemed as they come', async (type) => {
    const headers = { 'idempotency-key': `make ${type}` };
    const body = { type, amount: 1200 };
    const made = await world.call('POST /v1/test_helpers/vouchers', { body, headers });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ object: 'test_voucher', type, amount: 1200, scenario: 'ok', currency: 'ZAR' });
    const replay = await world.call('POST /v1/test_helpers/vouchers', { body, headers });
    expect(replay.headers.get('idempotent-replayed')).toBe('true');
    expect(replay.body).toEqual(made.body);
    const redeemed = await world.call('POST /v1/redemptions', { body: { type, source: made.body.source } });
    expect(redeemed.body).toMatchObject({ outcome: 'paid', redeemed_amount: 1200 });
    const used = await world.call('POST /v1/test_helpers/vouchers', { body: { type, amount: 5, scenario: 'used' } });
    expect(used.body.pin).toMatch(/^\d{12,16}$/);
  });

  it('makes none for live keys, nor of unknown types', async () => {
    const key = await world.newKey('default', 'live', 'secret');
    const live = await world.call('POST /v1/test_helpers/vouchers', { key, body: { type: BLU, amount: 5 } });
    expect([live.status, live.body.code]).toEqual([403, 'test_mode_only']);
    const moon = await world.call('POST /v1/test_helpers/vouchers', { body: { type: 'vouchers.moon', amount: 5 } });
    expect([moon.status, moon.body.code]).toEqual([422, 'unknown_type']);
  });

  it('counts a PIN that is refused only at its capture or reserve, and sends no more of those either', async () => {
    const limited = await startWorld(databaseUrl, { VOUCH_PIN_ATTEMPTS: '2' });
    try {
      const manual = { amount: 500, currency: 'ZAR', capture_method: 'manual' };
      const held: string[] = [];
      for (let index = 0; index < 3; index += 1) {
        const voucher = limited.voucher(ONE_VOUCHER, 500, 'not_found');
        held.push((await limited.create(voucher, manual)).body.id);
      }
      const draft = (await limited.create(limited.voucher(BLU, 500, 'used'), { confirm: false })).body.id;
      const [first = '', second = '', third = ''] = held;
      expect((await limited.call(`POST /v1/redemptions/${first}/capture`)).body.outcome).toBe('not_paid');
      expect((await limited.call(`POST /v1/redemptions/${second}/confirm`)).body.outcome).toBe('not_paid');
      const calls = limited.books.snapshot().calls.length;
      for (const route of [`${third}/capture`, `${third}/confirm`, `${draft}/reserve`]) {
        const answer = await limited.call(`POST /v1/redemptions/${route}`);
        expect([route, answer.status, answer.body.code]).toEqual([route, 429, 'too_many_pin_attempts']);
      }
      expect(limited.books.snapshot().calls).toHaveLength(calls);
      expect((await limited.call(`POST /v1/redemptions/${third}/cancel`)).body.outcome).toBe('not_paid');
    } finally {
      await limited.close();
    }
  });

  it('answers a repeat of what was done, however many PINs others have had refused meanwhile', async () => {
    const limited = await startWorld(databaseUrl, { VOUCH_PIN_ATTEMPTS: '2' });
    try {
      const key = (name: string) => ({ headers: { 'idempotency-key': name } });
      const voucher = limited.voucher(ONE_VOUCHER, 900);
      const manual = { amount: 500, currency: 'ZAR', capture_method: 'manual' };
      const held = await limited.create(limited.voucher(ONE_VOUCHER), manual);
      const create = () => limited.create(voucher, { amount: 500, currency: 'ZAR' }, key('k1'));
      const capture = () => limited.call(`POST /v1/redemptions/${held.body.id}/capture`, key('k2'));
      const first = [await create(), await capture()];
      for (let index = 0; index < 2; index += 1) await limited.create(limited.voucher(BLU, 500, 'not_found'));
      expect((await limited.create(limited.voucher(BLU))).status).toBe(429);
      const again = [await create(), await capture()];
      expect(again.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual(['true', 'true']);
      expect(again.map(({ body }) => body)).toEqual(first.map(({ body }) => body));
      // The key opens the door to its own request only.
      const other = await limited.create(limited.voucher(BLU), {}, key('k1'));
      expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_reused']);
    } finally {
      await limited.close();
    }
  });

  it('bounds what a thief learns by guessing all at once, and takes an honest burst of the same size whole', async () => {
    const limited = await startWorld(databaseUrl, { VOUCH_PIN_ATTEMPTS: '1' });
    try {
      const honest = Array.from({ length: 10 }, () => limited.create(limited.voucher(BLU)));
      expect((await Promise.all(honest)).map(({ body }) => body.outcome)).toEqual(Array(10).fill('paid'));
      const before = limited.books.snapshot().calls.length;
      const guesses = Array.from({ length: 40 }, () => limited.create(limited.voucher(BLU, 500, 'not_found')));
      const answers = await Promise.all(guesses);
      const refused = answers.filter(({ status }) => status === 429);
      expect(limited.books.snapshot().calls.length - before).toBeLessThanOrEqual(10);
      expect(refused.length).toBeGreaterThanOrEqual(30);
      expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['too_many_pin_attempts']));
    } finally {
      await limited.close();
    }
  });

  // Last: it uses up the attempts of this address.
  it('stops guessing, by create and by look-up, and sends nothing more', async () => {
    const guess = world.voucher(BLU, 500, 'not_found');
    expect((await lookUp(guess)).body).toMatchObject({ status: 422, code: 'voucher_not_found' });
    expect((await world.create(guess)).body.last_error?.code).toBe('voucher_not_found');
    await world.create(world.voucher(ONE_VOUCHER, 500), { amount: 900, currency: 'ZAR' });
    expect((await world.create(world.voucher(BLU, 500, 'used'))).status).toBe(201);
    const calls = world.books.snapshot().calls.length;
    const good = world.voucher(BLU);
    for (const answer of [await lookUp(good), await world.create(good)]) {
      expect([answer.status, answer.body.code]).toEqual([429, 'too_many_pin_attempts']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(60);
    }
    expect(world.books.snapshot().calls).toHaveLength(calls);
    expect((await world.create(good, { confirm: false })).status).toBe(201);
  });
});
