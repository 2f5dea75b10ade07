// A server behind a path of its own: a real reverse proxy in front, one that takes the path away and one that leaves it. Every link and
// every address that an answer names must lead back through the proxy.
import { once } from 'node:events';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NamingProxies } from './naming-proxy';
import { startWorld, type World } from './world';

const PREFIX = '/vouch';

/** Listens; `target` is set once the server behind it is known. */
class Proxy {
  target = '';
  readonly #server: Server;

  private constructor(readonly strips: boolean) {
    this.#server = createServer((incoming, outgoing) => {
      const path = incoming.url ?? '/';
      if (!path.startsWith(PREFIX)) return void outgoing.writeHead(404).end('not ours');
      const behind = this.strips ? path.slice(PREFIX.length) || '/' : path;
      const headers = { ...incoming.headers, 'x-forwarded-prefix': PREFIX };
      const sent = forward(new URL(this.target), { path: behind, method: incoming.method, headers }, (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(outgoing);
      });
      incoming.pipe(sent);
    });
  }

  static async start(strips: boolean): Promise<Proxy> {
    const proxy = new Proxy(strips);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}${PREFIX}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe.each([
  ['takes the path away', true],
  ['leaves the path', false],
])('behind a proxy that %s', (_name, strips) => {
  let proxy: Proxy;
  let world: World;
  beforeAll(async () => {
    proxy = await Proxy.start(strips);
    world = await startWorld(null, { VOUCH_PUBLIC_URL: `${proxy.url}/` });
    proxy.target = world.server.url;
  });
  afterAll(async () => {
    proxy.close();
    await world.close();
  });

  const get = async (url: string) => {
    const reply = await fetch(url, { headers: { authorization: `Bearer ${world.keys.secret}` } });
    return { status: reply.status, text: await reply.text() };
  };
  const json = async (url: string) => {
    const { status, text } = await get(url);
    expect([url, status]).toEqual([url, 200]);
    return JSON.parse(text) as Record<string, unknown>;
  };
  /** As a client follows it: from the address it asked. */
  const from = (asked: string, link: unknown) => new URL(String(link), asked).href;

  it('the bare address names where to look next, and each of them is there', async () => {
    for (const root of [proxy.url, `${proxy.url}/`]) {
      const { docs, openapi, problems, health } = await json(root);
      for (const link of [docs, openapi, problems, ...Object.values(health as Record<string, string>)]) {
        expect(link).toEqual(expect.stringContaining(`${proxy.url}/`));
        expect([link, (await get(from(root, link))).status]).toEqual([link, 200]);
      }
    }
  });

  it('a problem says where it is explained and where it happened', async () => {
    for (const path of ['/v1/nothing', '/v1/redemptions/rdm_1', '/v1/redemptions/%ZZ', '/v1/redemptions?limit=0']) {
      const asked = `${proxy.url}${path}`;
      const { text } = await get(asked);
      const problem = JSON.parse(text) as Record<string, string>;
      expect(problem['type']).toBe(`${proxy.url}/problems/${String(problem['code'])}`);
      expect(await json(from(asked, problem['type']))).toMatchObject({ type: problem['type'], code: problem['code'] });
      expect(problem['instance']).toBe(`${PREFIX}${path.split('?', 1)[0] ?? ''}`);
    }
    expect((await get(`${proxy.url}/v1/nothing`)).text).toContain(`${proxy.url}/docs and ${proxy.url}/openapi.json`);
    for (const explained of (await json(`${proxy.url}/problems`))['data'] as Record<string, string>[])
      expect(explained['type']).toBe(`${proxy.url}/problems/${String(explained['code'])}`);
  });

  it('the docs page finds all of its parts, and the description names an address that can be called', async () => {
    const asked = `${proxy.url}/docs`;
    const page = await get(asked);
    const parts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => from(asked, link));
    expect(parts.length).toBeGreaterThan(4);
    for (const part of parts) expect([part, (await get(part)).status]).toEqual([part, 200]);
    const description = await json(`${proxy.url}/openapi.json`);
    const [{ url = '' } = {}] = description['servers'] as { url?: string }[];
    expect(url).toBe(proxy.url);
    expect(JSON.stringify(description)).not.toContain('"/problems/');
    const types = await json(`${url}/v1/redemptions/types`);
    expect(types['object']).toBe('list');
  });

  it('redeems, lists page by page, and repeats under either address', async () => {
    const voucher = world.voucher('vouchers.blu', 500);
    const redeem = (base: string) =>
      fetch(`${base}/v1/redemptions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${world.keys.secret}`,
          'content-type': 'application/json',
          'idempotency-key': 'behind',
        },
        body: JSON.stringify({ type: voucher.type, source: { token: voucher.pin } }),
      });
    const made = (await (await redeem(proxy.url)).json()) as { id: string };
    const again = await redeem(world.server.url);
    expect([again.headers.get('idempotent-replayed'), ((await again.json()) as { id: string }).id]).toEqual([
      'true',
      made.id,
    ]);
    await world.create(world.voucher('vouchers.blu', 500));
    const first = await json(`${proxy.url}/v1/redemptions?limit=1`);
    const next = await json(`${proxy.url}/v1/redemptions?limit=1&cursor=${String(first['next_cursor'])}`);
    expect((next['data'] as { id: string }[])[0]?.id).toBe(made.id);
  });
});

test('a server without a public address names itself as it always did', async () => {
  const world = await startWorld(null);
  try {
    expect((await world.call('GET /')).body).toMatchObject({ docs: '/docs', openapi: '/openapi.json' });
    const { body } = await world.call('GET /vouch/v1/redemptions');
    expect(body).toMatchObject({ type: '/problems/route_not_found', instance: '/vouch/v1/redemptions' });
  } finally {
    await world.close();
  }
});

describe('a name that only a header of the client says', () => {
  const PROXY = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
  let world: World;
  let proxies: NamingProxies;
  beforeAll(async () => {
    world = await startWorld(null, { VOUCH_TRUST_PROXY: 'loopback', VOUCH_TILL_HOST: 'till.shop.example' });
    proxies = new NamingProxies(world);
  });
  afterAll(async () => {
    proxies.close();
    await world.close();
  });
  const FORWARDED = [
    { 'x-forwarded-host': 'pay.shop.example' },
    { 'x-forwarded-host': 'till.shop.example, pay.shop.example' },
    { forwarded: 'for=203.0.113.9;host=pay.shop.example;proto=https' },
    { 'x-forwarded-server': 'pay.shop.example', 'x-original-host': 'pay.shop.example', 'x-host': 'pay.shop.example' },
  ];

  it.each(FORWARDED)('opens nothing under the name of the till: %j', async (said) => {
    const till = await proxies.under('till.shop.example');
    const headers = { ...PROXY, ...said };
    const listed = await till.call('POST /v1/redemptions/search', { headers, body: {} });
    expect([listed.status, listed.body.code]).toEqual([404, 'route_not_found']);
    const page = await (await proxies.under('pay.shop.example')).call('GET /till', { headers });
    expect(page.status).toBe(404);
  });

  it('makes no foreign page our own, and leads no till elsewhere', async () => {
    const pay = await proxies.under('pay.shop.example');
    const headers = { ...PROXY, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' };
    expect((await pay.call('GET /v1/redemptions', { headers })).body.code).toBe('secret_key_in_browser');
    const own = { ...PROXY, origin: 'https://pay.shop.example', 'x-forwarded-host': 'evil.example' };
    expect((await pay.call('GET /v1/redemptions', { headers: own })).status).toBe(200);
    const made = await pay.call('POST /v1/terminals', {
      headers: { ...PROXY, 'x-forwarded-host': 'evil.example' },
      body: { terminal_id: 'T1', name: 'One' },
    });
    expect([made.status, made.text.includes('evil')]).toEqual([201, false]);
  });

  it('is no sign that a browser sits at this very machine', async () => {
    const body = { pairing_code: 'ABCD-EFGH', deliver: 'cookie' };
    const claim = (base: World, headers: Record<string, string>) =>
      base.call('POST /v1/terminals/claim', {
        key: '',
        headers: { 'vouch-till': '1', 'sec-fetch-site': 'same-origin', ...headers },
        body,
      });
    const till = await proxies.under('till.shop.example');
    for (const headers of [{}, { 'x-forwarded-host': 'localhost' }])
      expect((await claim(till, headers)).body.code).toBe('https_required');
  });
});
