// What a request passes before its body is read, and how it is refused: the headers, the address, the key, the kind of body. Every
// refusal is a problem document with the headers of every other answer.
import { gzipSync } from 'node:zlib';
import { mongo } from 'mongoose';
import { AnswerPace } from '../../src/api/http/answer-pace';
import { HashGate } from '../../src/auth/hash-gate';
import { newKey } from '../../src/auth/keys';
import { StoreUnavailable } from '../../src/core/store-unavailable';
import { Refusal } from '../../src/core/values/refusal';
import { Database } from '../../src/store/sqlite/engine/database';
import { describeOnOne } from '../tools/engines';
import { exchange, RawClient, type RawAnswer } from './raw-http';
import { BLU, sourceOf, startWorld, type World } from './world';

const PAGE = 'https://till.example.com';

describeOnOne('the door', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl, { VOUCH_CORS_ORIGINS: PAGE });
  });
  afterAll(() => world.close());

  // A page of another origin may hold no secret key, which is for cors.spec.ts to see; here its answers have to carry its headers.
  const FROM = [`Origin: ${PAGE}`, 'Sec-Fetch-Site: same-origin'];
  const head = (route: string, ...headers: string[]) => [`${route} HTTP/1.1`, 'Host: x', ...FROM, ...headers];
  const bearer = () => `Authorization: Bearer ${world.keys.secret}`;
  const json = (body: string) => [
    'Content-Type: application/json',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
  ];
  const ask = (lines: readonly string[], body: string | Buffer = '') => exchange(world.server.url, lines, body);

  /** What every refusal has, wherever it was made. */
  function expectProblem(answer: RawAnswer, status: number, code: string): void {
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body).toMatchObject({ status, request_id: answer.headers['x-request-id'] });
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringContaining('application/problem+json') as string,
      'x-request-id': expect.stringMatching(/^req_/) as string,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': PAGE,
      'access-control-expose-headers': 'etag, retry-after, idempotent-replayed, x-request-id',
      vary: 'Origin',
    });
  }

  it('answers before the body is there: whoever has no key sends in vain', async () => {
    const unknown = newKey('test', 'secret').text;
    const cases: [string, string[], number, string][] = [
      ['/v1/redemptions', [], 401, 'key_missing'],
      ['/collect/redemptions', ['X-API-Key: sk_test_short'], 401, 'key_invalid'],
      ['/v1/webhook_endpoints', [`Authorization: Bearer ${unknown}`], 401, 'key_invalid'],
      ['/stored_value/lookup', ['Authorization: Basic eDp5'], 401, 'key_invalid'],
      ['/v1/test_helpers/vouchers', [`X-API-Key: ${world.keys.publishable}`], 403, 'key_not_allowed'],
      ['/v1/nothing', [], 404, 'route_not_found'],
      ['/v1/redemptions/types', [], 405, 'method_not_allowed'],
      ['/health/live', [], 405, 'method_not_allowed'],
    ];
    const framings = ['Content-Length: 65536', 'Transfer-Encoding: chunked', 'Content-Length: 99999999'];
    const sendHeads = cases.flatMap(([path, headers, status, code]) =>
      framings.map(async (framing) => {
        const client = await RawClient.open(world.server.url);
        // The head alone: the body never comes.
        client.send(head(`POST ${path}`, ...headers, 'Content-Type: application/json', framing));
        expectProblem(await client.answer(), status, code);
        // And is not waited for either.
        await client.end();
        expect(client.received).toBe('');
      }),
    );
    await Promise.all(sendHeads);
  });

  it('never parses a body without a key, however it is made', async () => {
    const parse = jest.spyOn(JSON, 'parse');
    const lengths = () => parse.mock.calls.map(([text]) => text.length).filter((length) => length > 10_000);
    try {
      for (const body of ['['.repeat(65_536), '{"a":'.repeat(13_000), `[${'{},'.repeat(21_000)}{}]`]) {
        const refused = await ask(head('POST /v1/redemptions', ...json(body)), body);
        expect([refused.status, refused.body.code]).toEqual([401, 'key_missing']);
        // With a key it is measured first, and not parsed either.
        const measured = await ask(head('POST /v1/redemptions', bearer(), ...json(body)), body);
        expectProblem(measured, 400, 'invalid_request');
        expect(lengths()).toEqual([]);
      }
      const honest = JSON.stringify({ metadata: { a: 'x'.repeat(20_000) } });
      expectProblem(
        await ask(head('POST /v1/redemptions', bearer(), ...json(honest)), honest),
        400,
        'validation_failed',
      );
      expect(lengths()).toEqual([honest.length]);
    } finally {
      parse.mockRestore();
    }
  });

  it('goes on with the connection where the refused body was a small one', async () => {
    const client = await RawClient.open(world.server.url);
    for (let round = 0; round < 3; round += 1) {
      client.send(head('POST /v1/redemptions', ...json('{"a":1}')), '{"a":1}');
      expectProblem(await client.answer(), 401, 'key_missing');
      client.send(head('GET /v1/redemptions?limit=1', bearer()));
      expect((await client.answer()).status).toBe(200);
    }
    client.socket.destroy();
  });

  it('says go on to whoever waits for it, once the key is known, and says no to the others', async () => {
    const body = JSON.stringify({ type: BLU, amount: 500 });
    const expecting = (...headers: string[]) =>
      head('POST /v1/test_helpers/vouchers', ...headers, ...json(body), 'Expect: 100-continue');
    const client = (await RawClient.open(world.server.url)).send(expecting(bearer()));
    expect((await client.answer()).status).toBe(100);
    client.socket.write(body);
    expect((await client.answer()).status).toBe(201);
    client.socket.destroy();
    expectProblem(await ask(expecting()), 401, 'key_missing');
    expectProblem(await ask(head('GET /v1/redemptions', bearer(), 'Expect: tea')), 417, 'expectation_failed');
  });

  it('takes its time with strangers once they are many, and none of that of others', async () => {
    const nested = '['.repeat(65_536);
    const order: string[] = [];
    const strangers = Array.from({ length: 250 }, async () => {
      const { status } = await ask(head('POST /v1/redemptions', ...json(nested)), nested);
      order.push(String(status));
    });
    for (let round = 0; round < 3; round += 1) {
      expect((await world.call('GET /v1/redemptions?limit=1')).status).toBe(200);
      order.push('honest');
    }
    await Promise.all(strangers);
    expect(order.filter((one) => one === '401')).toHaveLength(250);
    // A hundred at once, fifty a second: the others were still waiting when the honest caller was done.
    expect(250 + 3 - 1 - order.lastIndexOf('honest')).toBeGreaterThan(50);
  });

  it('gives every refusal without a good key at a pace, and with one only what is past its headers', async () => {
    const large = '['.repeat(10_000);
    const { publishable } = world.keys;
    const cases: [string, string, string[], string?][] = [
      ['strangers', 'GET /v1/redemptions', []],
      ['strangers', 'GET /v1/nothing', []],
      ['strangers', 'DELETE /v1/redemptions', []],
      ['strangers', 'GET /till/assets/nothing.js', []],
      ['strangers', 'GET /%zz', []],
      ['strangers', 'GET /v1/nothing', ['X-API-Key: sk_test_short']],
      ['strangers', 'POST /v1/terminals/claim', json('{"code":7}'), '{"code":7}'],
      ['strangers', 'POST /v1/terminals/claim', json('{"code'), '{"code'],
      ['strangers', 'POST /v1/terminals/claim', json(large), large],
      ['open', 'GET /', []],
      ['open', 'GET /openapi.json', []],
      ['open', 'GET /docs', []],
      ['keys', 'POST /v1/redemptions', [bearer(), ...json(large)], large],
      ['keys', 'POST /v1/redemptions', [`X-API-Key: ${publishable}`, ...json(large)], large],
      ['none', 'POST /v1/redemptions', [bearer(), ...json('{')], '{'],
      ['none', 'GET /v1/nothing', [bearer()]],
      ['none', 'DELETE /v1/redemptions', [`X-API-Key: ${publishable}`]],
      ['none', 'GET /v1/redemptions', [`X-API-Key: ${publishable}`]],
      ['none', 'GET /v1/redemptions?limit=1', [bearer()]],
    ];
    const paced = {
      strangers: jest.spyOn(AnswerPace.prototype, 'refusal'),
      keys: jest.spyOn(AnswerPace.prototype, 'refusalOfAccount'),
      open: jest.spyOn(AnswerPace.prototype, 'open'),
    };
    const kinds = Object.entries(paced);
    try {
      for (const [kind, route, headers, body] of cases) {
        kinds.forEach(([, spy]) => spy.mockClear());
        await ask(head(route, ...headers), body);
        const called = kinds.filter(([, spy]) => spy.mock.calls.length > 0).map(([name]) => name);
        expect([route, headers.length, called.join() || 'none']).toEqual([route, headers.length, kind]);
      }
      expect(paced.open.mock.calls).toEqual([]);
    } finally {
      kinds.forEach(([, spy]) => {
        spy.mockRestore();
      });
    }
  });

  it('gives the refusal of a sign-in at a pace also where it is too busy for one, and none of whose key cannot be looked up', async () => {
    const refusal = jest.spyOn(AnswerPace.prototype, 'refusal');
    const hash = jest.spyOn(HashGate.prototype, 'run').mockRejectedValue(new Refusal('overloaded', 'Too many'));
    try {
      const body = JSON.stringify({ email: 'nobody@example.com', password: 'wrong horse battery' });
      const own = ['Host: localhost', 'Sec-Fetch-Site: same-origin', 'Vouch-Console: 1'];
      const busy = await ask(['POST /v1/console/session HTTP/1.1', ...own, ...json(body)], body);
      expect([busy.status, busy.body.code, refusal.mock.calls.length]).toEqual([503, 'overloaded', 1]);
      const fail = () => {
        throw new StoreUnavailable('away');
      };
      const looksUp = [
        jest.spyOn(Database.prototype, 'get').mockImplementation(fail),
        jest.spyOn(mongo.Collection.prototype, 'find').mockImplementation(fail),
      ];
      const away = await ask(head('GET /v1/redemptions', bearer())).finally(() => {
        for (const spy of looksUp) spy.mockRestore();
      });
      expect([away.status, away.body.code, refusal.mock.calls.length]).toEqual([503, 'store_unavailable', 1]);
    } finally {
      for (const spy of [refusal, hash]) spy.mockRestore();
    }
  });

  it('tells at most fifty faults, however many there are', async () => {
    const strange = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`odd${String(index)}`, 1]));
    const { status, body } = await world.call('POST /v1/redemptions', { body: { ...strange, type: 7, source: 7 } });
    expect([status, body.errors.length]).toEqual([400, 50]);
    expect(body.errors).toContainEqual({ param: 'type', code: 'wrong_type', message: expect.any(String) as string });
    expect(body).toMatchObject({ detail: expect.stringContaining('and at least 49 more') as string });
    const some = Object.fromEntries(Object.entries(strange).slice(0, 250));
    const metadata = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`odd${String(index)}`, 1]));
    const more = await world.call('POST /v1/redemptions', {
      body: { metadata, source: some, redemption_options: some },
    });
    expect([more.status, more.body.errors.length]).toEqual([400, 50]);
  });

  it.each(['Idempotency-Key', 'If-Match', 'Authorization', 'X-API-Key', 'Content-Type', 'Host'])(
    'refuses a second %s, and names it',
    async (name) => {
      const lines = head(`POST /v1/redemptions/rdm_${'0'.repeat(24)}/capture`, bearer(), ...json('{}'));
      const other = lines.find((line) => line.startsWith(name)) ?? `${name}: "1"`;
      const set = lines.includes(other) ? lines : [...lines, other];
      for (const second of [other, `${name.toUpperCase()}: other`]) {
        const answer = await ask([...set, second], '{}');
        expectProblem(answer, 400, 'validation_failed');
        expect(answer.body.errors).toEqual([{ param: name, code: 'too_many', message: 'may stand once in a request' }]);
      }
    },
  );

  it('names every header that stands twice, and also a length that is said in two ways', async () => {
    const both = await ask(head('POST /v1/redemptions', bearer(), 'if-match: "1"', 'If-Match: "1"', bearer()));
    expect(both.body.errors?.map(({ param }) => param).sort()).toEqual(['Authorization', 'If-Match']);
    for (const second of ['Content-Length: 2', 'Content-Length: 3', 'content-length: 2, 2']) {
      const lines = head(
        'POST /v1/redemptions',
        bearer(),
        'Content-Type: application/json',
        'Content-Length: 2',
        second,
      );
      const answer = await ask(lines, '{}');
      expectProblem(answer, 400, 'validation_failed');
      expect(answer.body.errors?.map(({ param }) => param)).toEqual(['Content-Length']);
    }
    const smuggled = head('POST /v1/redemptions', bearer(), 'Content-Length: 2', 'Transfer-Encoding: chunked');
    expectProblem(await ask(smuggled, '0\r\n\r\n'), 400, 'invalid_request');
  });

  it('takes one key in two places for one key, and refuses to choose between two', async () => {
    const { secret, publishable } = world.keys;
    const same = await ask(head('GET /v1/redemptions', bearer(), `X-API-Key: ${secret}`));
    expect(same.status).toBe(200);
    const two = await ask(head('GET /v1/redemptions', bearer(), `X-API-Key: ${publishable}`));
    expectProblem(two, 400, 'validation_failed');
    expect(two.body.errors).toEqual([
      { param: 'X-API-Key', code: 'conflict', message: expect.stringContaining('send one key') as string },
    ]);
    // A proxy that asks for a password of its own leaves the other header to the key.
    expect((await ask(head('GET /v1/redemptions', 'Authorization: Basic eDp5', `X-API-Key: ${secret}`))).status).toBe(
      200,
    );
  });

  it('reads no body that is encoded', async () => {
    const body = gzipSync(JSON.stringify({ type: BLU, amount: 500 }));
    for (const coding of ['gzip', 'br', 'deflate', 'x-gzip', 'identity, gzip', 'GZIP']) {
      for (const type of ['application/json', 'text/plain']) {
        const answer = await ask(
          head(
            'POST /v1/test_helpers/vouchers',
            bearer(),
            `Content-Type: ${type}`,
            `Content-Encoding: ${coding}`,
            `Content-Length: ${String(body.length)}`,
          ),
          body,
        );
        expectProblem(answer, 415, 'unsupported_media_type');
        expect(answer.headers['accept-encoding']).toBe('identity');
      }
    }
    const plain = JSON.stringify({ type: BLU, amount: 500 });
    const identity = await ask(
      head('POST /v1/test_helpers/vouchers', bearer(), ...json(plain), 'Content-Encoding: identity'),
      plain,
    );
    expect(identity.status).toBe(201);
  });

  it('asks for JSON where there is a body, and for nothing where there is none', async () => {
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'nonsense',
      'application/jsonp',
      ';',
    ];
    for (const type of types) {
      const capture = (...headers: string[]) =>
        head(`POST /v1/redemptions/rdm_${'0'.repeat(24)}/cancel`, bearer(), `Content-Type: ${type}`, ...headers);
      expectProblem(await ask(capture('Content-Length: 2'), '{}'), 415, 'unsupported_media_type');
      expectProblem(
        await ask(capture('Transfer-Encoding: chunked'), '2\r\n{}\r\n0\r\n\r\n'),
        415,
        'unsupported_media_type',
      );
      for (const [framing, body] of [
        [[], ''],
        [['Content-Length: 0'], ''],
        [['Transfer-Encoding: chunked'], '0\r\n\r\n'],
      ] as const)
        expectProblem(await ask(capture(...framing), body), 404, 'not_found');
    }
    const nameless = head('POST /v1/redemptions', bearer(), 'Content-Length: 2');
    expectProblem(await ask(nameless, '{}'), 415, 'unsupported_media_type');
    for (const type of ['application/json;charset=utf-8', 'APPLICATION/JSON', 'application/json ; charset=UTF-8']) {
      const lines = head('POST /v1/redemptions', bearer(), `Content-Type: ${type}`, 'Content-Length: 2');
      expectProblem(await ask(lines, '{}'), 400, 'validation_failed');
    }
    // What says that it is in another character set would be read as something else than was meant.
    for (const charset of ['utf-16', '"UTF-16LE"', 'iso-8859-1; a=b', 'utf-88', ' ']) {
      const type = `Content-Type: application/json; charset=${charset}`;
      expectProblem(
        await ask(head('POST /v1/redemptions', bearer(), type, 'Content-Length: 2'), '{}'),
        415,
        'unsupported_media_type',
      );
    }
  });

  it('answers everything with the same headers: what cannot be decoded, read, expected or done', async () => {
    const cases: [string[], number, string][] = [
      [head('GET /v1/redemptions/%ZZ', bearer()), 400, 'invalid_request'],
      [head('GET /v1/redemptions/%ff', bearer()), 400, 'invalid_request'],
      [head('GET /%', bearer()), 400, 'invalid_request'],
      [head('GET /v1/redemptions/%00', bearer()), 400, 'validation_failed'],
      [head(`GET /v1/redemptions/${'a'.repeat(300)}`, bearer()), 400, 'invalid_request'],
      [head('GET //v1/redemptions', bearer()), 404, 'route_not_found'],
      [head('GET /v1//redemptions', bearer()), 404, 'route_not_found'],
      [head('OPTIONS *', bearer()), 404, 'route_not_found'],
      [head('OPTIONS /v1/redemptions', bearer()), 405, 'method_not_allowed'],
      [head('OPTIONS /v1/nothing'), 404, 'route_not_found'],
      [head('PROPFIND /v1/redemptions', bearer()), 405, 'method_not_allowed'],
      [head('TRACE /v1/redemptions', bearer()), 405, 'method_not_allowed'],
      [head('PUT /v1/redemptions/types'), 405, 'method_not_allowed'],
      [head('QUERY /v1/redemptions', bearer()), 405, 'method_not_allowed'],
      [head('CONNECT x:443'), 405, 'method_not_allowed'],
      [head('NONSENSE /v1/redemptions'), 400, 'invalid_request'],
      [[`GET /health/live HTTP/1.1`, `Origin: ${PAGE}`], 400, 'invalid_request'],
      [head('GET /health/live', 'Bad Header: x'), 400, 'invalid_request'],
      [head('GET /health/live', `X: ${'x'.repeat(20_000)}`), 431, 'headers_too_large'],
      [head(`GET /health/live?${'x'.repeat(20_000)}`), 431, 'headers_too_large'],
    ];
    for (const [lines, status, code] of cases) {
      const answer = await ask(lines);
      expect([lines[0], answer.status]).toEqual([lines[0], status]);
      expectProblem(answer, status, code);
      if (status === 405 && !lines[0]!.startsWith('CONNECT')) expect(answer.headers['allow']).toMatch(/GET/);
    }
  });

  it('is kept by no cache, whatever it is', async () => {
    const { body: made } = await world.create(world.voucher(BLU));
    const paths = [
      '/v1/redemptions',
      `/v1/redemptions/${made.id}`,
      `/collect/redemptions/${made.id}`,
      '/v1/redemptions/types',
      '/v1/events',
      '/v1/webhook_endpoints',
      '/v1/reviews',
      '/health/live',
      '/health/ready',
      '/',
      '/problems',
      '/nowhere',
    ];
    for (const path of paths)
      expect([path, (await world.call(`GET ${path}`)).headers.get('cache-control')]).toEqual([path, 'no-store']);
    const voucher = world.voucher(BLU);
    const looked = await world.call('POST /stored_value/lookup', { body: { type: BLU, source: sourceOf(voucher) } });
    expect([looked.status, looked.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  it('takes metadata at all of its limits, however JSON escapes it', async () => {
    const units = (text: string) =>
      [...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
    const face = '😀';
    const names = Array.from({ length: 20 }, (_, index) => face.repeat(39) + String.fromCharCode(97 + index));
    const value = face.repeat(500);
    const pairs = names.map((name) => `"${units(name)}":"${units(value)}"`).join(',');
    const related = Array(20)
      .fill(`"${units(face.repeat(64))}"`)
      .join(',');
    const voucher = world.voucher(BLU);
    const text = `{"type":"${BLU}","source":${JSON.stringify(sourceOf(voucher))},"metadata":{${pairs}},"external_reference":"${units(face.repeat(255))}","related_ids":[${related}]}`;
    expect(text.length).toBeGreaterThan(140_000);
    const made = await world.call('POST /v1/redemptions', { body: text, headers: { 'idempotency-key': 'faces' } });
    expect([made.status, made.body.outcome]).toEqual([201, 'paid']);
    const whole = Object.fromEntries(names.map((name) => [name, value]));
    expect(made.body.metadata).toEqual(whole);
    // The same in UTF-8 is the same request.
    const again = await world.call('POST /v1/redemptions', {
      body: JSON.parse(text),
      headers: { 'idempotency-key': 'faces' },
    });
    expect([again.headers.get('idempotent-replayed'), again.body.id]).toEqual(['true', made.body.id]);
    expect((await world.call(`GET /v1/redemptions/${made.body.id}`)).body.metadata).toEqual(whole);
    const patched = await world.call(`PATCH /v1/redemptions/${made.body.id}`, { body: `{"metadata":{${pairs}}}` });
    expect([patched.status, patched.body.metadata]).toEqual([200, whole]);
    // One character more is one too many, whatever it weighs.
    for (const one of ['x', face]) {
      const long = await world.call(`PATCH /v1/redemptions/${made.body.id}`, {
        body: { metadata: { a: one.repeat(501) } },
      });
      expect(long.body.errors).toEqual([expect.objectContaining({ param: 'metadata.a', code: 'too_long' })]);
    }
  });
});

describeOnOne('the limit of a key', ({ databaseUrl }) => {
  it('counts what is refused, and past it no body is waited for', async () => {
    const world = await startWorld(databaseUrl, { VOUCH_RATE_LIMIT: '3' });
    try {
      const { url } = world.server;
      const head = (route: string, ...headers: string[]) => [
        `${route} HTTP/1.1`,
        'Host: x',
        `X-API-Key: ${world.keys.publishable}`,
        ...headers,
      ];
      const posted = head('POST /v1/redemptions', 'Content-Type: application/json', 'Content-Length: 2');
      const told = [
        await exchange(url, posted, '{,'),
        await exchange(url, head('GET /v1/webhook_endpoints')),
        await exchange(url, head('GET /v1/nothing')),
      ].map(({ status, headers }) => [status, headers['x-ratelimit-remaining']]);
      expect(told).toEqual([
        [400, '2'],
        [403, '1'],
        [404, '0'],
      ]);
      const late = (await RawClient.open(url)).send(posted);
      const refused = await late.answer();
      expect([refused.status, refused.body.code, refused.headers['x-ratelimit-limit']]).toEqual([
        429,
        'rate_limited',
        '3',
      ]);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      late.socket.destroy();
      expect((await world.call('GET /v1/redemptions?limit=1')).status).toBe(200);
    } finally {
      await world.close();
    }
  });
});
