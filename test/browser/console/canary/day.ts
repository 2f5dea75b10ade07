// A day of people at the console, in which every secret there is comes up, each of them noted: passwords, second factors, sessions, keys,
// PINs that were presented and PINs that were issued.
import { readFileSync } from 'node:fs';
import type { Browser, Locator } from 'playwright-core';
import { BLU, ONE_VOUCHER, type World } from '../../../api/world';
import { Observed, Secrets } from './canary';
import { Desk } from '../desk';
import { codeOf, type Person, type Staff } from '../people';

const TODAY = new Date().toISOString().slice(0, 10);
/** A line of a provider that nobody here knows. */
const STATEMENT = ['date;reference;gross;status', `${TODAY};nobody-1;1.00;Success`].join('\n');

export class Day {
  readonly secrets = new Secrets();
  /** What was taken out, by what it is. */
  readonly files: Record<string, string> = {};
  readonly desks: { readonly desk: Desk; readonly observed: Observed }[] = [];

  constructor(
    private readonly world: World,
    private readonly browser: Browser,
    private readonly staff: Staff,
  ) {
    this.secrets.add('password', world.server.firstBoot?.user.password ?? '');
    this.secrets.add('secret key', world.keys.secret);
    this.note(staff.admin);
  }

  /** Whatever lets this person in. */
  note({ password, seed, recovery }: Person): void {
    this.secrets.add('password', password);
    if (seed !== '') this.secrets.add('seed', seed);
    for (const code of recovery) this.secrets.add('recovery code', code);
  }

  async open(): Promise<Desk> {
    const desk = await Desk.open(this.world, this.browser);
    this.desks.push({ desk, observed: new Observed(desk) });
    return desk;
  }

  /** A sale of which change came back. */
  async sale(): Promise<{ readonly id: string; readonly pin: string }> {
    const voucher = this.world.voucher(ONE_VOUCHER, 5000);
    const { body } = await this.world.create(voucher, { amount: 3000, currency: 'ZAR', external_reference: 'INV-1' });
    return { id: body.id, pin: this.secrets.add('presented PIN', voucher.pin) };
  }

  /** Somebody new, who chooses a password and a second factor on the page, and leaves. */
  async welcome(desk: Desk, email: string, password: string): Promise<Person> {
    const made = await this.staff.ask('POST /v1/console/users', { email, role: 'approver' });
    const { page } = desk;
    await desk.goto('');
    const printed = this.secrets.add('password', String(made['password']));
    await desk.giveCredentials({ id: '', email, password: printed, seed: '', recovery: [] });
    await page.getByLabel('New password').fill(password);
    await desk.press('Enter');
    await page.getByText('Type it by hand').click();
    const seed = (await page.locator('details output').textContent())?.replaceAll(' ', '') ?? '';
    await page.getByLabel(/six digits/).fill(codeOf(seed));
    await desk.press('Enter');
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    const recovery = await page.locator('main li').allTextContents();
    await page.getByLabel('I have kept them somewhere safe').check();
    await desk.button('Go on').click();
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await desk.button('Sign out').click();
    await page.getByLabel('E-mail').waitFor();
    const person = { id: String(made['id']), email, password, seed, recovery };
    this.note(person);
    return person;
  }

  /** The admin: an endpoint, a key, a statement, and its differences as a file. */
  async administer(desk: Desk, hookUrl: string): Promise<void> {
    const { page, dialog } = desk;
    await desk.signIn(this.staff.admin, '/test/endpoints');
    await desk.button('New endpoint').click();
    await dialog.getByLabel('Address').fill(hookUrl);
    await desk.press('Enter');
    await this.readOnce('endpoint secret', dialog.locator('output'));
    await dialog.getByRole('button', { name: 'Close' }).click();
    await desk.goto('/test/settings/keys');
    await desk.button('New key').click();
    await dialog.getByLabel('Name').fill('the shop');
    await desk.press('Enter');
    await this.readOnce('secret key', dialog.locator('output'));
    await dialog.getByRole('button', { name: 'Close' }).click();
    await desk.goto('/test/reconciliation');
    await desk.button('Compare a statement').click();
    await dialog.getByLabel('Provider').selectOption(BLU);
    for (const label of ['First day', 'Last day']) await dialog.getByLabel(label).fill(TODAY);
    const file = { name: 'today.csv', mimeType: 'text/csv', buffer: Buffer.from(STATEMENT) };
    await dialog.getByLabel('File (CSV)').setInputFiles(file);
    await dialog.getByRole('button', { name: 'Compare' }).click();
    await page.waitForURL(/\/reconciliation\/\w+$/);
    await page.getByRole('table', { name: 'Differences' }).waitFor();
    await this.takeOut('differences', desk);
  }

  /** The agent: a search by a whole PIN, a part given back, and more asked for. */
  async giveBack(desk: Desk, agent: Person, pin: string): Promise<void> {
    const { page } = desk;
    await desk.signIn(agent);
    await desk.search(pin.replace(/(.{4})(?=.)/g, '$1 '));
    await desk.sentence.waitFor();
    for (const [amount, button, says] of [
      ['5.00', /^Give back R5\.00/, 'It was given back.'],
      ['20.01', /^Ask a second person/, 'Asked. It waits in Approvals.'],
    ] as const) {
      await desk.press('r');
      await page.getByLabel('Amount').fill(amount);
      await page.getByLabel('Reason').selectOption({ label: 'Goods were returned' });
      await desk.button(button).click();
      await page.getByText(says, { exact: true }).waitFor();
      await desk.dialog.getByRole('button', { name: 'Close' }).click();
    }
  }

  /** The approver gives what was asked for. */
  async approve(desk: Desk, person: Person): Promise<void> {
    await desk.signIn(person, '/test/approvals');
    await desk.button(/^Approve/).waitFor();
    await desk.press('a');
    await desk.dialog.getByRole('button', { name: 'Approve' }).click();
    await desk.page.getByText('Approved, and sent to the provider.').waitFor();
  }

  /** Looks at each of `count` PINs that were issued, until it is gone. `during`: what is asked while one is shown. */
  async reveal(desk: Desk, id: string, count: number, during: () => Promise<void>): Promise<void> {
    const { page, dialog } = desk;
    await page.clock.install();
    await desk.goto(`/test/redemptions/${id}`);
    await desk.sentence.waitFor();
    await desk
      .button('Show the PIN')
      .nth(count - 1)
      .waitFor();
    for (let nth = 0; nth < count; nth += 1) {
      await desk.button('Show the PIN').nth(nth).click();
      await page.getByLabel('Why you need it').fill('The slip was lost');
      await desk.press('Enter');
      await this.readOnce(nth === 0 ? 'change PIN' : 'refund PIN', page.getByTestId('revealed'));
      await during();
      await page.clock.fastForward(61_000);
      await page.getByText('It is gone from this page.').waitFor();
      await dialog.getByRole('button', { name: 'Close' }).click();
    }
    await page.getByText('A PIN was shown to a person').first().waitFor();
  }

  async judge(desk: Desk, review: string): Promise<void> {
    const { page } = desk;
    await desk.goto(`/test/reviews/${review}`);
    await page.getByLabel('It did not move').check();
    await page.getByLabel('Why you are sure').fill('They said so');
    await page.getByLabel('Where the proof can be found').fill('Letter of today');
    await desk.button('Give this verdict').click();
    await page.waitForURL((url) => !url.pathname.endsWith(review));
  }

  async takeOut(name: string, desk: Desk): Promise<void> {
    const press = () => desk.button('Take out as a file').click();
    const [file] = await Promise.all([desk.page.waitForEvent('download'), press()]);
    this.files[name] = readFileSync(await file.path(), 'utf8');
  }

  /** What is shown once, noted to be looked for. */
  private async readOnce(name: string, shown: Locator): Promise<void> {
    this.secrets.add(name, (await shown.textContent())?.replaceAll(' ', '') ?? '');
  }
}
