// Who may do what at the console: each role on each route of the program, and no request of another site on any of them.
import { roleHolds } from '../../../src/core/accounts/permissions';
import { ROLES } from '../../../src/core/accounts/roles';
import { describeOnOne } from '../../tools/engines';
import { FULL } from '../../tools/scale';
import { TestClock } from '../../webhooks/world';
import { ONE_VOUCHER, startWorld, type World } from '../world';
import { ACTS } from './rights-table';
import { addPerson, addressed, Browser, enter, PAGE, routesOfApp, signedIn } from './desk';

jest.setTimeout(180_000);

const told = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
/** They end the session that asks. */
const ENDS = ['DELETE /v1/console/session', 'DELETE /v1/console/sessions'];

describeOnOne('rights at the console', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, {}, { clock });
  });
  afterAll(() => world.close());

  const routes = routesOfApp();
  const bodyOf = (route: string) => (/^(?:GET|DELETE) /.test(route) ? undefined : {});

  it('knows every route of the program', () => {
    expect(routes.length).toBeGreaterThan(80);
    expect(routes.filter(({ permission }) => permission !== undefined).length).toBeGreaterThan(40);
  });

  it('has every act of people in the one table that the page is held to as well, with the right that the route asks for', () => {
    // To read is everybody's, and the other names of a route are those of earlier versions.
    const asking = routes.filter(
      ({ route, permission }) => / \/v1\/(?!collect)/.test(route) && permission !== undefined,
    );
    const acts = asking.filter(({ permission }) => permission !== 'records.read');
    const table = ACTS.flatMap(({ takes, calls }) => calls.map((route) => [route, takes]));
    expect(table.sort()).toEqual(acts.map(({ route, permission }) => [route, permission]).sort());
  });

  it.each(ROLES)(
    '%s: refused where the role lacks the right, let through where it holds it, and nowhere else',
    async (role) => {
      const browser = await signedIn(world, role, clock);
      for (const { route, access, permission } of routes) {
        if (access === 'open' || ENDS.includes(route)) continue;
        const answer = await browser.call(addressed(route), bodyOf(route));
        const { code } = answer.body;
        const seen = [route, code === 'permission_missing' || code === 'key_not_allowed' ? code : 'let through'];
        if (permission !== undefined && !roleHolds(role, permission))
          expect(seen).toEqual([route, 'permission_missing']);
        else if (permission === undefined && access !== 'user') expect(seen).toEqual([route, 'key_not_allowed']);
        else expect(seen).toEqual([route, 'let through']);
        expect([route, answer.status]).not.toEqual([route, 500]);
      }
    },
  );

  it('does nothing for a page of another site, whatever the route', async () => {
    const admin = await signedIn(world, 'admin', clock);
    const before = await world.stored();
    const foreign: Record<string, string>[] = [
      // A form, an image, a script: none of them can set a header.
      {},
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'vouch-console': '1', 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'vouch-console': '1', 'sec-fetch-site': 'same-site' },
      { 'vouch-console': '1', origin: 'null' },
    ];
    for (const [nth, { route, access }] of routes.entries()) {
      if (access === 'open') continue;
      // Refusals are paced: at full size each comes from each.
      for (const headers of FULL ? foreign : foreign.slice(nth % foreign.length).slice(0, 1)) {
        const answer = await admin.call(addressed(route), bodyOf(route), headers);
        // What says nothing of the console may be anybody's, and has no key.
        const isAnybody = headers['vouch-console'] === undefined && access !== 'user';
        const refusal = isAnybody ? [401, 'key_missing'] : [403, 'cross_site_request'];
        expect([route, ...told(answer)]).toEqual([route, ...refusal]);
      }
      if (/^(?:GET) /.test(route)) continue;
      const silent = await admin.call(addressed(route), bodyOf(route), { 'vouch-console': '1' });
      expect([route, ...told(silent)]).toEqual([route, 403, 'cross_site_request']);
    }
    expect((await admin.call('GET /v1/console/session')).status).toBe(200);
    expect(before.length).toBeGreaterThan(0);
  });

  it('takes a role away with the next request, and asks who was made approver for a second factor', async () => {
    const admin = await signedIn(world, 'admin', clock);
    const agent = await signedIn(world, 'agent', clock);
    const change = (body: object, id = agent.person.user.id) => admin.call(`PATCH /v1/console/users/${id}`, body);
    expect((await agent.call('GET /v1/redemptions')).status).toBe(200);
    expect((await change({ role: 'viewer' })).body).toMatchObject({ role: 'viewer' });
    const refused = await agent.call('POST /v1/webhook_deliveries/dlv_000000000000000000000000/retry', {});
    expect(told(refused)).toEqual([403, 'permission_missing']);
    expect(refused.body).toMatchObject({ permission: 'deliveries.retry', roles: ['agent', 'approver', 'admin'] });
    await change({ role: 'approver' });
    expect(told(await agent.call('GET /v1/redemptions'))).toEqual([403, 'session_incomplete']);
    expect((await agent.call('GET /v1/console/session')).body.status).toBe('set_up_second_factor');

    const own = admin.person.user.id;
    for (const body of [{ role: 'viewer' }, { disabled: true }])
      expect(told(await change(body, own))).toEqual([403, 'own_account']);
    expect(told(await admin.call(`POST /v1/console/users/${own}/reset`, {}))).toEqual([403, 'own_account']);
  });

  it('keeps one admin who can sign in, and shows people of another account to nobody', async () => {
    const elsewhere = await world.withStore((store) =>
      store.accounts.ensureAccount({ id: 'acc_00000000000000000000beef', name: 'elsewhere', createdAt: 1 }),
    );
    const [one, two] = [
      await addPerson(world, 'admin', { accountId: elsewhere.id }),
      await addPerson(world, 'admin', { accountId: elsewhere.id }),
    ];
    const [first, second] = [await enter(world, one, clock), await enter(world, two, clock)];
    const demote = (browser: Browser, id: string) => browser.call(`PATCH /v1/console/users/${id}`, { role: 'viewer' });
    const answers = await Promise.all([demote(first, two.user.id), demote(second, one.user.id)]);
    const codes = answers
      .map(({ status, body }) => (status === 200 ? 'done' : body.code))
      .sort((a) => (a === 'done' ? -1 : 1));
    // Whoever came second lost the right, or would have been the last.
    expect(codes[0]).toBe('done');
    expect(['last_admin', 'permission_missing']).toContain(codes[1]);
    const stranger = await signedIn(world, 'admin', clock);
    for (const route of [`GET /v1/console/users/${one.user.id}`, `POST /v1/console/users/${one.user.id}/reset`])
      expect(told(await stranger.call(route, bodyOf(route)))).toEqual([404, 'not_found']);
    expect(told(await stranger.call(`GET /v1/console/sessions?user_id=${one.user.id}`))).toEqual([404, 'not_found']);
    const { body } = await stranger.call('GET /v1/console/users?limit=100');
    expect(body.data.map(({ id }) => id)).not.toContain(one.user.id);
    expect(body.data.map(({ id }) => id)).toContain(stranger.person.user.id);
  });

  it('shows no PIN to people, whatever their role, where a secret key is shown it', async () => {
    const { body: made } = await world.create(world.voucher(ONE_VOUCHER, 5000), { amount: 2000, currency: 'ZAR' });
    const back = { amount: 1000, reason: 'x' };
    const first = { body: back, headers: { 'idempotency-key': 'by-key' } };
    expect((await world.call(`POST /v1/redemptions/${made.id}/reverse`, first)).status).toBe(201);
    const pinsOf = (text: string) => [...text.matchAll(/"pin":"([^"]+)"/g)].map(([, pin = '']) => pin);
    const reads = [`GET /v1/redemptions/${made.id}`, `GET /v1/redemptions/${made.id}/reversals`, 'GET /v1/redemptions'];
    const whole = (await Promise.all(reads.map((route) => world.call(route)))).flatMap(({ text }) => pinsOf(text));
    const secrets = whole.filter((pin) => /^\d{12,}$/.test(pin));
    expect(secrets.length).toBeGreaterThan(0);
    for (const role of ROLES) {
      const browser = await signedIn(world, role, clock);
      for (const route of reads) {
        const { status, text } = await browser.call(route);
        expect([role, route, status]).toEqual([role, route, 200]);
        for (const secret of secrets) expect([role, route, text.includes(secret)]).toEqual([role, route, false]);
      }
    }
    const agent = await signedIn(world, 'agent', clock);
    const reversed = await agent.call(`POST /v1/redemptions/${made.id}/reverse`, back, {
      ...PAGE,
      'idempotency-key': 'by-hand',
    });
    expect(reversed.status).toBe(201);
    const after = await world.call(`GET /v1/redemptions/${made.id}/reversals`);
    for (const pin of pinsOf(after.text).filter((one) => /^\d{12,}$/.test(one)))
      expect(reversed.text).not.toContain(pin);
  });

  it('shows somebody without the right for it nobody else, and ends no session of others', async () => {
    const agent = await signedIn(world, 'agent', clock);
    const other = await signedIn(world, 'agent', clock);
    const { body: theirs } = await other.call('GET /v1/console/session');
    const routes = [
      `GET /v1/console/sessions?user_id=${other.person.user.id}`,
      `DELETE /v1/console/sessions?user_id=${other.person.user.id}`,
      `DELETE /v1/console/sessions/${theirs.id}`,
    ];
    for (const route of routes) expect(told(await agent.call(route))).toEqual([404, 'not_found']);
    expect((await other.call('GET /v1/console/session', undefined, PAGE)).status).toBe(200);
    const admin = await signedIn(world, 'admin', clock);
    expect((await admin.call(routes[1] ?? '')).body).toMatchObject({ object: 'ended_sessions', ended: 1 });
    expect(told(await other.call('GET /v1/console/session'))).toEqual([401, 'session_ended']);
  });
});
