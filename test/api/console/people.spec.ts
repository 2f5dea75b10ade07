// What an admin does at the console: users, keys, settings, and the log of all that, which says who did what and holds no secret.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKeyJournal } from '../../../src/auth/key-journal';
import { DAY_MS, MINUTE_MS } from '../../../src/core/values/time';
import { AUDIT_KEPT_MS } from '../../../src/core/people/audit';
import { readConfig } from '../../../src/config';
import { Expiry } from '../../../src/jobs/expiry';
import { describeApi } from '../../tools/engines';
import { TestClock } from '../../webhooks/world';
import { startWorld, type World } from '../world';
import { NamingProxies } from '../naming-proxy';
import { addPerson, Browser, enter, PAGE, PASSWORD, signedIn } from './desk';

jest.setTimeout(120_000);

interface Entry {
  readonly act: string;
  readonly actor: { readonly kind: string; readonly email: string | null };
  readonly about: { readonly kind: string; readonly id: string } | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly address: string;
  readonly request_id: string;
}

const told = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

describeApi('an admin at the console', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  let admin: Awaited<ReturnType<typeof signedIn>>;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, { VOUCH_APPROVAL_ABOVE: '2500' }, { clock });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    admin = await signedIn(world, 'admin', clock);
    admin.tick = () => {
      clock.pass(1);
    };
  });

  const entries = async (query: string) =>
    (await admin.call(`GET /v1/audit_log?${query}`)).body.data as unknown as readonly Entry[];

  it('makes users, resets and disables them, and each of that stands in the log', async () => {
    const made = await admin.call('POST /v1/console/users', { email: ' New.Agent@Shop.example ', role: 'agent' });
    expect(made.status).toBe(400);
    const { body: user } = await admin.call('POST /v1/console/users', {
      email: 'New.Agent@Shop.example',
      role: 'agent',
    });
    expect(user).toMatchObject({
      object: 'console_user',
      email: 'new.agent@shop.example',
      role: 'agent',
      status: 'invited',
    });
    expect(user).toMatchObject({
      has_second_factor: false,
      last_signed_in_at: null,
      created_by: admin.person.user.email,
    });
    const again = await admin.call('POST /v1/console/users', { email: 'new.agent@shop.example', role: 'viewer' });
    expect(told(again)).toEqual([409, 'name_taken']);
    // An address is one person in the whole installation: who asks for one of another account is told, and written down, and not of whom.
    const other = await world.withStore((store) =>
      store.accounts.ensureAccount({ id: 'acc_00000000000000000000beef', name: 'elsewhere', createdAt: 1 }),
    );
    const { user: theirs } = await addPerson(world, 'admin', { accountId: other.id });
    const taken = await admin.call('POST /v1/console/users', { email: theirs.email, role: 'viewer' });
    expect([...told(taken), taken.body.errors]).toEqual([409, 'name_taken', undefined]);
    const refusals = await entries('act=user_refused');
    expect(refusals.map(({ about, details }) => [about, details])).toEqual([
      [null, { role: 'viewer', user_email: theirs.email }],
      [null, { role: 'viewer', user_email: 'new.agent@shop.example' }],
    ]);
    expect(JSON.stringify(refusals)).not.toContain(theirs.id);
    const odd = await admin.call('POST /v1/console/users', { email: 'nobody', role: 'owner', more: 1 });
    expect(odd.body.errors.map(({ param }) => param).sort()).toEqual(['email', 'more', 'role']);

    // It would look like a colleague, or be obeyed by the terminal of whoever lists users.
    const before = await world.withStore((store) =>
      store.people.listUsers({ accountId: admin.person.user.accountId, limit: 100 }),
    );
    for (const unseen of [
      '\u001b[2J',
      '\u001b]0;owned\u0007',
      '\u202e',
      '\u200b',
      '\ufeff',
      '\u00ad',
      '\u2800',
      '\ud800',
      // Blank, and no letter of anybody's; a mark that a letter has already, or that is drawn over its neighbour.
      '\u{1d159}',
      '\ufffc',
      '\u{16fe4}',
      '\u{13441}',
      'i\u0307',
      '\u0130',
      '\u0e01\u0e34\u0e34',
    ]) {
      const alike = { email: `new.agent${unseen}@shop.example`, role: 'agent' };
      const refused = await admin.call('POST /v1/console/users', alike);
      expect([told(refused), refused.body.errors[0]?.param]).toEqual([[400, 'validation_failed'], 'email']);
    }
    const wide = { email: 'ｎew.agent@shop.example', role: 'agent' };
    expect(told(await admin.call('POST /v1/console/users', wide))).toEqual([400, 'validation_failed']);
    const after = await world.withStore((store) =>
      store.people.listUsers({ accountId: admin.person.user.accountId, limit: 100 }),
    );
    expect(after).toHaveLength(before.length);
    for (const name of ['müller', 'นิดา', 'नमस्ते', 'カー', 'иван', "o'brien+1"]) {
      const written = { email: `${name}@shop.example`, role: 'viewer' };
      expect([name, (await admin.call('POST /v1/console/users', written)).status]).toEqual([name, 201]);
    }
    // One that was made before goes on.
    const { user: stood } = await addPerson(world, 'viewer', { email: 'vi\u0307ewer@shop.example' });
    expect((await new Browser(world).signIn(stood.email)).status).toBe(201);

    const browser = new Browser(world);
    expect((await browser.signIn('new.agent@shop.example', user.password)).body.status).toBe('new_password');
    await browser.call('POST /v1/console/session/password', { new_password: PASSWORD });
    expect((await browser.call('GET /v1/redemptions')).status).toBe(200);
    const reset = await admin.call(`POST /v1/console/users/${user.id}/reset`, {});
    expect(reset.body).toMatchObject({ status: 'invited', id: user.id });
    expect(told(await browser.call('GET /v1/redemptions'))).toEqual([401, 'session_ended']);
    expect((await new Browser(world).signIn('new.agent@shop.example')).status).toBe(401);
    expect((await new Browser(world).signIn('new.agent@shop.example', reset.body.password)).status).toBe(201);
    const patched = await admin.call(`PATCH /v1/console/users/${user.id}`, { disabled: true, role: 'viewer' });
    expect(patched.body).toMatchObject({ status: 'disabled', role: 'viewer' });
    expect((await new Browser(world).signIn('new.agent@shop.example', reset.body.password)).status).toBe(401);
    expect((await admin.call(`GET /v1/console/users/${user.id}`)).body).toEqual(patched.body);

    const log = await entries(`user_id=${admin.person.user.id}&limit=100`);
    const acts = log.map(({ act, about }) => [act, about?.id]).filter(([, id]) => id === user.id);
    expect(acts).toEqual([
      ['user_changed', user.id],
      ['user_reset', user.id],
      ['user_created', user.id],
    ]);
    expect(log[0]).toMatchObject({
      actor: { kind: 'user', email: admin.person.user.email },
      details: { disabled: true },
    });
    expect(log[0]?.request_id).toBe(patched.headers.get('x-request-id'));
    expect(log[0]?.address).toBe('127.0.0.1');
    const [failed] = await entries(`act=sign_in_failed&user_id=${user.id}`);
    expect(failed).toMatchObject({ actor: { kind: 'stranger', email: 'new.agent@shop.example' } });
    const everything = JSON.stringify(await entries('limit=100')) + (await world.stored());
    for (const secret of [user.password, reset.body.password, PASSWORD]) expect(everything).not.toContain(secret);
  });

  it('tells everybody whom the ids of users stand for, and nothing else of them; of other accounts nothing', async () => {
    const viewer = await signedIn(world, 'viewer', clock);
    const gone = await addPerson(world, 'approver', { disabledAt: clock.now() });
    const elsewhere = await world.withStore((store) =>
      store.accounts.ensureAccount({ id: 'acc_00000000000000000000cafe', name: 'another shop', createdAt: 1 }),
    );
    const stranger = await addPerson(world, 'admin', { accountId: elsewhere.id });
    const read = await viewer.call('GET /v1/console/people?limit=100');
    const people = read.body.data as unknown as readonly { readonly id: string }[];
    const shown = (id: string) => people.find((one) => one.id === id);
    const person = ({ user }: { user: { id: string; email: string } }, enabled: boolean) => ({
      ...{ id: user.id, object: 'console_person', email: user.email, enabled },
    });
    expect(shown(admin.person.user.id)).toEqual(person(admin.person, true));
    expect(shown(gone.user.id)).toEqual(person(gone, false));
    expect(shown(viewer.person.user.id)).toEqual(person(viewer.person, true));
    expect(read.text).not.toContain(stranger.user.id);
    expect(read.text).not.toContain(stranger.user.email);
    // Nobody is asked for a password to read a name.
    clock.pass(6 * MINUTE_MS);
    expect((await viewer.call('GET /v1/console/people')).status).toBe(200);
    expect(told(await viewer.call('GET /v1/console/people?role=admin'))).toEqual([400, 'validation_failed']);
    const { body: users } = await admin.call('GET /v1/console/users?limit=1');
    const foreign = `GET /v1/console/people?cursor=${String(users.next_cursor)}`;
    expect(told(await viewer.call(foreign))).toEqual([400, 'validation_failed']);
    expect((await world.call('GET /v1/console/people')).body.code).toBe('key_not_allowed');
    expect(told(await new Browser(world).call('GET /v1/console/people'))).toEqual([401, 'session_missing']);
  });

  it('makes keys of the mode and revokes them: the text once, a line beside the store, refused from that moment', async () => {
    const { body: key } = await admin.call('POST /v1/console/keys', { type: 'secret', name: 'Till server' });
    expect(key).toMatchObject({
      object: 'api_key',
      livemode: false,
      type: 'secret',
      status: 'active',
      name: 'Till server',
    });
    expect(key).toMatchObject({ created_by: admin.person.user.email });
    expect((await world.call('GET /v1/redemptions', { key: key.key })).status).toBe(200);
    const { body: listed } = await admin.call('GET /v1/console/keys');
    expect(listed.data[0]).toMatchObject({ id: key.id });
    expect(JSON.stringify(listed)).not.toContain(key.key);
    const [foreign] = await world.withStore(async (store) => {
      await world.newKey('elsewhere', 'test', 'secret');
      const account = await store.accounts.findAccountByName('elsewhere');
      return store.accounts.listKeys(account?.id);
    });
    const revoke = (id: string) => admin.call(`POST /v1/console/keys/${id}/revoke`, {});
    expect(told(await revoke(foreign?.id ?? ''))).toEqual([404, 'not_found']);
    expect((await revoke(key.id)).body).toMatchObject({ status: 'revoked', revoked_by: admin.person.user.email });
    expect((await world.call('GET /v1/redemptions', { key: key.key })).body.code).toBe('key_revoked');
    const acts = (await entries('limit=2')).map(({ act, about }) => [act, about?.id]);
    expect(acts).toEqual([
      ['key_revoked', key.id],
      ['key_created', key.id],
    ]);
    if (databaseUrl) return;
    const lines = readKeyJournal(join(world.folder, 'keys.log')) ?? [];
    const own = lines.filter(({ key_id }) => key_id === key.id).map(({ event, by }) => [event, by]);
    expect(own).toEqual([
      ['key_created', admin.person.user.email],
      ['key_revoked', admin.person.user.email],
    ]);
    expect(readFileSync(join(world.folder, 'keys.log'), 'utf8')).not.toContain(key.key);
  });

  it('a repeat under one Idempotency-Key gets the very user, password, key and revocation again, and makes nothing twice', async () => {
    const other = await signedIn(world, 'admin', clock);
    const keyed = { ...PAGE, 'idempotency-key': 'one press' };
    const twice = async (route: string, body: object, status: number) => {
      const [first, again] = [await admin.call(route, body, keyed), await admin.call(route, body, keyed)];
      expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([status, status, 'true']);
      expect([again.body, first.headers.get('idempotent-replayed')]).toEqual([first.body, null]);
      // The same press said something else, and another admin's is his own.
      expect(told(await admin.call(route, { ...body, name: 'other' }, keyed))).toEqual([409, 'idempotency_key_reused']);
      keyed['idempotency-key'] += ' more';
      return first.body;
    };
    const email = 'twice@shop.example';
    const user = await twice('POST /v1/console/users', { email, role: 'agent' }, 201);
    const reset = await twice(`POST /v1/console/users/${user.id}/reset`, {}, 200);
    const key = await twice('POST /v1/console/keys', { type: 'secret', name: 'pressed twice' }, 201);
    const bare = { type: 'secret', name: 'pressed twice' };
    const own = await other.call('POST /v1/console/keys', bare, { ...PAGE, 'idempotency-key': 'one press more more' });
    expect([own.status, own.body.key === key.key]).toEqual([201, false]);
    expect((await new Browser(world).signIn(email, reset.password)).status).toBe(201);
    expect((await world.call('GET /v1/redemptions', { key: key.key })).status).toBe(200);
    await twice(`POST /v1/console/keys/${key.id}/revoke`, {}, 200);

    const log = await entries(`user_id=${admin.person.user.id}&limit=100`);
    expect(log.map(({ act }) => act).slice(0, 4)).toEqual(['key_revoked', 'key_created', 'user_reset', 'user_created']);
    // What is kept for the repeat is sealed.
    const kept = await world.stored();
    for (const secret of [user.password, reset.password, key.key]) expect(kept).not.toContain(secret);
    // Whoever may not do it is given nothing of it either, and a press that was refused may be made again.
    clock.pass(6 * MINUTE_MS);
    const late = { ...PAGE, 'idempotency-key': 'one press' };
    expect(told(await admin.call('POST /v1/console/users', { email, role: 'agent' }, late))).toEqual([
      403,
      'step_up_required',
    ]);
  });

  it('changes what the account chose, and the sessions that begin then go by it', async () => {
    const { body: before } = await admin.call('GET /v1/console/settings');
    expect(before).toMatchObject({ object: 'account_settings', time_zone: null, session_idle_minutes: null });
    const patch = (body: object) => admin.call('PATCH /v1/console/settings', body);
    const wrong = { time_zone: 'Mars/Base', approval_above: -1, session_idle_minutes: 1, session_hours: 1.5 };
    expect((await patch(wrong)).body.errors.map(({ param }) => param).sort()).toEqual(Object.keys(wrong).sort());
    const chosen = {
      time_zone: 'Africa/Windhoek',
      approval_above: 0,
      approval_above_per_day: 100_000,
      session_idle_minutes: 5,
    };
    expect((await patch(chosen)).body).toMatchObject(chosen);
    expect((await patch({ approval_above: null })).body).toMatchObject({ ...chosen, approval_above: null });
    for (const limit of ['never', 100_000_001, 360_329_459_373])
      expect((await patch({ approval_above: limit })).body.errors).toMatchObject([{ param: 'approval_above' }]);
    const agent = await signedIn(world, 'agent', clock);
    const { body: session } = await agent.call('GET /v1/console/session');
    expect(session).toMatchObject({ account: { name: 'default', time_zone: 'Africa/Windhoek' } });
    clock.pass(5 * MINUTE_MS);
    expect(told(await agent.call('GET /v1/redemptions'))).toEqual([401, 'session_ended']);
    expect((await patch({ session_idle_minutes: null, time_zone: null })).status).toBe(403);
    await admin.call('POST /v1/console/session/step_up', { password: PASSWORD });
    expect((await patch({ session_idle_minutes: null, time_zone: null })).status).toBe(200);
    const [entry] = await entries('act=settings_changed');
    expect(entry).toMatchObject({ about: { kind: 'account' }, details: { timeZone: null, sessionIdleMinutes: null } });
  });

  it('tells what counts now, whether it was chosen here or is what the installation says', async () => {
    const settings = async () => (await admin.call('GET /v1/console/settings')).body;
    const patch = (body: object) => admin.call('PATCH /v1/console/settings', body);
    const unchosen = { time_zone: null, approval_above: null, approval_above_per_day: null, session_hours: null };
    expect((await patch({ ...unchosen, session_idle_minutes: null })).status).toBe(200);
    const says = {
      time_zone: 'Africa/Johannesburg',
      session_idle_minutes: 30,
      session_hours: 12,
      test: { approval_above: 2500, approval_above_per_day: null },
      live: null,
    };
    expect(await settings()).toMatchObject({ ...unchosen, effective: says, installation: says });
    // Off is a choice too: it stands against the installation, and is not the lack of one.
    const chosen = { approval_above: 'off', approval_above_per_day: 0, session_hours: 4 };
    expect((await patch(chosen)).body).toMatchObject(chosen);
    const test = { approval_above: null, approval_above_per_day: 0 };
    expect(await settings()).toMatchObject({
      ...chosen,
      effective: { ...says, session_hours: 4, test },
      installation: says,
    });
    expect((await patch(unchosen)).body).toMatchObject({ ...unchosen, effective: says });
  });

  it('finds refusals, changes of terminals and endpoints in the log, and takes it out as a file that is no formula', async () => {
    const viewer = await signedIn(world, 'viewer', clock);
    for (let n = 0; n < 3; n += 1) await viewer.call('POST /v1/terminals', { terminal_id: 'X1', name: 'X' });
    const until = async (query: string): Promise<readonly Entry[]> => {
      for (;;) {
        const found = await entries(query);
        if (found.length > 0) return found;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const refused = await until(`act=permission_refused&user_id=${viewer.person.user.id}`);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ details: { method: 'POST', route: '/v1/terminals', role: 'viewer' } });

    const { body: terminal } = await admin.call('POST /v1/terminals', { terminal_id: 'AUD1', name: 'A' });
    await admin.call(`POST /v1/terminals/${terminal.id}/revoke`, {});
    const { body: endpoint } = await admin.call('POST /v1/webhook_endpoints', {
      url: 'http://127.0.0.1:9/x',
      events: ['*'],
    });
    const rows = await entries('limit=100');
    expect(rows.filter(({ about }) => about?.id === terminal.id).map(({ act }) => act)).toEqual([
      'terminal_changed',
      'terminal_changed',
    ]);
    if (endpoint.id)
      expect(rows.find(({ about }) => about?.id === endpoint.id)).toMatchObject({ act: 'endpoint_changed' });
    // Of a key nothing is written here.
    await world.call('POST /v1/terminals', { body: { terminal_id: 'BYKEY', name: 'B' } });
    expect((await entries('act=terminal_changed&limit=100')).length).toBe(2);

    const odd = new Browser(world, { 'x-request-id': '-1' });
    await odd.signIn(viewer.person.user.email);
    const csv = () => admin.call('GET /v1/audit_log', undefined, { ...PAGE, accept: 'text/csv' });
    const file = await csv();
    expect(file.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(file.headers.get('cache-control')).toBe('no-store');
    const lines = file.text.trim().split('\r\n');
    expect(lines[0]).toBe('id,at,act,actor_kind,actor_id,actor_email,address,request_id,about_kind,about_id,details');
    expect(lines.some((line) => line.includes(",'-1,"))).toBe(true);
    expect((await entries('limit=1'))[0]).toMatchObject({ act: 'list_exported', about: { id: 'audit_log' } });
    clock.pass(6 * MINUTE_MS);
    expect(told(await csv())).toEqual([403, 'step_up_required']);
    expect(told(await viewer.call('GET /v1/audit_log'))).toEqual([403, 'permission_missing']);
  });

  it('pages through the log, and through users, without a gap', async () => {
    const walk = async (path: string) => {
      const ids: string[] = [];
      for (let cursor = ''; ;) {
        const { body } = await admin.call(`GET ${path}?limit=3${cursor}`);
        ids.push(...body.data.map(({ id }) => id));
        if (!body.has_more) return ids;
        cursor = `&cursor=${String(body.next_cursor)}`;
      }
    };
    for (let n = 0; n < 4; n += 1) await addPerson(world, 'viewer', { createdAt: clock.now() + n });
    for (const path of ['/v1/audit_log', '/v1/console/users', '/v1/console/people']) {
      const all = (await admin.call(`GET ${path}?limit=100`)).body.data.map(({ id }) => id);
      expect(all.length).toBeGreaterThan(6);
      const walked = await walk(path);
      expect(walked.slice(0, 90)).toEqual(all.slice(0, 90));
      expect(new Set(walked).size).toBe(walked.length);
    }
    const { body } = await admin.call('GET /v1/audit_log?cursor=nonsense&act=danced&from=yesterday');
    expect(body.errors.map(({ param }) => param).sort()).toEqual(['act', 'cursor', 'from']);
  });

  it('has the log dropped after its time, and sessions a day after they began', async () => {
    const agent = await addPerson(world, 'agent');
    const browser = await enter(world, agent, clock);
    const later = new TestClock(clock.now());
    await world.withStore(async (store) => {
      const { redemptions, events, webhooks, storedAnswers, reconciliations, points, people } = store;
      const fail = (error: unknown) => {
        throw error;
      };
      const kept = { redemptions, events, webhooks, storedAnswers, reconciliations, points, people };
      const expiry = new Expiry({ ...kept, clock: later, onError: fail, auditMs: AUDIT_KEPT_MS });
      const { accountId } = agent.user;
      const count = async () => (await people.listAudit({ accountId, limit: 1000 })).length;
      const before = await count();
      expect(before).toBeGreaterThan(3);
      later.pass(DAY_MS + 1);
      await expiry.runOnce();
      expect([await count(), await people.listSessions(agent.user.id, 10)]).toEqual([before, []]);
      later.pass(AUDIT_KEPT_MS);
      await expiry.runOnce();
      expect(await count()).toBe(0);
    });
    expect(told(await browser.call('GET /v1/console/session'))).toEqual([401, 'session_missing']);
    expect(readConfig({}).auditMs).toBe(AUDIT_KEPT_MS);
  });
});

/** Nobody calls that provider here. */
const LIVE = {
  ONE_VOUCHER_BASE_URL: 'https://provider.example',
  ONE_VOUCHER_API_KEY: 'a-key-of-a-test',
  ONE_VOUCHER_ACCOUNT_NUMBER: '1234567890',
  VOUCH_TRUST_PROXY: 'loopback',
};
const FROM_PROXY = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' };

describe('hosts of the pages', () => {
  let world: World;
  let clock: TestClock;
  let proxies: NamingProxies;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    const hosts = { VOUCH_CONSOLE_HOST: 'support.shop.example', VOUCH_TILL_HOST: 'till.shop.example' };
    world = await startWorld(null, { ...hosts, VOUCH_TRUST_PROXY: 'loopback' }, { clock });
    proxies = new NamingProxies(world);
  });
  afterAll(async () => {
    proxies.close();
    await world.close();
  });

  it('people sign in, and their cookie counts, under the name of the console alone', async () => {
    const person = await addPerson(world, 'viewer');
    const under = async (host: string, headers = {}) =>
      new Browser(await proxies.under(host), { ...FROM_PROXY, ...headers });
    for (const host of ['till.shop.example', 'pay.shop.example']) {
      // What a client says of the name, the documented proxy hands on.
      for (const said of [{}, { 'x-forwarded-host': 'support.shop.example' }])
        expect(told(await (await under(host, said)).signIn(person.user.email))).toEqual([404, 'route_not_found']);
    }
    const browser = await under('support.shop.example');
    expect((await browser.signIn(person.user.email)).status).toBe(201);
    expect((await browser.call('GET /v1/redemptions')).status).toBe(200);
    expect((await browser.call('POST /v1/redemptions', {})).body.code).toBe('route_not_found');
    const elsewhere = await under('pay.shop.example', { 'x-forwarded-host': 'support.shop.example' });
    elsewhere.cookie = browser.cookie;
    expect(told(await elsewhere.call('GET /v1/redemptions'))).toEqual([401, 'session_missing']);
    expect(told(await elsewhere.call('GET /v1/console/session'))).toEqual([404, 'route_not_found']);
    expect((await (await proxies.under('pay.shop.example')).call('GET /v1/redemptions')).status).toBe(200);
    const behind = { headers: { 'x-forwarded-host': 'pay.shop.example' } };
    const till = await proxies.under('till.shop.example');
    expect(told(await till.call('POST /v1/redemptions/search', behind))).toEqual([404, 'route_not_found']);
    const out = await browser.call('DELETE /v1/console/session');
    expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"');
  });
});

describe('an installation with live mode', () => {
  it('signs nobody in without HTTPS, also not on the machine itself', async () => {
    const world = await startWorld(null, LIVE);
    try {
      const person = await addPerson(world, 'viewer');
      expect(told(await new Browser(world).signIn(person.user.email))).toEqual([403, 'https_required']);
      const secure = new Browser(world, FROM_PROXY);
      expect((await secure.signIn(person.user.email)).body).toMatchObject({
        modes: ['test', 'live'],
        status: 'active',
      });
      const live = await secure.call('GET /v1/redemptions', undefined, { ...PAGE, 'vouch-mode': 'live' });
      expect(live.status).toBe(200);
    } finally {
      await world.close();
    }
  });
});
