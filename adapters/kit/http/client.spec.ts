// The transport table: what proves that nothing was sent, and what proves nothing.
import { closedOrigin, openSocketServer } from '../conformance/socket-server';
import { createHttpAgents, createProviderHttp } from './client';
import { TokenCache } from './token-cache';

const agents = createHttpAgents();
afterAll(() => agents.close());

const client = (baseUrl: string, timeoutMs = 2_000) => createProviderHttp({ baseUrl, timeoutMs, agents });

it('proves "not sent" only where no connection came about', async () => {
  const get = { method: 'GET', path: '/x', query: { token: '1115684091419838' } } as const;
  const refused = await client(await closedOrigin()).send(get);
  expect(refused).toEqual({ kind: 'not_sent', reason: 'the connection could not be made (ECONNREFUSED)' });
  const nameless = await client('http://no-such-host.invalid').send(get);
  expect(nameless).toMatchObject({ kind: 'not_sent' });

  const server = await openSocketServer(() => ({ kind: 'drop' }));
  expect(await client(server.origin).send(get)).toMatchObject({ kind: 'unknown' });
  // A server that does not speak TLS: the handshake fails before the request is let through.
  const noTls = await client(server.origin.replace('http:', 'https:'), 300).send(get);
  expect(noTls.kind === 'reply').toBe(false);
  expect(server.seen).toHaveLength(1);
  await server.close();
});

it('a reset on a reused connection is unknown', async () => {
  let requests = 0;
  const server = await openSocketServer(() => {
    requests += 1;
    return requests === 1 ? { kind: 'reply', status: 200, body: '{"ok":true}' } : { kind: 'drop' };
  });
  const http = client(server.origin);
  expect(await http.send({ method: 'GET', path: '/a' })).toMatchObject({ kind: 'reply', json: { ok: true } });
  expect(await http.send({ method: 'POST', path: '/b', json: {} })).toMatchObject({ kind: 'unknown' });
  expect(requests).toBe(2);
  await server.close();
});

it('keeps one deadline for everything that is sent in a call', async () => {
  const server = await openSocketServer(() => ({ kind: 'hang' }));
  const http = client(server.origin, 80);
  expect(await http.send({ method: 'GET', path: '/' })).toEqual({ kind: 'unknown', reason: 'no answer within 80 ms' });
  expect(await http.send({ method: 'GET', path: '/' })).toMatchObject({ kind: 'not_sent' });
  expect(server.seen).toHaveLength(1);
  await server.close();
});

it('stays below the configured address', async () => {
  const server = await openSocketServer(({ path }) => ({ kind: 'reply', status: 200, body: JSON.stringify({ path }) }));
  const http = client(`${server.origin}/v2/trade`);
  expect(await http.send({ method: 'GET', path: '/a' })).toMatchObject({ json: { path: '/v2/trade/a' } });
  const bad = [
    'http://elsewhere.example/',
    '//elsewhere.example/',
    '@elsewhere.example/',
    '/../x',
    '/a?b=c',
    '/%2e%2e/x',
    '\\x',
    '',
  ];
  for (const path of bad) {
    expect(await http.send({ method: 'GET', path })).toMatchObject({
      kind: 'not_sent',
      reason: expect.stringContaining('bad path') as string,
    });
  }
  expect(server.seen).toHaveLength(1);
  await server.close();
});

it('holds a token until shortly before it runs out, and fetches once for all', async () => {
  let now = 0;
  let fetched = 0;
  const cache = new TokenCache(() => now);
  const fetch = () => Promise.resolve({ text: `token-${String((fetched += 1))}`, lifeMs: 3_600_000 });
  const both = await Promise.all([cache.get(fetch), cache.get(fetch)]);
  expect(both).toEqual([
    { text: 'token-1', fresh: true },
    { text: 'token-1', fresh: true },
  ]);
  now = 3_539_999;
  expect(await cache.get(fetch)).toEqual({ text: 'token-1', fresh: false });
  now = 3_540_000;
  expect(await cache.get(fetch)).toEqual({ text: 'token-2', fresh: true });
  cache.drop('token-1');
  expect(await cache.get(fetch)).toEqual({ text: 'token-2', fresh: false });
});
