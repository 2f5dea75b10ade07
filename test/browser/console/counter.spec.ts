// One sale from the till to the telephone: a till is let in, a customer is served and given a receipt, calls about it the same day, and
// gets a part of it back from two people. Nobody in it knows more than what a screen shows.
import type { Browser } from 'playwright-core';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { startBrowser } from '../browser';
import { Gate } from '../till/gate';
import { printed } from '../till/paper';
import { openTill, Till } from '../till/till';
import { describeConsole, Desk } from './desk';
import { Staff } from './people';

jest.setTimeout(180_000);

describeConsole('A sale from the till to the telephone', (databaseUrl) => {
  let world: World;
  let browser: Browser;
  let staff: Staff;
  beforeAll(async () => {
    const env = { VOUCH_APPROVAL_ABOVE: '1000' };
    [world, browser] = await Promise.all([startWorld(databaseUrl, env), startBrowser()]);
    staff = await Staff.of(world);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it('B2 pairs a till, redeems, prints, is found by its last four digits, and is given back by two people', async () => {
    const admin = await Desk.open(world, browser);
    await admin.signIn(staff.admin, '/test/terminals');
    const code = await makeTill(admin, 'Front till', 'T7');
    const terminal = { id: '', terminal_id: 'T7', pairing_code: code };
    const till = await openTill(world, browser, { paired: false, terminal });
    await till.shows('pairing');
    await till.page.getByRole('textbox', { name: 'Pairing code' }).fill(code);
    await till.press('Enter');
    const voucher = world.voucher(ONE_VOUCHER, 5000);
    await till.sell(3000, voucher.pin, 'paid');
    expect((await till.made()).prints).toBe(1);
    const receipt = await printed(till.page, browser);
    const change = world.books.snapshot().vouchers.find(({ value }) => value === 2000);
    expect([receipt.pages, receipt.qr]).toEqual([1, change?.pin]);

    const agent = await Desk.open(world, browser);
    await agent.signIn(await staff.hire('agent'));
    await agent.search(voucher.pin.slice(-4));
    await agent.sentence.waitFor();
    const changeEnd = change?.pin.slice(-4) ?? '';
    expect(await agent.sentence.textContent()).toMatch(
      new RegExp(`^R30\\.00 of R50\\.00 paid .*R20\\.00 came back as a voucher ending ${changeEnd}\\.$`),
    );
    await agent.page.getByText('T7', { exact: true }).first().waitFor();
    await agent.press('r');
    await agent.page.getByLabel('Amount').fill('12.00');
    await agent.dialog.getByText('This takes a second person').waitFor();
    await agent.page.getByLabel('Reason').selectOption({ label: 'Goods were returned' });
    await agent.press('Control+Enter');
    await agent.page.getByText('Asked. It waits in Approvals.').waitFor();
    expect(given()).toEqual([]);

    const approver = await Desk.open(world, browser);
    await approver.signIn(await staff.hire('approver'));
    await approver.page
      .getByRole('link', { name: /Approvals|waiting|wait/ })
      .first()
      .click();
    await approver.button(/^Approve/).waitFor();
    await approver.press('a');
    await approver.dialog.getByRole('button', { name: 'Approve' }).click();
    await approver.page.getByText('Approved, and sent to the provider.').waitFor();
    expect(given()).toEqual([1200]);
    await agent.page.reload();
    await agent.page.getByText('R12.00 of it was given back.').first().waitFor({ state: 'attached' });

    for (const desk of [admin, agent, approver]) {
      expect(desk.complaints).toEqual([]);
      await desk.close();
    }
    expect(till.watched.complaints.filter((said) => !/^Failed to load resource/.test(said))).toEqual([]);
    await till.close();
  });

  it('pairs a till in the browser in which the admin is signed in, and keeps the two apart', async () => {
    const admin = await Desk.open(world, browser);
    await admin.signIn(staff.admin, '/test/terminals');
    const code = await makeTill(admin, 'Back till', 'T8');
    const gate = await Gate.open(world.server.url);
    const till = await Till.at(admin.context, gate, { id: '', terminal_id: 'T8', pairing_code: code });
    await till.open(`#${code}`);
    await till.shows('pairing');
    await till.press('Enter');
    await till.shows('amount');
    await admin.page.reload();
    await admin.page.getByText('Back till').first().waitFor();
    // A browser may lose one of the two cookies: the other one is none in its place.
    await admin.context.clearCookies({ name: 'vouch-till' });
    await till.open();
    await till.shows('pairing');
    expect(admin.complaints).toEqual([]);
    await gate.close();
    await admin.close();
  });

  /** Gives its pairing code, as it is shown. */
  const makeTill = async (admin: Desk, name: string, number: string): Promise<string> => {
    await admin.button('New till').click();
    await admin.dialog.getByLabel('Name').fill(name);
    await admin.dialog.getByLabel('Your own number of it').fill(number);
    await admin.press('Enter');
    return ((await admin.dialog.locator('output').textContent()) ?? '').replace(/\s/g, '');
  };

  /** What came back to the customer by the provider's books, sum by sum: as new vouchers, beside the change. */
  const given = (): number[] =>
    world.books
      .snapshot()
      .vouchers.filter(({ issued_for: reference, value }) => reference !== null && value !== 2000)
      .map(({ value }) => value);
});
