// Nothing happens twice: idempotency keys, simultaneous requests, and versions.
import type { Providers } from '../../src/core/providers/gate';
import type { Store } from '../../src/core/store';
import { describeApi } from '../tools/engines';
import { BLU, ONE_VOUCHER, sourceOf, startWorld, TYPES, type Answer, type World } from './world';

const MANY = 50;
const times = <T>(make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: MANY }, (_, index) => make(index)));
const count = (answers: readonly Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

/** How many responses there were of each kind, so that a failure says what came instead. */
function tally(answers: readonly Answer[]): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { status, body } of answers) {
    const kind = [status, body.code, body.outcome, body.last_error?.code]
      .filter((part) => part !== undefined)
      .join(' ');
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

describeApi('idempotency', ({ databaseUrl }) => {
  let world: World;
  let store: Store;
  /** As after a start with other settings: no provider is known. */
  let isAway = false;
  beforeAll(async () => {
    // The store that the server opened, to count its writes: nothing is replaced.
    world = await startWorld(
      databaseUrl,
      {},
      {
        services: (services) => {
          store = services.store;
          const { providers } = services;
          const find: Providers['find'] = (type, livemode) => (isAway ? null : providers.find(type, livemode));
          return Object.assign({}, services, { providers: { find, list: providers.list.bind(providers) } });
        },
      },
    );
  });
  afterAll(() => world.close());

  it('gives the first answer again, secrets included, and sends nothing', async () => {
    const voucher = world.voucher(ONE_VOUCHER, 5000);
    const body = {
      type: ONE_VOUCHER,
      source: sourceOf(voucher),
      amount: 2000,
      currency: 'ZAR',
      metadata: { a: '1', b: '2' },
    };
    const headers = { 'idempotency-key': 'first answer' };
    const first = await world.call('POST /v1/redemptions', { body, headers });
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    await world.call(`POST /v1/redemptions/${first.body.id}/reverse`, {
      body: { reason: 'r', amount: 500, idempotency_key: 'x1' },
    });
    await world.call(`PATCH /v1/redemptions/${first.body.id}`, { body: { metadata: { c: '3' } } });
    const calls = world.books.snapshot().calls.length;
    const reordered = {
      metadata: { b: '2', a: '1' },
      currency: 'ZAR',
      amount: 2000,
      source: body.source,
      type: body.type,
    };
    const replay = await world.call('POST /v1/redemptions', { body: reordered, headers });
    expect([replay.status, replay.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(replay.body).toEqual(first.body);
    expect(replay.headers.get('etag')).toBe(first.headers.get('etag'));
    const inBody = await world.call('POST /v1/redemptions', { body: { ...body, idempotency_key: 'first answer' } });
    expect(inBody.body).toEqual(first.body);
    expect(world.books.snapshot().calls).toHaveLength(calls);
    for (const other of [
      { ...body, amount: 1999 },
      { ...body, metadata: {} },
    ]) {
      const reused = await world.call('POST /v1/redemptions', { body: other, headers });
      expect([reused.status, reused.body.code]).toEqual([409, 'idempotency_key_reused']);
    }
    const elsewhere = await world.call(`POST /v1/redemptions/${first.body.id}/cancel`, { headers });
    expect(elsewhere.status).toBe(409);
    // A server that was set up anew would refuse it as a new call.
    isAway = true;
    const recorded = await world.call('POST /v1/redemptions', { body, headers });
    const fresh = await world.call('POST /v1/redemptions', { body });
    isAway = false;
    expect([recorded.status, recorded.body]).toEqual([201, first.body]);
    expect([fresh.status, fresh.body.code]).toEqual([422, 'provider_not_configured']);
  });

  it('shows the current state while the outcome is open, and the decided one ever after', async () => {
    const voucher = world.voucher(BLU, 2000, 'drop_after_taking');
    const call = { headers: { 'idempotency-key': 'in doubt' } };
    const first = await world.create(voucher, {}, call);
    expect([first.status, first.body.outcome]).toEqual([202, 'checking']);
    await world.until(first.body.id, ({ outcome }) => outcome === 'paid');
    const replay = await world.create(voucher, {}, call);
    expect([replay.status, replay.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(replay.body).toMatchObject({ id: first.body.id, outcome: 'paid', redeemed_amount: 2000 });
    expect(world.truth(voucher).taken).toHaveLength(1);
  });

  it('keeps keys of accounts, modes and failed validations apart', async () => {
    const key = await world.newKey('Other shop', 'test', 'secret');
    const headers = { 'idempotency-key': 'apart' };
    const bad = await world.create(world.voucher(BLU), { amount: -1 }, { headers });
    expect(bad.status).toBe(400);
    const mine = await world.create(world.voucher(BLU), {}, { headers });
    const theirs = await world.create(world.voucher(BLU), {}, { headers, key });
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.headers.get('idempotent-replayed')).toBeNull();
  });

  it(`takes once, of ${String(MANY)} simultaneous requests with one key`, async () => {
    const voucher = world.voucher(ONE_VOUCHER, 3000);
    const answers = await times(() => world.create(voucher, {}, { headers: { 'idempotency-key': 'all at once' } }));
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(count(answers, 201)).toBeGreaterThanOrEqual(1);
    for (const { status, body, headers } of answers) {
      if (status !== 409) continue;
      expect(body.code).toBe('idempotency_key_in_use');
      expect(headers.get('retry-after')).toBe('1');
    }
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id)).size).toBe(1);
    expect(world.truth(voucher).taken).toHaveLength(1);
  });

  it.each(TYPES)(`takes once, of ${String(MANY)} simultaneous creates with one %s PIN`, async (type) => {
    const voucher = world.voucher(type, 3000);
    const answers = await times((index) =>
      world.create(voucher, {}, { headers: { 'idempotency-key': `${type} ${String(index)}` } }),
    );
    expect(tally(answers)).toEqual({ '201 paid': 1, '409 voucher_in_use': MANY - 1 });
    const winner = answers.find(({ status }) => status === 201)?.body.id;
    for (const { status, body } of answers) {
      if (status === 409) expect(body).toMatchObject({ code: 'voucher_in_use', redemption_id: winner });
    }
    expect(world.truth(voucher).taken).toHaveLength(1);
  });

  it(`takes once, of ${String(MANY)} simultaneous captures`, async () => {
    const voucher = world.voucher(BLU, 3000);
    const { body } = await world.create(voucher, { capture_method: 'manual' });
    const answers = await times(() => world.call(`POST /v1/redemptions/${body.id}/capture`));
    expect(count(answers, 200)).toBe(1);
    expect(count(answers, 409)).toBe(MANY - 1);
    expect(world.truth(voucher).taken).toHaveLength(1);
    const keyed = world.voucher(BLU, 3000);
    const reserved = await world.create(keyed, { capture_method: 'manual' });
    const capture = () =>
      world.call(`POST /v1/redemptions/${reserved.body.id}/capture`, {
        headers: { 'idempotency-key': `c ${body.id}` },
      });
    await times(capture);
    const replay = await capture();
    expect([replay.status, replay.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect(world.truth(keyed).taken).toHaveLength(1);
  });

  it('honours If-Match on every write', async () => {
    const { body } = await world.create(world.voucher(BLU), { capture_method: 'manual' });
    const etag = `"${String(body.version)}"`;
    const writes = [
      ['PATCH', '', { metadata: {} }],
      ['POST', '/capture', {}],
      ['POST', '/cancel', {}],
      ['POST', '/reverse', { reason: 'r' }],
      ['POST', '/reserve', {}],
      ['POST', '/acknowledge', { receipt: 'shown' }],
      ['POST', '/reversal_proposals', { reason: 'r' }],
    ] as const;
    for (const [method, path, fields] of writes) {
      const route = `${method} /v1/redemptions/${body.id}${path}`;
      const stale = await world.call(route, { body: fields, headers: { 'if-match': '"77"' } });
      expect([route, stale.status, stale.body.code]).toEqual([route, 412, 'version_conflict']);
      expect(stale.body).toMatchObject({ current_version: body.version });
      const odd = await world.call(route, { body: fields, headers: { 'if-match': 'newest' } });
      expect([odd.status, odd.body.errors]).toEqual([400, [expect.objectContaining({ param: 'If-Match' })]]);
    }
    const canceled = await world.call(`POST /v1/redemptions/${body.id}/cancel`, { headers: { 'if-match': etag } });
    expect(canceled.status).toBe(200);
    const again = await world.call(`POST /v1/redemptions/${body.id}/cancel`, { headers: { 'if-match': etag } });
    expect(again.status).toBe(412);
  });

  it('keeps the keys of redemptions and of everything else apart: one key stands for one request of each', async () => {
    const call = { headers: { 'idempotency-key': 'in both families' } };
    const make = () => world.call('POST /v1/test_helpers/vouchers', { ...call, body: { type: BLU, amount: 500 } });
    const voucher = world.voucher(BLU, 500);
    const redeem = () => world.create(voucher, {}, call);
    const [made, redeemed] = [await make(), await redeem()];
    expect([made.status, redeemed.status, redeemed.body.outcome]).toEqual([201, 201, 'paid']);
    for (const [first, again] of [
      [made, await make()],
      [redeemed, await redeem()],
    ] as const) {
      expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
      expect(again.body).toEqual(first.body);
    }
    expect(world.truth(voucher).taken).toHaveLength(1);
    const other = await world.create(world.voucher(BLU, 700), {}, call);
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_reused']);
  });

  it('carries out each once where both families bring one key at the same moment', async () => {
    const rounds = await times(async (index) => {
      const call = { headers: { 'idempotency-key': `both at once ${String(index)}` } };
      const voucher = world.voucher(BLU, 500);
      const redeem = () => world.create(voucher, {}, call);
      const make = () => world.call('POST /v1/test_helpers/vouchers', { ...call, body: { type: BLU, amount: 500 } });
      const answers = await Promise.all(index % 2 === 0 ? [redeem(), make()] : [make(), redeem()]);
      const later = [await redeem(), await make()];
      return { answers, later, taken: world.truth(voucher).taken.length };
    });
    for (const { answers, later, taken } of rounds) {
      expect(answers.map(({ status }) => status)).toEqual([201, 201]);
      expect(later.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual(['true', 'true']);
      expect(taken).toBe(1);
    }
  });

  it('gives every publishable key keys of its own, and all secret keys of the account one set', async () => {
    const headers = { 'idempotency-key': 'order 1042' };
    const another = (type: 'secret' | 'publishable') =>
      world.newKey(world.server.firstBoot?.account.name ?? '', 'test', type);
    const [page, otherPage, server, otherServer] = [
      world.keys.publishable,
      await another('publishable'),
      world.keys.secret,
      await another('secret'),
    ];
    const voucherOf = new Map([page, otherPage, server].map((key) => [key, world.voucher(BLU, 500)]));
    const redeem = (key: string, of = key) => world.create(voucherOf.get(of)!, {}, { headers, key });
    // The page comes first, and tries with every key that the server is going to use: the server does not notice.
    const firsts = [await redeem(page), await redeem(otherPage), await redeem(server)];
    expect(firsts.map(({ status, body }) => [status, body.outcome])).toEqual(Array(3).fill([201, 'paid']));
    expect(new Set(firsts.map(({ body }) => body.id)).size).toBe(3);
    const agains = [await redeem(page), await redeem(otherPage), await redeem(otherServer, server)];
    expect(agains.map(({ body }) => body.id)).toEqual(firsts.map(({ body }) => body.id));
    expect(agains.every((again) => again.headers.get('idempotent-replayed') === 'true')).toBe(true);
    for (const voucher of voucherOf.values()) expect(world.truth(voucher).taken).toHaveLength(1);
    const reused = await redeem(otherServer, page);
    expect([reused.status, reused.body.code]).toEqual([409, 'idempotency_key_reused']);
  });

  it('costs two durable writes where the value is taken in one call', async () => {
    const before = store.stats().durableWrites;
    const made = await world.create(
      world.voucher(ONE_VOUCHER),
      { amount: 100, currency: 'ZAR' },
      { headers: { 'idempotency-key': 'two' } },
    );
    expect(made.body.outcome).toBe('paid');
    expect(store.stats().durableWrites - before).toBe(2);
  });
});
