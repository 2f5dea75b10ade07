// What the time of the server does to people: a proposal that nobody decided lapses, what one person gives back alone is counted over a
// day, and a session ends over a half-filled form. The server's clock is moved; nobody waits.
import type { Browser } from 'playwright-core';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { DAY_MS, MINUTE_MS, type Reading } from '../../../src/core/values/time';
import { SystemClock } from '../../../src/system/clock';
import { startBrowser } from '../browser';
import { describeConsole, Desk } from './desk';
import { codeOf, Staff, type Person } from './people';

jest.setTimeout(180_000);

/** Goes on by itself, and further where a test says so. */
class MovedClock extends SystemClock {
  private aheadMs = 0;

  override now(): number {
    return super.now() + this.aheadMs;
  }

  override elapsed(): number {
    return super.elapsed() + this.aheadMs;
  }

  override reading(): Reading {
    return { ...super.reading(), ms: Math.floor(this.elapsed()) };
  }

  /** Time passes, for whoever looks at the clock and for whoever counts. */
  pass(ms: number): void {
    this.aheadMs += ms;
  }
}

describeConsole('The console, as time passes', (databaseUrl) => {
  let clock: MovedClock;
  let world: World;
  let browser: Browser;
  let staff: Staff;
  let approver: Person;
  const desks: Desk[] = [];
  beforeEach(async () => {
    clock = new MovedClock();
    const env = { VOUCH_APPROVAL_ABOVE: '2000', VOUCH_APPROVAL_ABOVE_PER_DAY: '2500' };
    [world, browser] = await Promise.all([startWorld(databaseUrl, env, { clock }), startBrowser()]);
    staff = await Staff.of(world);
    approver = await staff.hire('approver');
  });
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.close();
    await browser.close();
    await world.close();
  });

  const enter = async (person: Person, screen?: string): Promise<Desk> => {
    const desk = await Desk.open(world, browser);
    desks.push(desk);
    await desk.signIn(person, screen);
    return desk;
  };

  const sale = async (amount: number): Promise<string> =>
    (await world.create(world.voucher(ONE_VOUCHER, amount), { amount, currency: 'ZAR' })).body.id;

  const given = async (id: string): Promise<number[]> =>
    (await world.call(`GET /v1/redemptions/${id}/reversals`)).body.data.map(({ amount }) => amount);

  const open = async (desk: Desk, id: string): Promise<void> => {
    await desk.goto(`/test/redemptions/${id}`);
    await desk.sentence.waitFor();
  };

  const fill = async (desk: Desk, amount: string): Promise<void> => {
    await desk.press('r');
    await desk.page.getByLabel('Amount').fill(amount);
    await desk.page.getByLabel('Reason').selectOption({ label: 'Goods were returned' });
  };

  const ask = async (desk: Desk, id: string, amount: string): Promise<void> => {
    await open(desk, id);
    await fill(desk, amount);
    await desk.button(/^Ask a second person/).click();
    await desk.page.getByText('Asked. It waits in Approvals.').waitFor();
  };

  /** In front of whatever screen it is: the password, then a recovery code. */
  const signInAgain = async ({ page }: Desk, person: Person): Promise<void> => {
    const again = page.getByRole('alertdialog', { name: 'Sign in again' });
    await again.getByLabel('Password').fill(person.password);
    await page.keyboard.press('Enter');
    await again.getByLabel('Code').fill(person.recovery.pop() ?? '');
    await page.keyboard.press('Enter');
    await again.waitFor({ state: 'detached' });
  };

  it('C2 approves nothing that has waited for more than a day, and says so', async () => {
    const id = await sale(5000);
    await ask(await enter(await staff.hire('agent')), id, '30.00');
    const second = await enter(approver, '/test/approvals');
    await second.button(/^Approve/).waitFor();
    await second.press('a');
    const approve = second.dialog.getByRole('button', { name: 'Approve' });
    await approve.waitFor();

    clock.pass(DAY_MS + MINUTE_MS);
    await approve.click();
    await signInAgain(second, approver);
    // It is sent by itself once somebody is signed in.
    await second.dialog.getByText('It has lapsed: nobody decided in time.').waitFor();
    expect(await given(id)).toEqual([]);
    await second.goto('/test/approvals');
    await second.page.getByText('Nothing waits for a second person').waitFor();
    expect(await second.button(/^Approve/).count()).toBe(0);
    await second.goto('/test/approvals?status=lapsed');
    await second.page.getByText('R30.00').first().waitFor();
    expect(await second.button(/^(?:Approve|Reject)/).count()).toBe(0);
    // What was set aside for it is free again.
    await open(second, id);
    await fill(second, '50.00');
    await second.dialog.getByText('This takes a second person').waitFor();
    await second.press('Control+Enter');
    await second.page.getByText('Asked. It waits in Approvals.').waitFor();
    expect(second.complaints).toEqual([]);
  });

  it('C3 asks for a second person where the eleventh of a day passes the sum, and no more the day after', async () => {
    const agent = await staff.hire('agent');
    const desk = await enter(agent);
    for (let nth = 0; nth < 10; nth += 1) {
      const answer = await desk.asPage(`POST /v1/redemptions/${await sale(1500)}/reverse`, {
        body: { amount: 250, reason: 'Returned' },
        headers: { 'idempotency-key': `give back ${String(nth)}` },
      });
      expect([nth, answer.status]).toEqual([nth, 201]);
    }
    const last = await sale(1500);
    await open(desk, last);
    await fill(desk, '2.50');
    await desk.dialog.getByText('This takes a second person').waitFor();
    expect(await desk.button(/^Give back R/).count()).toBe(0);
    const route = `/v1/redemptions/${last}`;
    const writes = () =>
      desk.watched.urls.filter((url) => /\/(?:reverse|reversal_proposals)$/.test(new URL(url).pathname));
    const before = writes().length;
    expect(await given(last)).toEqual([]);
    await desk.button(/^Ask a second person/).click();
    await desk.page.getByText('Asked. It waits in Approvals.').waitFor();
    expect(
      writes()
        .slice(before)
        .map((url) => new URL(url).pathname),
    ).toEqual([`${route}/reversal_proposals`]);
    expect(await given(last)).toEqual([]);

    clock.pass(DAY_MS + MINUTE_MS);
    const tomorrow = await enter(agent);
    await open(tomorrow, last);
    await fill(tomorrow, '2.50');
    await tomorrow.button(/^Give back R2\.50/).click();
    await tomorrow.page.getByText('It was given back.', { exact: true }).waitFor();
    expect(await given(last)).toEqual([250]);
  });

  it('C2 offers nobody the approval of what he asked for, and refuses it from the same session; 412 where it changed', async () => {
    const id = await sale(5000);
    const desk = await enter(approver);
    await ask(desk, id, '30.00');
    await desk.goto('/test/approvals');
    await desk.page.getByText('You asked for it yourself.').waitFor();
    for (const name of [/^Approve/, /^Reject/]) expect(await desk.button(name).isDisabled()).toBe(true);
    for (const key of ['a', 'x']) await desk.press(key);
    expect(await desk.dialog.count()).toBe(0);
    const [proposal] = (await desk.asPage('GET /v1/reversal_proposals?status=waiting')).body.data;
    const approve = (from: Desk, version: number) =>
      from.asPage(`POST /v1/reversal_proposals/${proposal?.id ?? ''}/approve`, {
        headers: { 'if-match': `"${String(version)}"` },
      });
    const version = proposal?.version ?? 0;
    const own = await approve(desk, version);
    expect([own.status, own.body.code]).toEqual([403, 'own_proposal']);

    const other = await enter(await staff.hire('approver'), '/test/approvals');
    const back = { amount: 100, reason: 'Returned', idempotency_key: 'a program' };
    expect((await world.call(`POST /v1/redemptions/${id}/reverse`, { body: back })).status).toBe(201);
    const stale = await approve(other, version);
    expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
    expect(await given(id)).toEqual([100]);
  });

  it('asks for the password before a second factor is set up long after signing in, and before it counts', async () => {
    const agent = await staff.hire('agent');
    const desk = await enter(agent, '/test/settings/me');
    const { page, dialog } = desk;
    const prove = async (): Promise<void> => {
      await dialog.getByLabel('Password').fill(agent.password);
      await desk.press('Enter');
      await dialog.waitFor({ state: 'detached' });
    };
    clock.pass(10 * MINUTE_MS);
    await desk.button('Set it up').click();
    await prove();
    await page.getByText('Type it by hand').click();
    const seed = await page.locator('details output').innerText();
    // The phone was in another room.
    clock.pass(10 * MINUTE_MS);
    await page.getByLabel('The six digits that your app shows now').fill(codeOf(seed, clock.now()));
    await desk.press('Enter');
    await prove();
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
  });

  it('H3 warns before the idle time is over, signs in again over a half-filled form, and goes on with it', async () => {
    const minutes = 5;
    await staff.ask('PATCH /v1/console/settings', { session_idle_minutes: minutes });
    const agent = await staff.hire('agent');
    const id = await sale(1500);
    const desk = await enter(agent);
    const { page } = desk;
    await desk.followClock(clock);
    await page.clock.install();
    await open(desk, id);
    await fill(desk, '4.00');
    await page.getByLabel('In your words').fill('half a sentence');
    const pass = async (ms: number): Promise<void> => {
      clock.pass(ms);
      await page.clock.fastForward(ms);
    };
    await pass((minutes - 1) * MINUTE_MS);
    await page
      .getByRole('alertdialog', { name: 'Are you still here?' })
      .getByText(/You are signed out in/)
      .waitFor();
    await pass(2 * MINUTE_MS);
    const again = page.getByRole('alertdialog', { name: 'Sign in again' });
    await again.getByText('Everything on this page stays as it is.').waitFor();
    // The server says so too.
    expect((await desk.asPage('GET /v1/console/session')).status).toBe(401);
    await again.getByLabel('Password').fill(agent.password);
    await desk.press('Enter');
    await again.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Amount').inputValue()).toBe('4.00');
    expect(await page.getByLabel('Reason').inputValue()).toBe('goods_returned');
    expect(await page.getByLabel('In your words').inputValue()).toBe('half a sentence');
    await page.getByLabel('In your words').press('Control+Enter');
    await page.getByText('It was given back.', { exact: true }).waitFor();
    expect(await given(id)).toEqual([400]);
  });
});
