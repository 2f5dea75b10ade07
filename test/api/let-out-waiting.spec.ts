// Whoever is let out while a call waits inside its handler, for a name server, for others of its account or redemption, for a hash: what it
// asks is not done, and what it reads is not handed out.
import { digestOf } from '../../src/auth/keys';
import { OwnCredentials } from '../../src/auth/credentials';
import { LotRests } from '../../src/core/points/use-cases/ledger/lot-rests';
import type { Services } from '../../src/core/use-cases/services';
import { observeStore } from '../../src/observability/metrics/observe-store';
import { ProcessKeyedLock } from '../../src/system/keyed-lock';
import type { CallWrapper } from '../../src/system/wrap-calls';
import { AddressGuard } from '../../src/webhooks/address-guard';
import { Shop } from '../points/api/shop';
import { describeApi } from '../tools/engines';
import { TestClock } from '../webhooks/world';
import { enter, PAGE, PASSWORD, signedIn, type Browser, type Person } from './console/desk';
import { BLU, ONE_VOUCHER, sourceOf, startWorld, type World } from './world';

jest.setTimeout(30_000);
const A_WHILE_MS = 2_000;

/** Holds single calls of a store up. */
class Stops {
  readonly #held = new Map<string, () => Promise<void>>();

  readonly around: CallWrapper = async (operation, _args, call) => {
    const wait = this.#held.get(operation);
    this.#held.delete(operation);
    await wait?.();
    return call();
  };

  /** The next call of this method. */
  at(name: string) {
    let goOn = () => {};
    let arrive = () => {};
    const here = new Promise<void>((resolve) => (arrive = resolve));
    const open = new Promise<void>((resolve) => (goOn = resolve));
    this.#held.set(name, () => {
      arrive();
      return open;
    });
    return { here, goOn: () => goOn() };
  }
}

describeApi('who is let out while a call waits inside its handler', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  const stops = new Stops();
  let admin: Browser & { readonly person: Person };
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    const services = (made: Pick<Services, keyof Services>) => ({
      ...made,
      store: observeStore(made.store, stops.around),
    });
    world = await startWorld(databaseUrl, {}, { clock, services });
    admin = await signedIn(world, 'admin', clock);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => world.close());

  /** Holds the next call of this method up, until `goOn`. `here` resolves once it waits. */
  function holding<T extends object>(owner: T, method: keyof T & string) {
    const real = (owner as Record<string, (...given: unknown[]) => unknown>)[method]!;
    let goOn = () => {};
    let arrive = () => {};
    const here = new Promise<void>((resolve) => (arrive = resolve));
    const open = new Promise<void>((resolve) => (goOn = resolve));
    const spy = jest.spyOn(owner as unknown as Record<string, () => unknown>, method);
    spy.mockImplementationOnce(async function (this: unknown, ...given: unknown[]) {
      arrive();
      await open;
      return real.apply(this, given);
    });
    return { here, goOn: () => goOn() };
  }

  const revoke = (key: string) =>
    world.withStore(async ({ accounts }) => {
      const found = await accounts.findKeyByDigest(digestOf(key));
      expect(await accounts.revokeKey(found?.id ?? '', clock.now())).toBe(true);
    });
  const letOut = async ({ person }: { person: Person }) => {
    await admin.call('POST /v1/console/session/step_up', { password: PASSWORD });
    const changed = await admin.call(`PATCH /v1/console/users/${person.user.id}`, { disabled: true });
    expect(changed.status).toBe(200);
  };
  /** What a call is told whose sender is let out while it waits there. */
  async function meanwhile(
    wait: { readonly here: Promise<void>; readonly goOn: () => void },
    call: Promise<{ readonly status: number; readonly body: { readonly code?: string } }>,
    out: () => Promise<unknown>,
  ) {
    await wait.here;
    await out();
    clock.pass(A_WHILE_MS);
    wait.goOn();
    const { status, body } = await call;
    return [status, body.code];
  }

  it('makes and moves no webhook endpoint while a name server thinks', async () => {
    const url = 'https://slow.example.com/hook';
    const { body: standing } = await world.call('POST /v1/webhook_endpoints', {
      body: { url: 'https://203.0.113.9/hook' },
    });
    for (const route of ['POST /v1/webhook_endpoints', `PATCH /v1/webhook_endpoints/${standing.id}`]) {
      const key = await world.newKey('default', 'test', 'secret');
      const wait = holding(AddressGuard.prototype, 'faultOf');
      const call = world.call(route, { key, body: { url } });
      expect([route, await meanwhile(wait, call, () => revoke(key))]).toEqual([route, [403, 'key_revoked']]);
      const bad = await signedIn(world, 'admin', clock);
      await bad.call('POST /v1/console/session/step_up', { password: PASSWORD });
      const again = holding(AddressGuard.prototype, 'faultOf');
      const asked = bad.call(route, { url });
      expect([route, await meanwhile(again, asked, () => letOut(bad))]).toEqual([route, [401, 'session_ended']]);
    }
    expect((await world.call('GET /v1/webhook_endpoints')).text).not.toContain('slow.example.com');
  });

  it('neither takes, gives back nor writes anything while others of its redemption are before it', async () => {
    const voucher = world.voucher(BLU, 1000);
    const { body: made } = await world.create(voucher, { capture_method: 'manual' });
    const { body: paid } = await world.create(world.voucher(ONE_VOUCHER, 1000));
    for (const [route, body] of [
      [`POST /v1/redemptions/${made.id}/capture`, {}],
      [`POST /v1/redemptions/${made.id}/cancel`, {}],
      [`PATCH /v1/redemptions/${made.id}`, { metadata: { late: 'yes' } }],
      [`POST /v1/redemptions/${paid.id}/reverse`, { reason: 'late', amount: 100 }],
    ] as const) {
      const key = await world.newKey('default', 'test', 'secret');
      const wait = holding(ProcessKeyedLock.prototype, 'run');
      const call = world.call(route, { key, body, headers: { 'idempotency-key': `late ${route}` } });
      expect([route, await meanwhile(wait, call, () => revoke(key))]).toEqual([route, [403, 'key_revoked']]);
    }
    const agent = await signedIn(world, 'agent', clock);
    const wait = holding(ProcessKeyedLock.prototype, 'run');
    const headers = { ...PAGE, 'idempotency-key': 'late' };
    const call = agent.call(`POST /v1/redemptions/${paid.id}/reverse`, { reason: 'late', amount: 100 }, headers);
    expect(await meanwhile(wait, call, () => letOut(agent))).toEqual([401, 'session_ended']);
    expect((await world.call(`GET /v1/redemptions/${paid.id}`)).body.reversed_amount).toBe(0);
    expect((await world.call(`GET /v1/redemptions/${made.id}`)).body).toMatchObject({
      status: 'reserved',
      metadata: {},
    });
    expect(world.truth(voucher).taken).toEqual([]);
  });

  it('takes nothing while the store is asked about repeats', async () => {
    const voucher = world.voucher(ONE_VOUCHER);
    const key = await world.newKey('default', 'test', 'publishable');
    const wait = stops.at('redemptions.findByIdempotency');
    const sale = { type: ONE_VOUCHER, source: sourceOf(voucher), amount: 100, currency: 'ZAR' };
    const call = world.call('POST /v1/redemptions', { key, body: sale, headers: { 'idempotency-key': 'late' } });
    expect(await meanwhile(wait, call, () => revoke(key))).toEqual([403, 'key_revoked']);
    expect(world.truth(voucher).taken).toEqual([]);
  });

  it('moves no points while calls of its account on many lots are before it', async () => {
    const shop = await Shop.open(world);
    const friend = await shop.participant();
    const key = await world.newKey('default', 'test', 'secret');
    const bad = new Shop(world, shop.programId, shop.assetId, key);
    let rests = () => {};
    const resting = new Promise<void>((resolve) => (rests = resolve));
    const waits = jest.spyOn(LotRests.prototype, 'waitMs').mockImplementation(() => {
      rests();
      return 50;
    });
    const wait = { here: resting, goOn: () => waits.mockRestore() };
    expect(await meanwhile(wait, bad.credit(friend, '1000'), () => revoke(key))).toEqual([403, 'key_revoked']);
    expect((await shop.credit(friend, '1.00')).status).toBe(201);
    const { body } = await shop.call(`GET /v1/participants/${friend}/balances`);
    expect(JSON.stringify(body)).not.toContain('1000');
    // Whoever is still in waits as ever.
    const other = jest.spyOn(LotRests.prototype, 'waitMs').mockImplementationOnce(() => 50);
    const standing = shop.credit(friend, '2.00');
    clock.pass(A_WHILE_MS);
    expect((await standing).status).toBe(201);
    other.mockRestore();
  });

  it('leaves a person in who steps up meanwhile, in another tab: the session has another cookie then', async () => {
    await world.create(world.voucher(BLU, 700));
    const { body: paid } = await world.create(world.voucher(ONE_VOUCHER, 1000));
    const agent = await signedIn(world, 'agent', clock);
    const stepUp = async () => {
      const { status } = await agent.call('POST /v1/console/session/step_up', { password: PASSWORD });
      expect(status).toBe(200);
    };
    const list = agent.call('GET /v1/redemptions?limit=2');
    expect(await meanwhile(stops.at('redemptions.page'), list, stepUp)).toEqual([200, undefined]);
    const wait = holding(ProcessKeyedLock.prototype, 'run');
    const headers = { ...PAGE, 'idempotency-key': 'stepped up' };
    const act = agent.call(`POST /v1/redemptions/${paid.id}/reverse`, { reason: 'late', amount: 100 }, headers);
    expect(await meanwhile(wait, act, stepUp)).toEqual([201, undefined]);
    // And still nobody who was let out in between.
    const again = agent.call('GET /v1/redemptions?limit=2');
    const out = async () => {
      await stepUp();
      await letOut(agent);
    };
    expect(await meanwhile(stops.at('redemptions.page'), again, out)).toEqual([401, 'session_ended']);
  });

  it('reads nothing that was waited for', async () => {
    await world.create(world.voucher(BLU, 700), { metadata: { mark: 'seen' } });
    const route = 'GET /v1/redemptions?limit=2';
    const viewer = await signedIn(world, 'viewer', clock);
    const asked = () => stops.at('redemptions.page');
    expect(await meanwhile(asked(), viewer.call(route), () => letOut(viewer))).toEqual([401, 'session_ended']);
    const key = await world.newKey('default', 'test', 'secret');
    expect(await meanwhile(asked(), world.call(route, { key }), () => revoke(key))).toEqual([403, 'key_revoked']);
    // Who is still in is answered, however long it took.
    expect(await meanwhile(asked(), world.call(route), () => Promise.resolve())).toEqual([200, undefined]);
  });

  it('leaves no other password where a session is ended while it is hashed', async () => {
    const person = await signedIn(world, 'viewer', clock);
    const wait = holding(OwnCredentials.prototype, 'hash');
    const choice = { password: PASSWORD, new_password: 'nine purple tractors' };
    const call = person.call('POST /v1/console/session/password', choice);
    const raced = Promise.race([wait.here, call.then(({ text }) => Promise.reject(new Error(text)))]);
    const end = async () => {
      await admin.call('POST /v1/console/session/step_up', { password: PASSWORD });
      const ended = await admin.call(`DELETE /v1/console/sessions?user_id=${person.person.user.id}`);
      expect(ended.status).toBe(200);
    };
    expect(await meanwhile({ ...wait, here: raced }, call, end)).toEqual([401, 'session_ended']);
    expect((await enter(world, person.person, clock)).cookie).not.toBe('');
  });
});
