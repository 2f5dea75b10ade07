// Whoever is let out is refused from then on, also with a request that had begun before: its body may take half a minute, and a read or a
// hash waits for its turn.
import { digestOf } from '../../src/auth/keys';
import { OwnCredentials } from '../../src/auth/credentials';
import { AccountTurns } from '../../src/api/limits/turns/account-turns';
import { describeApi } from '../tools/engines';
import { TestClock } from '../webhooks/world';
import { enter, PAGE, PASSWORD, signedIn, type Browser, type Person } from './console/desk';
import { RawClient } from './raw-http';
import { ONE_VOUCHER, sourceOf, startWorld, type Body, type World } from './world';

jest.setTimeout(120_000);
const A_WHILE_MS = 2_000;

describeApi('who is let out while a request is on its way', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  let admin: Browser & { readonly person: Person };
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, {}, { clock });
    admin = await signedIn(world, 'admin', clock);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => world.close());

  /** Sends all but the body, and resolves once its sender was let in. */
  async function begin(route: string, headers: Readonly<Record<string, string>>, fields: object) {
    const body = JSON.stringify(fields);
    const client = await RawClient.open(world.server.url);
    client.send([
      `${route} HTTP/1.1`,
      'Host: localhost',
      'Content-Type: application/json',
      `Content-Length: ${String(Buffer.byteLength(body))}`,
      'Expect: 100-continue',
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ]);
    expect(await client.answer()).toMatchObject({ status: 100 });
    return async (afterMs = A_WHILE_MS) => {
      clock.pass(afterMs);
      client.socket.write(body);
      const answer = await client.answer();
      client.socket.destroy();
      return [answer.status, answer.body.code ?? null];
    };
  }

  const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
  const keyed = (headers: object, key: string) => ({ ...headers, 'Idempotency-Key': key });
  const own = ({ cookie }: Browser) => ({ ...PAGE, cookie });
  const letOut = async ({ person }: { person: Person }) => {
    await admin.call('POST /v1/console/session/step_up', { password: PASSWORD });
    const changed = await admin.call(`PATCH /v1/console/users/${person.user.id}`, { disabled: true });
    expect(changed.status).toBe(200);
  };
  const paid = async (): Promise<Body> => (await world.create(world.voucher(ONE_VOUCHER))).body;

  it('a person makes no user and no key, and gives nothing back', async () => {
    const [bad, agent] = [await signedIn(world, 'admin', clock), await signedIn(world, 'agent', clock)];
    const redemption = await paid();
    const user = await begin('POST /v1/console/users', own(bad), { email: 'back@shop.example', role: 'admin' });
    const key = await begin('POST /v1/console/keys', own(bad), { type: 'secret', name: 'Back door' });
    const reason = { reason: 'Goods returned' };
    const reverse = await begin(`POST /v1/redemptions/${redemption.id}/reverse`, keyed(own(agent), 'out'), reason);
    await letOut(bad);
    await letOut(agent);
    for (const finish of [user, key, reverse]) expect(await finish()).toEqual([401, 'session_ended']);
    expect((await world.call(`GET /v1/redemptions/${redemption.id}`)).body.reversed_amount).toBe(0);
  });

  it('a person does what the role holds now, and one who is still in is not in the way of himself', async () => {
    const approver = await signedIn(world, 'approver', clock);
    const fields = { reason: 'Goods returned', amount: 100 };
    const proposals = `POST /v1/redemptions/${(await paid()).id}/reversal_proposals`;
    const slow = await begin(proposals, keyed(own(approver), 'slow'), fields);
    expect(await slow()).toEqual([201, null]);
    const less = await begin(proposals, keyed(own(approver), 'less'), fields);
    await admin.call('POST /v1/console/session/step_up', { password: PASSWORD });
    await admin.call(`PATCH /v1/console/users/${approver.person.user.id}`, { role: 'viewer' });
    expect(await less()).toEqual([403, 'permission_missing']);
  });

  it('a key and a terminal take nothing', async () => {
    const voucher = world.voucher(ONE_VOUCHER);
    const sale = { type: ONE_VOUCHER, source: sourceOf(voucher), amount: 100, currency: 'ZAR' };
    const [secret, publishable] = [
      await world.newKey('default', 'test', 'secret'),
      await world.newKey('default', 'test', 'publishable'),
    ];
    const { body: till } = await world.call('POST /v1/terminals', { body: { terminal_id: 'OUT2', name: 'A' } });
    const { pairing_code } = till as Body & { readonly pairing_code: string };
    const claim = { pairing_code, deliver: 'key' };
    const { body: claimed } = await world.call('POST /v1/terminals/claim', { key: '', body: claim });
    const { key: terminalKey } = claimed as Body & { readonly key: string };
    const sales = [];
    for (const key of [secret, publishable, terminalKey])
      sales.push(await begin('POST /v1/redemptions', keyed(bearer(key), 'sale'), sale));
    await world.withStore(async ({ accounts }) => {
      for (const key of [secret, publishable]) {
        const found = await accounts.findKeyByDigest(digestOf(key));
        expect(await accounts.revokeKey(found?.id ?? '', clock.now())).toBe(true);
      }
    });
    expect((await world.call(`POST /v1/terminals/${till.id}/revoke`, { body: {} })).status).toBe(200);
    for (const finish of sales) expect(await finish()).toEqual([403, 'key_revoked']);
    expect(world.truth(voucher).taken).toEqual([]);
  });

  it('a request that waited for its turn is answered no more', async () => {
    const viewer = await signedIn(world, 'viewer', clock);
    const take = jest.spyOn(AccountTurns.prototype, 'take');
    let goOn = () => {};
    const waits = new Promise<void>((waiting) => {
      take.mockImplementationOnce(() => {
        waiting();
        return new Promise((resolve) => (goOn = resolve));
      });
    });
    const list = viewer.call('GET /v1/redemptions');
    await waits;
    await letOut(viewer);
    clock.pass(A_WHILE_MS);
    goOn();
    expect((await list).body.code).toBe('session_ended');
  });

  it('nobody is appointed by somebody who was let out while the password was hashed', async () => {
    const bad = await signedIn(world, 'admin', clock);
    const hash = jest.spyOn(OwnCredentials.prototype, 'hash');
    for (const [route, body] of [
      ['POST /v1/console/users', { email: 'hashed@shop.example', role: 'admin' }],
      [`POST /v1/console/users/${(await signedIn(world, 'viewer', clock)).person.user.id}/reset`, {}],
    ] as const) {
      const again = await enter(world, bad.person, clock);
      let goOn = () => {};
      const waits = new Promise<void>((waiting) => {
        hash.mockImplementationOnce(() => {
          waiting();
          return new Promise(
            (resolve) =>
              (goOn = () => {
                resolve('hash');
              }),
          );
        });
      });
      const made = again.call(route, body);
      await waits;
      await admin.call('POST /v1/console/session/step_up', { password: PASSWORD });
      expect((await admin.call(`DELETE /v1/console/sessions?user_id=${bad.person.user.id}`)).status).toBe(200);
      goOn();
      expect((await made).body.code).toBe('session_ended');
    }
    const { body } = await admin.call('GET /v1/console/users');
    expect(JSON.stringify(body)).not.toContain('hashed@shop.example');
  });
});
