// The service from outside, over real HTTP: who gets in, how it says no, what it logs, how it stops.
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { makeKey } from '../../src/auth/bootstrap';
import { newKey } from '../../src/auth/keys';
import { readConfig } from '../../src/config';
import { startServer, type RunningServer } from '../../src/server/start';
import { SystemClock } from '../../src/system/clock';
import { RandomIds } from '../../src/system/ids';
import { openStore } from '../../src/store/open';
import { CHEAP_PASSWORD } from '../tools/cheap-password';

const PIN = '1115684091419838';
const BODY = { type: 'vouchers.one_voucher', source: { pin: PIN }, amount: 1900, currency: 'ZAR' };

const folders: string[] = [];
const servers: RunningServer[] = [];
let log = '';
const logTo = new Writable({
  write(chunk: Buffer, _encoding, done) {
    log += chunk.toString();
    done();
  },
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  log = '';
});

function databaseUrl(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-shell-'));
  folders.push(folder);
  return `sqlite:${join(folder, 'vouch.db')}`;
}

async function serve(env: Record<string, string> = {}): Promise<RunningServer> {
  const server = await startServer(readConfig({ DATABASE_URL: databaseUrl(), PORT: '0', ...env }), {
    logTo,
    passwordCost: CHEAP_PASSWORD,
  });
  servers.push(server);
  return server;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly json: Record<string, unknown>;
}

interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly agent?: Agent;
}

/** Without a client's conveniences: one request, one response. */
function ask(url: string, { method = 'GET', headers = {}, body, agent }: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers, ...(agent ? { agent } : {}) }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (part: string) => (text += part));
      reply.on('end', () => {
        const json = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, json });
      });
    });
    sent.on('error', reject).end(body);
  });
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const JSON_TYPE = { 'content-type': 'application/json' };

test('a port that is taken: nothing is touched, and the first start that works still shows the first keys', async () => {
  const running = await serve();
  const config = { DATABASE_URL: databaseUrl(), PORT: new URL(running.url).port, HOST: '127.0.0.1' };
  await expect(startServer(readConfig(config), { logTo })).rejects.toThrow('is in use');
  const later = await startServer(readConfig({ ...config, PORT: '0' }), { logTo });
  servers.push(later);
  expect(later.firstBoot?.secretKey).toMatch(/^sk_test_/);
});

test('only a good key gets in, and only where it may', async () => {
  const url = databaseUrl();
  const server = await serve({ DATABASE_URL: url });
  const { secretKey, publishableKey, account } = server.firstBoot!;
  const list = `${server.url}/v1/redemptions`;
  const codeOf = async (headers: Record<string, string>) => {
    const { status, json } = await ask(list, { headers });
    return [status, json['code']];
  };
  expect(await codeOf(bearer(secretKey))).toEqual([200, undefined]);
  expect(await codeOf({ 'x-api-key': secretKey })).toEqual([200, undefined]);
  expect(await codeOf({})).toEqual([401, 'key_missing']);
  expect(await codeOf({ authorization: `Basic ${secretKey}` })).toEqual([401, 'key_invalid']);
  expect(await codeOf(bearer(`${secretKey.slice(0, -1)}!`))).toEqual([401, 'key_invalid']);
  expect(await codeOf(bearer(newKey('test', 'secret').text))).toEqual([401, 'key_invalid']);
  expect(await codeOf(bearer(publishableKey))).toEqual([403, 'key_not_allowed']);
  expect((await ask(list)).headers['www-authenticate']).toContain('Bearer');

  // Another process makes a key and revokes it, while this one serves.
  const store = await openStore(url);
  const clock = new SystemClock();
  const { key, text } = makeKey(account, 'test', 'secret', new RandomIds(clock), clock);
  await store.accounts.insertKey({ ...key, revokedAt: clock.now() });
  await store.close();
  expect(await codeOf(bearer(text))).toEqual([403, 'key_revoked']);
});

test('every error is a problem document with a request id', async () => {
  const server = await serve();
  const headers = { ...bearer(server.firstBoot!.secretKey), ...JSON_TYPE };
  const create = `${server.url}/v1/redemptions`;
  const cases: [string, Ask, number, string][] = [
    [`${server.url}/v1/nothing?pin=${PIN}`, { headers }, 404, 'route_not_found'],
    [create, { method: 'DELETE', headers }, 405, 'method_not_allowed'],
    [`${create}/types`, { method: 'PATCH', headers, body: '{}' }, 405, 'method_not_allowed'],
    [create, { method: 'POST', headers, body: '{"type":' }, 400, 'invalid_json'],
    [create, { method: 'POST', headers, body: Buffer.from([0x22, 0xff, 0x22]) }, 400, 'invalid_json'],
    [create, { method: 'POST', headers, body: '{"__proto__":{"a":1}}' }, 400, 'validation_failed'],
    [
      create,
      { method: 'POST', headers: { ...headers, 'content-type': 'text/xml' }, body: '<a/>' },
      415,
      'unsupported_media_type',
    ],
    [create, { method: 'POST', headers, body: JSON.stringify({ a: 'a'.repeat(262_144) }) }, 413, 'body_too_large'],
    [create, { method: 'POST', headers, body: '{}' }, 400, 'validation_failed'],
    [`${server.url}/v1/redemptions/rdm_000000000000000000000000`, { headers }, 404, 'not_found'],
  ];
  for (const [url, options, status, code] of cases) {
    const answer = await ask(url, { ...options, headers: { ...options.headers, 'x-request-id': 'till-7' } });
    expect({ ...answer.json, code: answer.json['code'] }).toMatchObject({
      status,
      code,
      request_id: 'till-7',
      retryable: false,
      advice: 'fix_request',
    });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['x-request-id']).toBe('till-7');
    expect(JSON.stringify(answer.json)).not.toContain(PIN);
    // The type leads to an explanation, without a key.
    expect((await ask(`${server.url}${String(answer.json['type'])}`)).json).toMatchObject({ code, status });
  }
  expect((await ask(create, { method: 'DELETE', headers })).headers.allow).toBe('GET, HEAD, POST');
});

test('the log has one line a request, and nothing in it that is a secret', async () => {
  const server = await serve({ LOG_LEVEL: 'trace' });
  const { secretKey } = server.firstBoot!;
  const done = await ask(`${server.url}/v1/redemptions?source=${PIN}`, {
    method: 'POST',
    headers: { ...bearer(secretKey), ...JSON_TYPE, 'x-request-id': 'till-8' },
    body: JSON.stringify(BODY),
  });
  expect(done).toMatchObject({ status: 201, json: { outcome: 'paid' } });
  await server.close();
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const requests = lines.filter((line) => line['msg'] === 'request');
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({ request_id: 'till-8', method: 'POST', route: '/v1/redemptions', status: 201 });
  expect(log).not.toContain(PIN);
  expect(log).not.toContain(secretKey);
});

test('a key has so many requests a minute, and so many wrong PINs', async () => {
  const server = await serve({ VOUCH_RATE_LIMIT: '6', VOUCH_PIN_ATTEMPTS: '2' });
  const headers = { ...bearer(server.firstBoot!.secretKey), ...JSON_TYPE };
  const tryPin = (last: number) =>
    ask(`${server.url}/v1/redemptions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ...BODY, source: { pin: `111111111111111${String(last)}` } }),
    });
  const first = await tryPin(1);
  expect(first.json['outcome']).toBe('not_paid');
  expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '6', 'x-ratelimit-remaining': '5' });
  await tryPin(2);
  const third = await tryPin(3);
  expect(third).toMatchObject({ status: 429, json: { code: 'too_many_pin_attempts', retryable: true } });
  expect(Number(third.headers['retry-after'])).toBeGreaterThan(800);
  for (let index = 0; index < 3; index += 1) await ask(`${server.url}/v1/redemptions`, { headers });
  const limited = await ask(`${server.url}/v1/redemptions`, { headers });
  expect(limited).toMatchObject({ status: 429, json: { code: 'rate_limited' } });
  expect(limited.headers).toMatchObject({ 'x-ratelimit-remaining': '0' });
  expect(Number(limited.headers['retry-after'])).toBeLessThanOrEqual(60);
  // Another key has its own, and health has none.
  const other = bearer(server.firstBoot!.publishableKey);
  expect((await ask(`${server.url}/v1/redemptions/types`, { headers: other })).status).toBe(200);
  expect((await ask(`${server.url}/health/ready`)).json).toEqual({ status: 'ok' });
});

test('a stop finishes what is under way, takes nothing new, and loses nothing', async () => {
  const url = databaseUrl();
  const server = await serve({ DATABASE_URL: url });
  const { secretKey } = server.firstBoot!;
  const headers = { ...bearer(secretKey), ...JSON_TYPE };
  const made = await ask(`${server.url}/v1/test_helpers/vouchers`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ type: BODY.type, amount: 1900, scenario: 'slow_then_ok' }),
  });
  const agent = new Agent({ keepAlive: true });
  const slow = ask(`${server.url}/v1/redemptions`, {
    method: 'POST',
    agent,
    headers,
    body: JSON.stringify({ ...BODY, source: { pin: made.json['pin'] } }),
  });
  // Under way once its claim is written: only then may the stop begin.
  for (let seen = 0; seen === 0;) {
    const listed = await ask(`${server.url}/v1/redemptions`, { headers });
    seen = (listed.json['data'] as unknown[]).length;
  }
  const stopped = server.close();
  const answer = await slow;
  expect(answer).toMatchObject({ status: 201, json: { outcome: 'paid' } });
  expect(answer.headers.connection).toBe('close');
  await stopped;
  await expect(ask(`${server.url}/health/live`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  agent.destroy();

  // The next one has no first boot, and the same books on both sides.
  const next = await serve({ DATABASE_URL: url });
  expect(next.firstBoot).toBeNull();
  const again = await ask(`${next.url}/v1/redemptions/${String(answer.json['id'])}`, { headers });
  expect(again.json).toMatchObject({ status: 'confirmed', redeemed_amount: 1900 });
  const spent = await ask(`${next.url}/v1/redemptions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...BODY, source: { pin: made.json['pin'] } }),
  });
  expect(spent.json['code']).toBe('voucher_in_use');
});

test('simulators that do not answer stop the start, and leave nothing open', async () => {
  const config = readConfig({ DATABASE_URL: databaseUrl(), PORT: '0', VOUCH_SIMULATORS_URL: 'http://127.0.0.1:9' });
  await expect(startServer(config, { logTo })).rejects.toThrow(/VOUCH_SIMULATORS_URL/);
});
