// What comes again: the address of a sale, a voucher, and value that support gave back. In a real browser, with a real server and the
// provider's own books.
import type { Browser } from 'playwright-core';
import type { SimulatedVoucher } from '../../../adapters/kit/simulator/books';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { axe } from '../axe';
import { describeInBrowser, startBrowser } from '../browser';
import { doubtful } from './doubt';
import { Scanner } from './keys';
import { faultsOfLayout, SIZES } from './layout';
import { CREATE, openTill, type Till, type TillOptions } from './till';

jest.setTimeout(180_000);

describeInBrowser('The till, where something comes again', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(null, { VOUCH_BREAK_AFTER: '1000' }), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const tills: Till[] = [];
  const open = async (options?: TillOptions) => {
    const till = await openTill(world, browser, options);
    tills.push(till);
    return till;
  };
  afterEach(async () => {
    for (const till of tills.splice(0)) await till.close();
  });

  const takings = (voucher: SimulatedVoucher) => world.truth(voucher).taken.map(({ amount }) => amount);
  const shown = (till: Till) => till.page.locator('main').innerText();
  const amountOf = (till: Till) => till.cents(till.page.locator('main [data-cents]').first());
  /** Support does it, with a secret key. */
  const giveBack = async (till: Till, amount: number) => {
    const { data } = (await world.call(`GET /v1/redemptions?terminal_id=${till.terminal.terminal_id}&limit=1`)).body;
    const id = data[0]?.id ?? '';
    const body = { reason: 'The shop called', amount, idempotency_key: `back-${id}-${String(amount)}` };
    const given = await world.call(`POST /v1/redemptions/${id}/reverse`, { body });
    expect(given.body).toMatchObject({ amount, status: 'succeeded' });
  };
  const park = async (till: Till, cents: number, value = 5000) => {
    const doubt = doubtful(world, ONE_VOUCHER, value);
    await till.sell(cents, doubt.voucher.pin, 'checking');
    await till.press('F4');
    await till.shows('amount');
    return doubt;
  };

  it('a second window with the address of a sale that was paid in the first says so, and takes no second voucher', async () => {
    const link = '?amount=2000&ref=INV-21';
    const till = await open({ query: link });
    const [first, second] = [world.voucher(ONE_VOUCHER, 2000), world.voucher(ONE_VOUCHER, 2000)];
    const page = await till.context.newPage();
    await page.goto(`${till.gate.url}/till${link}`);
    await page.locator('main[data-screen="other_page"]').waitFor();
    await till.page.bringToFront();
    await till.shows('voucher');
    await till.scanner.scan(first.pin);
    await till.shows('paid');
    await till.press('Enter');
    await till.shows('amount');
    await till.page.close();
    await page.bringToFront();
    const scanner = await Scanner.plugInto(page);

    await page.locator('main[data-screen="paid_before"]').waitFor();
    expect(await page.locator('main').innerText()).toMatch(/Paid already[^]*R20\.00[^]*INV-21/);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      expect([await faultsOfLayout(page), await axe(page)]).toEqual([[], []]);
    }
    await till.pass(1100);
    await scanner.scan(second.pin);
    expect(await page.locator('main').getAttribute('data-screen')).toBe('paid_before');
    await till.pass(1100);
    await page.keyboard.press('Enter');
    await page.locator('main[data-screen="amount"]').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect([takings(first), takings(second)]).toEqual([[2000], []]);
  });

  it('a new sale under the same number is taken in whole, where the cashier says that it is one', async () => {
    const link = '?amount=2000&ref=INV-22';
    const till = await open({ query: link });
    const [first, second] = [world.voucher(ONE_VOUCHER, 2000), world.voucher(ONE_VOUCHER, 2000)];
    await till.shows('voucher');
    await till.scanner.scan(first.pin);
    await till.shows('paid');
    await till.press('Enter');
    await till.shows('amount');
    await till.open(link);
    await till.shows('paid_before');
    await till.button(/^New sale/).click();
    await till.shows('voucher');
    await till.scanner.scan(second.pin);
    await till.shows('paid');
    expect([takings(first), takings(second)]).toEqual([[2000], [2000]]);
  });

  it('the number of a sale that was paid in part, with a larger sum: what is left of it, or a new sale', async () => {
    const till = await open({ query: '?amount=5000&ref=INV-23' });
    const [first, second] = [world.voucher(ONE_VOUCHER, 1900), world.voucher(ONE_VOUCHER, 9000)];
    await till.shows('voucher');
    await till.scanner.scan(first.pin);
    await till.shows('partly_paid');
    await till.pass(1000);
    await till.press('Enter');
    await till.shows('voucher');
    // The point of sale names the rest by itself.
    await till.open('?amount=3100&ref=INV-23');
    await till.shows('voucher');
    expect(await amountOf(till)).toBe(3100);
    await till.open('?amount=7000&ref=INV-23');
    await till.shows('amount');
    expect(await amountOf(till)).toBe(5100);
    expect(await shown(till)).toMatch(/R19\.00 is paid already[^]*INV-23[^]*Check what is left/);
    await till.button('New sale').click();
    expect(await amountOf(till)).toBe(7000);
    await till.open('?amount=8000&ref=INV-23');
    await till.shows('amount');
    expect(await amountOf(till)).toBe(6100);
    await till.press('Enter');
    await till.shows('voucher');
    await till.scanner.scan(second.pin);
    await till.shows('paid');
    expect([takings(first), takings(second)]).toEqual([[1900], [6100]]);
  });

  it('a voucher whose payment is being asked about leads to that payment; another till hears that it is in use', async () => {
    const till = await open();
    const { voucher, settle } = await park(till, 2000);
    await till.sell(2000, voucher.pin, 'checking');
    expect(await shown(till)).toContain('was scanned again. This is the payment that has it.');
    await till.press('F4');
    await till.shows('amount');

    const other = await open();
    await other.sell(2000, voucher.pin, 'not_paid');
    const said = await shown(other);
    expect(said).toContain('IN USE');
    expect(said).toContain('another till');
    expect(said).not.toMatch(/nothing was taken|NOT PAID/i);

    await settle();
    await till.pass(60_000);
    // Once more, now that it is paid.
    await till.sell(2000, voucher.pin, 'paid');
    expect(till.gate.to(CREATE)).toHaveLength(3);
    expect(takings(voucher)).toEqual([2000]);
  });

  it.each([
    [2000, /GIVEN BACK[^]*R20\.00 of R20\.00[^]*Hand over nothing/],
    [500, /GIVEN BACK[^]*R5\.00 of R20\.00[^]*R15\.00 stays paid/],
  ])('a payment of which support gave back %d while it was parked is not plainly paid', async (cents, says) => {
    const till = await open();
    const { settle } = await park(till, 2000);
    await settle();
    await till.pass(60_000);
    await till.press('F5');
    await till.shows('tray');
    // The card has turned, and nobody has opened it yet.
    await till.page.locator('[data-attempt][data-outcome="paid"]').waitFor();
    await till.press('Escape');
    await till.shows('amount');
    await giveBack(till, cents);
    await till.press('F5');
    await till.shows('tray');
    await till.page.locator('[data-attempt][data-outcome="given_back"]').waitFor();
    await till.press('Enter');
    await till.shows('given_back');
    expect(await shown(till)).toMatch(says);
    // The slip is drawn once what draws it is there.
    await till.page
      .locator('[data-paper]', { hasText: `Given backR${String(cents / 100)}.00` })
      .waitFor({ state: 'attached' });
    const paper = (await till.page.locator('[data-paper]').textContent()) ?? '';
    expect(paper).toContain(`${cents === 2000 ? 'GIVEN BACK' : 'PAID'}R20.00`);
    for (const size of SIZES) {
      await till.page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark'] as const) {
        await till.page.emulateMedia({ colorScheme });
        expect([await faultsOfLayout(till.page), await axe(till.page)]).toEqual([[], []]);
      }
    }
    await till.pass(1100);
    await till.press('Enter');
    await till.shows('voucher');
    expect(await amountOf(till)).toBe(cents);
    await till.press('F6');
    await till.shows('last_sales');
    const row = till.page.locator('[data-redemption]').first();
    await row.locator('[data-mark="given_back"]').waitFor();
    expect(await row.innerText()).toContain(`Given back R${String(cents / 100)}.00`);
  });

  it('a part that is given back while the rest is asked for is asked for with it', async () => {
    const till = await open();
    const [first, second] = [world.voucher(ONE_VOUCHER, 1900), world.voucher(ONE_VOUCHER, 9000)];
    await till.sell(5000, first.pin, 'partly_paid');
    await till.pass(1000);
    await till.press('Enter');
    await till.shows('voucher');
    expect(await amountOf(till)).toBe(3100);
    await giveBack(till, 400);
    // Somebody comes back to this window.
    await till.page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await till.page.getByText('Support gave back a part').waitFor();
    expect(await amountOf(till)).toBe(3500);
    for (const size of SIZES) {
      await till.page.setViewportSize(size);
      expect([await faultsOfLayout(till.page), await axe(till.page)]).toEqual([[], []]);
    }
    await giveBack(till, 1500);
    // Nobody looks, and the voucher is scanned: the screen behind it says what is still to pay, and shows the change.
    await till.scanner.scan(second.pin);
    await till.shows('partly_paid');
    expect(await till.cents(till.page.getByTestId('still-to-pay'))).toBe(1500);
    expect(await shown(till)).toMatch(/R35\.00 paid[^]*Support gave back R15\.00[^]*R55\.00/);
    for (const size of SIZES) {
      await till.page.setViewportSize(size);
      expect([await faultsOfLayout(till.page), await axe(till.page)]).toEqual([[], []]);
    }
    expect([takings(first), takings(second)]).toEqual([[1900], [3500]]);
  });

  it('and neither is one that a reload finds', async () => {
    const till = await open();
    const voucher = world.voucher(ONE_VOUCHER, 2000);
    await till.sell(2000, voucher.pin, 'paid');
    await giveBack(till, 2000);
    await till.page.reload();
    await till.shows('given_back');
    expect(await shown(till)).toMatch(/R20\.00 of R20\.00/);
  });
});
