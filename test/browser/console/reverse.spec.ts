// Giving value back: once, whatever is pressed; with a second person where it takes one; never over a change that nobody has seen.
import type { Browser } from 'playwright-core';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { startBrowser } from '../browser';
import { describeConsole, Desk } from './desk';
import { Staff, type Person } from './people';

jest.setTimeout(180_000);

describeConsole('Giving back at the console', (databaseUrl) => {
  let world: World;
  let browser: Browser;
  let staff: Staff;
  let agent: Person;
  let desk: Desk;
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
    desk = await Desk.open(world, browser);
    await desk.signIn(agent);
  });
  afterEach(async () => {
    await desk.close();
  });

  /** A sale, looked at. */
  const open = async (amount: number, at = desk): Promise<string> => {
    const { body } = await world.create(world.voucher(ONE_VOUCHER, amount), { amount, currency: 'ZAR' });
    await at.goto(`/test/redemptions/${body.id}`);
    await at.sentence.waitFor();
    return body.id;
  };

  /** The dialog, filled in and not sent. */
  const fill = async (amount: string, at = desk): Promise<void> => {
    await at.press('r');
    await at.page.getByLabel('Amount').fill(amount);
    await at.page.getByLabel('Reason').selectOption({ label: 'Goods were returned' });
  };

  /** What was given back by now, or is on its way. */
  const given = async (id: string): Promise<number[]> => {
    const { data } = (await world.call(`GET /v1/redemptions/${id}/reversals`)).body;
    return data.map(({ amount }) => amount);
  };

  it('C1 gives back once where the button is pressed twice', async () => {
    const id = await open(1500);
    await fill('5.00');
    await desk.button(/^Give back R5\.00/).dblclick();
    await desk.page.getByText('It was given back.', { exact: true }).waitFor();
    expect(await given(id)).toEqual([500]);
  });

  it('says that all of it was given back, and goes on saying so', async () => {
    const id = await open(1500);
    await fill('15.00');
    await desk.press('Control+Enter');
    await desk.page.getByText('It was given back.', { exact: true }).waitFor();
    // What stands behind the dialog was read again by then.
    await desk.page.getByText('All of it was given back: R15.00.').first().waitFor({ state: 'attached' });
    await desk.sentence.getByText(/R15\.00 was put back on the voucher ending \d{4}\.$/).waitFor({ state: 'attached' });
    expect(await desk.page.getByText('It was given back.', { exact: true }).isVisible()).toBe(true);
    expect(await desk.page.getByText('Nothing can be given back').count()).toBe(0);
    expect(await given(id)).toEqual([1500]);
  });

  it('says how it comes back by the amount that is typed, and it comes so', async () => {
    const { body } = await world.create(world.voucher(ONE_VOUCHER, 1500));
    await desk.goto(`/test/redemptions/${body.id}`);
    await desk.sentence.waitFor();
    await fill('15.00');
    const whole = desk.dialog.getByText(/^All of it goes back on the voucher that was used/);
    const part = desk.dialog.getByText(/^A part comes back as a new voucher/);
    await whole.waitFor();
    expect(await part.count()).toBe(0);
    await desk.page.getByLabel('Amount').fill('5.00');
    await part.waitFor();
    expect(await whole.count()).toBe(0);
    await desk.press('Control+Enter');
    await desk.dialog.getByText(/^R5\.00 came back as a new voucher ending \d{4}\.$/).waitFor();
  });

  it('C1 gives back once where Enter is held down', async () => {
    const id = await open(1500);
    await fill('5.00');
    await desk.page.getByLabel('Amount').focus();
    // A key that is held comes again and again.
    for (let repeat = 0; repeat < 8; repeat++) await desk.page.keyboard.down('Enter');
    await desk.page.keyboard.up('Enter');
    await desk.page.getByText('It was given back.', { exact: true }).waitFor();
    expect(await given(id)).toEqual([500]);
  });

  it('C1 gives back once out of two windows: the second one is shown what changed, and asks again', async () => {
    const id = await open(1500);
    const other = await desk.another();
    await other.goto(`/test/redemptions/${id}`);
    await other.sentence.waitFor();
    await fill('10.00');
    await fill('10.00', other);
    await desk.press('Control+Enter');
    await desk.page.getByText('It was given back.', { exact: true }).waitFor();
    await other.press('Control+Enter');
    await other.page.getByText('It has changed since you looked. Nothing was sent.').waitFor();
    await other.dialog.getByText('R10.00 of it was given back.').waitFor();
    expect(await given(id)).toEqual([1000]);
    // Ten are not left any more: it is said here, and nothing is sent.
    await other.button('I have seen it, go on').click();
    await other.page.getByText('Left to give back').waitFor();
    await other.press('Control+Enter');
    await other.page.getByText('No more than R5.00 is left').waitFor();
    expect(await given(id)).toEqual([1000]);
  });

  it('asks for what is missing before anything is sent', async () => {
    const id = await open(1500);
    await desk.press('r');
    await desk.page.getByLabel('Amount').fill('15.01');
    await desk.press('Control+Enter');
    await desk.page.getByText('No more than R15.00 is left').waitFor();
    await desk.page.getByText('Choose a reason').waitFor();
    expect(await given(id)).toEqual([]);
  });

  it('C2 takes a second person above the limit, says so before it is sent, and lets nobody decide on his own', async () => {
    const id = await open(5000);
    await fill('20.01');
    await desk.dialog.getByText('This takes a second person').waitFor();
    await desk.button(/^Ask a second person/).click();
    await desk.page.getByText('Asked. It waits in Approvals.').waitFor();
    expect(await given(id)).toEqual([]);
    await desk.goto(`/test/redemptions/${id}`);
    await desk.page.getByText('To give back R20.01 waits for a second person.').waitFor();

    await desk.goto('/test/approvals');
    await desk.page.getByText('You asked for it yourself.').waitFor();
    expect(await desk.button(/^Approve/).isDisabled()).toBe(true);

    const second = await Desk.open(world, browser);
    await second.signIn(await staff.hire('approver'), '/test/approvals');
    await second.button(/^Approve/).waitFor();
    await second.press('a');
    await second.dialog.getByRole('button', { name: 'Approve' }).click();
    await second.page.getByText('Approved, and sent to the provider.').waitFor();
    expect(await given(id)).toEqual([2001]);
    await second.close();
  });

  /** A request that waits for somebody, and two people who have it open to approve it. */
  const asked = async (amount: string): Promise<{ id: string; deciders: readonly [Desk, Desk] }> => {
    const id = await open(5000);
    await fill(amount);
    await desk.button(/^Ask a second person/).click();
    await desk.page.getByText('Asked. It waits in Approvals.').waitFor();
    const decider = async (): Promise<Desk> => {
      const one = await Desk.open(world, browser);
      await one.signIn(await staff.hire('approver'), '/test/approvals');
      await one.button(/^Approve/).waitFor();
      await one.press('a');
      await one.dialog.getByRole('button', { name: 'Approve' }).waitFor();
      return one;
    };
    return { id, deciders: [await decider(), await decider()] };
  };

  it('C2 gives back once where two approve at the same moment, and tells the one who came second', async () => {
    const { id, deciders } = await asked('25.00');
    await Promise.all(deciders.map((one) => one.dialog.getByRole('button', { name: 'Approve' }).click()));
    const said = await Promise.all(
      deciders.map(async ({ page, dialog }) => {
        const done = page.getByText('Approved, and sent to the provider.');
        await done.or(dialog.getByRole('alert')).first().waitFor();
        return (await done.count()) > 0 ? 'approved' : dialog.getByRole('alert').innerText();
      }),
    );
    expect(said.filter((text) => text === 'approved')).toHaveLength(1);
    expect(said.find((text) => text !== 'approved')).toMatch(
      /Somebody has decided already|It has changed since you looked/,
    );
    expect(await given(id)).toEqual([2500]);
    for (const one of deciders) await one.close();
  });

  it('C2 shows what changed meanwhile before it approves, and refuses an own approval from the API as well', async () => {
    const { id, deciders } = await asked('25.00');
    const [first, second] = deciders;
    // A program of the shop gives some of it back.
    const body = { amount: 700, reason: 'Returned', idempotency_key: `program ${id}` };
    expect((await world.call(`POST /v1/redemptions/${id}/reverse`, { body })).body.status).toBe('succeeded');
    await first.dialog.getByRole('button', { name: 'Approve' }).click();
    await first.page.getByText('It has changed since you looked. Nothing was sent.').waitFor();
    await first.dialog.getByText('R7.00 of it was given back.').waitFor();
    expect(await given(id)).toEqual([700]);
    await first.button('I have seen it, go on').click();
    await first.dialog.getByRole('button', { name: 'Approve' }).click();
    await first.page.getByText('Approved, and sent to the provider.').waitFor();
    expect((await given(id)).sort()).toEqual([2500, 700]);

    await second.press('Escape');
    await open(5000, second);
    await fill('30.00', second);
    await second.button(/^Ask a second person/).click();
    await second.page.getByText('Asked. It waits in Approvals.').waitFor();
    const answer = await second.page.evaluate<{ status: number; code: string }>(`(async () => {
      const headers = { 'vouch-console': '1' };
      const list = await (await fetch('/v1/reversal_proposals?status=waiting', { headers })).json();
      const [{ id, version }] = list.data;
      const match = { ...headers, 'if-match': '"' + version + '"' };
      const answer = await fetch('/v1/reversal_proposals/' + id + '/approve', { method: 'POST', headers: match });
      return { status: answer.status, code: (await answer.json()).code };
    })()`);
    expect(answer).toEqual({ status: 403, code: 'own_proposal' });
    // Nothing waits for the next one.
    await first.goto('/test/approvals');
    await first.button(/^Reject/).waitFor();
    await first.press('x');
    await first.page.getByLabel('In your words').fill('It was a test');
    await first.dialog.getByRole('button', { name: 'Reject' }).click();
    await first.page.getByText('Rejected.').waitFor();
    for (const one of deciders) await one.close();
  });

  it('C2 says of what is being sent that it cannot be stopped, and tells of its end after the dialog was closed', async () => {
    const { page } = desk;
    const id = await open(1500);
    await fill('5.00');
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/reverse', async (route) => {
      if (route.request().method() === 'POST') await held;
      await route.continue();
    });
    await desk.press('Control+Enter');
    await desk.dialog.getByText('It is being sent, and cannot be stopped.').waitFor();
    expect(await desk.button('Cancel').count()).toBe(0);
    await desk.press('Escape');
    await desk.dialog.waitFor({ state: 'detached' });
    // Wherever somebody goes meanwhile.
    await page.getByText('What becomes of it is said here.').waitFor();
    await page.getByRole('link', { name: 'Today' }).click();
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await page.getByText('It is being sent, and cannot be stopped.').waitFor();
    expect(await given(id)).toEqual([]);
    letGo();
    await page.getByText('It was given back.', { exact: true }).waitFor();
    expect(await page.getByText('It is being sent, and cannot be stopped.').count()).toBe(0);
    expect(await given(id)).toEqual([500]);
    await desk.button('Close').click();
    expect(await page.getByText('It was given back.', { exact: true }).count()).toBe(0);
  });

  it('C2 approves though the dialog was closed while it was sent, and tells so', async () => {
    const { id, deciders } = await asked('25.00');
    const [first, other] = deciders;
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await first.page.route('**/approve', async (route) => {
      await held;
      await route.continue();
    });
    await first.dialog.getByRole('button', { name: 'Approve' }).click();
    await first.dialog.getByText('It is being sent, and cannot be stopped.').waitFor();
    await first.dialog.getByRole('button', { name: 'Close' }).click();
    await first.page.getByText('What becomes of it is said here.').waitFor();
    expect(await given(id)).toEqual([]);
    letGo();
    await first.page.getByText('Approved, and sent to the provider.').waitFor();
    expect(await given(id)).toEqual([2500]);
    for (const one of [first, other]) await one.close();
  });

  it('C2 rejects with words, and gives nothing back', async () => {
    const id = await open(5000);
    await fill('30.00');
    await desk.button(/^Ask a second person/).click();
    await desk.page.getByText('Asked. It waits in Approvals.').waitFor();
    const second = await Desk.open(world, browser);
    await second.signIn(await staff.hire('approver'), '/test/approvals');
    await second.button(/^Reject/).waitFor();
    await second.press('x');
    await second.dialog.getByRole('button', { name: 'Reject' }).click();
    await second.page.getByText('Say why, for whoever asked').waitFor();
    await second.page.getByLabel('In your words').fill('The slip is of another shop');
    await second.dialog.getByRole('button', { name: 'Reject' }).click();
    await second.page.getByText('Rejected.').waitFor();
    await desk.goto('/test/approvals?status=rejected');
    await desk.page.getByText('The slip is of another shop').waitFor();
    expect(await given(id)).toEqual([]);
    await second.close();
  });

  it('C4 offers a viewer nothing that gives back, and says who may', async () => {
    const viewer = await Desk.open(world, browser);
    await viewer.signIn(await staff.hire('viewer'));
    await open(1500, viewer);
    expect(await viewer.button(/^Give back/).isDisabled()).toBe(true);
    await viewer.page.getByText('Your role may not give value back.').waitFor();
    await viewer.press('r');
    expect(await viewer.dialog.count()).toBe(0);
    await viewer.goto('/test/approvals');
    await viewer.page.getByText(/takes the role: approver/).waitFor();
    await viewer.close();
  });

  it('C6 shows a PIN to whoever says why, for a minute, and the timeline says so', async () => {
    const approver = await Desk.open(world, browser);
    await approver.signIn(await staff.hire('approver'));
    const voucher = world.voucher(ONE_VOUCHER, 1900);
    const { body } = await world.create(voucher, { amount: 1500, currency: 'ZAR' });
    const pin = body.change_voucher?.pin ?? '';
    await approver.page.clock.install();
    await approver.goto(`/test/redemptions/${body.id}`);
    await approver.sentence.waitFor();
    expect(await approver.page.content()).not.toContain(pin);
    await approver.button('Show the PIN').click();
    expect(await approver.button('Show it').isDisabled()).toBe(true);
    await approver.page.getByLabel('Why you need it').fill('The customer lost the slip');
    await approver.press('Enter');
    const shown = approver.page.getByTestId('revealed');
    await shown.waitFor();
    expect((await shown.textContent())?.replaceAll(' ', '')).toBe(pin);
    await approver.page.clock.fastForward(61_000);
    await approver.page.getByText('It is gone from this page.').waitFor();
    expect(await approver.page.content()).not.toContain(pin);
    await approver.button('Close').click();
    await approver.page.getByText('A PIN was shown to a person').waitFor();
    await approver.page.getByText('The customer lost the slip').first().waitFor();
    await approver.close();
  });

  // Last: what it asks for waits on, and would stand in Approvals.
  it('says whether all of it was given back, or waits, where nothing is left to give back', async () => {
    const id = await open(1500);
    const propose = { body: { reason: 'Returned' }, headers: { 'idempotency-key': `all of ${id}` } };
    expect((await world.call(`POST /v1/redemptions/${id}/reversal_proposals`, propose)).status).toBe(201);
    await desk.page.reload();
    await desk.page.getByText('Nothing more can be asked for: all that is left waits for a second person.').waitFor();
    const other = await open(1500);
    const body = { reason: 'Returned', idempotency_key: `all of ${other}` };
    expect((await world.call(`POST /v1/redemptions/${other}/reverse`, { body })).status).toBe(201);
    await desk.page.reload();
    await desk.page.getByText('Nothing is left to give back.').waitFor();
    expect(await desk.page.getByText('waits for a second person').count()).toBe(0);
  });
});
