// The receipt as it comes out of the printer: as wide as the roll, as long as what is on it, and with a code that can be scanned.
import type { Browser } from 'playwright-core';
import { BLU, ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { describeInBrowser, startBrowser } from '../browser';
import { doubtful } from './doubt';
import { printed, type Sheet } from './paper';
import { openTill, type Till } from './till';

jest.setTimeout(180_000);

describeInBrowser('The receipt of the till', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(null), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  let till: Till | undefined;
  afterEach(async () => {
    await till?.close();
    till = undefined;
  });

  it.each([80, 58])(
    'A14 is one page of %i mm, no longer than what is on it, and its code is the change PIN; a reprint says COPY 2',
    async (wide) => {
      till = await openTill(world, browser);
      const { page } = till;
      const lastSales = async () => {
        await till!.shows('amount');
        await till!.press('F6');
        await till!.shows('last_sales');
      };
      await lastSales();
      await page.getByRole('radio', { name: `${String(wide)} mm` }).check();
      await till.press('Escape');
      const voucher = world.voucher(ONE_VOUCHER, 5000);
      await till.sell(2000, voucher.pin, 'paid');
      expect((await till.made()).prints).toBe(1);
      const change = world.books
        .snapshot()
        .vouchers.find(({ issued_for }) => issued_for === world.truth(voucher).taken[0]?.reference);
      const first = await printed(page, browser);
      expectSlip(first, wide, change?.pin);
      expect(await page.locator('[data-paper]').textContent()).not.toContain('COPY');

      await till.press('Enter');
      await lastSales();
      const row = page.locator('[data-redemption]').first();
      await row.getByRole('button').first().click();
      await till.button('Show PIN').waitFor();
      expect(await page.getByTestId('change-pin').count()).toBe(0);
      await till.pass(1000);
      await till.button('Print a copy').click();
      const copy = page.locator('[data-paper]', { hasText: 'COPY 2' });
      await copy.waitFor({ state: 'attached' });
      expectSlip(await printed(page, browser), wide, change?.pin);
      const facts = (
        await world.call(`GET /v1/redemptions/${(await row.getAttribute('data-redemption')) ?? ''}/timeline`)
      ).body;
      expect(facts.data.filter(({ fact }) => /acknowledged/.test(fact))).toHaveLength(2);
    },
  );

  it('says that change is owed, on the screen, on paper and in the list, where its voucher got lost with the answer', async () => {
    till = await openTill(world, browser);
    const { page } = till;
    const { voucher, settle } = doubtful(world, BLU, 10_000);
    await till.sell(700, voucher.pin, 'checking', 'Blu');
    await settle();
    await till.pass(60_000);
    await till.shows('paid');
    const owed = 'Change of R93.00 is owed: ask support.';
    expect(await page.getByTestId('change-owed').textContent()).toBe(owed);
    const paper = page.locator('[data-paper]', { hasText: 'CHANGE IS OWED' });
    await paper.waitFor({ state: 'attached' });
    expect(await paper.textContent()).toContain('R93.00');
    await till.press('Enter');
    await till.shows('amount');
    await till.press('F6');
    await till.shows('last_sales');
    await page.locator('[data-redemption]').first().getByRole('button').first().click();
    expect(await page.getByTestId('change-owed').textContent()).toBe(owed);
    expect(await till.button('Show PIN').count()).toBe(0);
  });
});

function expectSlip(sheet: Sheet, wide: number, pin: string | undefined): void {
  expect(sheet.pages).toBe(1);
  expect(Math.abs(sheet.widthMm - wide)).toBeLessThan(0.5);
  expect(sheet.heightMm - sheet.printedMm).toBeGreaterThan(0);
  expect(sheet.heightMm - sheet.printedMm).toBeLessThan(5);
  // What a printer of this width can reach: 72 mm of 80, 48 of 58.
  expect(Math.min(sheet.marginsMm.left, sheet.marginsMm.right)).toBeGreaterThan(wide === 80 ? 3.5 : 4.5);
  expect(sheet.qr).toBe(pin);
}
