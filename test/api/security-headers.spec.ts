// What every answer tells a browser: no guessing of types, no frames, no scripts of others, no plain HTTP once it came by TLS.
import { startWorld, type World } from './world';

const YEAR_SECONDS = 31_536_000;

describe('every answer', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(null);
  });
  afterAll(() => world.close());

  it.each(['/v1/redemptions/types', '/v1/redemptions', '/nowhere', '/health/ready', '/docs/', '/problems/not_found'])(
    '%s carries the headers that protect a browser',
    async (path) => {
      const { headers } = await fetch(world.server.url + path);
      const age = /max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '')?.[1];
      expect(Number(age)).toBeGreaterThanOrEqual(YEAR_SECONDS);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
      const policy = headers.get('content-security-policy') ?? '';
      for (const directive of ["default-src 'self'", "frame-ancestors 'none'", "object-src 'none'"]) {
        expect(policy).toContain(directive);
      }
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    },
  );
});
