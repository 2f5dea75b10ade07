// Pages in a browser: the origins that are listed may call and read what a till needs, no other may, and none with cookies.
import { BLU, sourceOf, startWorld, type World } from './world';

const TILL = 'https://till.example.com';
const OTHER = 'https://evil.example.com';

describe('a page in a browser', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(null, { VOUCH_CORS_ORIGINS: `${TILL},http://localhost:5173` });
  });
  afterAll(() => world.close());

  /** What a browser asks before it sends a POST with a key. It sends no key with the question. */
  const preflight = (origin: string, url = world.server.url) =>
    fetch(`${url}/v1/redemptions`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      },
    });
  const listOf = (reply: { headers: Headers }, name: string) =>
    (reply.headers.get(`access-control-${name}`) ?? '').toLowerCase().split(/, */);

  it('of a listed origin is let in by the preflight, without a key and without credentials', async () => {
    for (const origin of [TILL, 'http://localhost:5173']) {
      const reply = await preflight(origin);
      expect(reply.status).toBe(204);
      expect(reply.headers.get('access-control-allow-origin')).toBe(origin);
      expect(reply.headers.get('vary')?.toLowerCase()).toContain('origin');
      expect(listOf(reply, 'allow-methods')).toEqual(['get', 'post', 'patch', 'delete']);
      expect(listOf(reply, 'allow-headers')).toEqual(
        expect.arrayContaining(['authorization', 'x-api-key', 'content-type', 'idempotency-key', 'if-match']),
      );
      expect(Number(reply.headers.get('access-control-max-age'))).toBeGreaterThan(0);
      expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('reads what a till needs of every answer, problems included', async () => {
    const voucher = world.voucher(BLU);
    const body = { type: BLU, source: sourceOf(voucher) };
    const headers = { origin: TILL, 'idempotency-key': 'c1' };
    const made = await world.call('POST /v1/redemptions', { key: world.keys.publishable, body, headers });
    expect([made.status, made.body.outcome]).toEqual([201, 'paid']);
    const fault = await world.call('POST /v1/redemptions', { key: world.keys.publishable, body: {}, headers });
    expect(fault.status).toBe(400);
    const keyless = await world.call('GET /v1/redemptions/types', { key: '', headers });
    expect(keyless.status).toBe(401);
    for (const answer of [made, fault, keyless]) {
      expect(answer.headers.get('access-control-allow-origin')).toBe(TILL);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      expect(listOf(answer, 'expose-headers').sort()).toEqual([
        'etag',
        'idempotent-replayed',
        'retry-after',
        'x-request-id',
      ]);
    }
    expect(made.headers.get('etag')).not.toBeNull();
  });

  it('of any other origin is not let in', async () => {
    for (const origin of [OTHER, `${TILL}.example.org`, 'http://till.example.com', 'null']) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
      const read = await world.call('GET /v1/redemptions/types', { headers: { origin } });
      expect(read.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('may hold a publishable key, never a secret one: not even where its origin is listed', async () => {
    const { secret, publishable } = world.keys;
    const types = (key: string, headers: Record<string, string>) =>
      world.call('GET /v1/redemptions/types', { key, headers });
    const mistyped = secret.replace(/^sk_test_/, 'sk_');
    for (const origin of [TILL, OTHER, 'null', 'capacitor://localhost', `${world.server.url}.example.org`]) {
      const refused = await types(secret, { origin });
      expect([refused.status, refused.body.code]).toEqual([403, 'secret_key_in_browser']);
      expect(refused.text).not.toContain(secret);
      expect((await types(publishable, { origin })).status).toBe(200);
      expect((await types(mistyped, { origin })).body.code).toBe('key_invalid');
    }
    // The page of a listed origin can read why; a page of ours, and a server, are not refused.
    expect((await types(secret, { origin: TILL })).headers.get('access-control-allow-origin')).toBe(TILL);
    expect((await types(secret, { origin: world.server.url })).status).toBe(200);
    expect((await types(secret, { origin: OTHER, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await types(secret, { origin: world.server.url, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await types(secret, {})).status).toBe(200);

    const voucher = world.voucher(BLU);
    const headers = { origin: TILL, 'idempotency-key': 'c2' };
    const body = { type: BLU, source: sourceOf(voucher) };
    expect((await world.call('POST /v1/redemptions', { body, headers })).status).toBe(403);
    expect(world.truth(voucher).taken).toEqual([]);
  });

  it('is let in nowhere as long as no origin is listed', async () => {
    const closed = await startWorld(null);
    try {
      const reply = await preflight(TILL, closed.server.url);
      expect(reply.headers.get('access-control-allow-origin')).toBeNull();
      expect(reply.ok).toBe(false);
    } finally {
      await closed.close();
    }
  });
});
