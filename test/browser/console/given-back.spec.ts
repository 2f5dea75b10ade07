// What somebody reads after value was given back: as what it came back, how the customer gets at it, and what is still in doubt.
import type { Browser } from 'playwright-core';
import { MINUTE_MS } from '../../../src/core/values/time';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { TestClock } from '../../webhooks/world';
import { startBrowser } from '../browser';
import { describeConsole, Desk } from './desk';
import { Staff, type Person } from './people';

jest.setTimeout(180_000);

describeConsole('Value that was given back', (databaseUrl) => {
  let world: World;
  let clock: TestClock;
  let browser: Browser;
  let agent: Person;
  let approver: Person;
  let desk: Desk;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    [world, browser] = await Promise.all([startWorld(databaseUrl, {}, { clock }), startBrowser()]);
    const staff = await Staff.of(world);
    agent = await staff.hire('agent');
    approver = await staff.hire('approver');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });
  beforeEach(async () => {
    desk = await Desk.open(world, browser);
    await desk.signIn(agent);
  });
  afterEach(async () => {
    await desk.close();
  });

  /** A sale with change, so that what is given back comes as a new voucher, looked at. */
  const open = async (reference: string): Promise<string> => {
    const sale = { amount: 1500, currency: 'ZAR', external_reference: reference };
    const { id } = (await world.create(world.voucher(ONE_VOUCHER, 1900), sale)).body;
    await desk.goto(`/test/redemptions/${id}`);
    await desk.sentence.waitFor();
    return id;
  };

  /** What stands above the sentence, without the marks. */
  const tags = async (): Promise<string[]> => {
    const texts = await desk.page.locator('[data-outcome] [data-tone]').allTextContents();
    return texts.map((text) => text.slice(1));
  };

  const giveBack = async (amount: string): Promise<void> => {
    await desk.press('r');
    await desk.page.getByLabel('Amount').fill(amount);
    await desk.page.getByLabel('Reason').selectOption({ label: 'Goods were returned' });
    await desk.press('Control+Enter');
  };

  it('is said as a new voucher, and who can show its PIN: on the page, in the dialog and on a ticket', async () => {
    const id = await open('INV-BACK-1');
    await giveBack('15.00');
    await desk.page.getByText('It was given back.', { exact: true }).waitFor();
    const pin = (await world.call(`GET /v1/redemptions/${id}/reversals`)).body.data[0]?.refund_voucher?.pin ?? '';
    expect(pin).toMatch(/^\d{16}$/);
    const came = `R15.00 came back as a new voucher ending ${pin.slice(-4)}.`;
    await desk.dialog.getByText(came).waitFor();
    await desk.press('Enter');
    await desk.dialog.waitFor({ state: 'detached' });
    await desk.sentence.getByText(came).waitFor();
    expect(await desk.sentence.innerText()).toMatch(
      /^All of it was given back: R15\.00\. R15\.00 of R19\.00 paid sale/,
    );
    // The word stays, and is not alone.
    await desk.page.getByText('all given back: R15.00').waitFor();
    expect(await tags()).toEqual(['paid', 'all given back: R15.00']);
    const who = 'Whoever has the role approver can show it, on the page of this redemption.';
    await desk.page.getByText(who).waitFor();
    expect(await desk.button(/^Show the PIN/).count()).toBe(0);

    await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await desk.button(/^Copy for a ticket/).click();
    await desk.page.getByText('Copied').waitFor();
    const ticket = await desk.page.evaluate<string>('navigator.clipboard.readText()');
    expect(ticket).toContain(came);
    expect(ticket).toContain(who);
    expect(ticket).not.toContain(pin);

    const second = await Desk.open(world, browser);
    await second.signIn(approver, `/test/redemptions/${id}`);
    await second.sentence.getByText(came).waitFor();
    expect(await second.page.getByText(who).count()).toBe(0);
    await second.button('Show the PIN of the new voucher').click();
    await second.dialog.getByLabel('Why you need it').fill('The customer is on the telephone');
    await second.press('Enter');
    const shown = await second.page.getByTestId('revealed').innerText();
    expect(shown.replaceAll(' ', '')).toBe(pin);
    await second.press('Enter');
    await second.page.getByText('A PIN was shown to a person').waitFor();
    expect(second.complaints).toEqual([]);
    await second.close();
  });

  it('is said in part beside the word paid', async () => {
    await open('INV-BACK-2');
    expect(await tags()).toEqual(['paid']);
    await giveBack('5.00');
    await desk.dialog.getByText(/^R5\.00 came back as a new voucher ending \d{4}\.$/).waitFor();
    await desk.press('Enter');
    await desk.page.getByText('R5.00 given back').waitFor();
    expect(await tags()).toEqual(['paid', 'R5.00 given back']);
    expect(await desk.sentence.innerText()).toMatch(/^R15\.00 of R19\.00 paid sale INV-BACK-2/);
  });

  it('is said to be in doubt, with what to expect, until the page finds out by itself', async () => {
    world.simulators.fault('one_voucher', 'refund', 'garbage');
    await open('INV-BACK-3');
    await giveBack('15.00');
    await desk.page.getByText('Whether it went through is not known yet').waitFor();
    await desk.press('Enter');
    await desk.sentence.getByText('It is not known yet whether R15.00 was given back.').waitFor();
    await desk.page.getByText('the last four digits of a new voucher will stand here').waitFor();
    await desk.page.getByText('Give nothing back by another way until then.').waitFor();
    // Nobody presses anything.
    clock.pass(MINUTE_MS);
    await desk.sentence.getByText(/R15\.00 came back as a new voucher ending \d{4}\./).waitFor();
    expect(await desk.page.getByText('Give nothing back by another way until then.').count()).toBe(0);
  });
});
