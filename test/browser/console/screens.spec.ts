// What holds on every screen of the console: nothing that axe knows, light and dark; nothing wider than a phone; nothing from elsewhere;
// no more to load than was promised.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { axe } from '../axe';
import { FULL } from '../../tools/scale';
import { describeInBrowser, startBrowser } from '../browser';
import { Desk } from './desk';
import { Staff, type Person, type Role } from './people';

jest.setTimeout(300_000);

/** As it is served. */
const PAGES = join(__dirname, '../../../dist/web/console');
const PHONE = { width: 360, height: 720 };
const WINDOW = { width: 1280, height: 860 };

/** What an approver is told to be none of his, or cannot change. */
const isForAdmins = (address: string): boolean =>
  /^\/(?:settings\/(?!me$)|terminals|endpoints|reconciliation|audit)/.test(address);

describeInBrowser('The screens of the console', () => {
  let world: World;
  let browser: Browser;
  let people: Readonly<Record<Role, Person>>;
  let redemption: string;
  let review: string;
  let endpoint: string;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(null), startBrowser()]);
    const staff = await Staff.of(world);
    const [viewer, agent, approver] = [
      await staff.hire('viewer'),
      await staff.hire('agent'),
      await staff.hire('approver'),
    ];
    people = { viewer, agent, approver, admin: staff.admin };
    const made = { url: 'http://127.0.0.1:9/hooks' };
    endpoint = (await world.call('POST /v1/webhook_endpoints', { body: made })).body.id;
    const sale = { amount: 1500, currency: 'ZAR', external_reference: 'INV-7' };
    redemption = (await world.create(world.voucher(ONE_VOUCHER, 1900), sale)).body.id;
    await world.openReview(redemption);
    review = (await world.call('GET /v1/reviews')).body.data[0]!.id;
    await world.call('POST /v1/terminals', { body: { terminal_id: 'T1', name: 'Front till' } });
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const signedIn = async (role: Role): Promise<Desk> => {
    const desk = await Desk.open(world, browser);
    await desk.signIn(people[role]);
    await desk.page.getByRole('heading', { name: 'Today' }).waitFor();
    return desk;
  };

  /** Each screen, and the words by which it is there. */
  const screens = (): readonly (readonly [address: string, shows: string | RegExp])[] => [
    ['', 'Today'],
    ['/search?q=till:none', /Nothing of that was found/],
    ['/search?outcome=paid', 'Search'],
    [`/redemptions/${redemption}`, /^Redemption /],
    [`/redemptions/${redemption}/reverse`, 'Give value back'],
    ['/redemptions/rdm_000000000000000000000000', /There is no such redemption/],
    ['/approvals', 'Approvals'],
    ['/reviews', 'Reviews'],
    [`/reviews/${review}`, 'Review'],
    ['/deliveries', 'Webhook deliveries'],
    ['/endpoints', 'Webhook endpoints'],
    [`/endpoints/${endpoint}`, 'Endpoint'],
    ['/reconciliation', 'Reconciliation'],
    ['/terminals', 'Tills'],
    ['/settings/users', 'Users'],
    ['/settings/roles', 'Roles'],
    ['/settings/keys', 'API keys'],
    ['/settings/sessions', 'Sessions'],
    ['/settings/limits', 'Limits'],
    ['/settings/me', 'You'],
    ['/audit', 'Audit log'],
    ['/nowhere', 'There is no such page'],
  ];

  it.each(['approver', 'admin'] as const)(
    'A17 have no fault that axe knows, light and dark, and are no wider than a phone: for an %s',
    async (role) => {
      const desk = await signedIn(role);
      const faults: string[] = [];
      for (const [address, shows] of screens()) {
        // Each screen by whoever it is for; at full size by both, as a screen that refuses is one as well.
        if (!FULL && isForAdmins(address) !== (role === 'admin')) continue;
        await desk.goto(`/test${address}`);
        const own = desk.page.getByRole('heading', { name: shows });
        await own.or(desk.page.getByText('Your role does not hold this right.')).first().waitFor();
        await desk.page.waitForLoadState('networkidle');
        for (const colorScheme of ['light', 'dark'] as const) {
          await desk.page.emulateMedia({ colorScheme });
          faults.push(...(await axe(desk.page)).map((fault) => `${address}, ${colorScheme}: ${fault}`));
        }
        await desk.page.setViewportSize(PHONE);
        const width = await desk.page.evaluate<number>('document.documentElement.scrollWidth');
        if (width > PHONE.width) faults.push(`${address} is ${String(width)} wide on a phone`);
        await desk.page.setViewportSize(WINDOW);
      }
      expect(faults).toEqual([]);
      expect(desk.complaints).toEqual([]);
      expect(desk.watched.urls.filter((url) => new URL(url).origin !== world.server.url)).toEqual([]);
      await desk.close();
    },
  );

  it('A16 load at most 220 kB of scripts for the first screen', async () => {
    const desk = await Desk.open(world, browser);
    await desk.goto('/signin');
    await desk.page.getByLabel('E-mail').waitFor();
    await desk.signIn(people.agent);
    await desk.page.getByRole('heading', { name: 'Today' }).waitFor();
    await desk.page.waitForLoadState('networkidle');
    const loaded = [
      ...new Set(desk.watched.urls.filter((url) => url.endsWith('.js')).map((url) => new URL(url).pathname)),
    ];
    const sizes = loaded.map(
      (path) => gzipSync(readFileSync(join(PAGES, path.replace('/console/', ''))), { level: 9 }).length,
    );
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(220_000);
    // Not all there is: the others are loaded when they are gone to.
    expect(readdirSync(join(PAGES, 'assets')).filter((name) => name.endsWith('.js')).length).toBeGreaterThan(
      sizes.length,
    );
    await desk.close();
  });

  it('C4 lead each role to the screens that the server gives it, and to no others', async () => {
    for (const role of ['viewer', 'agent', 'approver', 'admin'] as const) {
      const desk = await signedIn(role);
      const ways = await desk.page.getByRole('navigation').getByRole('link').allTextContents();
      const refused: string[] = [];
      for (const [name, address] of [
        ['Tills', '/v1/terminals'],
        ['Users', '/v1/console/users'],
        ['API keys', '/v1/console/keys'],
        ['Limits', '/v1/console/settings'],
        ['Audit log', '/v1/audit_log'],
      ] as const) {
        const { status } = await desk.page.evaluate<{ status: number }>(
          `fetch('${address}', { headers: { 'vouch-console': '1' } }).then(({ status }) => ({ status }))`,
        );
        if (status === 403) refused.push(name);
        expect([role, name, ways.includes(name)]).toEqual([role, name, status === 200]);
      }
      expect(refused).toHaveLength(role === 'admin' ? 0 : 5);
      await desk.close();
    }
  });

  it('serve the page at any depth, and a file that is not there as a problem', async () => {
    for (const path of ['/console', '/console/', '/console/test/reviews', '/console/test/settings/users/']) {
      const reply = await fetch(world.server.url + path);
      expect([path, reply.status, reply.headers.get('content-type')]).toEqual([path, 200, 'text/html; charset=utf-8']);
      const script = /<script [^>]*src="([^"]+)"/.exec(await reply.text())?.[1] ?? '';
      const asset = await fetch(new URL(script, world.server.url + path));
      expect([path, asset.status, asset.headers.get('cache-control')]).toEqual([
        path,
        200,
        'public, max-age=31536000, immutable',
      ]);
    }
    for (const path of [
      '/console/assets/gone.js',
      '/console/assets/gone',
      '/console/test/gone.js',
      '/console/index.html',
    ])
      expect([path, (await fetch(world.server.url + path)).status]).toEqual([path, 404]);
  });

  it('keys do what the help says, and nothing once they are switched off', async () => {
    const desk = await signedIn('agent');
    await desk.press('?');
    await desk.dialog.getByText('to the search box').waitFor();
    await desk.dialog.getByLabel('Single keys do something').uncheck();
    await desk.press('Escape');
    await desk.dialog.waitFor({ state: 'detached' });
    await desk.press('?');
    await desk.press('/');
    expect(await desk.dialog.count()).toBe(0);
    expect(await desk.page.evaluate('document.activeElement.type')).not.toBe('search');
    await desk.close();
  });
});
