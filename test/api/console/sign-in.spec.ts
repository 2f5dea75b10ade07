// Signing in at the console, step by step, as a browser does it: what each step opens, what it never does, and what is left of it.
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/values/time';
import { MOST_SESSIONS } from '../../../src/core/people/sign-in';
import { describeApi } from '../../tools/engines';
import { TestClock } from '../../webhooks/world';
import { startWorld, type World } from '../world';
import { addPerson, Browser, codeOf, enter, PAGE, PASSWORD, signedIn } from './desk';

jest.setTimeout(120_000);

const SESSION = '/v1/console/session';
const told = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

describeApi('signing in', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, { VOUCH_TRUST_PROXY: 'loopback' }, { clock });
  });
  afterAll(() => world.close());

  it('opens nothing with the printed password but the choice of an own one, and then of a second factor', async () => {
    const { email, password } = world.server.firstBoot?.user ?? { email: '', password: '' };
    const browser = new Browser(world);
    const first = await browser.signIn(` ${email.toUpperCase()} `, password);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ object: 'console_session', status: 'new_password', modes: ['test'] });
    expect(first.body.user).toMatchObject({ email, role: 'admin' });
    const incomplete = async (status: string) => {
      for (const route of ['GET /v1/redemptions', 'GET /v1/console/users']) {
        const answer = await browser.call(route);
        expect(told(answer)).toEqual([403, 'session_incomplete']);
        expect(answer.body).toMatchObject({ status: 403 });
        expect(answer.text).toContain(status);
      }
      expect((await browser.call('GET /v1/console/permissions')).status).toBe(200);
    };
    await incomplete('new_password');
    expect(told(await browser.call(`POST ${SESSION}/step_up`, { password }))).toEqual([403, 'session_incomplete']);
    expect(told(await browser.call(`POST ${SESSION}/second_factor/setup`, {}))).toEqual([403, 'session_incomplete']);

    const choose = (new_password: string) => browser.call(`POST ${SESSION}/password`, { new_password });
    expect((await choose('short')).body.errors[0]).toMatchObject({ param: 'new_password' });
    for (const common of ['sunshine20242024', 'P@ssw0rd123456', 'qwertyuiopas', 'abcabcabcabc', 'admin@localhost!'])
      expect((await choose(common)).body).toMatchObject({ code: 'password_too_common', reason: 'common' });
    // Whoever printed it knows it.
    const printed = await choose(password);
    expect(told(printed)).toEqual([422, 'password_too_common']);
    expect(printed.body).toMatchObject({ reason: 'printed' });
    const chosen = await choose('nine purple bicycles');
    expect(chosen.body).toMatchObject({ status: 'set_up_second_factor', has_second_factor: false });
    await incomplete('set_up_second_factor');

    const { body: setup } = await browser.call(`POST ${SESSION}/second_factor/setup`, {});
    const confirm = (code: string) => browser.call(`POST ${SESSION}/second_factor/confirm`, { code });
    const right = codeOf({ seed: setup.secret }, clock);
    expect(told(await confirm(right === '000000' ? '000001' : '000000'))).toEqual([401, 'code_invalid']);
    const { body: confirmed } = await confirm(right);
    expect(confirmed.session).toMatchObject({ status: 'active', has_second_factor: true });
    expect(new Set(confirmed.recovery_codes).size).toBe(10);
    expect((await browser.call('GET /v1/console/users')).status).toBe(200);

    // The printed one is over, and a code that was given is too.
    expect(told(await new Browser(world).signIn(email, password))).toEqual([401, 'sign_in_failed']);
    const again = new Browser(world);
    expect((await again.signIn(email, 'nine purple bicycles')).body.status).toBe('second_factor');
    expect(told(await again.call(`POST ${SESSION}/second_factor`, { code: right }))).toEqual([401, 'code_invalid']);
    const recovery = (confirmed.recovery_codes[0] ?? '').toLowerCase();
    const both = await Promise.all(
      [0, 1].map(async () => {
        const other = new Browser(world);
        await other.signIn(email, 'nine purple bicycles');
        return other.call(`POST ${SESSION}/second_factor`, { code: recovery });
      }),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);

    // What nobody may read: neither the log nor the store has it.
    const kept = [...world.logs, await world.stored()].join('\n');
    const secrets = [
      password,
      'nine purple bicycles',
      setup.secret,
      recovery,
      recovery.toUpperCase().replaceAll('-', ''),
      right,
    ];
    const cookies = [...browser.given, ...again.given].map((one) => one.split(/[=;]/)[1] ?? '');
    for (const secret of [...secrets, ...cookies]) expect([secret, kept.includes(secret)]).toEqual([secret, false]);
    expect(cookies.length).toBeGreaterThan(3);
  });

  it('a password without a code puts nobody out, however often; of what is whole, and of what is not, the oldest ends', async () => {
    const approver = await signedIn(world, 'approver', clock);
    const { email } = approver.person.user;
    const secure = { 'x-forwarded-proto': 'https' };
    const halves: Browser[] = [];
    for (let nth = 0; nth < MOST_SESSIONS + 2; nth += 1) {
      // Each from an address of its own: from one they wait longer and longer.
      const half = new Browser(world, { ...secure, 'x-forwarded-for': `203.0.113.${String(nth)}` });
      expect((await half.signIn(email)).body.status).toBe('second_factor');
      halves.push(half);
      clock.pass(1);
    }
    expect((await approver.call(`GET ${SESSION}`)).body.status).toBe('active');
    for (const [nth, half] of [...halves.slice(0, 3), ...halves.slice(-1)].entries())
      expect([nth, ...told(await half.call(`GET ${SESSION}`))]).toEqual(
        nth < 2 ? [nth, 401, 'session_ended'] : [nth, 200, undefined],
      );
    // One that is finished counts with the whole ones from then on.
    for (const half of halves.slice(2)) {
      clock.pass(30_000);
      const code = codeOf(approver.person, clock);
      expect((await half.call(`POST ${SESSION}/second_factor`, { code })).body.status).toBe('active');
    }
    expect(told(await approver.call(`GET ${SESSION}`))).toEqual([401, 'session_ended']);
    for (const half of halves.slice(2)) expect((await half.call(`GET ${SESSION}`)).status).toBe(200);
  });

  it('gives a cookie that no script reads and no other site sends, new with each step, and takes it away at the end', async () => {
    const approver = await addPerson(world, 'approver');
    const secure = new Browser(world, { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' });
    // One that somebody put there beforehand is not taken over.
    secure.cookie = `__Host-vouch=${'A'.repeat(43)}`;
    await secure.signIn(approver.user.email);
    await secure.call(`POST ${SESSION}/second_factor`, { code: codeOf(approver, clock) });
    await secure.call(`POST ${SESSION}/step_up`, { password: PASSWORD });
    expect(secure.given).toHaveLength(3);
    for (const one of secure.given)
      expect(one).toMatch(/^__Host-vouch=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(new Set(secure.given).size).toBe(3);
    for (const former of secure.given.slice(0, 2)) {
      const headers = { ...PAGE, cookie: former.split(';')[0] ?? '' };
      expect(told(await new Browser(world).call(`GET ${SESSION}`, undefined, headers))).toEqual([
        401,
        'session_missing',
      ]);
    }
    const last = secure.cookie;
    // Named as if it had come over HTTPS, it opens nothing of live mode without.
    const named = { ...PAGE, cookie: last, 'vouch-mode': 'live' };
    expect(told(await new Browser(world).call('GET /v1/redemptions', undefined, named))).toEqual([
      403,
      'https_required',
    ]);
    const out = await secure.call(`DELETE ${SESSION}`);
    expect([out.status, out.text]).toEqual([204, '']);
    // What the till keeps of attempts stands under the same name here, and stays.
    expect(out.headers.get('clear-site-data')).toBe('"cache"');
    expect(secure.given.at(-1)).toBe('__Host-vouch=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict');
    const back = await new Browser(world).call('GET /v1/redemptions', undefined, { ...PAGE, cookie: last });
    expect(told(back)).toEqual([401, 'session_ended']);
    expect(back.headers.get('cache-control')).toBe('no-store');

    const plain = await signedIn(world, 'viewer', clock);
    expect(plain.given[0]).toMatch(/^vouch=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const live = await plain.call('GET /v1/redemptions', undefined, { ...PAGE, 'vouch-mode': 'live' });
    expect(told(live)).toEqual([403, 'https_required']);
    const odd = await plain.call('GET /v1/redemptions', undefined, { ...PAGE, 'vouch-mode': 'both' });
    expect(odd.body.errors[0]?.param).toBe('Vouch-Mode');
    // Signing in anew ends the session that this browser had.
    const former = plain.cookie;
    await plain.signIn(plain.person.user.email);
    const ended = await new Browser(world).call(`GET ${SESSION}`, undefined, { ...PAGE, cookie: former });
    expect(told(ended)).toEqual([401, 'session_ended']);
  });

  it('says the same of a wrong password, of nobody and of somebody who was let out, and takes no form of another site', async () => {
    const agent = await addPerson(world, 'agent');
    const out = await addPerson(world, 'agent', { disabledAt: 1 });
    const answers = [
      await new Browser(world).signIn(agent.user.email, 'quite another one'),
      await new Browser(world).signIn('nobody@shop.example'),
      await new Browser(world).signIn(out.user.email),
    ];
    const [first] = answers;
    for (const { status, body } of answers)
      expect([status, body.code, body.message]).toEqual([401, 'sign_in_failed', first?.body.message]);
    const body = { email: agent.user.email, password: PASSWORD };
    const foreign: Record<string, string>[] = [
      {},
      { 'vouch-console': '1' },
      { 'vouch-console': '1', 'sec-fetch-site': 'cross-site' },
      { 'vouch-console': '1', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-origin' },
    ];
    for (const headers of foreign) {
      const answer = await new Browser(world).call(`POST ${SESSION}`, body, headers);
      expect([told(answer), answer.headers.getSetCookie()]).toEqual([[403, 'cross_site_request'], []]);
    }
    const far = { ...PAGE, 'x-forwarded-for': '203.0.113.9' };
    expect(told(await new Browser(world).call(`POST ${SESSION}`, body, far))).toEqual([403, 'https_required']);
    expect(world.logs.join('')).not.toContain('nobody@shop.example');
  });

  it('ends by itself: without an act, by age, and at once where it is ended, the password changes or the user is let out', async () => {
    const ask = (browser: Browser, idle = false) =>
      browser.call('GET /v1/redemptions', undefined, idle ? { ...PAGE, 'vouch-idle': '1' } : PAGE);
    const idle = await signedIn(world, 'agent', clock);
    clock.pass(20 * MINUTE_MS);
    expect((await ask(idle)).status).toBe(200);
    clock.pass(20 * MINUTE_MS);
    // The page's own asking is no act.
    expect((await ask(idle, true)).status).toBe(200);
    clock.pass(10 * MINUTE_MS);
    const ended = await ask(idle);
    expect([told(ended), ended.body.reason]).toEqual([[401, 'session_ended'], 'idle']);

    const old = await signedIn(world, 'agent', clock);
    for (let quarter = 0; quarter < 47; quarter += 1) {
      clock.pass(15 * MINUTE_MS);
      expect((await ask(old)).status).toBe(200);
    }
    clock.pass(15 * MINUTE_MS);
    expect((await ask(old)).body).toMatchObject({ code: 'session_ended', reason: 'age' });
    expect(12 * HOUR_MS).toBe(48 * 15 * MINUTE_MS);

    const person = await addPerson(world, 'agent');
    const [here, there, third] = await Promise.all([0, 1, 2].map(() => enter(world, person, clock)));
    if (!here || !there || !third) throw new Error('three');
    const { body: listed } = await here.call('GET /v1/console/sessions');
    expect(listed.data).toHaveLength(3);
    const { body: own } = await third.call(`GET ${SESSION}`);
    expect((await here.call(`DELETE /v1/console/sessions/${own.id}`)).status).toBe(200);
    expect((await ask(third)).body).toMatchObject({ code: 'session_ended', reason: 'ended' });
    // As long as one may be, of characters that take most: whoever chose it gets in with it.
    const long = Array.from({ length: 256 }, (_, nth) => String.fromCodePoint(0x1f600 + ((nth * nth) % 61))).join('');
    expect((await here.call(`POST ${SESSION}/password`, { new_password: long, password: PASSWORD })).status).toBe(200);
    const escaped = { email: person.user.email, password: long };
    const json = JSON.stringify(escaped).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
    const typed = { ...PAGE, 'content-type': 'application/json' };
    expect((await new Browser(world).call(`POST ${SESSION}`, json, typed)).status).toBe(201);
    expect(told(await ask(there))).toEqual([401, 'session_ended']);
    const change = { new_password: 'eleven tall ladders', password: long };
    expect((await here.call(`POST ${SESSION}/password`, { ...change, password: 'wrong one here' })).status).toBe(401);
    expect((await here.call(`POST ${SESSION}/password`, change)).status).toBe(200);
    expect((await ask(here)).status).toBe(200);

    const admin = await signedIn(world, 'admin', clock);
    expect((await admin.call(`PATCH /v1/console/users/${person.user.id}`, { disabled: true })).status).toBe(200);
    expect((await ask(here)).body).toMatchObject({ code: 'session_ended', reason: 'ended' });
    // Let in again, a session of before stays ended.
    await admin.call(`PATCH /v1/console/users/${person.user.id}`, { disabled: false });
    expect((await ask(here)).body.code).toBe('session_ended');
    expect((await new Browser(world).signIn(person.user.email, 'eleven tall ladders')).status).toBe(201);
  });

  it('gives a person who signed in by a clock that ran ahead no more time than others', async () => {
    const make = (by: Browser) => by.call('POST /v1/console/keys', { type: 'publishable' });
    clock.set(10 * MINUTE_MS);
    const ahead = await signedIn(world, 'admin', clock);
    expect((await make(ahead)).status).toBe(201);
    clock.set(DAY_MS);
    const farAhead = await signedIn(world, 'admin', clock);
    expect((await make(farAhead)).status).toBe(201);
    clock.set(-DAY_MS - 10 * MINUTE_MS);
    expect(told(await make(ahead))).toEqual([403, 'step_up_required']);
    expect((await make(farAhead)).body).toMatchObject({ code: 'session_ended', reason: 'age' });
  });

  it('asks for a password or a code again after five minutes, where an act is worth it', async () => {
    const admin = await signedIn(world, 'admin', clock);
    const make = () => admin.call('POST /v1/console/keys', { type: 'publishable' });
    expect((await make()).status).toBe(201);
    clock.pass(5 * MINUTE_MS);
    expect(told(await make())).toEqual([403, 'step_up_required']);
    const agent = await signedIn(world, 'agent', clock);
    const endpoint = 'whe_000000000000000000000000';
    for (const route of [
      'POST /v1/webhook_endpoints',
      `POST /v1/webhook_endpoints/${endpoint}/rotate_secret`,
      `DELETE /v1/webhook_endpoints/${endpoint}`,
      'POST /v1/terminals',
      `DELETE /v1/console/sessions?user_id=${agent.person.user.id}`,
      'POST /v1/reconciliations?provider=blu&from=2026-01-01&to=2026-01-01',
    ])
      expect([route, ...told(await admin.call(route, {}))]).toEqual([route, 403, 'step_up_required']);
    // To look at the list nobody is asked, nor to end one's own.
    expect((await admin.call('GET /v1/console/keys')).status).toBe(200);
    const { body: own } = await admin.call('GET /v1/console/sessions');
    const other = await new Browser(world).signIn(admin.person.user.email);
    expect([other.status, own.data.length]).toEqual([201, 1]);
    const { body: both } = await admin.call('GET /v1/console/sessions');
    const left = both.data.find(({ id }) => id !== own.data[0]?.id);
    expect((await admin.call(`DELETE /v1/console/sessions/${left?.id ?? ''}`)).status).toBe(200);
    const up = (body: object) => admin.call(`POST ${SESSION}/step_up`, body);
    expect(told(await up({ password: 'not this one at all' }))).toEqual([401, 'sign_in_failed']);
    expect(told(await up({ code: '000000' }))).toEqual([401, 'code_invalid']);
    expect((await up({ code: '000000', password: 'x' })).status).toBe(400);
    const code = codeOf(admin.person, clock);
    const { body: present } = await up({ code });
    expect(Date.parse(present.present_until ?? '')).toBe(clock.now() + 5 * MINUTE_MS);
    expect((await make()).status).toBe(201);
    expect(told(await up({ code }))).toEqual([401, 'code_invalid']);
    clock.pass(5 * MINUTE_MS - 1);
    expect((await make()).status).toBe(201);
    clock.pass(1);
    expect((await make()).status).toBe(403);
    expect((await up({ password: PASSWORD })).status).toBe(200);
    expect((await make()).status).toBe(201);
  });

  it('lets an agent go without a second factor, set one up and take it away, and an approver not', async () => {
    const agent = await signedIn(world, 'agent', clock);
    const { body: setup } = await agent.call(`POST ${SESSION}/second_factor/setup`, {});
    clock.pass(6 * MINUTE_MS);
    const confirm = () =>
      agent.call(`POST ${SESSION}/second_factor/confirm`, { code: codeOf({ seed: setup.secret }, clock) });
    expect(told(await confirm())).toEqual([403, 'step_up_required']);
    await agent.call(`POST ${SESSION}/step_up`, { password: PASSWORD });
    expect((await confirm()).status).toBe(200);
    const next = new Browser(world);
    expect((await next.signIn(agent.person.user.email)).body.status).toBe('second_factor');
    const gone = await agent.call(`DELETE ${SESSION}/second_factor`);
    expect(gone.body).toMatchObject({ has_second_factor: false, status: 'active' });
    const approver = await signedIn(world, 'approver', clock);
    expect(told(await approver.call(`DELETE ${SESSION}/second_factor`))).toEqual([409, 'second_factor_needed']);
  });

  it('replaces or takes away a second factor with a code of the one that stands alone, and ends the other sessions', async () => {
    const approver = await signedIn(world, 'approver', clock);
    const owner = await enter(world, approver.person, clock);
    clock.pass(5 * MINUTE_MS);
    const up = (browser: Browser, body: object) => browser.call(`POST ${SESSION}/step_up`, body);
    const setUp = () => approver.call(`POST ${SESSION}/second_factor/setup`, {});
    const confirm = (code: string) => approver.call(`POST ${SESSION}/second_factor/confirm`, { code });
    const present = async () => {
      const ask = 'GET /v1/redemptions?limit=1';
      return [(await approver.call(ask)).status, (await owner.call(ask)).status];
    };
    // An open browser, and the password over a shoulder: enough to act for five minutes, and not to stay.
    expect((await up(approver, { password: PASSWORD })).status).toBe(200);
    expect((await setUp()).body).toMatchObject({ code: 'step_up_required', with: 'code' });
    expect((await confirm('000000')).body).toMatchObject({ code: 'step_up_required', with: 'code' });
    expect(await present()).toEqual([200, 200]);
    // The owner, with the phone that is being replaced.
    expect((await up(approver, { code: codeOf(approver.person, clock) })).status).toBe(200);
    const { body: setup } = await setUp();
    clock.pass(5 * MINUTE_MS);
    expect((await confirm(codeOf({ seed: setup.secret }, clock))).body).toMatchObject({ with: 'code' });
    expect((await up(approver, { code: codeOf(approver.person, clock) })).status).toBe(200);
    const { body: done } = await confirm(codeOf({ seed: setup.secret }, clock));
    expect(done.session).toMatchObject({ status: 'active', has_second_factor: true });
    expect(await present()).toEqual([200, 401]);

    // Without the phone: a recovery code, once.
    clock.pass(5 * MINUTE_MS);
    const [recovery = ''] = done.recovery_codes;
    expect((await setUp()).status).toBe(403);
    expect((await up(approver, { code: recovery })).status).toBe(200);
    expect((await setUp()).status).toBe(200);

    // Of somebody who may be without: taken away with a code as well.
    const agent = await signedIn(world, 'agent', clock);
    const own = await agent.call(`POST ${SESSION}/second_factor/setup`, {});
    const first = { code: codeOf({ seed: own.body.secret }, clock) };
    const { body: has } = await agent.call(`POST ${SESSION}/second_factor/confirm`, first);
    clock.pass(5 * MINUTE_MS);
    await up(agent, { password: PASSWORD });
    expect(told(await agent.call(`DELETE ${SESSION}/second_factor`))).toEqual([403, 'step_up_required']);
    await up(agent, { code: has.recovery_codes[0] });
    expect((await agent.call(`DELETE ${SESSION}/second_factor`)).body).toMatchObject({ has_second_factor: false });
  });

  it('asks whoever was made approver in an open session for the password, before a second factor is set up there', async () => {
    const agent = await signedIn(world, 'agent', clock);
    const admin = await signedIn(world, 'admin', clock);
    clock.pass(5 * MINUTE_MS - 1);
    const role = { role: 'approver' };
    expect((await admin.call(`PATCH /v1/console/users/${agent.person.user.id}`, role)).status).toBe(200);
    clock.pass(1);
    const setUp = () => agent.call(`POST ${SESSION}/second_factor/setup`, {});
    const confirm = (seed: string) =>
      agent.call(`POST ${SESSION}/second_factor/confirm`, { code: codeOf({ seed }, clock) });
    const up = (password: string) => agent.call(`POST ${SESSION}/step_up`, { password });
    expect((await agent.call(`GET ${SESSION}`)).body.status).toBe('set_up_second_factor');
    expect(told(await setUp())).toEqual([403, 'step_up_required']);
    expect(told(await up('not this one at all'))).toEqual([401, 'sign_in_failed']);
    expect(told(await setUp())).toEqual([403, 'step_up_required']);
    expect((await up(PASSWORD)).body).toMatchObject({ status: 'set_up_second_factor' });
    const { body: setup } = await setUp();
    clock.pass(5 * MINUTE_MS);
    expect(told(await confirm(setup.secret))).toEqual([403, 'step_up_required']);
    await up(PASSWORD);
    expect((await confirm(setup.secret)).body.session).toMatchObject({ status: 'active', has_second_factor: true });
  });

  it('goes by the cookie whose page asks, and by a key before both', async () => {
    const agent = await signedIn(world, 'agent', clock);
    const made = await world.call('POST /v1/terminals', { body: { terminal_id: 'TWO', name: 'Two' } });
    const { pairing_code } = made.body as unknown as { pairing_code: string };
    const claimed = await world.call('POST /v1/terminals/claim', {
      key: '',
      body: { pairing_code, deliver: 'cookie' },
      headers: { 'vouch-till': '1', 'sec-fetch-site': 'same-origin' },
    });
    const cookie = `${claimed.headers.getSetCookie()[0]?.split(';')[0] ?? ''}; ${agent.cookie}`;
    const till = { cookie, 'vouch-till': '1', 'sec-fetch-site': 'same-origin' };
    const desk = { ...PAGE, cookie };
    const ask = async (route: string, headers: Record<string, string>) => {
      const answer = await new Browser(world).call(route, undefined, headers);
      return [answer.status, answer.body.code];
    };
    expect(await ask('GET /v1/terminals/current', till)).toEqual([200, undefined]);
    expect(await ask('GET /v1/terminals/current', desk)).toEqual([403, 'key_not_allowed']);
    expect(await ask(`GET ${SESSION}`, desk)).toEqual([200, undefined]);
    expect(await ask(`GET ${SESSION}`, till)).toEqual([403, 'cross_site_request']);
    expect(await ask('GET /v1/events', { ...desk, authorization: `Bearer ${world.keys.publishable}` })).toEqual([
      403,
      'key_not_allowed',
    ]);
    expect(await ask('GET /v1/events', desk)).toEqual([200, undefined]);
    // A till that nobody has paired yet, or not any more, has no key, whatever else its browser holds: so it asks for a code.
    for (const other of [agent.cookie, 'vouch=garbage', `__Host-${agent.cookie}`, 'theme=dark'])
      for (const route of ['GET /v1/terminals/current', 'GET /v1/redemptions', 'POST /v1/redemptions'])
        expect([other, ...(await ask(route, { ...till, cookie: other }))]).toEqual([other, 401, 'key_missing']);
  });
});
