// The receipt as it comes out of the printer: as wide as the roll, as long as what is on it, and with a code that can be scanned.
import type { Browser } from 'playwright-core';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { describeInBrowser, startBrowser } from '../browser';
import { printed } from './paper';
import { openTill } from './till';

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

  it.each([80, 58])(
    'A14 is one page of %i mm, no longer than what is on it, and its code is the change PIN',
    async (wide) => {
      const till = await openTill(world, browser);
      await till.shows('amount');
      await choosePaper(wide);
      await till.holdsPrints();
      const voucher = world.voucher(ONE_VOUCHER, 5000);
      await till.sell(2000, voucher.pin, 'paid');
      expect((await till.made()).prints).toBe(1);
      const sheet = await printed(till.page, browser);
      const change = world.books
        .snapshot()
        .vouchers.find(({ issued_for }) => issued_for === world.truth(voucher).taken[0]?.reference);
      expect(sheet.pages).toBe(1);
      expect(Math.abs(sheet.widthMm - wide)).toBeLessThan(0.5);
      expect(sheet.heightMm - sheet.printedMm).toBeGreaterThan(0);
      expect(sheet.heightMm - sheet.printedMm).toBeLessThan(5);
      // What a printer of this width can reach: 72 mm of 80, 48 of 58.
      expect(Math.min(sheet.marginsMm.left, sheet.marginsMm.right)).toBeGreaterThan(wide === 80 ? 3.5 : 4.5);
      expect(sheet.qr).toBe(change?.pin);

      async function choosePaper(mm: number): Promise<void> {
        await till.press('F6');
        await till.shows('last_sales');
        await till.page.getByText(`${String(mm)} mm`).click();
        await till.press('Escape');
        await till.shows('amount');
      }
      await till.close();
    },
  );
});
