// What every answer tells a browser: no guessing of types, no frames, no scripts of others, no plain HTTP once it came by TLS.
import { startWorld, type World } from './world';

const YEAR_SECONDS = 31_536_000;
const STRICTEST = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'";

describe('every answer', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(null);
  });
  afterAll(() => world.close());

  const paths = ['/v1/redemptions/types', '/v1/redemptions', '/nowhere', '/health/ready', '/problems/not_found'];
  it.each([...paths, '/openapi.json', '/docs', '/docs/reference', '/till'])(
    '%s carries the headers that protect a browser',
    async (path) => {
      const { headers } = await fetch(world.server.url + path);
      const age = /max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '')?.[1];
      expect(Number(age)).toBeGreaterThanOrEqual(YEAR_SECONDS);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      // The API browser styles itself inline. It is the only page that may.
      expect([path, policy.includes('unsafe-inline')]).toEqual([path, path === '/docs/reference']);
    },
  );

  it.each([...paths, '/openapi.json', '/v1/redemptions/%ZZ'])(
    '%s, which is JSON, may do nothing in a browser',
    async (path) => {
      const { headers } = await fetch(world.server.url + path);
      expect(headers.get('content-security-policy')).toBe(STRICTEST);
    },
  );
});
