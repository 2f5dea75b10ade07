// Getting in, staying in, and getting out: the first admin, wrong passwords, sessions that end over a half-filled form.
import type { Browser } from 'playwright-core';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { describeInBrowser, startBrowser } from '../browser';
import { describeConsole, Desk } from './desk';
import { codeOf, Staff, type Person } from './people';

jest.setTimeout(180_000);

describeInBrowser('The door of the console', () => {
  let world: World;
  let browser: Browser;
  let desk: Desk;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(null), startBrowser()]);
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

  it('leads the first admin from the printed password to the numbers of today', async () => {
    const { page } = desk;
    const { email, password } = world.server.firstBoot!.user;
    const focused = async (label: string): Promise<void> => {
      await page.waitForFunction(`document.activeElement?.labels?.[0]?.textContent === ${JSON.stringify(label)}`);
    };
    await desk.goto('');
    await desk.giveCredentials({ id: '', email, password, seed: '', recovery: [] });
    await page.waitForURL(/\/welcome/);
    await page.getByLabel('New password').fill('short');
    await desk.press('Enter');
    await page.getByText('At least 12 characters', { exact: true }).waitFor();
    await page.getByLabel('New password').fill(password);
    await desk.press('Enter');
    await page.getByText('That is the printed password: choose your own.').waitFor();
    expect(await page.getByText('Too many people use that password.').count()).toBe(0);
    await page.getByLabel('New password').fill('the first of many admins');
    await desk.press('Enter');
    await page.getByRole('img', { name: 'QR code for your app' }).waitFor();
    await page.getByText('Type it by hand').click();
    const seed = (await page.locator('details output').textContent()) ?? '';
    await page.reload();
    // Another seed; and whoever has scanned it types, without looking for a field.
    await page.getByText('Type it by hand').waitFor();
    await focused('The six digits that your app shows now');
    await page.keyboard.type(codeOf(seed));
    await desk.press('Enter');
    await page.getByText('That code did not work.').waitFor();
    await focused('The six digits that your app shows now');
    expect(await page.getByLabel(/six digits/).inputValue()).toBe('');
    const newSeed = (await page.locator('details output').textContent()) ?? '';
    await page.keyboard.type(codeOf(newSeed));
    await desk.press('Enter');
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Recovery codes');
    expect(await page.locator('main li').count()).toBe(10);
    // Shown once: nobody goes on by mistake.
    expect(await desk.button('Go on').isDisabled()).toBe(true);
    await page.getByLabel('I have kept them somewhere safe').focus();
    await desk.press('Enter');
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    await desk.press('Space');
    await desk.press('Enter');
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    const [cookie, ...others] = await desk.context.cookies();
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(desk.complaints).toEqual([]);
  });
});

describeConsole('Sessions of the console', (databaseUrl) => {
  let world: World;
  let browser: Browser;
  let desk: Desk;
  let staff: Staff;
  let agent: Person;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(databaseUrl), startBrowser()]);
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

  it('says the same whether the e-mail or the password is wrong, and keeps neither', async () => {
    const { page } = desk;
    const said: string[] = [];
    for (const wrong of [
      { ...agent, password: 'nothing of the kind' },
      { ...agent, email: 'nobody@shop.example' },
    ]) {
      await desk.goto('/signin');
      await desk.giveCredentials(wrong);
      const alert = page.getByRole('alert');
      await alert.waitFor();
      said.push((await alert.locator('p').allTextContents()).slice(0, 2).join(' '));
      expect(await page.getByLabel('Password').inputValue()).toBe('');
      expect(await page.evaluate('document.activeElement.type')).toBe('password');
    }
    expect(new Set(said).size).toBe(1);
    expect(page.url()).not.toContain('nothing');
  });

  it('leads on to the screen that somebody was on the way to, and to no address of anybody else', async () => {
    const { page } = desk;
    await desk.goto('/test/reviews?whose=nobody');
    await desk.giveCredentials(agent);
    await page.getByRole('heading', { name: 'Reviews' }).waitFor();
    expect(new URL(page.url()).search).toBe('?whose=nobody');
    await desk.button('Sign out').click();
    await page.getByLabel('E-mail').waitFor();
    await desk.goto('/signin?to=//elsewhere.example/test');
    await desk.giveCredentials(agent);
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    expect(new URL(page.url()).origin).toBe(world.server.url);
  });

  it('leads somebody who is signed in from the door to where he works, in a new window as well', async () => {
    const { page } = desk;
    await desk.signIn(agent);
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await desk.goto('/signin');
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    const window = await desk.another();
    await window.goto('/signin?to=%2Ftest%2Freviews%3Fwhose%3Dnobody');
    await window.page.getByRole('heading', { name: 'Reviews' }).waitFor();
    expect(new URL(window.page.url()).search).toBe('?whose=nobody');
    // Out is out: there the door asks again.
    await window.button('Sign out').click();
    await window.page.getByLabel('E-mail').waitFor();
    await desk.goto('/signin');
    await page.getByLabel('E-mail').waitFor();
  });

  it('H1 shows nothing behind the back button once somebody has signed out', async () => {
    const { page } = desk;
    await world.create(world.voucher(ONE_VOUCHER, 1900), {
      amount: 1500,
      currency: 'ZAR',
      external_reference: 'INV-1',
    });
    await desk.signIn(agent);
    await desk.search('INV-1');
    await desk.sentence.waitFor();
    await desk.button('Sign out').click();
    await page.getByLabel('E-mail').waitFor();
    await page.goBack();
    await page.getByLabel('E-mail').waitFor();
    expect(await desk.sentence.count()).toBe(0);
  });

  it('H3 lets somebody sign in again over a half-filled form, and goes on with it', async () => {
    const { page } = desk;
    const sale = { amount: 1900, currency: 'ZAR', external_reference: 'INV-2' };
    const { id } = (await world.create(world.voucher(ONE_VOUCHER, 1900), sale)).body;
    await desk.signIn(agent);
    await desk.search('INV-2');
    await desk.sentence.waitFor();
    await desk.press('r');
    await page.getByLabel('Amount').fill('4.00');
    await page.getByLabel('Reason').selectOption({ label: 'Goods were returned' });
    await page.getByLabel('In your words').fill('half a sentence');
    await staff.throwOut(agent);
    await page.getByLabel('In your words').press('Control+Enter');
    const again = page.getByRole('alertdialog', { name: 'Sign in again' });
    await again.waitFor();
    await again.getByLabel('Password').fill('not the one');
    await desk.press('Enter');
    await again.getByRole('alert').waitFor();
    await again.getByLabel('Password').fill(agent.password);
    await desk.press('Enter');
    // The very call that was refused is sent again, and nothing was typed twice.
    await page.getByText('It was given back.', { exact: true }).waitFor();
    const { data } = (await world.call(`GET /v1/redemptions/${id}/reversals`)).body;
    expect(data).toEqual([expect.objectContaining({ amount: 400, status: 'succeeded' })]);
  });

  it('H3 warns before a session ends by itself, and keeps it where somebody says so', async () => {
    const { page } = desk;
    await desk.signIn(agent);
    // The server's own answer, as it is when nearly half an hour has gone by.
    let isLate = true;
    await page.route('**/v1/console/session', async (route) => {
      const response = await route.fetch();
      const session = (await response.json()) as object;
      const soon = { idle_ends_at: new Date(Date.now() + 100_000).toISOString() };
      await route.fulfill({ response, json: isLate ? { ...session, ...soon } : session });
    });
    await page.reload();
    const warning = page.getByRole('alertdialog', { name: 'Are you still here?' });
    await warning.getByText(/You are signed out in 1:\d\d/).waitFor();
    isLate = false;
    await warning.getByRole('button', { name: 'Stay signed in' }).click();
    await warning.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Today' }).waitFor();
  });
});
