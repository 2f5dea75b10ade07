// The till's page over HTTP: where it is, what may be kept of it, which headers it has, and under which host.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request, type IncomingHttpHeaders } from 'node:http';
import { exchange } from './raw-http';
import { startWorld, type Answer, type World } from './world';

jest.setTimeout(60_000);

interface Page {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Not `fetch`: that sets the host itself, and unpacks what it gets. */
function ask(base: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Page> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(base).origin, { path, headers, method }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(chunks) });
      });
    });
    asked.on('error', reject).end();
  });
}

const codeOf = ({ bytes }: Page) => (JSON.parse(bytes.toString()) as { code: string }).code;
const linksOf = ({ bytes }: Page) => [...bytes.toString().matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link!);
/** What a browser makes of a link. */
const from = (path: string, link: string) => new URL(link, `http://here${path}`).pathname;

describe('the page of the till', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(null, {
      VOUCH_PUBLIC_URL: 'https://pay.example.com/vouch',
      VOUCH_TRUST_PROXY: 'loopback',
    });
  });
  afterAll(() => world.close());
  const get = (path: string, headers: Record<string, string> = {}) => ask(world.server.url, path, headers);

  it.each(['/till', '/till/', '/till?amount=5000&ref=INV-7', '/vouch/till', '/vouch/till/'])(
    'is at %s, and so is everything that it links',
    async (path) => {
      const page = await get(path);
      expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      const links = linksOf(page);
      expect(links.some((link) => link.endsWith('.js'))).toBe(true);
      for (const link of links) expect([link, (await get(from(path, link))).status]).toEqual([link, 200]);
    },
  );

  it('has the policy of pages, and may use a camera; nothing else here may', async () => {
    const { headers } = await get('/till');
    expect(String(headers['content-security-policy']).split(';').join('; ')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; " +
        "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers['permissions-policy']).toContain('camera=(self)');
    for (const path of ['/docs', '/v1/redemptions', '/till/a/b'])
      expect((await get(path)).headers['permissions-policy']).toContain('camera=()');
    expect((await get('/till')).bytes.toString()).not.toMatch(/<style|style="|<script>/);
  });

  it('is asked for anew each time, and its hashed files never again', async () => {
    const page = await get('/till/');
    expect(page.headers['cache-control']).toBe('no-cache');
    const tag = String(page.headers['etag']);
    expect(await get('/till/', { 'if-none-match': tag })).toMatchObject({ status: 304, bytes: Buffer.alloc(0) });
    expect((await get('/till/', { 'if-none-match': '"another"' })).status).toBe(200);
    for (const link of linksOf(page)) {
      const isHashed = link.includes('/assets/');
      const { headers } = await get(from('/till/', link));
      const kept = isHashed ? 'public, max-age=31536000, immutable' : 'no-cache';
      expect([link, headers['cache-control']]).toEqual([link, kept]);
    }
    const worker = await get('/till/service-worker.js');
    expect(worker.headers['cache-control']).toBe('no-cache');
    // A proxy takes a path away, or leaves it: what may be kept is the page that the browser sees beside it.
    const folders = ['/till', '/vouch/till'];
    for (const asked of folders)
      for (const seen of folders) {
        const { headers } = await get(`${asked}/service-worker.js`);
        expect(from(`${seen}/service-worker.js`, String(headers['service-worker-allowed']))).toBe(seen);
      }
    for (const link of linksOf(page)) expect(worker.bytes.toString()).toContain(link.replace('./', ''));
  });

  it('is sent compressed to those who can read that', async () => {
    const script = linksOf(await get('/till/')).find((link) => link.endsWith('.js'))!;
    const path = from('/till/', script);
    const plain = await get(path);
    expect(plain.headers['content-encoding']).toBeUndefined();
    const read = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const [name, unpack] of Object.entries(read)) {
      const packed = await get(path, { 'accept-encoding': name });
      expect(packed.headers).toMatchObject({ 'content-encoding': name, vary: 'accept-encoding' });
      expect(packed.headers['content-type']).toBe(plain.headers['content-type']);
      expect(unpack(packed.bytes).equals(plain.bytes)).toBe(true);
    }
  });

  it('comes whole, whatever part or condition is asked for', async () => {
    const whole = await get('/till/service-worker.js');
    const conditions = {
      range: 'bytes=0-9',
      'if-match': '"x"',
      'if-unmodified-since': 'Thu, 01 Jan 2015 00:00:00 GMT',
    };
    for (const [name, value] of Object.entries(conditions)) {
      const { status, bytes } = await get('/till/service-worker.js', { [name]: value });
      expect([name, status, bytes.length]).toEqual([name, 200, whole.bytes.length]);
    }
  });

  it('answers to GET and HEAD alone', async () => {
    const { headers, bytes, status } = await ask(world.server.url, '/till', {}, 'HEAD');
    expect([status, bytes.length, headers['content-type']]).toEqual([200, 0, 'text/html; charset=utf-8']);
    const posted = await ask(world.server.url, '/till', {}, 'POST');
    expect([posted.status, posted.headers.allow, codeOf(posted)]).toEqual([405, 'GET, HEAD', 'method_not_allowed']);
  });

  it.each([
    '/till/nothing.js',
    '/till/assets/nothing.js',
    '/till/a/b/c',
    '/till/index.html',
    '/till/..%2f..%2f..%2fpackage.json',
    '/till/assets/..%2findex.html',
    '/till/service-worker.js.br',
    '/tills',
  ])('%s is a problem, not the page', async (path) => {
    const answer = await get(path);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'route_not_found']);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('is where a pairing address leads, with the code behind the #', async () => {
    const { body } = await world.call('POST /v1/terminals', { body: { terminal_id: 'QR1', name: 'QR' } });
    const { pairing_code, pairing_url } = body as Answer['body'] & { pairing_code: string; pairing_url: string };
    expect(pairing_url).toBe(`https://pay.example.com/vouch/till#${pairing_code}`);
    await world.call('POST /v1/terminals/claim', { key: '', body: { pairing_code, deliver: 'key' } });
    expect(world.logs.join('')).not.toContain(pairing_code);
  });
});

describe('a till with a host of its own', () => {
  const TILL = { host: 'Till.example.com:443' };
  const API = { host: 'api.example.com' };
  let world: World;
  beforeAll(async () => {
    world = await startWorld(null, { VOUCH_TILL_HOST: 'till.example.com' });
  });
  afterAll(() => world.close());
  const statusOf = async (path: string, headers: Record<string, string>, method = 'GET') =>
    (await ask(world.server.url, path, headers, method)).status;

  it('has its page there and nowhere else', async () => {
    for (const path of ['/till', '/till/', '/till/service-worker.js']) {
      expect([path, await statusOf(path, TILL)]).toEqual([path, 200]);
      expect([path, await statusOf(path, API)]).toEqual([path, 404]);
    }
  });

  it('serves there what a terminal may call, and no more', async () => {
    const key = { ...TILL, authorization: `Bearer ${world.keys.secret}` };
    expect(await statusOf('/v1/redemptions/types', key)).toBe(200);
    expect(await statusOf('/v1/redemptions', TILL)).toBe(401);
    expect(await statusOf('/v1/terminals/claim', { ...TILL, 'content-type': 'application/json' }, 'POST')).toBe(400);
    for (const path of ['/', '/docs', '/openapi.json', '/health/ready', '/v1/terminals', '/v1/events', '/v1/reviews'])
      expect([path, await statusOf(path, key)]).toEqual([path, 404]);
    expect(await statusOf('/v1/terminals', { ...key, ...API })).toBe(200);
  });

  /** What stands in the request line, and each Host header. */
  const raw = async (target: string, ...hosts: string[]) => {
    const lines = [`GET ${target} HTTP/1.1`, ...hosts.map((host) => `Host: ${host}`), 'Connection: close'];
    const { status, text } = await exchange(world.server.url, lines);
    return text.startsWith('<!doctype html') || text.startsWith('<!DOCTYPE html') ? 'page' : status;
  };

  it.each([
    // The host, what /till is under it, and what /v1/events is without a key.
    ['till.example.com', 'page', 404],
    ['TILL.Example.COM', 'page', 404],
    ['till.example.com.', 'page', 404],
    ['till.example.com:8443', 'page', 404],
    ['till.example.com.:80', 'page', 404],
    ['till.example.com:', 'page', 404],
    ['till.example.com..', 404, 401],
    ['xtill.example.com', 404, 401],
    ['till.example.com.evil.test', 404, 401],
    ['example.com', 404, 401],
    ['127.0.0.1:3000', 404, 401],
    ['[::1]', 404, 401],
    ['[::1]:3000', 404, 401],
    ['[::ffff:127.0.0.1]:3000', 404, 401],
    ['', 404, 401],
    ['[till.example.com]', 400, 400],
    ['[till.example.com', 400, 400],
    ['till.example.com:x', 400, 400],
    ['till.example.com:80:90', 400, 400],
    ['till.example.com:99999', 400, 400],
    ['till.example.com:80@api.example.com', 400, 400],
    ['me@till.example.com', 400, 400],
    ['till.example.com, api.example.com', 400, 400],
    ['till.example.com/', 400, 400],
    ['till.example.com#', 400, 400],
    ['till%2eexample.com', 400, 400],
    ['1.2.3.4.5', 400, 400],
  ])('knows it by the whole of its name: %j', async (host, page, api) => {
    expect([await raw('/till', host), await raw('/v1/events', host)]).toEqual([page, api]);
  });

  it.each([
    ['http://till.example.com/till', 'api.example.com', 'page'],
    ['HTTP://Till.example.com:80/till?amount=5000', 'api.example.com', 'page'],
    ['http://till.example.com/v1/events', 'api.example.com', 404],
    ['http://api.example.com/till', 'till.example.com', 404],
    ['http://api.example.com/v1/events', 'till.example.com', 401],
    ['http://me@till.example.com/till', 'till.example.com', 400],
    ['http:///till', 'till.example.com', 404],
  ])('goes by a request line that is a whole address, before the header: %s', async (target, host, came) => {
    expect(await raw(target, host)).toBe(came);
  });

  it('refuses two names, and none', async () => {
    for (const hosts of [['till.example.com', 'till.example.com'], ['till.example.com', 'api.example.com'], []])
      expect(await raw('/till', ...hosts)).toBe(400);
  });

  it('answers 404 to what is elsewhere also where only the method is wrong', async () => {
    const methods = async (path: string, headers: Record<string, string>, method: string) => {
      const { status, headers: sent } = await ask(world.server.url, path, headers, method);
      return [status, sent.allow];
    };
    expect(await methods('/till', TILL, 'POST')).toEqual([405, 'GET, HEAD']);
    expect(await methods('/till', API, 'POST')).toEqual([404, undefined]);
    expect(await methods('/v1/events', API, 'DELETE')).toEqual([405, 'GET, HEAD']);
    expect(await methods('/v1/events', TILL, 'DELETE')).toEqual([404, undefined]);
    expect(await methods('/v1/redemptions/types', TILL, 'DELETE')).toEqual([405, 'GET, HEAD']);
  });

  it('is named by pairing addresses', async () => {
    const { body } = await world.call('POST /v1/terminals', { body: { terminal_id: 'QR2', name: 'QR' } });
    const { port } = new URL(world.server.url);
    expect(body).toMatchObject({
      pairing_url: expect.stringMatching(
        new RegExp(`^http://till\\.example\\.com:${port}/till#[2-9A-Z]{8}$`),
      ) as string,
    });
  });
});
