// What is refused, and how: every fault at once, nothing stored, nothing sent, no value repeated.
import { connect } from 'node:net';
import { describeApi } from '../tools/engines';
import { exchange as exchangeOf, RawClient } from './raw-http';
import { ALL_TYPES, BLU, ONE_VOUCHER, OTT, startWorld, type World } from './world';

const PIN = '4929384756102938';
const good = { type: ONE_VOUCHER, source: { pin: PIN } };
const METRICS_TOKEN = 'for-whoever-reads-the-metrics-of-this-spec';
const key41 = 'k'.repeat(41);
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${String(index)}`, 'v']));

/** What is sent with a create, and the params of the faults it has. */
const FAULTS: readonly [string, object, readonly string[]][] = [
  ['nothing at all', {}, ['type', 'source']],
  [
    'wrong types',
    { type: 7, source: 'x', confirm: 'yes', metadata: [], related_ids: 'a' },
    ['type', 'source', 'confirm', 'metadata', 'related_ids'],
  ],
  [
    'nulls',
    { ...good, amount: null, currency: null, confirm: null, metadata: null },
    ['amount', 'currency', 'confirm', 'metadata'],
  ],
  ['unknown fields', { ...good, amout: 5, constructor: 1, toString: 2 }, ['amout', 'constructor', 'toString']],
  ['amount 0', { ...good, amount: 0, currency: 'ZAR' }, ['amount']],
  ['a negative amount', { ...good, amount: -1, currency: 'ZAR' }, ['amount']],
  ['a fraction of a cent', { ...good, amount: 10.5, currency: 'ZAR' }, ['amount']],
  ['beyond exact integers', { ...good, amount: 2 ** 53, currency: 'ZAR' }, ['amount']],
  ['an amount as text', { ...good, amount: '100', currency: 'ZAR' }, ['amount']],
  ['an amount without currency', { ...good, amount: 100 }, ['currency']],
  ['a currency without amount', { ...good, currency: 'ZAR' }, ['amount']],
  ['a currency that is none', { ...good, amount: 1, currency: 'rand' }, ['currency']],
  ['a capture method that is none', { ...good, capture_method: 'later' }, ['capture_method']],
  ['a PIN that is too short', { type: ONE_VOUCHER, source: { pin: PIN.slice(1) } }, ['source.pin']],
  ['a PIN with letters', { type: ONE_VOUCHER, source: { pin: 'x' + PIN.slice(1) } }, ['source.pin']],
  ['a PIN as a number', { type: ONE_VOUCHER, source: { pin: 4929384756102938 } }, ['source.pin']],
  [
    'a field of another type',
    { type: ONE_VOUCHER, source: { pin: PIN, phone_number: '27821234567' } },
    ['source.phone_number'],
  ],
  ['missing source fields', { type: OTT, source: {} }, ['source.pin', 'source.phone_number']],
  ['the same field twice', { type: BLU, source: { pin: PIN, token: PIN } }, ['source.pin']],
  [
    'metadata',
    { ...good, metadata: { [key41]: 'a', '': 'b', n: 1, l: 'x'.repeat(501), o: {} } },
    [`metadata.${key41}`, 'metadata.', 'metadata.n', 'metadata.l', 'metadata.o'],
  ],
  ['too much metadata', { ...good, metadata: many(21) }, ['metadata']],
  [
    'options',
    {
      ...good,
      redemption_options: {
        partial: 'some',
        mobile_number: '0821234567',
        store_id: 'a b',
        terminal_id: 'x'.repeat(41),
        odd: 1,
      },
    },
    [
      'redemption_options.partial',
      'redemption_options.mobile_number',
      'redemption_options.store_id',
      'redemption_options.terminal_id',
      'redemption_options.odd',
    ],
  ],
  ['options that are none', { ...good, redemption_options: [] }, ['redemption_options']],
  ['external reference', { ...good, external_reference: 'x'.repeat(256) }, ['external_reference']],
  ['an empty external reference', { ...good, external_reference: '' }, ['external_reference']],
  ['related ids', { ...good, related_ids: Array.from({ length: 21 }, () => 'a') }, ['related_ids']],
  ['a related id', { ...good, related_ids: ['a', 'x'.repeat(65)] }, ['related_ids']],
  ['a body key', { ...good, idempotency_key: '' }, ['idempotency_key']],
  [
    'everything wrong',
    { type: OTT, source: { pin: '1' }, amount: 'x', metadata: { n: 1 }, extra: true },
    ['type', 'amount', 'currency', 'extra', 'metadata.n', 'source.pin', 'source.phone_number'].slice(1),
  ],
];

describeApi('bad input', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl, { VOUCH_METRICS_TOKEN: METRICS_TOKEN });
  });
  afterAll(async () => {
    // Nothing stored, nothing sent.
    expect((await world.call('GET /v1/redemptions')).body.data).toEqual([]);
    expect(world.books.snapshot().calls).toEqual([]);
    await world.close();
  });

  it.each(FAULTS)('create refuses %s', async (_name, body, params) => {
    const answer = await world.call('POST /v1/redemptions', { body, headers: { 'idempotency-key': 'still free' } });
    expect([answer.status, answer.body.code]).toEqual([400, 'validation_failed']);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors.map(({ param }) => param).sort()).toEqual([...params].sort());
    expect(answer.text).not.toContain(PIN.slice(1, -1));
  });

  const long = 'x'.repeat(65);
  it.each([
    [{ related_ids: 'x' }, 'related_ids', 'wrong_type', 'must be a list'],
    [{ related_ids: {} }, 'related_ids', 'wrong_type', 'must be a list'],
    [{ related_ids: [1] }, 'related_ids', 'wrong_type', 'must be a string of 1 to 64 characters'],
    [{ related_ids: ['a', ''] }, 'related_ids', 'malformed', 'must be a string of 1 to 64 characters'],
    [{ related_ids: ['a', long] }, 'related_ids', 'too_long', 'must be a string of 1 to 64 characters'],
    [{ related_ids: Array(21).fill('a') }, 'related_ids', 'too_many', 'may have at most 20 entries'],
    [{ metadata: ['a'] }, 'metadata', 'wrong_type', 'must be an object'],
    [{ metadata: 'a' }, 'metadata', 'wrong_type', 'must be an object'],
    [{ metadata: { a: 'b\u0000' } }, 'metadata.a', 'malformed', 'may have printable characters alone'],
    [{ redemption_options: 'x' }, 'redemption_options', 'wrong_type', 'must be an object'],
    [{ redemption_options: { terminal_id: 7 } }, 'redemption_options.terminal_id', 'wrong_type', '1 to 40 letters'],
    [{ source: PIN }, 'source', 'wrong_type', 'must be an object'],
    [{ source: [PIN] }, 'source', 'wrong_type', 'must be an object'],
    [{ source: { pin: 5 } }, 'source.pin', 'wrong_type', 'must be a string'],
    [{ amount: '10.00', currency: 'ZAR' }, 'amount', 'wrong_type', 'must be a whole number of cents'],
    [{ amount: 10.5, currency: 'ZAR' }, 'amount', 'out_of_range', 'must be a whole number of cents'],
    [{ amount: 100, currency: 5 }, 'currency', 'wrong_type', 'must be an ISO 4217 code'],
    [{ amount: 100, currency: 'Rand' }, 'currency', 'malformed', 'must be an ISO 4217 code'],
    [{ confirm: 'true' }, 'confirm', 'wrong_type', 'must be true or false'],
    [{ capture_method: true }, 'capture_method', 'not_allowed', 'must be automatic or manual'],
    [{ external_reference: 5 }, 'external_reference', 'wrong_type', 'must be a string'],
    [{ type: 7 }, 'type', 'wrong_type', 'must be a type such as vouchers.one_voucher'],
    [{ idempotency_key: 7 }, 'idempotency_key', 'wrong_type', 'must be 1 to 255 printable ASCII characters'],
  ])('says what is wrong with %j', async (fields, param, code, words) => {
    const { body } = await world.call('POST /v1/redemptions', { body: { ...good, ...fields } });
    const message = expect.stringContaining(words) as string;
    expect(body.errors).toEqual([{ param, code, message }]);
  });

  it.each([
    [{ event_types: 'x' }, 'event_types', 'wrong_type', 'must be a list of event types'],
    [{ event_types: [] }, 'event_types', 'malformed', 'must name at least one event type'],
    [{ event_types: ['x'] }, 'event_types', 'not_allowed', 'must hold only'],
    [{ disabled: 'true' }, 'disabled', 'wrong_type', 'must be true or false'],
    [{ url: 5 }, 'url', 'wrong_type', 'must be a string'],
  ])('says what is wrong with a webhook endpoint of %j', async (fields, param, code, words) => {
    const answer = await world.call('POST /v1/webhook_endpoints', { body: { url: 'http://127.0.0.1:9', ...fields } });
    const message = expect.stringContaining(words) as string;
    expect(answer.body.errors).toEqual([{ param, code, message }]);
  });

  it.each([
    ['300', 'wrong_type', 'must be a whole number of seconds'],
    [-1, 'out_of_range', 'must not be negative'],
    [604_801, 'out_of_range', 'must be at most 604800'],
  ])('says what is wrong with an overlap of %j', async (seconds, code, words) => {
    const route = `POST /v1/webhook_endpoints/whe_${'0'.repeat(24)}/rotate_secret`;
    const { body } = await world.call(route, { body: { overlap_seconds: seconds } });
    const message = expect.stringContaining(words) as string;
    expect(body.errors).toEqual([{ param: 'overlap_seconds', code, message }]);
  });

  it('never repeats a PIN, not even one in the wrong place', async () => {
    const wrong = [
      { [PIN]: 1 },
      { ...good, source: { [PIN]: 'x' } },
      { type: PIN, source: PIN },
      { ...good, metadata: { [PIN]: 5 } },
      { ...good, external_reference: [PIN] },
    ];
    for (const body of wrong) {
      const answer = await world.call('POST /v1/redemptions', { body });
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain(PIN);
    }
    for (const path of [
      `/v1/redemptions/${PIN}`,
      `/v1/redemptions?cursor=${PIN}`,
      `/v1/redemptions?${PIN}=1`,
      `/nowhere/${PIN}`,
    ]) {
      const answer = await world.call(`GET ${path}`);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain(PIN);
    }
  });

  it.each([
    ['not JSON', '{"type":', 'invalid_json'],
    ['a list', '[]', 'invalid_request'],
    ['a word', '"x"', 'invalid_request'],
    ['a forbidden key', '{"__proto__":{"a":1}}', 'validation_failed'],
    ['a forbidden key further in', '{"metadata":{"constructor":{"prototype":1}}}', 'validation_failed'],
    ['a forbidden key in what is no JSON', '{"__proto__":{"a":1}', 'invalid_json'],
  ])('create refuses a body that is %s', async (_name, body, code) => {
    const answer = await world.call('POST /v1/redemptions', { body });
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it('answers 422 to what is well said and cannot be', async () => {
    const unknown = await world.call('POST /v1/redemptions', { body: { ...good, type: 'vouchers.moon' } });
    expect([unknown.status, unknown.body.code, unknown.body]).toEqual([
      422,
      'unknown_type',
      expect.objectContaining({
        param: 'type',
        known_types: ALL_TYPES,
        detail: expect.stringContaining(ALL_TYPES.join(', ')) as string,
      }),
    ]);
    const dollars = await world.call('POST /v1/redemptions', { body: { ...good, amount: 5, currency: 'USD' } });
    expect([dollars.status, dollars.body.code]).toEqual([422, 'unsupported_currency']);
    const lookup = await world.call('POST /v1/stored_value/lookup', { body: good });
    expect([lookup.status, lookup.body.code]).toEqual([422, 'lookup_not_supported']);
  });

  it.each(['', 'x'.repeat(256), 'naïve'])('refuses the idempotency key %j', async (key) => {
    const answer = await world.call('POST /v1/redemptions', { body: good, headers: { 'idempotency-key': key } });
    expect([answer.status, answer.body.errors.map(({ param }) => param)]).toEqual([400, ['Idempotency-Key']]);
  });

  it('refuses two different keys for one request', async () => {
    const answer = await world.call('POST /v1/redemptions', {
      body: { ...good, idempotency_key: 'a' },
      headers: { 'idempotency-key': 'b' },
    });
    expect(answer.body.errors).toEqual([expect.objectContaining({ param: 'idempotency_key', code: 'conflict' })]);
  });

  const ID = `rdm_${'0'.repeat(24)}`;
  it.each([
    [`POST /v1/redemptions/${ID}/capture`, { amount: 0, extra: 1 }, ['amount', 'extra']],
    [`POST /v1/redemptions/${ID}/cancel`, { reason: 'x' }, ['reason']],
    [`POST /v1/redemptions/${ID}/reserve`, { idempotency_key: 'x' }, ['idempotency_key']],
    [`POST /v1/redemptions/${ID}/reverse`, { amount: 1.5 }, ['reason', 'amount']],
    [`POST /v1/redemptions/${ID}/reverse`, { reason: 'x'.repeat(501) }, ['reason']],
    [`PATCH /v1/redemptions/${ID}`, { status: 'confirmed', metadata: { a: 1 } }, ['status', 'metadata.a']],
    ['POST /v1/redemptions/rdm_1/capture', {}, ['id']],
    ['POST /v1/test_helpers/vouchers', { type: 'x', amount: 0, scenario: 'odd' }, ['type', 'amount', 'scenario']],
    ['POST /v1/stored_value/lookup', { type: BLU, source: { token: '1' }, amount: 5 }, ['source.token', 'amount']],
  ])('%s refuses %j', async (route, body, params) => {
    const answer = await world.call(route, { body });
    expect([answer.status, answer.body.errors.map(({ param }) => param).sort()]).toEqual([400, [...params].sort()]);
  });

  it.each([
    ['limit=0&status=paid&outcome=x&type=%20', ['limit', 'status', 'outcome', 'type']],
    ['limit=101', ['limit']],
    ['limit=1.5', ['limit']],
    ['limit=5&limit=6', ['limit']],
    ['cursor=abc', ['cursor']],
    ['cursor=', ['cursor']],
    ['created_from=yesterday&created_to=2026-02-30T00:00:00Z', ['created_from', 'created_to']],
    ['created_from=2026-01', ['created_from']],
    ['state=draft', ['state']],
    ['metadata[]=1', ['metadata[]']],
    ['terminal_id=a%20b', ['terminal_id']],
  ])('the list refuses ?%s', async (query, params) => {
    const answer = await world.call(`GET /v1/redemptions?${query}`);
    expect([answer.status, answer.body.errors.map(({ param }) => param).sort()]).toEqual([400, [...params].sort()]);
  });

  it.each([
    ['limit=0', 'limit', 'out_of_range', 'must be a whole number, 1 to 100'],
    ['limit=ten', 'limit', 'malformed', 'must be a whole number, 1 to 100'],
    ['type=vouchers.xx', 'type', 'not_allowed', `must be one of ${ALL_TYPES.join(', ')}`],
    ['status=draft&status=failed', 'status', 'too_many', 'is given more than once: give it once'],
    ['metadata[a]=1&metadata[a]=2', 'metadata[a]', 'too_many', 'is given more than once: give it once'],
    ['metadata=1', 'metadata', 'malformed', 'must name a key: metadata[key]'],
  ])('the list says what is wrong with ?%s', async (query, param, code, message) => {
    const answer = await world.call(`GET /v1/redemptions?${query}`);
    expect([answer.status, answer.body.errors]).toEqual([400, [{ param, code, message }]]);
  });

  it('says of an amount what it must be, and of a forbidden field where it stands', async () => {
    const amount = await world.call('POST /v1/redemptions', { body: { ...good, amount: 0, currency: 'ZAR' } });
    expect(amount.body.errors).toEqual([
      { param: 'amount', code: 'out_of_range', message: 'must be a whole number of cents, 1 to 100000000' },
    ]);
    const forbidden = await world.call('POST /v1/redemptions', { body: '{"metadata":{"__proto__":{"a":1}}}' });
    expect(forbidden.body.errors).toEqual([
      { param: 'metadata.__proto__', code: 'unknown_field', message: 'is not a field here' },
    ]);
  });

  // A PIN that went into the wrong field as well would stand in clear in answers, lists and webhooks.
  it.each([
    ['POST /v1/redemptions', { ...good, currency: 'ZAR' }],
    [`POST /v1/redemptions/rdm_${'0'.repeat(24)}/capture`, {}],
    [`POST /v1/redemptions/rdm_${'0'.repeat(24)}/reverse`, { reason: 'Goods returned', idempotency_key: 'k' }],
    [`POST /v1/redemptions/rdm_${'0'.repeat(24)}/reversal_proposals`, { reason: 'Goods returned' }],
    [`POST /v1/reviews/rvw_${'0'.repeat(24)}/verdict`, { decision: 'paid', note: 'Seen', evidence: 'Line 7' }],
    ['POST /v1/test_helpers/vouchers', { type: ONE_VOUCHER }],
  ])('%s takes a million rand at most, and no PIN for an amount', async (route, fields) => {
    const most = 100_000_000;
    const message = 'must be a whole number of cents, 1 to 100000000';
    for (const amount of [most + 1, 360_329_459_373, 4929384756102938]) {
      const answer = await world.call(route, { body: { ...fields, amount } });
      expect([answer.status, answer.body.errors]).toEqual([400, [{ param: 'amount', code: 'out_of_range', message }]]);
      expect(answer.text).not.toContain(String(amount));
    }
    // Without one of its fields nothing is taken, and the fault is not of the amount.
    const { body } = await world.call(route, { body: { ...fields, amount: most, currency: 'rand', extra: true } });
    expect(body.errors.map(({ param }) => param)).not.toContain('amount');
    expect(body.errors.length).toBeGreaterThan(0);
  });

  it('refuses a body that is nested without end', async () => {
    for (const body of [
      `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`,
      `{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`,
    ]) {
      const answer = await world.call('POST /v1/redemptions', { body, headers: { 'idempotency-key': 'deep' } });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    }
  });

  it('answers with a problem where no route was reached: bad addresses, bad headers, bytes that are no request', async () => {
    for (const path of ['/v1/redemptions/%ff', `/v1/redemptions/${'a'.repeat(200)}`]) {
      const answer = await world.call(`GET ${path}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.body).toMatchObject({ request_id: answer.headers.get('x-request-id') });
    }
    const { port } = new URL(world.server.url);
    const long = `GET /health/live HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`;
    for (const [bytes, status, code] of [
      ['hello\r\n\r\n', '400 Bad Request', 'invalid_request'],
      [long, '431 Request Header Fields Too Large', 'headers_too_large'],
    ] as const) {
      const answer = await exchange(Number(port), bytes);
      expect(answer.split('\r\n', 2)).toEqual([
        `HTTP/1.1 ${status}`,
        'content-type: application/problem+json; charset=utf-8',
      ]);
      const id = /\r\nx-request-id: (req_[0-9a-f]{24})\r\n/i.exec(answer)?.[1];
      expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))).toMatchObject({
        code,
        request_id: id,
      });
    }
  });

  it('does not call it an error of its own when a client hangs up in the middle of its body', async () => {
    const { port } = new URL(world.server.url);
    const head = [
      'POST /v1/redemptions HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${world.keys.secret}`,
      'Content-Type: application/json',
      'Content-Length: 500',
      'X-Request-Id: hung-up',
    ];
    const lines = () => world.logs.filter((line) => line.includes('"hung-up"')).map(readLine);
    for (const leave of ['resetAndDestroy', 'destroy', 'end'] as const) {
      const before = lines().length;
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(`${head.join('\r\n')}\r\n\r\n{"type":`, () => socket[leave]());
      });
      await untilTrue(() => lines().length > before);
    }
    expect(lines().map(({ level, msg }) => [level, msg])).toEqual(
      Array(3).fill(['debug', 'The client hung up before its request had arrived']),
    );
    const metrics = await world.call('GET /metrics', { key: METRICS_TOKEN });
    expect(metrics.text).toContain('vouch_http_requests_total{');
    expect(metrics.text).not.toMatch(/vouch_http_requests_total\{[^}]*status="5|internal_error/);
  });

  it('takes an address with a slash at its end for the same address, and says where to look from the root', async () => {
    const [plain, slashed] = [
      await world.call('GET /v1/redemptions/types'),
      await world.call('GET /v1/redemptions/types/'),
    ];
    expect([slashed.status, slashed.text]).toEqual([200, plain.text]);
    expect((await world.call('GET /v1/redemptions/?limit=1')).status).toBe(200);
    expect((await world.call('POST /v1/redemptions/', { body: {} })).body.code).toBe('validation_failed');
    const root = await world.call('GET /', { key: '' });
    const { docs, openapi, problems, health } = JSON.parse(root.text) as Record<string, string> & {
      health: Record<string, string>;
    };
    for (const path of [docs, openapi, problems, health['live'], health['ready']])
      expect([path, (await world.call(`GET ${String(path)}`, { key: '' })).status]).toEqual([path, 200]);
    const nowhere = await world.call('GET /v1/voucher');
    expect([nowhere.status, nowhere.body.code, nowhere.text]).toEqual([
      404,
      'route_not_found',
      expect.stringContaining('/docs'),
    ]);
    for (const [route, allow] of [
      ['DELETE /', 'GET, HEAD'],
      ['DELETE /v1/redemptions/', 'GET, HEAD, POST'],
      ['DELETE /v1/redemptions/types', 'GET, HEAD'],
      [`GET /v1/redemptions/${ID}/capture/`, 'POST'],
    ] as const) {
      const { status, body, headers, text } = await world.call(route);
      expect([status, body.code, headers.get('allow')]).toEqual([405, 'method_not_allowed', allow]);
      expect(text).toContain(`This address answers to ${allow}`);
    }
  });

  it('has nothing beside the files of its docs, and no path is an error of ours', async () => {
    const before = world.logs.length;
    // Undecoded: a client of ours would tidy them up first.
    for (const path of ['/docs/..', '/docs/../v1/redemptions', '/docs/..%5c..', '/docs/%00', '/docs//etc/passwd']) {
      const client = await RawClient.open(world.server.url);
      client.send([`GET ${path} HTTP/1.1`, 'Host: vouch', 'Connection: close']);
      await client.end();
      expect([path, client.received.slice(9, 12)]).toEqual([path, '404']);
      expect(client.received).toContain('"code":"route_not_found"');
    }
    const long = await world.call(`GET /docs/${'a'.repeat(5000)}`);
    expect([long.status, long.body.status]).toEqual([400, 400]);
    expect(world.logs.slice(before).filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it('does not repeat what was asked for where there is no such thing: it may be a PIN', async () => {
    const spaced = PIN.replace(/\d{4}(?=\d)/g, '$&%20');
    const encoded = PIN.replace(/\d/g, '%3$&');
    for (const path of ['events', 'webhook_endpoints', 'webhook_deliveries', 'redemptions', 'reviews', 'nothing']) {
      for (const id of [PIN, `rdm_${PIN}`, `rdm_${PIN}abcd`, `a${PIN}z`, spaced, encoded, `rdm_${PIN}/capture`]) {
        const answer = await world.call(`GET /v1/${path}/${id}`);
        expect([path, id, answer.status >= 400, answer.text.includes(PIN)]).toEqual([path, id, true, false]);
        expect(decodeURIComponent(answer.text).replace(/ /g, '')).not.toContain(PIN);
      }
    }
    expect(world.logs.join('')).not.toContain(PIN);
  });

  it.each(['%uD800', '%5CuD800', '&#xD800;', '%5CuDFFF', '&#55296;', '%5Cx%7BD800%7D'])(
    'answers an address that holds a long number and %s, half of a character',
    async (half) => {
      const before = world.logs.length;
      for (const path of [`/1234567890${half}`, `/v1/redemptions/${PIN}${half}`, `/v1/nothing/${half}${PIN}`]) {
        const answer = await exchangeOf(world.server.url, [
          `GET ${path} HTTP/1.1`,
          'Host: vouch',
          `Authorization: Bearer ${world.keys.secret}`,
        ]);
        expect([path, answer.body.code]).toEqual([
          path,
          expect.stringMatching(/^(invalid_request|validation_failed|route_not_found)$/),
        ]);
        expect(decodeURIComponent(String(answer.body['instance']))).toContain('****');
        expect(answer.text).not.toContain(PIN);
      }
      expect((await world.call('GET /health/live')).status).toBe(200);
      expect(world.logs.slice(before).filter((line) => line.includes('"level":"error"'))).toEqual([]);
    },
  );

  it('refuses ids that cannot be, and does not know those that are not', async () => {
    for (const path of ['', '/reversals', '/timeline']) {
      expect((await world.call(`GET /v1/redemptions/rdm_xyz${path}`)).body.errors[0]?.param).toBe('id');
      expect((await world.call(`GET /v1/redemptions/${ID}${path}`)).body.code).toBe('not_found');
    }
  });
});

/** Sends bytes as they are; resolves with all that comes back until the server hangs up. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => {
      resolve(Buffer.concat(chunks).toString());
    });
    socket.on('error', reject);
  });
}

function readLine(line: string): Record<string, unknown> {
  return JSON.parse(line) as Record<string, unknown>;
}

/** The log is written after the reply: asked for until it says so. */
async function untilTrue(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('It did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
