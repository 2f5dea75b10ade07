// The documentation over HTTP: every page, every link on it, the list for programs, and what a browser may do there.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startWorld, type World } from './world';

const ROOT = join(__dirname, '../..');

describe('the documentation', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(null);
  });
  afterAll(() => world.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, world.server.url), { headers, redirect: 'manual' });

  it('every page is reached from the first, and no link leads nowhere', async () => {
    const pages = new Map<string, string>();
    const waiting = ['/docs'];
    const links: [from: string, to: URL][] = [];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (pages.has(path)) continue;
      const reply = await get(path);
      expect([path, reply.status]).toEqual([path, 200]);
      pages.set(path, await reply.text());
      if (!(reply.headers.get('content-type') ?? '').startsWith('text/html')) continue;
      for (const [, link = ''] of (pages.get(path) ?? '').matchAll(/(?:href|src)=["']([^"']+)["']/g)) {
        const to = new URL(link.replaceAll('&amp;', '&'), new URL(path, world.server.url));
        if (to.origin !== world.server.url) continue;
        links.push([path, to]);
        waiting.push(to.pathname);
      }
    }
    const missing = links.filter(
      ([, { pathname, hash }]) => hash !== '' && !(pages.get(pathname) ?? '').includes(`id="${hash.slice(1)}"`),
    );
    expect(missing.map(([from, to]) => `${from}: ${to.pathname}${to.hash}`)).toEqual([]);
    for (const folder of ['docs', 'docs/decisions'])
      for (const name of readdirSync(join(ROOT, folder)).filter((file) => /^(?!README).*\.md$/.test(file)))
        expect([...pages.keys()]).toContain(`/docs/${folder === 'docs' ? '' : 'decision-'}${name.replace('.md', '')}`);
    expect([...pages.keys()]).toEqual(expect.arrayContaining(['/docs/reference', '/docs/settings', '/docs/start']));
  });

  it('each error code has an address of its own', async () => {
    const page = await (await get('/docs/errors')).text();
    const { data } = (await world.call('GET /problems')).body as unknown as {
      data: { code: string; advice: string }[];
    };
    expect(data.length).toBeGreaterThan(80);
    for (const { code, advice } of data) {
      expect(page).toContain(`<tr role="row" id="${code}">`);
      expect(page).toContain(`<tr role="row" id="${advice}">`);
    }
  });

  it('a page may run the scripts and styles of this server, and nothing inline; the API browser alone may style itself', async () => {
    for (const path of ['/docs', '/docs/', '/docs/api', '/docs/errors']) {
      const policy = (await get(path)).headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(await (await get(path)).text()).not.toMatch(/ style=| on\w+=|<style|<script(?! defer src="\.?)/);
    }
    const policy = (await get('/docs/reference')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
  });

  it('both addresses of the first page, an address with a slash too many, and what is not there', async () => {
    expect(await (await get('/docs')).text()).toContain('href="docs/errors"');
    expect(await (await get('/docs/')).text()).toContain('href="./errors"');
    const moved = await get('/docs/errors/');
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '../errors']);
    for (const path of ['/docs/nowhere', '/docs/..%2f..%2fpackage.json', '/docs/assets/none.js', '/docs/index.html']) {
      const reply = await get(path);
      expect([path, reply.status]).toEqual([path, 404]);
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
    }
    expect((await fetch(`${world.server.url}/docs/errors`, { method: 'POST' })).status).toBe(405);
  });

  it('is compressed, and kept by browsers as long as it is the same', async () => {
    const page = await get('/docs/api', { 'accept-encoding': 'gzip' });
    expect(page.headers.get('content-encoding')).toBe('gzip');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const again = await get('/docs/api', {
      'if-none-match': page.headers.get('etag') ?? '',
      'accept-encoding': 'gzip',
      // Or this client adds one that forbids it.
      'cache-control': 'max-age=0',
    });
    expect(again.status).toBe(304);
    const [, style = ''] = /href="\.(\/assets\/site-[^"]+)"/.exec(await page.text()) ?? [];
    expect((await get(`/docs${style}`)).headers.get('cache-control')).toContain('immutable');
  });

  it('/llms.txt names every page as markdown', async () => {
    const reply = await get('/llms.txt');
    expect(reply.headers.get('content-type')).toContain('text/plain');
    const text = await reply.text();
    expect(text).toMatch(/^# Vouch\n\n> /);
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(40);
    for (const link of links) expect([link, (await get(link)).status]).toEqual([link, 200]);
    expect(await (await get('/docs/browser.md')).text()).toMatch(/^# Calling from a page/);
  });
});
