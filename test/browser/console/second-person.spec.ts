// What takes a second person, as several people at the console see it: who asked, what waits already, and that nobody asks twice.
import type { Browser } from 'playwright-core';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { axe } from '../axe';
import { startBrowser } from '../browser';
import { describeConsole, Desk } from './desk';
import { Staff, type Person, type Role } from './people';

jest.setTimeout(180_000);

const TWICE = 'You asked for this already, and it waits for a second person.';

describeConsole('A second person at the console', (databaseUrl) => {
  let world: World;
  let browser: Browser;
  let staff: Staff;
  let agent: Person;
  let desk: Desk;
  let others: Desk[];
  beforeAll(async () => {
    const env = { VOUCH_APPROVAL_ABOVE: '2000', VOUCH_APPROVAL_ABOVE_PER_DAY: '100000' };
    [world, browser] = await Promise.all([startWorld(databaseUrl, env), startBrowser()]);
    staff = await Staff.of(world);
    agent = await staff.hire('agent');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });
  beforeEach(async () => {
    others = [];
    desk = await Desk.open(world, browser);
    await desk.signIn(agent);
  });
  afterEach(async () => {
    for (const one of [desk, ...others]) await one.close();
  });

  /** A sale at a till. */
  const sale = async (): Promise<{ id: string; ending: string }> => {
    const voucher = world.voucher(ONE_VOUCHER, 9000);
    const options = { redemption_options: { terminal_id: 'T12' }, external_reference: `INV-${voucher.pin.slice(-4)}` };
    const { body } = await world.create(voucher, { amount: 9000, currency: 'ZAR', ...options });
    return { id: body.id, ending: voucher.pin.slice(-4) };
  };

  /** Somebody else, in a browser of his own. */
  const another = async (role: Role, screen: string): Promise<{ person: Person; at: Desk }> => {
    const [person, at] = [await staff.hire(role), await Desk.open(world, browser)];
    others.push(at);
    await at.signIn(person, screen);
    return { person, at };
  };

  /** The dialog, filled in and not sent. */
  const fill = async (id: string, amount: string, at = desk): Promise<void> => {
    await at.goto(`/test/redemptions/${id}`);
    await at.sentence.waitFor();
    await at.press('r');
    await at.page.getByLabel('Amount').fill(amount);
    await at.page.getByLabel('Reason').selectOption({ label: 'Goods were returned' });
    await at.dialog.getByText('This takes a second person').waitFor();
  };
  const ask = (at = desk): Promise<void> => at.button(/^Ask a second person/).click();
  const asked = (at = desk): Promise<void> => at.page.getByText('Asked. It waits in Approvals.').waitFor();

  /** What waits for it, in cents. */
  const waiting = async (id: string): Promise<number[]> => {
    const { data } = (await world.call('GET /v1/reversal_proposals?status=waiting&limit=100')).body;
    return data.filter(({ redemption_id }) => redemption_id === id).map(({ amount }) => amount);
  };

  it('C2 asks once out of two windows: the second one is told that it waits, and led to it', async () => {
    const { id } = await sale();
    const other = await desk.another();
    await fill(id, '25.00');
    await fill(id, '25.00', other);
    // A third one has looked before anything was asked, and closed the dialog.
    const third = await desk.another();
    await fill(id, '25.00', third);
    expect(await third.dialog.getByText('This was asked for already').count()).toBe(0);
    await third.press('Escape');
    await third.dialog.waitFor({ state: 'detached' });
    await ask();
    await asked();
    await ask(other);
    const refusal = other.dialog.getByRole('alert');
    await refusal.getByText(TWICE).waitFor();
    expect(await waiting(id)).toEqual([2500]);
    // What waits was read again by then, and stands in the dialog.
    await other.dialog.getByText(/You asked for R25\.00 at \d\d:\d\d:\d\d; it waits for a second person\./).waitFor();
    await refusal.getByRole('link', { name: 'See it in Approvals' }).click();
    await other.page.waitForURL(/\/approvals\?proposal=/);
    await other.page.getByText('You asked for it yourself.').waitFor();
    expect(await other.page.getByRole('heading', { name: /^R25\.00/ }).count()).toBe(1);
    // Whoever opens the dialog anew is told before anything is typed, also in a page that was there before.
    await third.press('r');
    await third.dialog.getByText('This was asked for already').waitFor();
    await third.dialog.getByText(/You asked for R25\.00 at/).waitFor();
    expect(await waiting(id)).toEqual([2500]);
  });

  it('C2 asks once out of two windows that send at the same moment', async () => {
    const { id } = await sale();
    const windows = [desk, await desk.another()];
    for (const one of windows) await fill(id, '30.00', one);
    await Promise.all(windows.map((one) => ask(one)));
    const said = await Promise.all(
      windows.map(async ({ page, dialog }) => {
        const done = page.getByText('Asked. It waits in Approvals.');
        await done.or(dialog.getByRole('alert')).first().waitFor();
        return (await done.count()) > 0 ? 'asked' : dialog.getByRole('alert').innerText();
      }),
    );
    expect(said.filter((text) => text === 'asked')).toHaveLength(1);
    expect(said.find((text) => text !== 'asked')).toContain(TWICE);
    expect(await waiting(id)).toEqual([3000]);
  });

  it('says who asked by e-mail: to a colleague before she asks too, and to whoever decides, with what else waits', async () => {
    const { id, ending } = await sale();
    await fill(id, '25.00');
    await ask();
    await asked();
    const { person, at: colleague } = await another('agent', `/test/redemptions/${id}/reverse`);
    const told = new RegExp(`${agent.email} asked for R25\\.00 at .*; it waits for a second person\\.`);
    await colleague.dialog.getByText(told).waitFor();
    expect(await axe(colleague.page)).toEqual([]);
    await fill(id, '40.00', colleague);
    await ask(colleague);
    await asked(colleague);

    const { at: approver } = await another('approver', '/test/approvals');
    const cards = approver.page.getByRole('region').or(approver.page.locator('section'));
    const card = (amount: string) => cards.filter({ has: approver.page.getByRole('heading', { name: amount }) });
    for (const [amount, who, also] of [
      ['R25.00', agent.email, `${person.email} asked for R40.00`],
      ['R40.00', person.email, `${agent.email} asked for R25.00`],
    ] as const) {
      const own = card(amount).filter({ hasText: `INV-${ending}` });
      await own.getByText(`asked by ${who}`).waitFor();
      await own.getByText('More waits on the same redemption').waitFor();
      await own.getByText(also).waitFor();
      await own.getByText(/^R90\.00 paid sale/).waitFor();
      const facts = await own.getByRole('definition').allInnerTexts();
      expect(facts).toEqual(['1Voucher', `…${ending}`, 'T12', `INV-${ending}`]);
    }
    expect(await axe(approver.page)).toEqual([]);
    // In the dialog as well: a second look is meant to be one.
    await card('R25.00')
      .filter({ hasText: `INV-${ending}` })
      .getByRole('button', { name: /^Approve/ })
      .click();
    await approver.dialog.getByText(`${person.email} asked for R40.00`).waitFor();
    await approver.dialog.getByRole('button', { name: 'Approve' }).click();
    await approver.page.getByText('Approved, and sent to the provider.').waitFor();
    expect(await waiting(id)).toEqual([4000]);
  });

  it('names people in a timeline, a review and its notes by e-mail, to a viewer too', async () => {
    const { id } = await sale();
    await fill(id, '25.00');
    await ask();
    await asked();
    await world.openReview(id);
    const { data } = (await world.call('GET /v1/reviews?status=open')).body;
    const review = data.find(({ redemption_id }) => redemption_id === id)?.id ?? '';
    await desk.goto(`/test/reviews/${review}`);
    await desk.button('Take it on').click();
    await desk.button('Give it back to all').waitFor();
    await desk.page.getByLabel('A note for whoever comes next').fill('They call back');
    await desk.button('Add the note').click();
    await desk.page
      .getByRole('listitem')
      .filter({ hasText: 'They call back' })
      .getByText(agent.email)
      .first()
      .waitFor();

    const { at: viewer } = await another('viewer', `/test/reviews/${review}`);
    await viewer.page.getByText(`Taken on by ${agent.email}`, { exact: true }).waitFor();
    const lines = viewer.page.getByRole('listitem');
    for (const said of ['The review was taken on', 'A note was added', 'They call back'])
      await lines.filter({ hasText: said }).getByText(`by ${agent.email}`).first().waitFor();
    await viewer.goto('/test/reviews');
    await viewer.page.getByRole('row').filter({ hasText: agent.email }).first().waitFor();
    await viewer.goto(`/test/redemptions/${id}`);
    await lines.filter({ hasText: 'Giving back was proposed' }).getByText(`by ${agent.email}`).waitFor();
    expect(await viewer.page.getByText('a person (usr_').count()).toBe(0);
    expect([...desk.complaints, ...viewer.complaints]).toEqual([]);
  });

  it('an open page hears what others ask and decide, untouched', async () => {
    const { id } = await sale();
    const { at } = await another('approver', '/test/approvals');
    await desk.goto(`/test/redemptions/${id}`);
    await desk.sentence.waitFor();
    const asking = { amount: 1234, reason: 'returned' };
    expect((await world.call(`POST /v1/redemptions/${id}/reversal_proposals`, { body: asking })).status).toBe(201);
    await at.page.getByText('R12.34').first().waitFor();
    // The agent has looked at it since.
    await desk.page.reload();
    await desk.page.getByText('Giving back was proposed').waitFor();
    await at.button('Approve').first().click();
    await at.dialog.getByRole('button', { name: /^Approve/ }).click();
    await desk.page.getByText('Giving back was approved').waitFor();
  });
});
