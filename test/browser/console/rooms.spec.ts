// Rooms that somebody enters for the first time: limits that say what counts, screens that a role may not see, tables that fit the window,
// a key whose answer was lost.
import type { Browser } from 'playwright-core';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { axe } from '../axe';
import { until } from '../../crash/stage';
import { describeInBrowser, startBrowser } from '../browser';
import { Desk } from './desk';
import { Staff, type Person } from './people';

jest.setTimeout(180_000);

describeInBrowser('Rooms of the console', () => {
  let world: World;
  let browser: Browser;
  let staff: Staff;
  let agent: Person;
  let desk: Desk;
  beforeAll(async () => {
    const env = { VOUCH_APPROVAL_ABOVE: '2000', VOUCH_APPROVAL_ABOVE_PER_DAY: '100000' };
    [world, browser] = await Promise.all([startWorld(null, env), startBrowser()]);
    staff = await Staff.of(world);
    agent = await staff.hire('agent');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });
  beforeEach(async () => {
    desk = await Desk.open(world, browser);
  });
  afterEach(async () => {
    await desk.close();
  });

  it('limits say what counts now and who said so, and can be off, which then counts', async () => {
    const { page } = desk;
    await desk.signIn(staff.admin, '/test/settings/limits');
    await page.getByText('Counts now: above R20.00. The installation says so.').waitFor();
    await page.getByText('Counts now: above R1,000.00. The installation says so.').waitFor();
    await page.getByText('Counts now: 30 minutes. The installation says so.').waitFor();
    const perSale = page.getByLabel('Giving back takes a second person: of one sale');
    expect(await perSale.locator('option').allInnerTexts()).toEqual([
      'as the installation says: above R20.00',
      'above an amount',
      'always: everything takes two (0)',
      'off: one person alone, whatever the amount',
    ]);

    await perSale.selectOption('amount');
    await page.getByLabel('Amount above which it takes two').fill('much');
    await page.getByLabel('Hours until somebody is signed out in any case').fill('4');
    await desk.button('Save').click();
    await page.getByText('An amount such as 500.00').waitFor();
    await page.getByLabel('Amount above which it takes two').fill('12.50');
    expect(await axe(page)).toEqual([]);
    await desk.button('Save').click();
    await page.getByText('Counts now: above R12.50. It was chosen here.').waitFor();
    await page
      .getByText('Counts now: 4 hours. It was chosen here. Empty: as the installation says, 12 hours.')
      .waitFor();

    await perSale.selectOption('off');
    await desk.button('Save').click();
    await page.getByText('Counts now: off. It was chosen here.').waitFor();
    await page.reload();
    await page.getByText('Counts now: off. It was chosen here.').waitFor();
    expect(await perSale.inputValue()).toBe('off');
    expect(desk.complaints).toEqual([]);

    const { id } = (await world.create(world.voucher(ONE_VOUCHER, 5000), { amount: 5000, currency: 'ZAR' })).body;
    const other = await Desk.open(world, browser);
    await other.signIn(agent, `/test/redemptions/${id}/reverse`);
    await other.page.getByLabel('Amount').fill('50.00');
    await other.button('Give back R50.00').waitFor();
    expect(await other.page.getByText('This takes a second person').count()).toBe(0);
    await other.close();

    await perSale.selectOption('installation');
    await desk.button('Save').click();
    await page.getByText('Counts now: above R20.00. The installation says so.').waitFor();
  });

  it('C4 a screen that a role may not see is not in its menu, and its address says what it takes', async () => {
    const { page } = desk;
    await desk.signIn(agent);
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    const ways = await page.getByRole('navigation').getByRole('link').allTextContents();
    const closed = [
      ['Tills', '/terminals', 'manage terminals'],
      ['Users', '/settings/users', 'manage users, their roles and their sessions'],
      ['API keys', '/settings/keys', 'manage API keys'],
      ['Limits', '/settings/limits', 'change limits and settings'],
      ['Audit log', '/audit', 'read the audit log'],
    ] as const;
    for (const [name, address, allows] of closed) {
      expect([name, ways.includes(name)]).toEqual([name, false]);
      await desk.goto(`/test${address}`);
      await page.getByRole('heading', { name, exact: true }).waitFor();
      await page.getByText(`To ${allows} takes the role: admin. An admin gives roles.`).waitFor();
      // Nothing was asked for that would be refused.
      expect([name, await page.getByRole('alert').count()]).toEqual([name, 0]);
    }
    expect(desk.watched.complaints.filter((text) => text.includes('403'))).toEqual([]);
  });

  it('a key whose answer was lost twice is shown when the button is pressed again, and none besides it was made', async () => {
    const { page } = desk;
    await desk.signIn(staff.admin, '/test/settings/keys');
    const seen: string[] = [];
    await page.route('**/v1/console/keys', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      const response = await route.fetch();
      seen.push(((await response.json()) as { key: string }).key);
      // The page sends it again by itself after a broken connection; what something else answered it shows.
      if (seen.length === 1) return route.abort('connectionreset');
      if (seen.length === 2) return route.fulfill({ status: 502, contentType: 'text/html', body: 'Bad gateway' });
      return route.fulfill({ response });
    });
    await desk.button('New key').click();
    await desk.dialog.getByLabel('Name').fill('lost and found');
    await desk.button('Make this key').click();
    await page.getByText('Something on the way answered in place of the server.').waitFor();
    await desk.button('Make this key').click();
    const shown = (await desk.dialog.locator('output').textContent()) ?? '';
    expect(shown).toMatch(/^sk_test_/);
    expect(seen).toEqual([shown, shown, shown]);
    await desk.button('Close').click();
    expect(await page.getByRole('row').filter({ hasText: 'lost and found' }).count()).toBe(1);
  });

  it('tables of logs fit a window of 1280', async () => {
    const { page } = desk;
    const hooks = { url: 'http://127.0.0.1:9/hooks' };
    const { id } = (await world.call('POST /v1/webhook_endpoints', { body: hooks })).body;
    await world.create(world.voucher(ONE_VOUCHER, 1900), { amount: 1500, currency: 'ZAR' });
    await until('a delivery was tried', async () => {
      const { data } = (await world.call('GET /v1/webhook_deliveries')).body as unknown as { data: Tried[] };
      return data.some(({ attempt_count }) => attempt_count > 0);
    });
    await staff.ask('PATCH /v1/console/settings', { time_zone: 'Africa/Windhoek', approval_above: 1000 });
    await desk.signIn(staff.admin);
    for (const [address, name] of [
      ['/audit', 'Audit log'],
      [`/endpoints/${id}`, 'Its deliveries'],
      ['/deliveries', 'Webhook deliveries'],
    ] as const) {
      await desk.goto(`/test${address}`);
      await page.getByRole('table', { name }).getByRole('row').nth(1).waitFor();
      const frame = `document.querySelector('[role=region][aria-label="${name}"]')`;
      const [wide, room] = await page.evaluate<[number, number]>(`[${frame}.scrollWidth, ${frame}.clientWidth]`);
      expect([name, wide]).toEqual([name, room]);
    }
  });
});

interface Tried {
  readonly attempt_count: number;
}
