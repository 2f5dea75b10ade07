// Each role at each screen: what it may press is what the table of rights gives it, button for button, and the server is asked as well.
import type { Browser } from 'playwright-core';
import { roleHolds } from '../../../src/core/accounts/permissions';
import { ROLES, type Role } from '../../../src/core/accounts/roles';
import { addressed } from '../../api/console/desk';
import { ACTS, FOR_ALL, SCREENS, type Screen } from '../../api/console/rights-table';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { until } from '../../crash/stage';
import { ok, Receiver } from '../../webhooks/receiver';
import { FULL } from '../../tools/scale';
import { describeInBrowser, startBrowser } from '../browser';
import { Desk } from './desk';
import { Staff } from './people';

jest.setTimeout(300_000);

/** Who decides about money: each role is tried on each route over HTTP. */
const SEEN: readonly Role[] = ['approver'];

describeInBrowser('The roles of the console', () => {
  let world: World;
  let browser: Browser;
  let staff: Staff;
  let receiver: Receiver;
  let made: Readonly<Record<string, string>>;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(null), startBrowser()]);
    [staff, receiver] = await Promise.all([
      Staff.of(world),
      Receiver.start((reply) => void reply.writeHead(410).end()),
    ]);
    made = await somethingOfEverything();
  });
  afterAll(async () => {
    await browser.close();
    await receiver.stop();
    await world.close();
  });

  /** Whatever has buttons of its own, once: by the names of the screens' addresses. */
  const somethingOfEverything = async () => {
    await staff.hire('viewer');
    const { id: endpoint } = (await world.call('POST /v1/webhook_endpoints', { body: { url: receiver.url } })).body;
    const sale = { amount: 1500, currency: 'ZAR', external_reference: 'INV-7' };
    const { id: redemption } = (await world.create(world.voucher(ONE_VOUCHER, 1900), sale)).body;
    await world.openReview(redemption);
    const review = (await world.call('GET /v1/reviews')).body.data[0]?.id ?? '';
    const asked = { body: { amount: 100, reason: 'Returned' } };
    expect((await world.call(`POST /v1/redemptions/${redemption}/reversal_proposals`, asked)).status).toBe(201);
    await world.call('POST /v1/terminals', { body: { terminal_id: 'T1', name: 'Front till' } });
    const today = new Date().toISOString().slice(0, 10);
    const { body: run } = await world.call(`POST /v1/reconciliations?provider=blu&from=${today}&to=${today}`, {
      body: `date;reference;gross;status\n${today};nobody-1;1.00;Success`,
      headers: { 'content-type': 'text/csv' },
    });
    await until('the statement is compared', async () => {
      return (await world.call(`GET /v1/reconciliations/${run.id}`)).body.status === 'done';
    });
    await until('a delivery has failed', async () => {
      return (await world.call('GET /v1/webhook_deliveries?status=failed')).body.data.length > 0;
    });
    // It was switched off when it said that it is gone.
    receiver.answer = ok;
    await world.call(`PATCH /v1/webhook_endpoints/${endpoint}`, { body: { disabled: false } });
    return { endpoint, redemption, review, run: run.id };
  };

  const buttonsOn = async (desk: Desk, screen: Screen): Promise<string[]> => {
    const { page } = desk;
    await desk.goto(`/test${screen.replace(/:(\w+)/, (_, name: string) => made[name] ?? '')}`);
    await page
      .getByRole('heading', { level: 1 })
      .or(page.getByText('Your role does not hold this right.'))
      .first()
      .waitFor();
    await page.waitForLoadState('networkidle');
    // What can be pressed once something is written.
    const note = page.getByLabel('A note for whoever comes next');
    if ((await note.count()) > 0) await note.fill('They were asked');
    return page.locator('main').getByRole('button', { disabled: false }).allTextContents();
  };

  /** What is wrong with the buttons of a screen, in words. */
  const faultsOn = (screen: Screen, shown: readonly string[], role: Role): string[] => {
    const buttons = ACTS.flatMap(({ takes, buttons: all }) => all.map((button) => ({ takes, ...button })));
    const here = buttons.filter(({ on }) => on === screen);
    const wrong = here.flatMap(({ name, takes, besides = takes }) => {
      const isGiven = roleHolds(role, takes) && roleHolds(role, besides);
      const isShown = shown.some((text) => text.startsWith(name));
      return isGiven === isShown ? [] : [`${screen}: ${name} is ${isShown ? 'offered' : 'missing'}`];
    });
    const known = [...here.map(({ name }) => name), ...FOR_ALL];
    const others = shown.filter((text) => !known.some((name) => text.startsWith(name)));
    return [...wrong, ...others.map((text) => `${screen}: ${text} is in no table`)];
  };

  it.each(FULL ? ROLES : SEEN)('C4 give %s the buttons and calls of its rights, and no others', async (role) => {
    const person = role === 'admin' ? staff.admin : await staff.hire(role);
    const desk = await Desk.open(world, browser);
    await desk.signIn(person);
    const faults: string[] = [];
    for (const screen of SCREENS) faults.push(...faultsOn(screen, await buttonsOn(desk, screen), role));
    // The very session that the page has, where somebody goes past the page.
    for (const { takes, calls } of ACTS) {
      for (const route of calls) {
        const { body } = await desk.asPage(addressed(route), route.startsWith('GET ') ? {} : { body: {} });
        const isRefused = body.code === 'permission_missing';
        if (isRefused === roleHolds(role, takes)) faults.push(`${route} answers ${body.code}`);
      }
    }
    expect(faults).toEqual([]);
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });
});
