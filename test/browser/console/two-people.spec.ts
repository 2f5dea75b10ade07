// One browser, and whoever stands up and sits down at it: a window that still shows the one who was there before, and a way out that does not
// reach the server.
import type { Browser } from 'playwright-core';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { startBrowser } from '../browser';
import { describeConsole, Desk } from './desk';
import { Staff, type Person } from './people';

jest.setTimeout(180_000);

const SESSION = '**/v1/console/session';

describeConsole('Two people at one browser', (databaseUrl) => {
  let world: World;
  let browser: Browser;
  let desk: Desk;
  let staff: Staff;
  let first: Person;
  let second: Person;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(databaseUrl), startBrowser()]);
    staff = await Staff.of(world);
    first = await staff.hire('agent');
    second = await staff.hire('agent');
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

  const sale = async (reference: string): Promise<string> => {
    const about = { amount: 1900, currency: 'ZAR', external_reference: reference };
    return (await world.create(world.voucher(ONE_VOUCHER, 1900), about)).body.id;
  };

  /** In another window of the same browser: the first one out, the second one in. */
  const changePlaces = async (): Promise<void> => {
    const window = await desk.another();
    await window.goto('/test');
    await window.button('Sign out').click();
    await window.page.getByLabel('E-mail').waitFor();
    await window.giveCredentials(second);
    await window.page.getByRole('heading', { name: 'Today' }).waitFor();
    await window.page.close();
  };

  const isOver = (): Promise<void> => desk.page.getByRole('heading', { name: 'Somebody else is signed in' }).waitFor();

  it('does nothing in the name of the second what the window of the first still offers, and says who is here', async () => {
    const { page } = desk;
    const id = await sale('INV-1');
    await desk.signIn(first, `/test/redemptions/${id}`);
    await desk.sentence.waitFor();
    await desk.press('r');
    await desk.dialog.getByLabel('Amount').fill('4.00');
    await desk.dialog.getByLabel('Reason').selectOption({ label: 'Goods were returned' });
    await changePlaces();
    expect(await page.getByText(first.email).count()).toBe(1);

    await desk.dialog.getByLabel('Amount').press('Control+Enter');
    await isOver();
    await page.getByText(`${second.email} has signed in`).waitFor();
    // Nothing of what the first had on the screen is left.
    expect([await desk.sentence.count(), await page.getByText(first.email).count()]).toEqual([0, 0]);
    expect((await world.call(`GET /v1/redemptions/${id}/reversals`)).body.data).toEqual([]);
    expect((await world.call(`GET /v1/reversal_proposals`)).body.data).toEqual([]);
    await page.goBack();
    await isOver();

    await desk.button(`Go on as ${second.email}`).click();
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await page.getByRole('link', { name: second.email }).waitFor();
    expect(desk.complaints).toEqual([]);
  });

  it('says so before anything is pressed to whoever comes back to that window', async () => {
    await sale('INV-2');
    await desk.signIn(first);
    await desk.search('INV-2');
    await desk.sentence.waitFor();
    await changePlaces();
    await desk.page.evaluate('window.dispatchEvent(new Event("focus"))');
    await isOver();
    await desk.button(`Go on as ${second.email}`).waitFor();
    expect(await desk.sentence.count()).toBe(0);
  });

  it('H1 hides everything when somebody signs out, and says that he is not out until the server has heard of it', async () => {
    const { page } = desk;
    await sale('INV-3');
    await desk.signIn(first);
    await desk.search('INV-3');
    await desk.sentence.waitFor();
    let tries = 0;
    await page.route(SESSION, async (route) => {
      if (route.request().method() !== 'DELETE') return route.continue();
      tries += 1;
      // The network, then a proxy that knows better.
      return tries === 1 ? route.abort('internetdisconnected') : route.fulfill({ status: 403, body: 'no' });
    });
    await desk.button('Sign out').click();
    await page.getByRole('heading', { name: 'You are not signed out' }).waitFor();
    expect(await desk.sentence.count()).toBe(0);
    // It is true: whoever opens another window is in. And the page does not leave it at one try.
    const window = await desk.another();
    await window.goto('/test');
    await window.button('Sign out').waitFor();
    await page.waitForRequest((request) => request.method() === 'DELETE');
    await page.getByText('Something on the way answered in place of the server.').waitFor();
    expect(await page.getByLabel('E-mail').count()).toBe(0);

    await page.unroute(SESSION);
    await desk.button('Try again now').click();
    await page.getByLabel('E-mail').waitFor();
    await window.goto('/test');
    await window.page.getByLabel('E-mail').waitFor();
    await page.goBack();
    await page.getByLabel('E-mail').waitFor();
    expect(await desk.sentence.count()).toBe(0);
  });

  it('is out where the session had ended before', async () => {
    await desk.signIn(first);
    await desk.button('Sign out').waitFor();
    await staff.throwOut(first);
    await desk.button('Sign out').click();
    await desk.page.getByLabel('E-mail').waitFor();
  });
});
