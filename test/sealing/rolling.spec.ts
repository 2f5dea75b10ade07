// A new VOUCH_SECRET_KEY comes in while servers work. One that was not given the key says so and leaves alone what it cannot open;
// the two rounds of the runbook meet no such server; what was sealed before is sealed anew, and the old key leaves.
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { readConfig } from '../../src/config';
import { keyIdOf } from '../../src/core/sealed-records';
import { mapPorts } from '../../src/core/store';
import { countSealed, reseal } from '../../src/core/upkeep/reseal';
import { openSealer } from '../../src/sealing/open-sealer';
import { startServer, type RunningServer } from '../../src/server/start';
import { wrapCalls } from '../../src/system/wrap-calls';
import { ONE_VOUCHER, sourceOf, startWorld, type Answer, type World } from '../api/world';
import { describeApi } from '../tools/engines';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';

jest.setTimeout(120_000);

const OLD = randomBytes(32).toString('base64');
const NEW = randomBytes(32).toString('base64');

interface Instance {
  readonly server: RunningServer;
  readonly log: () => string;
  call(route: string, body?: unknown, key?: string): Promise<Answer>;
}

/** One more server on the world's store and simulators. */
async function instance(world: World, ring: string, env: Record<string, string> = {}): Promise<Instance> {
  const lines: string[] = [];
  const logTo = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: world.databaseUrl,
    VOUCH_SECRET_KEY: ring,
    VOUCH_SIMULATORS_URL: world.simulators.addresses['control'] ?? '',
    VOUCH_RATE_LIMIT: '0',
    VOUCH_PIN_ATTEMPTS: '0',
    VOUCH_ASK_AFTER: '50ms',
    VOUCH_RESOLVER: 'off',
    VOUCH_RESOLVER_EVERY: '50ms',
    VOUCH_METRICS_TOKEN: 'a-token-of-the-test',
    ONE_VOUCHER_TIMEOUT_MS: '10000',
    ONE_VOUCHER_SETTLING_MS: '300',
    ...env,
  });
  const server = await startServer(config, { logTo });
  return {
    server,
    log: () => lines.join(''),
    async call(route, body, key) {
      const [method = 'GET', path = '/'] = route.split(' ');
      const reply = await fetch(server.url + path, {
        method,
        headers: {
          authorization: `Bearer ${world.keys.secret}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await reply.text();
      return { status: reply.status, headers: reply.headers, text, body: JSON.parse(text) as Answer['body'] };
    },
  };
}

const unknown = { status: 503, body: { code: 'key_unknown', retryable: true } };
const redeem = (world: World, scenario: 'ok' | 'drop_after_taking' = 'ok', fields: object = {}) => ({
  type: ONE_VOUCHER,
  source: sourceOf(world.voucher(ONE_VOUCHER, 5000, scenario)),
  amount: 1000,
  currency: 'ZAR',
  ...fields,
});

describeWithMongo('two servers, one of which lacks the new key', () => {
  let world: World;
  let behind: Instance;
  let ahead: Instance;
  beforeAll(async () => {
    world = await startWorld(freshMongoUrl, { VOUCH_SECRET_KEY: OLD, VOUCH_RESOLVER: 'off' });
    behind = await instance(world, OLD, { VOUCH_RESOLVER: 'on' });
    ahead = await instance(world, `${NEW},${OLD}`);
  });
  afterAll(async () => {
    await behind.server.close();
    await ahead.server.close();
    await world.close();
  });

  it('it shows no masked PIN as the answer, and the same request is answered where the key is', async () => {
    const request = redeem(world);
    const paid = await ahead.call('POST /v1/redemptions', request, 'paid');
    const pin = paid.body.change_voucher?.pin;
    expect(pin).toMatch(/^\d{16}$/);
    const { id } = paid.body;
    for (const refused of [
      await behind.call('POST /v1/redemptions', request, 'paid'),
      await behind.call(`GET /v1/redemptions/${id}`),
    ]) {
      expect(refused).toMatchObject(unknown);
      expect(refused.headers.get('retry-after')).toBe('2');
      expect(refused.text).not.toContain(pin);
    }
    // Where no PIN is shown in full, nothing is missing.
    expect((await behind.call('GET /v1/redemptions')).status).toBe(200);
    expect(await ahead.call('POST /v1/redemptions', request, 'paid')).toMatchObject({
      status: 201,
      body: { id, change_voucher: { pin } },
    });
    // Both make the same digests: the voucher is known as in use.
    expect((await behind.call('POST /v1/redemptions', request, 'again')).body.code).toBe('voucher_in_use');

    const given = await ahead.call(`POST /v1/redemptions/${id}/reverse`, { reason: 'returned', amount: 400 }, 'back');
    expect(given).toMatchObject({ status: 201, body: { refund_voucher: { pin: expect.any(String) as string } } });
    expect(
      await behind.call(`POST /v1/redemptions/${id}/reverse`, { reason: 'returned', amount: 400 }, 'back'),
    ).toMatchObject(unknown);
    expect(await behind.call(`GET /v1/redemptions/${id}/reversals`)).toMatchObject(unknown);
    // What it gives back itself it can show, whatever was given before.
    const more = await behind.call(`POST /v1/redemptions/${id}/reverse`, { reason: 'returned', amount: 300 }, 'more');
    expect(more).toMatchObject({ status: 201, body: { refund_voucher: { pin: expect.any(String) as string } } });
  });

  it('it begins nothing that it cannot send', async () => {
    const held = await ahead.call('POST /v1/redemptions', redeem(world, 'ok', { capture_method: 'manual' }), 'held');
    const capture = `POST /v1/redemptions/${held.body.id}/capture`;
    expect(await behind.call(capture, {}, 'take')).toMatchObject(unknown);
    const timeline = await behind.call(`GET /v1/redemptions/${held.body.id}/timeline`);
    expect(timeline.text).not.toContain('confirm_requested');
    expect(await behind.call(`GET /v1/redemptions/${held.body.id}`)).toMatchObject({
      status: 200,
      body: { status: 'reserved', outcome: 'open', operations: { length: 1 } },
    });
    expect(await ahead.call(capture, {}, 'take')).toMatchObject({ status: 200, body: { outcome: 'paid' } });
  });

  it('its resolver leaves doubt alone, and the ladder as it is, until somebody has the key', async () => {
    const doubt = await ahead.call('POST /v1/redemptions', redeem(world, 'drop_after_taking'), 'doubt');
    expect(doubt).toMatchObject({ status: 202, body: { outcome: 'checking' } });
    const { id } = doubt.body;
    const metrics = () =>
      fetch(`${behind.server.url}/metrics`, { headers: { authorization: 'Bearer a-token-of-the-test' } }).then(
        (reply) => reply.text(),
      );
    while (!/vouch_left_alone_total\{what="redemption"\} [1-9]/.test(await metrics()))
      await new Promise((resolve) => setTimeout(resolve, 20));
    // A read of it asks nothing either, and says what is known.
    expect(await behind.call(`GET /v1/redemptions/${id}`)).toMatchObject({
      status: 200,
      body: { outcome: 'checking' },
    });
    const asked = async () =>
      (await ahead.call(`GET /v1/redemptions/${id}/timeline`)).body.data.filter(({ fact }) => fact === 'asked');
    expect(await asked()).toEqual([]);
    // Others are served meanwhile, and the log has one line of it.
    const own = await behind.call('POST /v1/redemptions', redeem(world, 'drop_after_taking'), 'own');
    while ((await behind.call(`GET /v1/redemptions/${own.body.id}`)).body.outcome !== 'paid')
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(behind.log().split('Left alone').length - 1).toBe(1);
    expect(behind.log()).toContain(id);

    // Round one as it should have been: the key comes behind the old one.
    const round = await instance(world, `${OLD},${NEW}`, { VOUCH_RESOLVER: 'on' });
    while ((await round.call(`GET /v1/redemptions/${id}`)).body.outcome !== 'paid')
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await asked()).length).toBeGreaterThan(0);
    await round.server.close();
  });
});

describeApi('a new key in two rounds', ({ databaseUrl }) => {
  it('loses nothing on the way, and the old key leaves once everything is sealed anew', async () => {
    const world = await startWorld(databaseUrl, { VOUCH_SECRET_KEY: OLD });
    let running: Instance | undefined;
    try {
      const paid = redeem(world);
      const before = await world.call('POST /v1/redemptions', { body: paid, headers: { 'idempotency-key': 'paid' } });
      const endpoint = { url: 'https://example.com/hook' };
      const made = await world.call('POST /v1/webhook_endpoints', {
        body: endpoint,
        headers: { 'idempotency-key': 'hook' },
      });
      const held = await world.call('POST /v1/redemptions', {
        body: redeem(world, 'ok', { capture_method: 'manual' }),
      });
      await world.server.close();

      const next = async (ring: string) => {
        await running?.server.close();
        running = undefined;
        running = await instance(world, ring);
        // The same answers from every server of both rounds.
        expect((await running.call('POST /v1/redemptions', paid, 'paid')).body).toEqual(before.body);
        expect((await running.call('POST /v1/webhook_endpoints', endpoint, 'hook')).body).toEqual(made.body);
        return running;
      };
      await next(`${OLD},${NEW}`);
      await next(`${NEW},${OLD}`);
      await running?.server.close();
      running = undefined;
      // Too early: a voucher is held, and an endpoint signs, with what the old key sealed.
      const early = await instance(world, NEW).then(
        () => 'it started',
        (error: unknown) => String(error),
      );
      expect(early).toMatch(
        /a key is missing in VOUCH_SECRET_KEY .*[0-9a-f]{8}: 1 open redemptions.*1 webhook secrets/,
      );

      const cutShort = await withKeys(world, `${NEW},${OLD}`, async (services) => {
        const all = await countSealed(services, 2, keyIdOf);
        // Killed after the first record, and run again.
        let pages = 0;
        const mortal = mapPorts(services.store, (port, name) =>
          name === 'sealed'
            ? wrapCalls(port, name, (_operation, _args, call) => {
                pages += 1;
                return pages > 1 ? Promise.reject(new Error('killed')) : call();
              })
            : port,
        );
        await expect(reseal({ ...services, store: mortal }, 1, fail)).rejects.toThrow('killed');
        return all;
      });
      expect(sum(cutShort)).toEqual({ unsettled: 2, settled: 2 });
      await withKeys(world, `${NEW},${OLD}`, async (services) => {
        expect(await reseal(services, 2, fail)).toBe(3);
        expect(await reseal(services, 2, fail)).toBe(0);
        const after = await countSealed(services, 2, keyIdOf);
        expect([...after]).toEqual([[services.sealer.keyIds[0], { unsettled: 2, settled: 2 }]]);
      });

      const alone = await next(NEW);
      const taken = await alone.call(`POST /v1/redemptions/${held.body.id}/capture`, {}, 'take');
      expect(taken).toMatchObject({ status: 200, body: { outcome: 'paid' } });
      // Nothing that a caller follows has moved.
      expect(taken.body.version).toBe(held.body.version + 1);
      const timeline = await alone.call(`GET /v1/redemptions/${held.body.id}/timeline`);
      expect(timeline.body.data.map(({ fact }) => fact)).toContain('resealed');
      await alone.server.close();
      running = undefined;

      // What is settled does not keep a server from starting with another key that it knows of: it warns, and says so when asked.
      const other = await instance(world, `${randomBytes(32).toString('base64')},${NEW}`);
      await other.server.close();
    } finally {
      await running?.server.close();
      await world.close();
    }
  });

  it('starts with settled leftovers of a key that is gone, with a warning', async () => {
    const world = await startWorld(databaseUrl, { VOUCH_SECRET_KEY: `${OLD},${NEW}` });
    const paid = await world.call('POST /v1/redemptions', { body: redeem(world) });
    await world.server.close();
    const alone = await instance(world, NEW);
    try {
      expect(alone.log()).toContain('are sealed with keys that VOUCH_SECRET_KEY lacks');
      expect(await alone.call(`GET /v1/redemptions/${paid.body.id}`)).toMatchObject(unknown);
    } finally {
      await alone.server.close();
      await world.close();
    }
  });
});

function fail(record: string, error: unknown): never {
  throw new Error(`${record}: ${String(error)}`);
}

function sum(counts: ReadonlyMap<string, { unsettled: number; settled: number }>) {
  const all = [...counts.values()];
  return {
    unsettled: all.reduce((total, { unsettled }) => total + unsettled, 0),
    settled: all.reduce((total, { settled }) => total + settled, 0),
  };
}

type Opened = Parameters<Parameters<World['withServices']>[0]>[0];

function withKeys<T>(
  world: World,
  secretKeys: string,
  work: (services: Opened & { readonly sealer: Awaited<ReturnType<typeof openSealer>> }) => Promise<T>,
): Promise<T> {
  return world.withServices(async (services) => {
    const sealer = await openSealer(services.store.accounts, {
      databaseUrl: 'sqlite:/nowhere/vouch.db',
      secretKeys,
      digestKey: null,
      dataDir: '/nowhere',
    });
    return work({ ...services, sealer });
  });
}
