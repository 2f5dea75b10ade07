// A terminal: paired by a code that nobody can guess, allowed what a till needs and nothing else, revoked at once.
import { readConfig } from '../../src/config';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/core/values/time';
import { startServer } from '../../src/server/start';
import { describeApi } from '../tools/engines';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { TestClock } from '../webhooks/world';
import { BLU, ONE_VOUCHER, startWorld, type Answer, type Call, type World } from './world';

jest.setTimeout(120_000);

type Terminal = Answer['body'] & { readonly pairing_code: string; readonly key: string; readonly key_hint: string };
const told = ({ status, body }: Answer) => [status, status < 300 ? body.outcome : body.code];
const keyed = (name: string) => ({ 'idempotency-key': name });
const PAGE = { 'vouch-till': '1', 'sec-fetch-site': 'same-origin' };
const SECURE = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' };

/** What tests of tills do. */
function tills(current: () => World) {
  const make = async (terminal_id: string, key = current().keys.secret) => {
    const made = await current().call('POST /v1/terminals', { key, body: { terminal_id, name: terminal_id } });
    expect(made.status).toBe(201);
    return made.body as Terminal;
  };
  const claim = (pairing_code: string, deliver = 'key', headers: Record<string, string> = {}) =>
    current().call('POST /v1/terminals/claim', { key: '', body: { pairing_code, deliver }, headers });
  const pair = async (terminal_id: string) => {
    const made = await make(terminal_id);
    const claimed = await claim(made.pairing_code);
    expect(claimed.status).toBe(201);
    return claimed.body as Terminal;
  };
  const sell = (key: string, value = 5000, amount = 2000, name?: string) =>
    current().create(
      current().voucher(ONE_VOUCHER, value),
      { amount, currency: 'ZAR' },
      { key, ...(name === undefined ? {} : { headers: keyed(name) }) },
    );
  return { make, claim, pair, sell };
}

describeApi('terminals', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, { VOUCH_PIN_ATTEMPTS: '3', VOUCH_TRUST_PROXY: 'loopback' }, { clock });
  });
  afterAll(() => world.close());
  const { make, claim, pair, sell } = tills(() => world);
  const read = (id: string, call: Call = {}) => world.call(`GET /v1/redemptions/${id}`, call);

  it('are made with a code that stands for ten minutes and one claim, and refuse all others alike', async () => {
    const made = await make('PAIR1');
    expect(made).toMatchObject({ object: 'terminal', terminal_id: 'PAIR1', status: 'pairing', paired_at: null });
    expect(made.pairing_code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
    const typed = made.pairing_code.toLowerCase().replace(/^(.{4})/, '$1 - ');
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(typed)));
    const winners = claims.filter(({ status }) => status === 201);
    expect(winners).toHaveLength(1);
    const { key, ...paired } = winners[0]?.body as Terminal;
    expect(key).toMatch(/^tk_test_[0-9A-Za-z]{38}$/);
    expect(paired).toMatchObject({ status: 'paired', delivered_as: 'key', key_hint: `tk_test_…${key.slice(-4)}` });
    const shown = await world.call(`GET /v1/terminals/${made.id}`);
    expect(shown.body).toEqual(paired);

    clock.pass(1000);
    const old = await make('PAIR2');
    clock.pass(10 * MINUTE_MS);
    const gone = await make('PAIR3');
    await world.call(`POST /v1/terminals/${gone.id}/revoke`);
    const refusals = [
      ...claims.filter(({ status }) => status !== 201),
      await claim(made.pairing_code),
      await claim(old.pairing_code),
      await claim(gone.pairing_code),
      await claim('22222222'),
    ];
    const words = refusals.map(({ status, body }) => [status, body.code, (body as { detail?: string }).detail]);
    expect(new Set(words.map((word) => JSON.stringify(word))).size).toBe(1);
    expect(words[0]).toEqual([422, 'pairing_code_invalid', expect.any(String)]);
    const listed = await world.call('GET /v1/terminals');
    expect(listed.body.data.map(({ status }) => status).slice(0, 3)).toEqual(['revoked', 'unpaired', 'paired']);
    // What a till holds is in the store as a digest, and so is its code.
    const stored = await world.stored();
    for (const secret of [key, made.pairing_code, old.pairing_code]) expect(stored).not.toContain(secret);
    expect(world.logs.join('')).not.toContain(key);
    clock.pass(15 * MINUTE_MS);
  });

  it('may do what a till needs with its own redemptions, as itself, and learn why a voucher was refused', async () => {
    const till = await pair('OWN1');
    const { key } = till;
    const sold = await sell(key, 5000, 2000, 'sale 1');
    expect(told(sold)).toEqual([201, 'paid']);
    expect((sold.body as unknown as { redemption_options: object }).redemption_options).toEqual({
      partial: 'decline',
      terminal_id: 'OWN1',
    });
    const { id } = sold.body;
    const pin = sold.body.change_voucher?.pin;
    expect(pin).toMatch(/^\d{16}$/);
    expect((await read(id, { key })).body).toEqual(sold.body);
    const recover = (name: string, by = key) =>
      world.call('POST /v1/redemptions/recover', { key: by, headers: keyed(name) });
    expect((await recover('sale 1')).body).toEqual(sold.body);
    // Its idempotency keys are its own: nobody uses up another's.
    const bySecret = await recover('sale 1', world.keys.secret);
    expect(told(bySecret)).toEqual([404, 'not_received']);
    // It would be untrue of the terminal: so nothing is said of it.
    expect(bySecret.body).toMatchObject({
      detail: expect.stringMatching(/^No request of a secret key .*terminals have/) as string,
    });
    const burnt = await recover('sale 2');
    expect(told(burnt)).toEqual([404, 'not_received']);
    expect(told(await sell(key, 5000, 2000, 'sale 2'))).toEqual([409, 'idempotency_key_burnt']);

    expect((await world.call('GET /v1/redemptions/types', { key })).status).toBe(200);
    const blu = world.voucher(BLU, 700);
    const look = { type: BLU, source: { token: blu.pin } };
    const looked = await world.call('POST /v1/stored_value/lookup', { key, body: look });
    expect(looked.body).toMatchObject({ balance: 700 });
    const refused = await world.create({ type: ONE_VOUCHER, pin: '1111222233334444' }, {}, { key });
    expect(refused.body.last_error?.code).toBe('voucher_not_found');

    const timeline = await world.call(`GET /v1/redemptions/${id}/timeline`);
    expect(timeline.body.data[0]).toMatchObject({ fact: 'created', actor: { kind: 'terminal', id: till.id } });
    expect(world.logs.some((line) => line.includes(`"key_id":"${till.id}"`))).toBe(true);

    const other = { redemption_options: { terminal_id: 'OWN2' } };
    const named = await world.create(world.voucher(BLU), other, { key });
    expect(named.body).toMatchObject({
      code: 'validation_failed',
      errors: [{ param: 'redemption_options.terminal_id', code: 'conflict' }],
    });
    const same = { redemption_options: { terminal_id: 'OWN1' } };
    expect(told(await world.create(world.voucher(BLU), same, { key }))).toEqual([201, 'paid']);
  });

  it('see nothing of others, and their own for a day', async () => {
    const [one, two] = [await pair('SEE1'), await pair('SEE2')];
    const sold = await sell(one.key, 5000, 2000, 'seen');
    const { id } = sold.body;
    // The same name on a redemption of the server makes it no till's.
    clock.pass(1);
    const server = await world.create(world.voucher(BLU), { redemption_options: { terminal_id: 'SEE1' } });
    for (const [key, seen] of [
      [two.key, id],
      [one.key, server.body.id],
    ] as const) {
      expect(told(await read(seen, { key }))).toEqual([404, 'not_found']);
      const acknowledged = await world.call(`POST /v1/redemptions/${seen}/acknowledge`, {
        key,
        body: { receipt: 'shown' },
      });
      expect(told(acknowledged)).toEqual([404, 'not_found']);
    }
    const list = async (key: string, query = '') => {
      const { body } = await world.call(`GET /v1/redemptions${query}`, { key });
      return body.data.map((row) => row.id);
    };
    expect(await list(one.key)).toEqual([id]);
    expect(await list(two.key)).toEqual([]);
    expect(await list(world.keys.secret, '?terminal_id=SEE1')).toEqual([server.body.id, id]);
    const strange = await world.call('GET /v1/redemptions?terminal_id=SEE2', { key: one.key });
    expect(strange.body.errors).toMatchObject([{ param: 'terminal_id', code: 'not_allowed' }]);
    const masked = (await world.call('GET /v1/redemptions', { key: one.key })).body.data[0]?.change_voucher?.pin;
    expect(masked).toMatch(/^\*+\d{4}$/);

    clock.pass(DAY_MS + 1);
    expect(told(await read(id, { key: one.key }))).toEqual([404, 'not_found']);
    expect(await list(one.key, '?created_from=2020-01-01T00:00:00Z')).toEqual([]);
    // By its key it is found all the same: what became of an attempt stays true. Its PIN is masked by then.
    const late = await world.call('POST /v1/redemptions/recover', { key: one.key, headers: keyed('seen') });
    expect([late.status, late.body.id, late.body.change_voucher?.pin]).toEqual([200, id, masked]);
    expect((await read(id)).body.change_voucher?.pin).toMatch(/^\d{16}$/);
  });

  it('acknowledge a receipt, so that what was not shown is found after a power cut', async () => {
    const { key, id: terminalId } = await pair('ACK1');
    const sales: string[] = [];
    for (let nth = 0; nth < 5; nth += 1) {
      sales.unshift((await sell(key)).body.id);
      clock.pass(1000);
    }
    const [newest = '', ...others] = sales;
    const acknowledge = (id: string, receipt: string, by = key) =>
      world.call(`POST /v1/redemptions/${id}/acknowledge`, { key: by, body: { receipt } });
    for (const id of others.slice(0, 2)) expect((await acknowledge(id, 'shown')).status).toBe(200);
    const left = [newest, ...others.slice(2)];
    const open = await world.call('GET /v1/redemptions?acknowledged=false', { key });
    expect(open.body.data.map(({ id }) => id)).toEqual(left);
    const first = await world.call('GET /v1/redemptions?acknowledged=false&limit=2', { key });
    const { next_cursor: cursor } = first.body;
    const second = await world.call(`GET /v1/redemptions?acknowledged=false&limit=2&cursor=${String(cursor)}`, { key });
    expect([...first.body.data, ...second.body.data].map(({ id }) => id)).toEqual(left);
    expect(second.body).toMatchObject({ has_more: false });
    const done = await world.call('GET /v1/redemptions?acknowledged=true', { key });
    expect(done.body.data.map(({ id }) => id)).toEqual(others.slice(0, 2));

    const before = await read(newest, { key });
    const printed = [await acknowledge(newest, 'printed'), await acknowledge(newest, 'printed', world.keys.secret)];
    expect(printed.map(({ body }) => body)).toMatchObject([
      { object: 'receipt', redemption_id: newest, receipt: 'printed', copy: 1 },
      { copy: 2 },
    ]);
    expect((await acknowledge(newest, 'shown')).body).toMatchObject({ copy: 1 });
    const after = await read(newest, { key });
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    expect({ ...after.body, updated_at: null }).toEqual({ ...before.body, updated_at: null });
    const { data } = (await world.call(`GET /v1/redemptions/${newest}/timeline`)).body;
    expect(data.filter(({ fact }) => fact === 'acknowledged')).toMatchObject([
      { actor: { kind: 'terminal', id: terminalId }, detail: { receipt: 'printed', copy: 1 } },
      { actor: { kind: 'api_key' }, detail: { receipt: 'printed', copy: 2 } },
      { detail: { receipt: 'shown', copy: 1 } },
    ]);
    const faulty = await acknowledge(newest, 'sung');
    expect(faulty.body.errors).toMatchObject([{ param: 'receipt', code: 'not_allowed' }]);
    expect(told(await acknowledge(newest, 'shown', world.keys.publishable))).toEqual([403, 'key_not_allowed']);
    // There is no outcome to show yet.
    const slow = await world.create(world.voucher(BLU, 5000, 'drop_after_taking'), {}, { key });
    if (slow.body.outcome === 'checking')
      expect(told(await acknowledge(slow.body.id, 'shown'))).toEqual([409, 'outcome_unknown']);
  });

  it('may do nothing else: every call of the description is refused but theirs', async () => {
    const { key, id } = await pair('DENY1');
    const sold = await sell(key);
    const { paths } = (await world.call('GET /openapi.json')).body as unknown as {
      paths: Record<string, Record<string, { operationId: string; security?: object[] }>>;
    };
    const served: string[] = [];
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { operationId, security }] of Object.entries(methods)) {
        const at = path.replace('{id}', path.includes('/redemptions/') ? sold.body.id : id).replace(/\{\w+\}/g, id);
        const body = method === 'get' || method === 'delete' ? {} : { body: {} };
        const answer = await world.call(`${method.toUpperCase()} ${at}`, { key, ...body });
        if (answer.body.code !== 'key_not_allowed') served.push(operationId);
        if (security?.length === 3)
          expect([operationId, answer.body.code]).not.toEqual([operationId, 'key_not_allowed']);
      }
    }
    expect(served.sort()).toEqual([
      'acknowledgeRedemption',
      'claimTerminal',
      'createRedemption',
      'getCurrentTerminal',
      'getRedemption',
      'listRedemptions',
      'listVoucherTypes',
      'lookUpStoredValue',
      'recoverRedemption',
      // Open to whoever has a password, whatever key comes along.
      'signIn',
    ]);
    expect((await world.call('GET /v1/terminals/current', { key })).body).toMatchObject({
      id,
      object: 'terminal',
      terminal_id: 'DENY1',
      livemode: false,
      account_name: 'default',
    });
    expect(told(await world.call('GET /v1/terminals/current'))).toEqual([403, 'key_not_allowed']);
    const points = { type: 'loyalty_points.ledger', source: { participant_id: 'p' }, amount: 100, currency: 'ZAR' };
    expect((await world.call('POST /v1/redemptions', { key, body: points })).status).toBeGreaterThanOrEqual(400);
    const uuid = 'GET /v1/redemptions/019ac1f2-7a3b-7c4d-8e5f-60718293a4b5';
    expect(told(await world.call(uuid, { key }))).toEqual([403, 'key_not_allowed']);
    // Nor may others do what is for secret keys, and a terminal of one shop is nothing to another.
    for (const route of ['POST /v1/terminals', 'GET /v1/terminals', `POST /v1/terminals/${id}/revoke`])
      expect(told(await world.call(route, { key: world.keys.publishable }))).toEqual([403, 'key_not_allowed']);
    const stranger = await world.newKey('Another Shop', 'test', 'secret');
    for (const action of ['revoke', 'unlock', 'pair'])
      expect(told(await world.call(`POST /v1/terminals/${id}/${action}`, { key: stranger }))).toEqual([
        404,
        'not_found',
      ]);
    expect((await world.call('GET /v1/terminals', { key: stranger })).body.data).toEqual([]);
  });

  it('have one standing till a name; a new code ends what was paired before, and a revocation is for good', async () => {
    const till = await pair('LOST1');
    const taken = await world.call('POST /v1/terminals', { body: { terminal_id: 'LOST1', name: 'x' } });
    expect([told(taken), (taken.body as { param?: string }).param]).toEqual([[409, 'name_taken'], 'terminal_id']);
    const sold = await sell(till.key);
    const again = await world.call(`POST /v1/terminals/${till.id}/pair`, { headers: keyed('pair anew') });
    expect(again.body).toMatchObject({ status: 'pairing', key_hint: null });
    expect(told(await read(sold.body.id, { key: till.key }))).toEqual([401, 'key_invalid']);
    const claimed = (await claim((again.body as Terminal).pairing_code)).body as Terminal;
    expect(claimed.id).toBe(till.id);
    expect((await read(sold.body.id, { key: claimed.key })).status).toBe(200);

    const revoked = await world.call(`POST /v1/terminals/${till.id}/revoke`);
    expect(revoked.body).toMatchObject({ status: 'revoked', revoked_by: expect.stringMatching(/^key_/) as string });
    expect(told(await read(sold.body.id, { key: claimed.key }))).toEqual([403, 'key_revoked']);
    clock.pass(1000);
    expect((await world.call(`POST /v1/terminals/${till.id}/revoke`)).body).toEqual(revoked.body);
    expect(told(await world.call(`POST /v1/terminals/${till.id}/pair`))).toEqual([409, 'invalid_state']);
    // Another one may bear its name. What the first one sold is not its own.
    const heir = await pair('LOST1');
    expect((await world.call('GET /v1/redemptions', { key: heir.key })).body.data).toEqual([]);
    const faulty = await world.call('POST /v1/terminals', { body: { terminal_id: 'TILL 3', name: '', colour: 'red' } });
    expect(faulty.body.errors.map(({ param }) => param).sort()).toEqual(['colour', 'name', 'terminal_id']);
  });

  it('have a PIN limit of their own, which closes no other, and is forgotten when they are unlocked', async () => {
    const [one, two] = [await pair('PIN1'), await pair('PIN2')];
    const guess = (key: string) => world.create({ type: ONE_VOUCHER, pin: '1111222233334444' }, {}, { key });
    for (let nth = 0; nth < 3; nth += 1) expect(told(await guess(one.key))).toEqual([201, 'not_paid']);
    expect(told(await guess(one.key))).toEqual([429, 'too_many_pin_attempts']);
    expect(told(await sell(one.key))).toEqual([429, 'too_many_pin_attempts']);
    // Of the same shop, behind the same address.
    expect(told(await sell(two.key))).toEqual([201, 'paid']);
    expect(told(await sell(world.keys.secret))).toEqual([201, 'paid']);
    expect((await world.call(`POST /v1/terminals/${one.id}/unlock`)).status).toBe(200);
    expect(told(await sell(one.key))).toEqual([201, 'paid']);
  });

  it('cannot be paired by guessing', async () => {
    const made = await make('GUESS1');
    // Nor does a stranger make it read much.
    expect(told(await claim('2'.repeat(9000)))).toEqual([413, 'body_too_large']);
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const codes: unknown[] = [];
    for (let nth = 0; nth < 20; nth += 1) codes.push((await claim('22222222', 'key', from('192.0.2.1'))).body.code);
    expect(new Set(codes)).toEqual(new Set(['pairing_code_invalid']));
    const closed = await claim(made.pairing_code, 'key', from('192.0.2.1'));
    expect(told(closed)).toEqual([429, 'too_many_pairing_attempts']);
    expect(Number(closed.headers.get('retry-after'))).toBeGreaterThan(0);
    // A text that can be no code is no guess.
    const short = await claim('2222', 'key', from('192.0.2.2'));
    expect(short.body.errors).toMatchObject([{ param: 'pairing_code', code: 'malformed' }]);
    expect((await claim(made.pairing_code, 'key', from('192.0.2.2'))).status).toBe(201);
    clock.pass(15 * MINUTE_MS);
  });

  it('hold a cookie that no script reads and no other site uses', async () => {
    const made = await make('WEB1');
    const host = new URL(world.server.url).host;
    for (const [headers, code] of [
      [{}, 'cross_site_request'],
      [{ 'vouch-till': '1', 'sec-fetch-site': 'cross-site' }, 'cross_site_request'],
      [{ 'vouch-till': '1', origin: 'https://evil.example' }, 'cross_site_request'],
      [{ ...PAGE, 'x-forwarded-for': '203.0.113.9' }, 'https_required'],
      [{ ...PAGE, 'x-forwarded-host': 'till.example.com' }, 'https_required'],
    ] as const)
      expect([headers, (await claim(made.pairing_code, 'cookie', headers)).body.code]).toEqual([headers, code]);
    // None of them has used the code up.
    const claimed = await claim(made.pairing_code, 'cookie', { ...PAGE, ...SECURE });
    expect(claimed.body).toMatchObject({ status: 'paired', delivered_as: 'cookie', key: null });
    const set = claimed.headers.get('set-cookie') ?? '';
    expect(set).toMatch(
      /^__Host-vouch-till=tk_test_[0-9A-Za-z]{38}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    const [cookie = '', text = ''] = /^[^=]+=([^;]+)/.exec(set) ?? [];
    expect(claimed.text).not.toContain(text);
    const own = { cookie: `other=1; ${cookie}` };
    expect((await world.call('GET /v1/redemptions', { key: '', headers: own })).status).toBe(200);
    // It counts as a cookie alone: who reads it off somewhere cannot send it as a key.
    expect(told(await world.call('GET /v1/redemptions', { key: text }))).toEqual([401, 'key_invalid']);
    const { key } = await pair('WEB2');
    const asCookie = { cookie: `__Host-vouch-till=${key}` };
    expect(told(await world.call('GET /v1/redemptions', { key: '', headers: asCookie }))).toEqual([401, 'key_invalid']);
    const secret = { cookie: `__Host-vouch-till=${world.keys.secret}` };
    expect(told(await world.call('GET /v1/redemptions', { key: '', headers: secret }))).toEqual([401, 'key_invalid']);

    const voucher = world.voucher(BLU, 1000);
    const buy = (headers: Record<string, string>) =>
      world.create(voucher, {}, { key: '', headers: { ...own, ...headers } });
    for (const headers of [
      {},
      { 'vouch-till': '1' },
      { 'sec-fetch-site': 'same-origin' },
      { 'vouch-till': '1', 'sec-fetch-site': 'same-site' },
      { 'vouch-till': '1', 'sec-fetch-site': 'cross-site', origin: `http://${host}` },
      { 'vouch-till': '1', origin: 'null' },
    ])
      expect([headers, told(await buy(headers))]).toEqual([headers, [403, 'cross_site_request']]);
    const form = { 'content-type': 'text/plain', ...PAGE };
    expect((await buy(form)).status).toBe(415);
    expect(world.truth(voucher).taken).toEqual([]);
    expect(told(await buy({ 'vouch-till': '1', origin: `http://${host}` }))).toEqual([201, 'paid']);
    expect(world.truth(voucher).taken).toHaveLength(1);

    // On one's own machine and in test mode, without HTTPS: another name, and no Secure.
    const plain = await claim((await make('WEB3')).pairing_code, 'cookie', PAGE);
    expect(plain.headers.get('set-cookie')).toMatch(
      /^vouch-till=tk_test_[0-9A-Za-z]{38}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const live = await world.newKey('default', 'live', 'secret');
    const real = await make('LIVE1', live);
    expect(told(await claim(real.pairing_code, 'cookie', PAGE))).toEqual([403, 'https_required']);
    const secure = await claim(real.pairing_code, 'cookie', { ...PAGE, ...SECURE });
    expect(secure.headers.get('set-cookie')).toMatch(/^__Host-vouch-till=tk_[0-9A-Za-z]{38}; .*; Secure;/);
    clock.pass(HOUR_MS);
  });
});

describeWithMongo('terminals of two servers', () => {
  it('are revoked, unlocked and paired at both at once', async () => {
    const world = await startWorld(freshMongoUrl, { VOUCH_PIN_ATTEMPTS: '1' });
    const { make, claim, pair, sell } = tills(() => world);
    const config = readConfig({
      DATABASE_URL: world.databaseUrl,
      PORT: '0',
      VOUCH_PIN_ATTEMPTS: '1',
      VOUCH_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      VOUCH_SIMULATORS_URL: world.simulators.addresses['control'] ?? '',
      LOG_LEVEL: 'error',
    });
    const other = await startServer(config);
    try {
      const till = await pair('TWO1');
      const there = (path: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) =>
        fetch(other.url + path, { ...init, headers: { authorization: `Bearer ${till.key}`, ...init.headers } });
      expect((await there('/v1/redemptions')).status).toBe(200);
      const guess = async () => {
        const body = JSON.stringify({ type: ONE_VOUCHER, source: { pin: '1111222233334444' } });
        return (
          await there('/v1/redemptions', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
        ).status;
      };
      expect([await guess(), await guess()]).toEqual([201, 429]);
      await world.call(`POST /v1/terminals/${till.id}/unlock`);
      expect(await guess()).toBe(201);
      expect((await sell(till.key)).status).toBe(201);
      await world.call(`POST /v1/terminals/${till.id}/revoke`);
      expect((await there('/v1/redemptions')).status).toBe(403);

      const { pairing_code } = await make('TWO2');
      const body = JSON.stringify({ pairing_code, deliver: 'key' });
      const headers = { 'content-type': 'application/json' };
      const elsewhere = () => fetch(`${other.url}/v1/terminals/claim`, { method: 'POST', body, headers });
      const claims = await Promise.all([1, 2, 3].flatMap(() => [claim(pairing_code), elsewhere()]));
      expect(claims.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
    } finally {
      await other.close();
      await world.close();
    }
  });
});
