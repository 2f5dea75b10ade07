// What a server cannot be made to do: half answers, resets, slow bodies, dates in Retry-After. When the client sends again, and when not.
import axios from 'axios';
import nock from 'nock';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import * as client from 'vouch-client';
import { JSON_TYPE, KEY, PAID, PIN, PROBLEM_TYPE, REQUEST, URL, errorOf, problem, tellNetwork } from './told';

const told = tellNetwork();
const create = (options: client.WaitOptions = {}, vouch = told().vouch()) => vouch.redemptions.create(REQUEST, options);

/** A body that begins and does not go on. */
function standingStill(): PassThrough {
  const body = new PassThrough();
  body.write('{"object":');
  return body;
}

describe('sends again, with the same key,', () => {
  it.each<[string, () => void]>([
    [
      'after a reset',
      () =>
        told()
          .post()
          .replyWithError(Object.assign(new Error(PIN), { code: 'ECONNRESET' })),
    ],
    [
      'where nothing listens',
      () =>
        told()
          .post()
          .replyWithError(Object.assign(new Error(PIN), { code: 'ECONNREFUSED' })),
    ],
    ['after half a document', () => told().post().reply(201, '{"object":"redemption","outco', JSON_TYPE)],
    ['where the body stands still', () => told().post().reply(201, standingStill, JSON_TYPE)],
    ['after 503', () => told().post().reply(503, problem('store_unavailable', 503), PROBLEM_TYPE)],
    ['after a 503 of a proxy', () => told().post().reply(503, `<p>${PIN}</p>`, { 'content-type': 'text/html' })],
    ['after 429', () => told().post().reply(429, problem('rate_limited', 429), PROBLEM_TYPE)],
    ['while the first runs', () => told().post().reply(409, problem('idempotency_key_in_use', 409), PROBLEM_TYPE)],
  ])('%s', async (_, fail) => {
    fail();
    fail();
    told().post().reply(201, PAID, JSON_TYPE);
    expect(await create({ timeoutMs: 1_000 })).toEqual(PAID);
    expect(told().waits).toEqual([125, 250]);
    expect(told().keys).toHaveLength(3);
    expect(new Set(told().keys).size).toBe(1);
    expect(told().keys[0]).toMatch(/^vc-[0-9a-f]{32}$/);
  });

  it('and a search, which has no key and changes nothing', async () => {
    const found = { object: 'list', data: [], has_more: false, next_cursor: null, understood: [] };
    const search = () => nock(URL).post('/v1/redemptions/search', { query: '9838' });
    search().replyWithError(Object.assign(new Error(PIN), { code: 'ECONNRESET' }));
    search().reply(200, found, JSON_TYPE);
    expect(await told().vouch().redemptions.search({ query: '9838' })).toEqual(found);
    expect(told().waits).toEqual([125]);
  });

  it('and tells before each repeat what came, and how long it waits', async () => {
    told()
      .post()
      .reply(429, problem('rate_limited', 429), { ...PROBLEM_TYPE, 'retry-after': '2' });
    told().post().reply(503, problem('store_unavailable', 503), PROBLEM_TYPE);
    told().post().reply(201, PAID, JSON_TYPE);
    const heard: unknown[] = [];
    await create({ onRepeat: (error, waitMs) => heard.push([error.code, error.mayHaveHappened, waitMs]) });
    expect(heard).toEqual([
      ['rate_limited', false, 2000],
      ['store_unavailable', true, 250],
    ]);
  });

  it('after Retry-After in seconds or as a date, with a spread on top', async () => {
    told().chance = 0.5;
    const refuse = (retryAfter: string) =>
      told()
        .post()
        .reply(429, problem('rate_limited', 429), { ...PROBLEM_TYPE, 'retry-after': retryAfter });
    refuse('7');
    refuse('Sat, 31 Jan 2026 12:00:17 GMT');
    refuse('soon');
    told().post().reply(201, PAID, JSON_TYPE);
    await create();
    // The date is ten seconds (less the first spread) after the first wait; what is neither is passed over.
    expect(told().waits).toEqual([7_125, 17_000 - 7_125 + 250, 750]);
  });

  it('with the key of the options, or of the body, and a new one for each call', async () => {
    for (let count = 0; count < 4; count++) told().post().reply(201, PAID, JSON_TYPE);
    const vouch = told().vouch();
    await vouch.redemptions.create(REQUEST, { idempotencyKey: 'mine' });
    await vouch.redemptions.create({ ...REQUEST, idempotency_key: 'in the body' });
    await vouch.redemptions.create(REQUEST);
    await vouch.redemptions.create(REQUEST);
    expect(told().keys.slice(0, 2)).toEqual(['mine', 'in the body']);
    expect(new Set(told().keys).size).toBe(4);
  });

  it('until the deadline, with told().waits that double up to eight seconds; then it says what is in doubt', async () => {
    const isDown = nock(URL).persist();
    isDown.post('/v1/redemptions').replyWithError(Object.assign(new Error(PIN), { code: 'ECONNRESET' }));
    told().chance = 1;
    const error = await errorOf(create({ deadlineMs: 30_000, idempotencyKey: 'mine' }));
    expect(told().waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000]);
    expect(error).toBeInstanceOf(client.NoAnswer);
    expect(error).toMatchObject({ reason: 'ECONNRESET', idempotencyKey: 'mine', mayHaveHappened: true });
    isDown.persist(false);
    nock.cleanAll();
  });

  it('not where the server asks to wait beyond the deadline', async () => {
    const headers = { ...PROBLEM_TYPE, 'retry-after': '900' };
    told().post().reply(429, problem('too_many_pin_attempts', 429), headers);
    const error = await errorOf(create());
    expect(error).toBeInstanceOf(client.TooManyPinAttempts);
    expect([error.retryAfterMs, error.requestId, error.mayHaveHappened, told().waits]).toEqual([
      900_000,
      'req-1',
      false,
      [],
    ]);
  });
});

const LATER = { ...PROBLEM_TYPE, 'retry-after': '900' };

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
    told()
      .post()
      .reply(status, problem(code, status, echo), PROBLEM_TYPE);
    const error = await errorOf(create());
    expect(error).toMatchObject({ code, status, requestId: 'req-1', param: 'source.pin', mayHaveHappened });
    expect(error.name.toLowerCase()).toBe(code.replaceAll('_', ''));
    expect(told().keys).toHaveLength(1);
  });

  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const everyByte = (text: string) => Buffer.from(text).toString('hex').replace(/../g, '%$&');
  const ODD = 'pin+/ é?>~~~';
  it.each<[string, string, string[]]>([
    ['the key', KEY, ['secretsecret']],
    ['the key in an address', `Bearer%20${everyByte(KEY)}&more`, ['%73%65%63', '%73%65%63%72%65%74']],
    ['the key in an address of an address', encodeURIComponent(everyByte(KEY).toUpperCase()), ['%2573%2565']],
    ...['', 'a', 'ab', 'vouch:'].map((before): [string, string, string[]] => {
      const text = base64(`${before}${KEY}:`);
      return [`the key behind "${before}" in base64`, `Basic ${text}.`, [text.slice(8, 24), text.slice(-8)]];
    }),
    ['the key in base64 of addresses', Buffer.from(`${ODD}${KEY}`).toString('base64url'), ['c2VjcmV0']],
    ['the PIN, written apart otherwise', '11-156840 91%20419+838', ['6840', '%20419']],
    ['the PIN in base64', base64(PIN), [base64(PIN).slice(4, 16)]],
    [
      'the PIN in base64, as it was typed',
      base64(`x${REQUEST.source.pin}`),
      [base64(`x${REQUEST.source.pin}`).slice(4, 20)],
    ],
  ])('and shows nothing of %s where a proxy repeats it', async (_, text, parts) => {
    const echo = {
      title: text,
      detail: `Sent: ${text}, that is "${text}"`,
      request_id: text,
      param: text,
      errors: [{ param: text, code: text, message: text }],
      advice: text,
      [`x ${text}`]: { of: [{ [text]: text }], number: Number(PIN) },
    };
    told()
      .post()
      .reply(400, problem('validation_failed', 400, echo), { ...PROBLEM_TYPE, 'x-request-id': `r-${text}` });
    const error = (await errorOf(create())) as client.Problem;
    const printed = inspect(error, { depth: 20 }).toLowerCase();
    for (const part of parts) expect(printed).not.toContain(part.toLowerCase());
    expect(error.message).toMatch(/^validation_failed: Sent: .*…/);
  });

  it('and shows what is no secret as it came', async () => {
    const details = { redemption_id: 'rdm_000000000000000000000001', available: 1500, list: ['sk_test_', null, true] };
    told()
      .post()
      .reply(409, problem('voucher_in_use', 409, details), PROBLEM_TYPE);
    expect(await errorOf(create())).toMatchObject({ details, message: 'voucher_in_use: What is wrong.' });
  });

  it('nor what it claims a till with', async () => {
    const echo = { detail: 'K7QM-3XWD, k7qm3xwd' };
    nock(URL)
      .post('/v1/terminals/claim')
      .reply(422, problem('pairing_code_invalid', 422, echo), PROBLEM_TYPE);
    const { message } = await errorOf(told().vouch().terminals.claim({ pairing_code: 'K7QM3XWD', deliver: 'key' }));
    expect(message).toBe('pairing_code_invalid: …, …');
  });

  it.each<[number, string, boolean]>([
    [504, 'text/html', true],
    [200, 'text/html', true],
    [302, 'text/html', true],
    [403, 'text/html', true],
    [404, 'text/html', true],
    [200, 'application/json', true],
    [403, 'application/json', true],
  ])('what is not of Vouch: %s %s', async (status, type, mayHaveHappened) => {
    told()
      .post()
      .reply(status, type.endsWith('json') ? { status: 'ok', code: 'done' } : `<p>${PIN}</p>`, {
        'content-type': type,
        location: `http://elsewhere.test/${PIN}`,
      });
    const error = await errorOf(create());
    expect(error).toBeInstanceOf(client.UnexpectedAnswer);
    expect(error).toMatchObject({ status, mayHaveHappened });
  });

  it.each([
    ['a proxy that lost its way', 404, problem('route_not_found', 404), true],
    ['a server that was set up anew', 422, problem('provider_not_configured', 422), true],
    ['somebody else', 409, { code: 'conflict', detail: 'of a gateway', retryable: false }, true],
    ['somebody else under a name of ours', 409, { ...problem('voucher_in_use', 409), type: 'about:blank' }, true],
    ['a gateway whose status is another', 409, problem('voucher_in_use', 422), true],
    ['a code that is not known here', 409, problem('teapot', 409), true],
    ['the look at the key', 409, problem('voucher_in_use', 409), false],
  ])('after a lost answer: %s says %s', async (_, status, body, mayHaveHappened) => {
    told()
      .post()
      .replyWithError(Object.assign(new Error(PIN), { code: 'ECONNRESET' }));
    told().post().reply(status, body, PROBLEM_TYPE);
    expect(await errorOf(create())).toMatchObject({ status, mayHaveHappened });
  });

  it('a key of which the server says, asked twice, that nothing came with it', async () => {
    const post = () => nock(URL).post('/v1/redemptions/recover');
    post().replyWithError(Object.assign(new Error(PIN), { code: 'ECONNRESET' }));
    post().reply(404, problem('not_received', 404), PROBLEM_TYPE);
    const recovered = told().vouch().redemptions.recover('order-1');
    expect(await errorOf(recovered)).toMatchObject({ code: 'not_received', mayHaveHappened: false });
  });

  it('what is no answer to a create, although it would be one to the question by its key', async () => {
    told()
      .post()
      .replyWithError(Object.assign(new Error(PIN), { code: 'ECONNRESET' }));
    told().post().reply(404, problem('not_received', 404), PROBLEM_TYPE);
    expect(await errorOf(create())).toMatchObject({ code: 'not_received', mayHaveHappened: true });
  });

  it('a refusal at the door by Vouch, after somebody else had asked to wait and may have handed the request on', async () => {
    told().post().reply(429, '<p>slow down</p>', { 'content-type': 'text/html' });
    told().post().reply(422, problem('provider_not_configured', 422), PROBLEM_TYPE);
    expect(await errorOf(create())).toMatchObject({ code: 'provider_not_configured', mayHaveHappened: true });
  });

  it.each<[number, string, boolean]>([
    [415, 'unsupported_media_type', true],
    [403, 'key_revoked', true],
    [429, 'too_many_pin_attempts', true],
    [400, 'validation_failed', false],
    [409, 'voucher_in_use', false],
    [503, 'shutting_down', true],
    [422, 'voucher_already_redeemed', false],
  ])('in a browser, which may have sent it before by itself: %s %s', async (status, code, mayHaveHappened) => {
    Object.assign(globalThis, { document: {} });
    try {
      told().post().reply(status, problem(code, status), LATER);
      expect(await errorOf(create())).toMatchObject({ code, mayHaveHappened });
    } finally {
      delete (globalThis as { document?: unknown }).document;
    }
  });

  it.each<[string, () => void, boolean]>([
    ['wrong key', () => told().post().reply(401, problem('key_invalid', 401), PROBLEM_TYPE), true],
    ['server that stops', () => told().post().reply(503, problem('shutting_down', 503), LATER), true],
    [
      'server that is down',
      () =>
        told()
          .post()
          .replyWithError(Object.assign(new Error(PIN), { code: 'ECONNREFUSED' })),
      true,
    ],
    ['look at the key', () => told().post().reply(409, problem('voucher_in_use', 409), PROBLEM_TYPE), false],
    ['other request', () => told().post().reply(409, problem('idempotency_key_reused', 409), PROBLEM_TYPE), true],
    ['request itself', () => told().post().reply(422, problem('voucher_not_found', 422), PROBLEM_TYPE), false],
  ])(
    'of a key that was named, and may have been used before, a refusal of the %s',
    async (what, refuse, mayHaveHappened) => {
      refuse();
      // Too short for a second attempt where nothing listens; the others are not repeated.
      const deadlineMs = what.endsWith('down') ? 100 : 30_000;
      expect(await errorOf(create({ idempotencyKey: 'order-1', deadlineMs }))).toMatchObject({ mayHaveHappened });
      // An axios of the caller's may repeat what fails, as a browser does.
      refuse();
      const own = told().vouch({ axios: axios.create() });
      expect(await errorOf(create({ deadlineMs }, own))).toMatchObject({ mayHaveHappened });
    },
  );

  it('for the answer of a gateway that sends back what it was sent', async () => {
    told()
      .post()
      .reply(200, (_, body) => body, JSON_TYPE);
    const sent = told()
      .vouch()
      .redemptions.create({ ...REQUEST, external_reference: 'INV-7' });
    expect(await errorOf(sent)).toMatchObject({ code: 'unexpected_answer', mayHaveHappened: true });
  });

  it('a code that this client does not know, which is a Problem all the same', async () => {
    told().post().reply(418, problem('teapot', 418), PROBLEM_TYPE);
    const error = await errorOf(create());
    expect([error instanceof client.Problem, error.code, error.mayHaveHappened]).toEqual([true, 'teapot', true]);
  });

  it('a certificate that is not good, or the fault of an interceptor', async () => {
    told()
      .post()
      .replyWithError(Object.assign(new Error(PIN), { code: 'CERT_HAS_EXPIRED' }));
    expect(await errorOf(create())).toMatchObject({ reason: 'CERT_HAS_EXPIRED' });
    const http = axios.create();
    http.interceptors.request.use((config) => {
      throw Object.assign(new Error(`cannot send ${String(config.data)}`), { config });
    });
    expect(await errorOf(create({}, told().vouch({ axios: http })))).toMatchObject({ reason: 'ERR_UNKNOWN' });
  });

  it('a write without a key that may have arrived; but one that did not, and any read', async () => {
    const lookup = () => told().vouch().storedValue.lookup({ type: REQUEST.type, source: REQUEST.source });
    const reset = Object.assign(new Error(PIN), { code: 'ECONNRESET' });
    nock(URL).post('/v1/stored_value/lookup').replyWithError(reset);
    expect(await errorOf(lookup())).toMatchObject({ mayHaveHappened: true, idempotencyKey: null });
    nock(URL).post('/v1/stored_value/lookup').reply(503, problem('store_unavailable', 503), PROBLEM_TYPE);
    expect(await errorOf(lookup())).toMatchObject({ code: 'store_unavailable', mayHaveHappened: true });
    expect(told().waits).toEqual([]);
    const refused = Object.assign(new Error(PIN), { code: 'ECONNREFUSED' });
    nock(URL).post('/v1/stored_value/lookup').replyWithError(refused);
    nock(URL).post('/v1/stored_value/lookup').reply(503, problem('overloaded', 503), PROBLEM_TYPE);
    nock(URL).post('/v1/stored_value/lookup').reply(200, { amount: 1900, provider_metadata: {} }, JSON_TYPE);
    expect(await lookup()).toMatchObject({ amount: 1900 });
    nock(URL).post('/v1/stored_value/lookup').reply(429, '<p>slow down</p>', { 'content-type': 'text/html' });
    expect(await errorOf(lookup())).toMatchObject({ code: 'unexpected_answer', mayHaveHappened: true });
    nock(URL).get('/v1/events?limit=1').replyWithError(reset);
    nock(URL).get('/v1/events?limit=1').reply(200, { data: [], has_more: false, next_cursor: null }, JSON_TYPE);
    expect((await told().vouch().events.list({ limit: 1 })).data).toEqual([]);
  });

  it('once the caller has aborted, in flight or between two attempts', async () => {
    const stop = new AbortController();
    told().post().delay(5_000).reply(201, PAID, JSON_TYPE);
    const running = errorOf(create({ signal: stop.signal, idempotencyKey: 'mine' }));
    setImmediate(() => {
      stop.abort(new Error(PIN));
    });
    expect(await running).toMatchObject({ name: 'AbortError', idempotencyKey: 'mine', mayHaveHappened: true });
    nock.abortPendingRequests();
    nock.cleanAll();
    expect(await errorOf(create({ signal: stop.signal }))).toMatchObject({ code: 'aborted', mayHaveHappened: false });

    const later = new AbortController();
    told()
      .post()
      .replyWithError(Object.assign(new Error(PIN), { code: 'ECONNREFUSED' }));
    const { now, random } = told().clock;
    const sleep: client.Clock['sleep'] = async (ms, signal) => {
      expect([ms, signal]).toEqual([125, later.signal]);
      later.abort();
      throw new client.Aborted();
    };
    const between = create({ signal: later.signal }, told().vouch({ clock: { now, random, sleep } }));
    expect(await errorOf(between)).toMatchObject({ code: 'aborted', mayHaveHappened: false });
  });
});
