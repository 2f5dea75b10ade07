// Drafts end: an hour with a publishable key, which stands in web pages, and a month with a secret one. And a publishable key may
// make only so many.
import { DAY_MS, HOUR_MS } from '../../src/core/values/time';
import { until } from '../crash/stage';
import { TestClock } from '../webhooks/world';
import { describeApi } from '../tools/engines';
import { BLU, ONE_VOUCHER, startWorld, type Call, type World } from './world';

jest.setTimeout(120_000);

describeApi('a draft', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  beforeEach(async () => {
    clock = new TestClock(Date.now());
    // Ten from an address in an hour, a hundred from all of those who made few, and as many from the others.
    world = await startWorld(databaseUrl, { VOUCH_DRAFT_LIMIT: '10', VOUCH_TRUST_PROXY: '127.0.0.1' }, { clock });
  });
  afterEach(() => world.close());

  const draft = (call: Call, fields: object = {}) =>
    world.create(world.voucher(BLU), { confirm: false, ...fields }, call);
  const visitor = (address = '192.0.2.1') => ({ key: world.keys.publishable, headers: { 'x-forwarded-for': address } });

  /** On MongoDB a redemption stays until its events are in the log, which takes a moment. Never more than `count`. */
  const ended = async (count: number) => {
    const deadline = Date.now() + 20_000;
    let gone = 0;
    while (gone < count && Date.now() < deadline) {
      gone += await world.withStore((store) => store.redemptions.expire(clock.now(), 100));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(gone).toBe(count);
  };

  it('of a publishable key lapses after an hour, is deleted a month later, and its key is free then', async () => {
    const headers = { ...visitor().headers, 'idempotency-key': 'visitor 1' };
    const voucher = world.voucher(BLU);
    const make = () => world.create(voucher, { confirm: false }, { key: world.keys.publishable, headers });
    const { body: made } = await make();
    const { body: merchants } = await draft({});
    const read = (id: string, key = world.keys.secret) => world.call(`GET /v1/redemptions/${id}`, { key });
    // On MongoDB the log has it a moment later, and its place in the log is of that moment.
    const events = () => world.call(`GET /v1/events?redemption_id=${made.id}`);
    await until('the creation is in the log', async () => (await events()).body.data.length === 1);
    clock.pass(HOUR_MS - 1);
    expect((await read(made.id)).body).toMatchObject({ status: 'draft', outcome: 'open', reserved_until: null });
    clock.pass(1);
    // By whoever comes first: this read, or the resolver.
    const lapsed = await read(made.id, world.keys.publishable);
    expect(lapsed.body).toMatchObject({ status: 'failed', outcome: 'not_paid', last_error: { code: 'draft_lapsed' } });
    expect(lapsed.body.operations).toEqual([]);
    expect((await read(merchants.id)).body.status).toBe('draft');
    const late = await world.call(`POST /v1/redemptions/${made.id}/reserve`);
    expect([late.status, late.body.code]).toEqual([409, 'invalid_state']);
    await until('its end is in the log', async () => (await events()).body.data.length === 2);
    expect((await events()).body.data.map(({ type }) => type)).toEqual(['redemption.failed', 'redemption.created']);
    expect((await make()).headers.get('idempotent-replayed')).toBe('true');

    clock.pass(30 * DAY_MS - HOUR_MS);
    expect((await read(merchants.id)).body).toMatchObject({ status: 'failed', last_error: { code: 'draft_lapsed' } });
    clock.pass(2 * HOUR_MS);
    await ended(1);
    expect((await read(made.id)).status).toBe(404);
    expect((await read(merchants.id)).body.status).toBe('failed');
    clock.pass(30 * DAY_MS);
    await ended(1);
    expect((await read(merchants.id)).status).toBe(404);
    const anew = await make();
    expect([anew.status, anew.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect(anew.body.id).not.toBe(made.id);
  });

  it('that was reserved in time stays, and so does what was ever sent', async () => {
    const { body: reserved } = await draft(visitor());
    await world.call(`POST /v1/redemptions/${reserved.id}/reserve`);
    const captured = await world.call(`POST /v1/redemptions/${reserved.id}/capture`);
    expect(captured.body.status).toBe('confirmed');
    const refused = await world.create(world.voucher(BLU, 5000, 'used'), {}, visitor());
    expect(refused.body.status).toBe('failed');
    // A merchant's own attempt, which could not be sent, is the merchant's record.
    await world.simulators.outage('blu', true);
    const own = await world.create(world.voucher(BLU));
    const theirs = await world.create(world.voucher(BLU), {}, visitor());
    for (const { body } of [own, theirs]) expect(body.last_error?.code).toBe('provider_unavailable');
    clock.pass(31 * DAY_MS);
    await ended(1);
    const found = async (id: string) => (await world.call(`GET /v1/redemptions/${id}`)).status;
    expect(await Promise.all([reserved, refused.body, own.body, theirs.body].map(({ id }) => found(id)))).toEqual([
      ...[200, 200, 200, 404],
    ]);
  });

  it('has a limit for each address and for the key: as many rows as that, however they come', async () => {
    const headers = { ...visitor().headers, 'idempotency-key': 'first' };
    const first = world.voucher(BLU);
    const repeat = () => world.create(first, { confirm: false }, { key: world.keys.publishable, headers });
    expect((await repeat()).status).toBe(201);
    // Reservations of a type that no provider is asked about are no better than drafts. All at the same moment.
    const burst = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        n % 2 ? draft(visitor()) : world.create(world.voucher(ONE_VOUCHER), { capture_method: 'manual' }, visitor()),
      ),
    );
    expect(burst.filter(({ status }) => status === 201)).toHaveLength(9);
    const refused = burst.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ code: 'too_many_drafts', retryable: true });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(3500);
    // A lost answer is still to be had, a voucher can still be taken, and nobody else is in the way.
    expect((await repeat()).headers.get('idempotent-replayed')).toBe('true');
    expect((await world.create(world.voucher(BLU), {}, visitor())).body.outcome).toBe('paid');
    expect((await draft({ headers: visitor().headers })).status).toBe(201);
    expect((await draft(visitor('192.0.2.2'))).status).toBe(201);
    // What is refused for a fault, or because the voucher is taken, makes no row and counts as none.
    for (let n = 0; n < 12; n += 1) expect((await draft(visitor('192.0.2.3'), { amount: -1 })).status).toBe(400);
    expect((await draft(visitor('192.0.2.3'))).status).toBe(201);

    const many = [];
    for (let n = 0; n < 120; n += 1) many.push(await draft(visitor(`198.51.100.${String(n)}`)));
    // Of the first address two had been made when it was one of few.
    expect(many.filter(({ status }) => status === 201)).toHaveLength(100 - 2 - 1 - 1);
    expect(many.at(-1)?.text).toContain('from this key');
    clock.pass(HOUR_MS);
    expect((await draft(visitor())).status).toBe(201);
  });

  it.each([
    ['all networks of one sender', 50, (nth: number) => `2001:db8:7:${nth.toString(16)}::1`],
    ['as many addresses as the key has room for', 100, (nth: number) => `203.0.113.${String(nth)}`],
  ])('is still made by others after %s have made as many as they may', async (_, most, addressOf) => {
    const made = [];
    for (let nth = 0; nth < 12; nth += 1)
      made.push(...(await Promise.all(Array.from({ length: 10 }, () => draft(visitor(addressOf(nth)))))));
    const counted = made.filter(({ status }) => status === 201).length;
    // And of those who made few two for each, until it is one of many.
    expect(counted).toBeGreaterThanOrEqual(most);
    expect(counted).toBeLessThanOrEqual(most + 24);
    for (const address of ['198.51.100.7', '2001:db8:8::1']) {
      expect((await draft(visitor(address))).status).toBe(201);
      const held = await world.create(world.voucher(ONE_VOUCHER), { capture_method: 'manual' }, visitor(address));
      expect(held.status).toBe(201);
    }
  });

  it('limits what could not be sent too, for a minute only: when the provider is back, tills must not wait', async () => {
    await world.simulators.outage('blu', true);
    const attempt = () => world.create(world.voucher(BLU), {}, visitor());
    for (let n = 0; n < 10; n += 1) expect((await attempt()).body.last_error?.code).toBe('provider_unavailable');
    const more = await attempt();
    expect([more.status, more.body.code]).toEqual([429, 'too_many_drafts']);
    expect(Number(more.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    await world.simulators.outage('blu', false);
    clock.pass(60_000);
    expect((await attempt()).body.outcome).toBe('paid');
  });
});
