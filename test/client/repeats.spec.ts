// What a server cannot be made to do: half answers, resets, slow bodies, dates in Retry-After. When the client sends again, and when not.
import axios from 'axios';
import nock from 'nock';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import * as client from 'vouch-client';
import { createVouch, type VouchError, type VouchOptions } from 'vouch-client';

const PIN = '1115684091419838';
const URL = 'http://vouch.test';
const KEY = 'sk_test_secretsecret';
const REQUEST = { type: 'vouchers.one_voucher', source: { pin: '1115 6840 9141 9838' }, amount: 1500, currency: 'ZAR' };
const PAID = { object: 'redemption', id: 'rdm_000000000000000000000001', outcome: 'paid' };
const JSON_TYPE = { 'content-type': 'application/json' };
const PROBLEM_TYPE = { 'content-type': 'application/problem+json', 'x-request-id': 'req-1' };

const NOON = Date.parse('2026-01-31T12:00:00Z');
let time: number;
let waits: number[];
let chance: number;
const clock: client.Clock = {
  now: () => time,
  random: () => chance,
  sleep: async (ms) => {
    waits.push(ms);
    time += ms;
  },
};
const vouchOf = (options: Partial<VouchOptions> = {}) =>
  createVouch({ baseUrl: URL, apiKey: KEY, clock, ...options } as VouchOptions);

/** A body that begins and does not go on. */
function standingStill(): PassThrough {
  const body = new PassThrough();
  body.write('{"object":');
  return body;
}

/** Every request that arrived, with the key that it bore. */
let keys: (string | undefined)[];
const post = (path = '/v1/redemptions') =>
  nock(URL)
    .post(path)
    .matchHeader('idempotency-key', (value: unknown) => {
      keys.push(typeof value === 'string' ? value : undefined);
      return true;
    });
const problem = (code: string, status: number, more: object = {}) => ({
  type: `/problems/${code}`,
  title: 'A title',
  status,
  detail: 'What is wrong.',
  instance: '/v1/redemptions',
  code,
  request_id: 'req-1',
  retryable: status === 429 || status === 503 || code === 'idempotency_key_in_use',
  ...more,
});

beforeAll(() => {
  nock.disableNetConnect();
});
beforeEach(() => {
  [time, waits, chance, keys] = [NOON, [], 0, []];
});
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

/** The error of a call, which must show neither PIN nor key however it is printed. */
async function errorOf(promise: Promise<unknown>): Promise<VouchError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(client.VouchError);
  const printed = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), String(error)].join();
  for (const secret of [PIN, REQUEST.source.pin, '9838', KEY]) expect(printed).not.toContain(secret);
  return error as VouchError;
}
const create = (options: client.WaitOptions = {}, vouch = vouchOf()) => vouch.redemptions.create(REQUEST, options);

describe('sends again, with the same key,', () => {
  it.each<[string, () => void]>([
    ['after a reset', () => post().replyWithError(Object.assign(new Error(PIN), { code: 'ECONNRESET' }))],
    ['where nothing listens', () => post().replyWithError(Object.assign(new Error(PIN), { code: 'ECONNREFUSED' }))],
    ['after half a document', () => post().reply(201, '{"object":"redemption","outco', JSON_TYPE)],
    ['where the body stands still', () => post().reply(201, standingStill, JSON_TYPE)],
    ['after 503', () => post().reply(503, problem('store_unavailable', 503), PROBLEM_TYPE)],
    ['after a 503 of a proxy', () => post().reply(503, `<p>${PIN}</p>`, { 'content-type': 'text/html' })],
    ['after 429', () => post().reply(429, problem('rate_limited', 429), PROBLEM_TYPE)],
    ['while the first runs', () => post().reply(409, problem('idempotency_key_in_use', 409), PROBLEM_TYPE)],
  ])('%s', async (_, fail) => {
    fail();
    fail();
    post().reply(201, PAID, JSON_TYPE);
    expect(await create({ timeoutMs: 300 })).toEqual(PAID);
    expect(waits).toEqual([125, 250]);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^vc-[0-9a-f]{32}$/);
  });

  it('after Retry-After in seconds or as a date, with a spread on top', async () => {
    chance = 0.5;
    const refuse = (retryAfter: string) =>
      post().reply(429, problem('rate_limited', 429), { ...PROBLEM_TYPE, 'retry-after': retryAfter });
    refuse('7');
    refuse('Sat, 31 Jan 2026 12:00:17 GMT');
    refuse('soon');
    post().reply(201, PAID, JSON_TYPE);
    await create();
    // The date is ten seconds (less the first spread) after the first wait; what is neither is passed over.
    expect(waits).toEqual([7_125, 17_000 - 7_125 + 250, 750]);
  });

  it('with the key of the options, or of the body, and a new one for each call', async () => {
    for (let count = 0; count < 4; count++) post().reply(201, PAID, JSON_TYPE);
    const vouch = vouchOf();
    await vouch.redemptions.create(REQUEST, { idempotencyKey: 'mine' });
    await vouch.redemptions.create({ ...REQUEST, idempotency_key: 'in the body' });
    await vouch.redemptions.create(REQUEST);
    await vouch.redemptions.create(REQUEST);
    expect(keys.slice(0, 2)).toEqual(['mine', 'in the body']);
    expect(new Set(keys).size).toBe(4);
  });

  it('until the deadline, with waits that double up to eight seconds; then it says what is in doubt', async () => {
    const isDown = nock(URL).persist();
    isDown.post('/v1/redemptions').replyWithError(Object.assign(new Error(PIN), { code: 'ECONNRESET' }));
    chance = 1;
    const error = await errorOf(create({ deadlineMs: 30_000, idempotencyKey: 'mine' }));
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000]);
    expect(error).toBeInstanceOf(client.NoAnswer);
    expect(error).toMatchObject({ reason: 'ECONNRESET', idempotencyKey: 'mine', mayHaveHappened: true });
    isDown.persist(false);
    nock.cleanAll();
  });

  it('not where the server asks to wait beyond the deadline', async () => {
    const headers = { ...PROBLEM_TYPE, 'retry-after': '900' };
    post().reply(429, problem('too_many_pin_attempts', 429), headers);
    const error = await errorOf(create());
    expect(error).toBeInstanceOf(client.TooManyPinAttempts);
    expect([error.retryAfterMs, error.requestId, error.mayHaveHappened, waits]).toEqual([900_000, 'req-1', false, []]);
  });
});

describe('does not send again', () => {
  it.each<[number, string, boolean]>([
    [400, 'validation_failed', false],
    [404, 'not_found', false],
    [409, 'voucher_in_use', false],
    [409, 'outcome_unknown', false],
    [422, 'voucher_already_redeemed', false],
    [500, 'internal_error', true],
    [502, 'provider_misconfigured', false],
  ])('after %s %s', async (status, code, mayHaveHappened) => {
    const echo = {
      detail: `Sent: ${PIN}`,
      param: 'source.pin',
      errors: [{ param: 'source.pin', code: 'malformed', message: PIN }],
    };
    post().reply(status, problem(code, status, echo), PROBLEM_TYPE);
    const error = await errorOf(create());
    expect(error).toMatchObject({ code, status, requestId: 'req-1', param: 'source.pin', mayHaveHappened });
    expect(error.name.toLowerCase()).toBe(code.replaceAll('_', ''));
    expect(keys).toHaveLength(1);
  });

  it.each<[number, string, boolean]>([
    [504, 'text/html', true],
    [200, 'text/html', true],
    [302, 'text/html', true],
    [403, 'text/html', false],
  ])('what is not of Vouch: %s %s', async (status, type, mayHaveHappened) => {
    post().reply(status, `<p>${PIN}</p>`, { 'content-type': type, location: `http://elsewhere.test/${PIN}` });
    const error = await errorOf(create());
    expect(error).toBeInstanceOf(client.UnexpectedAnswer);
    expect(error).toMatchObject({ status, mayHaveHappened });
  });

  it('a code that this client does not know, which is a Problem all the same', async () => {
    post().reply(418, problem('teapot', 418), PROBLEM_TYPE);
    const error = await errorOf(create());
    expect([error instanceof client.Problem, error.code]).toEqual([true, 'teapot']);
  });

  it('a certificate that is not good, or the fault of an interceptor', async () => {
    post().replyWithError(Object.assign(new Error(PIN), { code: 'CERT_HAS_EXPIRED' }));
    expect(await errorOf(create())).toMatchObject({ reason: 'CERT_HAS_EXPIRED' });
    const http = axios.create();
    http.interceptors.request.use((config) => {
      throw Object.assign(new Error(`cannot send ${String(config.data)}`), { config });
    });
    expect(await errorOf(create({}, vouchOf({ axios: http })))).toMatchObject({ reason: 'ERR_UNKNOWN' });
  });

  it('a write without a key that may have arrived; but one that did not, and any read', async () => {
    const lookup = () => vouchOf().storedValue.lookup({ type: REQUEST.type, source: REQUEST.source });
    const reset = Object.assign(new Error(PIN), { code: 'ECONNRESET' });
    nock(URL).post('/v1/stored_value/lookup').replyWithError(reset);
    expect(await errorOf(lookup())).toMatchObject({ mayHaveHappened: true, idempotencyKey: null });
    nock(URL).post('/v1/stored_value/lookup').reply(503, problem('store_unavailable', 503), PROBLEM_TYPE);
    expect(await errorOf(lookup())).toMatchObject({ code: 'store_unavailable', mayHaveHappened: true });
    expect(waits).toEqual([]);
    const refused = Object.assign(new Error(PIN), { code: 'ECONNREFUSED' });
    nock(URL).post('/v1/stored_value/lookup').replyWithError(refused);
    nock(URL).post('/v1/stored_value/lookup').reply(503, problem('overloaded', 503), PROBLEM_TYPE);
    nock(URL).post('/v1/stored_value/lookup').reply(200, { amount: 1900 }, JSON_TYPE);
    expect(await lookup()).toEqual({ amount: 1900 });
    nock(URL).get('/v1/events?limit=1').replyWithError(reset);
    nock(URL).get('/v1/events?limit=1').reply(200, { data: [], has_more: false, next_cursor: null }, JSON_TYPE);
    expect((await vouchOf().events.list({ limit: 1 })).data).toEqual([]);
  });

  it('once the caller has aborted, in flight or between two attempts', async () => {
    const stop = new AbortController();
    post().delay(5_000).reply(201, PAID, JSON_TYPE);
    const running = errorOf(create({ signal: stop.signal, idempotencyKey: 'mine' }));
    setImmediate(() => {
      stop.abort(new Error(PIN));
    });
    expect(await running).toMatchObject({ name: 'AbortError', idempotencyKey: 'mine', mayHaveHappened: true });
    nock.abortPendingRequests();
    nock.cleanAll();
    expect(await errorOf(create({ signal: stop.signal }))).toMatchObject({ code: 'aborted', mayHaveHappened: false });

    const later = new AbortController();
    post().replyWithError(Object.assign(new Error(PIN), { code: 'ECONNREFUSED' }));
    const { now, random } = clock;
    const sleep: client.Clock['sleep'] = async (ms, signal) => {
      expect([ms, signal]).toEqual([125, later.signal]);
      later.abort();
      throw new client.Aborted();
    };
    const between = create({ signal: later.signal }, vouchOf({ clock: { now, random, sleep } }));
    expect(await errorOf(between)).toMatchObject({ code: 'aborted', mayHaveHappened: false });
  });
});

describe('createAndWait', () => {
  const checking = (more: object = {}) => ({ ...PAID, outcome: 'checking', next_check_at: null, ...more });
  const get = () => nock(URL).get(`/v1/redemptions/${PAID.id}`);

  it('asks when Retry-After or the redemption says so, until there is an outcome', async () => {
    post().reply(202, checking(), { ...JSON_TYPE, 'retry-after': '3' });
    get().reply(200, checking({ next_check_at: '2026-01-31T12:00:08Z' }), JSON_TYPE);
    get().reply(200, checking({ next_check_at: '2026-01-31T13:00:00Z' }), JSON_TYPE);
    get().reply(503, problem('store_unavailable', 503), PROBLEM_TYPE);
    get().reply(200, PAID, JSON_TYPE);
    expect(await vouchOf().redemptions.createAndWait(REQUEST)).toEqual(PAID);
    expect(waits).toEqual([3_000, 5_000, 30_000, 125]);
  });

  it('asks once more at the deadline, and then says that the outcome is unknown', async () => {
    post().reply(202, checking(), { ...JSON_TYPE, 'retry-after': '20' });
    get()
      .times(2)
      .reply(200, checking(), { ...JSON_TYPE, 'retry-after': '20', 'x-request-id': 'req-9' });
    const error = await errorOf(
      vouchOf().redemptions.createAndWait(REQUEST, { deadlineMs: 30_000, idempotencyKey: 'mine' }),
    );
    expect(error).toBeInstanceOf(client.StillChecking);
    expect(error).toMatchObject({
      code: 'still_checking',
      idempotencyKey: 'mine',
      mayHaveHappened: true,
      requestId: 'req-9',
    });
    expect((error as client.StillChecking).redemption.id).toBe(PAID.id);
    expect(waits).toEqual([20_000, 10_000]);
  });

  it('says so as well where it cannot read any more, and why', async () => {
    post().reply(202, checking(), { ...JSON_TYPE, 'retry-after': '1' });
    get().reply(403, problem('key_revoked', 403), PROBLEM_TYPE);
    const error = await errorOf(vouchOf().redemptions.createAndWait(REQUEST));
    expect(error).toBeInstanceOf(client.StillChecking);
    expect(error.cause).toBeInstanceOf(client.KeyRevoked);
  });

  it('with a publishable key repeats the create, which alone shows a change PIN', async () => {
    post().reply(202, checking(), { ...JSON_TYPE, 'retry-after': '1' });
    post().reply(201, PAID, JSON_TYPE);
    expect(await vouchOf({ apiKey: 'pk_test_x' }).redemptions.createAndWait(REQUEST)).toEqual(PAID);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });
});

it('a client that is printed shows no key', () => {
  expect(inspect(vouchOf(), { depth: 9, showHidden: true })).not.toContain(KEY);
});

it('an interceptor that reads answers or makes errors of statuses changes nothing', async () => {
  const http = axios.create();
  http.interceptors.response.use((response) => {
    const read = { ...response, data: JSON.parse(String(response.data)) as unknown };
    if (response.status >= 400) throw Object.assign(new axios.AxiosError(PIN), { response: read });
    return read;
  });
  post().reply(409, problem('voucher_in_use', 409, { detail: PIN }), PROBLEM_TYPE);
  expect(await errorOf(create({}, vouchOf({ axios: http })))).toBeInstanceOf(client.VoucherInUse);
  post().reply(201, PAID, JSON_TYPE);
  expect(await create({}, vouchOf({ axios: http }))).toEqual(PAID);
});

it('uses the axios of the caller, and a session sends no key', async () => {
  const http = axios.create({ headers: { 'x-shop': '7' } });
  nock(URL, { reqheaders: { 'x-shop': '7', 'vouch-till': '1' }, badheaders: ['authorization'] })
    .get('/v1/redemptions/types')
    .reply(200, { data: [] }, JSON_TYPE);
  const vouch = createVouch({ baseUrl: `${URL}/`, session: 'till', axios: http });
  expect((await vouch.redemptions.types()).data).toEqual([]);
});

it.each([
  [{ baseUrl: 'vouch.test', apiKey: KEY }],
  [{ baseUrl: `${URL}?a=1`, apiKey: KEY }],
  [{ baseUrl: URL }],
  [{ baseUrl: URL, apiKey: KEY, session: 'till' }],
  [{ baseUrl: URL, apiKey: 'two words' }],
])('refuses options that cannot be: %j', (options) => {
  expect(() => createVouch(options as VouchOptions)).toThrow(TypeError);
});
