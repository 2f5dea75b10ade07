// A provider in trouble, and more load than it is given: what cannot be sent is not sent, callers are told, and
// questions, recovery and reversals have room of their own.
import type { Scenario } from '../../adapters/kit/simulator/books';
import { describeOnOne } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, startWorld, type Answer, type World } from './world';

describeOnOne('load beyond capacity', ({ databaseUrl }) => {
  let world: World;
  afterEach(() => world.close());

  const reverse = (id: string): Promise<Answer> =>
    world.call(`POST /v1/redemptions/${id}/reverse`, { body: { reason: 'returned', idempotency_key: `back-${id}` } });

  it('is shed before anything is written, while reversals, look-ups and other providers go on', async () => {
    world = await startWorld(databaseUrl, { VOUCH_PROVIDER_CONCURRENCY: '1', OTT_TIMEOUT_MS: '10000' });
    const paid = await world.create(world.voucher(OTT));
    const slow = world.create(world.voucher(OTT, 5000, 'slow_then_ok'));
    await until(() => world.books.snapshot().calls.filter(({ operation }) => operation === 'remit').length === 2);

    const voucher = world.voucher(OTT);
    const shed = await world.create(voucher);
    expect([shed.status, shed.body.code]).toEqual([503, 'overloaded']);
    expect(Number(shed.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(world.truth(voucher).taken).toEqual([]);
    const looked = await world.call('POST /v1/stored_value/lookup', {
      body: { type: OTT, source: { pin: voucher.pin, phone_number: '27821234567' } },
    });
    expect([looked.status, looked.body.balance]).toEqual([200, 5000]);
    expect((await reverse(paid.body.id)).body.status).toBe('succeeded');
    expect((await world.create(world.voucher(ONE_VOUCHER))).body.outcome).toBe('paid');

    expect((await slow).body.outcome).toBe('paid');
    // Nothing was stored of what was shed: the same voucher is redeemed as if it came for the first time.
    expect((await world.create(voucher)).body.outcome).toBe('paid');
    const listed = await world.call('GET /v1/redemptions?type=vouchers.ott');
    expect(listed.body.data).toHaveLength(3);
  });

  it('opens the breaker: not sent, said so, and over once the provider is back', async () => {
    world = await startWorld(databaseUrl, { VOUCH_BREAK_AFTER: '3', VOUCH_BREAK_FOR: '300ms' });
    await world.simulators.outage('ott', true);
    for (let nth = 0; nth < 3; nth += 1) {
      const refused = await world.create(world.voucher(OTT));
      expect([refused.status, refused.body.outcome]).toEqual([201, 'not_paid']);
      expect(refused.body.last_error?.code).toBe('provider_unavailable');
    }
    await world.simulators.outage('ott', false);
    const calls = world.books.snapshot().calls.length;
    const paused = await world.create(world.voucher(OTT));
    expect(paused.body).toMatchObject({ outcome: 'not_paid', last_error: { code: 'provider_unavailable' } });
    expect(paused.body.last_error?.message).toContain('paused');
    expect(world.books.snapshot().calls).toHaveLength(calls);

    let after = paused;
    await until(async () => {
      after = await world.create(world.voucher(OTT));
      return after.body.outcome === 'paid';
    });
    expect(after.status).toBe(201);
  });

  it('is that of one account: neither her calls that hang nor those that fail refuse the sales of others', async () => {
    world = await startWorld(databaseUrl, {
      VOUCH_PROVIDER_CONCURRENCY: '4',
      VOUCH_BREAK_AFTER: '3',
      VOUCH_BREAK_FOR: '1h',
      OTT_TIMEOUT_MS: '10000',
    });
    const alice = { key: await world.newKey('alice', 'test', 'secret') };
    const hers = (type: string, scenario: Scenario = 'ok') =>
      world.create(world.voucher(type, 5000, scenario), {}, alice);
    for (let nth = 0; nth < 3; nth += 1) expect((await hers(BLU, 'drop_after_taking')).body.outcome).toBe('checking');
    const paused = await hers(BLU);
    expect([paused.body.outcome, paused.body.last_error?.code]).toEqual(['not_paid', 'provider_unavailable']);
    expect((await world.create(world.voucher(BLU))).body.outcome).toBe('paid');

    const slow = [hers(OTT, 'slow_then_ok'), hers(OTT, 'slow_then_ok')];
    await until(() => world.books.snapshot().calls.filter(({ operation }) => operation === 'remit').length === 2);
    const shed = await hers(OTT);
    expect([shed.status, shed.body.code]).toEqual([503, 'overloaded']);
    expect((await world.create(world.voucher(OTT))).body.outcome).toBe('paid');
    for (const { body } of await Promise.all(slow)) expect(body.outcome).toBe('paid');
  });
});

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error('Waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
