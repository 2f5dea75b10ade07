// The till takes money once: whatever is pressed twice, reloaded, held back or lost on the way. In a real browser, with a real server and
// the provider's own books. The numbers are those of the acceptance checks in docs/till.md.
import type { Browser } from 'playwright-core';
import type { SimulatedVoucher } from '../../../adapters/kit/simulator/books';
import { BLU, ONE_VOUCHER, OTT, startWorld, type Body, type World } from '../../api/world';
import { until } from '../../crash/stage';
import { describeOnOne } from '../../tools/engines';
import { describeInBrowser, startBrowser } from '../browser';
import { doubtful } from './doubt';
import { CREATE, openTill, RECOVER, type Till, type TillOptions } from './till';
import { placesWith } from '../traces';

jest.setTimeout(180_000);

/** EAN-13 and EAN-8 of goods, with the right check digits. */
const GOODS = ['6001007162474', '96385074'];

describeOnOne('The till', ({ databaseUrl }) => {
  describeInBrowser('takes money once', () => {
    let world: World;
    let browser: Browser;
    beforeAll(async () => {
      [world, browser] = await Promise.all([startWorld(databaseUrl, { VOUCH_BREAK_AFTER: '1000' }), startBrowser()]);
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
    const redemptionsOf = async (till: Till): Promise<readonly Body[]> => {
      const { data } = (await world.call('GET /v1/redemptions?limit=100')).body;
      return data.filter((one) => terminalOf(one) === till.terminal.terminal_id);
    };
    /** Neither what the customer handed over nor anything made of it is left behind. */
    const leavesNothing = async (till: Till, ...pins: string[]) => {
      for (const pin of pins) expect(await placesWith(pin, till.page, till.gate, till.watched.said)).toEqual([]);
      expect(till.watched.urls.filter((url) => new URL(url).origin !== till.gate.url)).toEqual([]);
      expect(till.watched.complaints.filter((said) => !/^Failed to load resource/.test(said))).toEqual([]);
    };

    it('A1 pairs by a code, and takes a scanned voucher without a further key', async () => {
      const till = await open({ paired: false });
      await till.shows('pairing');
      await till.page.getByRole('textbox', { name: 'Pairing code' }).fill(till.terminal.pairing_code);
      await till.press('Enter');
      const voucher = world.voucher(ONE_VOUCHER, 5000);
      await till.sell(2000, voucher.pin, 'paid');
      expect(takings(voucher)).toEqual([2000]);
      await leavesNothing(till, voucher.pin);

      const link = await open({ query: '?amount=5000&ref=INV-7' });
      await link.shows('voucher');
      const other = world.voucher(ONE_VOUCHER, 5000);
      await link.scanner.scan(other.pin);
      await link.shows('paid');
      expect(takings(other)).toEqual([5000]);
      const [made] = await redemptionsOf(link);
      expect(made).toMatchObject({ outcome: 'paid', external_reference: 'INV-7' });
      await leavesNothing(link, other.pin);
    });

    it.each([
      ['Enter is pressed twice', async (till: Till) => till.scanner.hammer(['Enter', 'Enter'])],
      ['the button is tapped twice', async (till: Till) => till.button(/^Take payment/).dblclick()],
    ])('A2 takes once where %s', async (_, twice) => {
      const till = await open();
      const voucher = world.voucher(ONE_VOUCHER, 5000, 'slow_then_ok');
      await till.asks(2000);
      await till.type(voucher.pin);
      await twice(till);
      await till.shows('paid');
      expect(takings(voucher)).toEqual([2000]);
      expect(await redemptionsOf(till)).toHaveLength(1);
      expect(till.gate.to(CREATE)).toHaveLength(1);
      await leavesNothing(till, voucher.pin);
    });

    it('A2 takes once where the voucher is scanned twice', async () => {
      const till = await open();
      const voucher = world.voucher(ONE_VOUCHER, 5000, 'slow_then_ok');
      await till.asks(2000);
      await till.scanner.scan(voucher.pin, {}, 2);
      await till.shows('paid');
      // And again once it is paid: a scan on a result is nothing.
      await till.scanner.scan(voucher.pin);
      expect(await till.now()).toBe('paid');
      expect(takings(voucher)).toEqual([2000]);
      expect(await redemptionsOf(till)).toHaveLength(1);
      expect(till.gate.to(CREATE)).toHaveLength(1);
      await leavesNothing(till, voucher.pin);
    });

    it('A3 forgets what was typed while it was asking', async () => {
      const till = await open();
      const voucher = world.voucher(ONE_VOUCHER, 5000);
      const held = till.gate.hold(CREATE);
      await till.asks(2000);
      await till.scanner.scan(voucher.pin);
      await held.arrived;
      const keys = Array.from({ length: 8 }, () => ['Enter', '7', 'p', 'Escape', '*']).flat();
      await till.scanner.hammer(keys.slice(0, 20));
      // Time stands, so that it is sure that the others come while the answer is new.
      await till.stopTime();
      await held.release();
      await till.appears('paid');
      await till.scanner.hammer(keys.slice(20));
      await till.pass(790);
      await till.press('Enter');
      await till.context.clock.resume();
      await till.shows('paid');
      expect(till.gate.to(CREATE)).toHaveLength(1);
      expect((await till.made()).prints).toBe(1);
      await onToNext(till);
      expect(await till.cents(till.page.locator('main [data-cents]').first())).toBe(0);
      await leavesNothing(till, voucher.pin);
    });

    it('A4 finds it again after a reload before the request left', async () => {
      const till = await open();
      const voucher = world.voucher(ONE_VOUCHER, 5000);
      await till.asks(2000);
      let leaves: () => void = () => undefined;
      const leaving = new Promise<void>((resolve) => (leaves = resolve));
      await till.page.route(`**/v1/redemptions`, (route) => {
        if (route.request().method() === 'POST') leaves();
        else void route.continue();
      });
      await till.scanner.scan(voucher.pin);
      await leaving;
      await till.page.reload();
      await till.shows('never_arrived');
      expect(till.gate.to(CREATE)).toEqual([]);
      expect(takings(voucher)).toEqual([]);
      await leavesNothing(till, voucher.pin);
    });

    it('A4 finds it again after a reload while the request is under way', async () => {
      const till = await open();
      const voucher = world.voucher(ONE_VOUCHER, 5000, 'slow_then_ok');
      await till.asks(2000);
      await till.scanner.scan(voucher.pin);
      const { idempotencyKey } = await till.gate.nth(CREATE, 1);
      await till.page.reload();
      await till.shows('paid');
      expect(till.gate.to(RECOVER)[0]?.idempotencyKey).toBe(idempotencyKey);
      expect(takings(voucher)).toEqual([2000]);
      expect(await redemptionsOf(till)).toHaveLength(1);
      await leavesNothing(till, voucher.pin);
    });

    it('A4 finds it again after a reload once it was answered and not yet shown', async () => {
      const till = await open();
      const voucher = world.voucher(ONE_VOUCHER, 5000);
      const held = till.gate.holdAnswer(CREATE);
      await till.asks(2000);
      await till.scanner.scan(voucher.pin);
      await held.arrived;
      await until('it is paid', async () => (await redemptionsOf(till))[0]?.['outcome'] === 'paid');
      await till.page.reload();
      await till.shows('paid');
      expect(takings(voucher)).toEqual([2000]);
      expect(await redemptionsOf(till)).toHaveLength(1);
      await held.release();
      await leavesNothing(till, voucher.pin);
    });

    it('A4 finds it again after a reload while the outcome is unknown', async () => {
      const till = await open();
      const { voucher, settle } = doubtful(world, OTT, 5000);
      await till.asks(5000, 'OTT');
      await enterOtt(till, voucher.pin);
      await till.appears('checking');
      await till.page.reload();
      await till.shows('checking');
      await settle();
      await till.pass(60_000);
      await till.shows('paid');
      expect(takings(voucher)).toEqual([5000]);
      expect(await redemptionsOf(till)).toHaveLength(1);
      await leavesNothing(till, voucher.pin);
    });

    it('A5 refuses a request that was held back until the till had asked what became of it', async () => {
      const till = await open();
      const voucher = world.voucher(ONE_VOUCHER, 5000);
      const held = till.gate.hold(CREATE);
      await till.asks(2000);
      await till.scanner.scan(voucher.pin);
      const { idempotencyKey } = await held.arrived;
      await till.page.reload();
      await till.shows('never_arrived');
      const late = await held.release();
      expect([late.status, (JSON.parse(late.body) as { code: string }).code]).toEqual([409, 'idempotency_key_burnt']);
      expect(takings(voucher)).toEqual([]);
      expect(await redemptionsOf(till)).toEqual([]);

      await till.press('Enter');
      await till.shows('voucher');
      await till.scanner.scan(voucher.pin);
      await till.shows('paid');
      expect(till.gate.to(CREATE)[1]?.idempotencyKey).not.toBe(idempotencyKey);
      expect(takings(voucher)).toEqual([2000]);
      await leavesNothing(till, voucher.pin);
    });

    it.each(['the cable is out', 'nothing answers'] as const)(
      'A8 sells nothing while %s, and goes on by itself',
      async (how) => {
        const till = await open();
        const voucher = world.voucher(ONE_VOUCHER, 5000);
        await till.asks(2000);
        const cut = async (isCut: boolean) => {
          if (how === 'the cable is out') await till.context.setOffline(isCut);
          else till.gate.closed = isCut;
        };
        await cut(true);
        await till.scanner.scan(voucher.pin);
        await till.page.locator('[data-trouble="offline"]').waitFor();
        for (const seconds of [1, 2, 4, 8, 20]) {
          await till.pass(seconds * 1000);
          expect(['voucher', 'sending']).toContain(await till.now());
        }
        expect(takings(voucher)).toEqual([]);
        await cut(false);
        await till.pass(10_000);
        await till.shows('paid');
        await till.page.locator('[data-trouble="offline"]').waitFor({ state: 'detached' });
        expect(takings(voucher)).toEqual([2000]);
        expect(new Set(till.gate.to(CREATE).map((one) => one.idempotencyKey)).size).toBe(1);
        await leavesNothing(till, voucher.pin);
      },
    );

    it('A9 serves three more while one is in doubt, and says when that one is settled', async () => {
      const till = await open();
      const { voucher, settle } = doubtful(world, ONE_VOUCHER, 5000);
      await till.asks(2000, '1Voucher');
      await till.scanner.scan(voucher.pin);
      await till.shows('checking');
      await till.press('F4');
      const others = [1000, 1500, 2500].map((value) => world.voucher(BLU, value));
      for (const { value, pin } of others) {
        await till.sell(value, pin, 'paid', 'Blu');
        await onToNext(till);
      }
      expect(others.map(takings)).toEqual([[1000], [1500], [2500]]);
      const before = await till.made();
      await settle();
      await till.pass(60_000);
      await till.shows('amount');
      await till.press('F5');
      await till.shows('tray');
      await till.page.locator('[data-attempt][data-outcome="paid"]').waitFor();
      expect((await till.made()).tones).toBeGreaterThan(before.tones);
      await till.page.locator('[data-attempt] button').first().click();
      await till.shows('paid');
      const change = world.books
        .snapshot()
        .vouchers.find(({ issued_for }) => issued_for === world.truth(voucher).taken[0]?.reference);
      expect(await till.page.getByTestId('change-pin').innerText()).toContain(change?.pin.slice(-4) ?? 'none');
      expect((await till.made()).prints).toBe(before.prints + 1);
      expect(takings(voucher)).toEqual([2000]);
      await leavesNothing(till, voucher.pin, ...others.map(({ pin }) => pin));
    });

    it('A10 refuses the barcode of goods wherever it is scanned', async () => {
      const till = await open();
      await till.shows('amount');
      await till.type('2000');
      for (const goods of GOODS) {
        await till.scanner.scan(goods);
        await till.page.getByText('barcode of goods').waitFor();
        expect(await till.now()).toBe('amount');
        expect(await till.cents(till.page.locator('main [data-cents]').first())).toBe(2000);
      }
      await till.pass(1000);
      await till.press('Enter');
      await till.shows('voucher');
      for (const goods of GOODS) {
        await till.scanner.scan(goods);
        await till.page.getByText('barcode of goods').waitFor();
        await till.pass(1000);
      }
      expect(await till.now()).toBe('voucher');
      expect(till.gate.to(CREATE)).toEqual([]);
    });

    it.each([
      ['a French layout', { layout: 'azerty' }, (pin: string) => pin],
      ['Tab at the end', { suffix: 'Tab' }, (pin: string) => pin],
      ['a star in front', { prefix: '*' }, (pin: string) => pin],
      ['spaces and dashes', {}, (pin: string) => pin.replace(/(....)(....)(....)/, '$1 $2-$3 ')],
    ] as const)('A11 reads the same PIN from a scanner with %s', async (_, settings, written) => {
      const till = await open();
      const voucher = world.voucher(ONE_VOUCHER, 5000);
      await till.asks(5000);
      await till.scanner.scan(written(voucher.pin), settings);
      await till.shows('paid');
      expect(JSON.parse(till.gate.to(CREATE)[0]?.body ?? '{}')).toMatchObject({ source: { pin: voucher.pin } });
      expect(takings(voucher)).toEqual([5000]);
      await leavesNothing(till, voucher.pin);
    });

    it('A13 keeps no PIN, neither while it asks nor after any of the answers', async () => {
      const till = await open();
      const kept = async (pin: string) => {
        const places = await placesWith(pin, till.page, till.gate, till.watched.said);
        return places.filter((place) => place !== 'document');
      };
      const slow = world.voucher(ONE_VOUCHER, 1900);
      const held = till.gate.hold(CREATE);
      await till.asks(1900);
      await till.scanner.scan(slow.pin);
      await held.arrived;
      // The record of the attempt is there, and so is whoever could find the PIN in it.
      expect(await placesWith(slow.pin.slice(-4), till.page, till.gate, [])).toContain('indexedDB');
      expect(await kept(slow.pin)).toEqual([]);
      await held.release();
      await till.shows('paid');
      await onToNext(till);

      const used = world.voucher(ONE_VOUCHER, 1900, 'used');
      await till.sell(1900, used.pin, 'not_paid');
      await till.press('Escape');
      const small = world.voucher(ONE_VOUCHER, 1900);
      await till.sell(5000, small.pin, 'partly_paid');
      await till.pass(1000);
      await till.press('Escape');
      const { voucher, settle } = doubtful(world, ONE_VOUCHER, 5000);
      await till.sell(2000, voucher.pin, 'checking');
      await till.press('F4');
      await till.asks(2000);
      // Typed, and given up.
      const typed = world.voucher(ONE_VOUCHER, 1900);
      await till.type(typed.pin);
      await till.press('Escape');
      await till.shows('amount');
      await settle();
      await till.press('F6');
      await till.shows('last_sales');
      await till.page.locator('[data-redemption]').nth(3).waitFor();
      await leavesNothing(till, ...[slow, used, small, voucher, typed].map(({ pin }) => pin));
    });

    it('is asked for no sale that is paid, nor for what is paid of it, whichever address comes in between', async () => {
      const link = '?amount=5000&ref=INV-17';
      const till = await open({ query: link });
      const vouchers = [1900, 9000, 9000].map((cents) => world.voucher(ONE_VOUCHER, cents));
      const [first, second, third] = vouchers as [SimulatedVoucher, SimulatedVoucher, SimulatedVoucher];
      await till.shows('voucher');
      await till.scanner.scan(first.pin);
      await till.shows('partly_paid');
      await till.pass(1000);
      await till.press('Enter');
      await till.shows('voucher');
      // Opened a moment earlier, the next address would cut off what tells the server that it was seen: then it is shown once more.
      const record = `"lastFour":"${first.pin.slice(-4)}"`;
      await until('the server has heard', async () => {
        return !(await placesWith(record, till.page, till.gate, [])).includes('indexedDB');
      });
      await till.open('?amount=3000&ref=INV-18');
      await till.shows('voucher');
      await till.scanner.scan(second.pin);
      await till.shows('paid');
      await till.press('Enter');
      await till.shows('amount');
      await till.open(link);
      await till.shows('voucher');
      expect(await till.cents(till.page.locator('main [data-cents]').first())).toBe(3100);
      await till.scanner.scan(third.pin);
      await till.shows('paid');
      // Nobody has pressed Enter. Without a connection nobody can be asked.
      till.gate.closed = true;
      await till.open(link).catch(() => undefined);
      await till.shows('finding_out');
      till.gate.closed = false;
      await till.pass(10_000);
      await till.shows('paid');
      expect(vouchers.map(takings)).toEqual([[1900], [3000], [3100]]);
      await leavesNothing(till, first.pin, second.pin, third.pin);
    });

    it('A12 shows what is still to pay larger than all else, and takes it from the next voucher', async () => {
      const till = await open({ query: '?amount=5000&ref=INV-8' });
      await till.shows('voucher');
      const [first, second] = [world.voucher(ONE_VOUCHER, 1900), world.voucher(ONE_VOUCHER, 5000)];
      const held = till.gate.hold(CREATE);
      await till.scanner.scan(first.pin);
      await held.arrived;
      await till.stopTime();
      await held.release();
      await till.appears('partly_paid');
      const rest = till.page.getByTestId('still-to-pay');
      expect(await till.cents(rest)).toBe(3100);
      expect(await till.page.evaluate(LARGEST_TEXT)).toBe('still-to-pay');
      for (const ms of [0, 500, 400, 90]) {
        await till.pass(ms);
        await till.press('Enter');
        expect(await till.now()).toBe('partly_paid');
      }
      await till.pass(400);
      await till.press('Enter');
      await till.context.clock.resume();
      await till.shows('voucher');
      await till.scanner.scan(second.pin);
      await till.shows('paid');
      expect([takings(first), takings(second)]).toEqual([[1900], [3100]]);
      const made = (await redemptionsOf(till)) as readonly (Body & { external_reference: string })[];
      expect(made.map((one) => [one.external_reference, one.redeemed_amount])).toEqual([
        ['INV-8', 3100],
        ['INV-8', 1900],
      ]);
      await leavesNothing(till, first.pin, second.pin);
    });
  });
});

function terminalOf(redemption: Body): string | undefined {
  return (redemption as Body & { redemption_options?: { terminal_id?: string } }).redemption_options?.terminal_id;
}

async function enterOtt(till: Till, pin: string): Promise<void> {
  await till.page.getByRole('textbox', { name: 'Phone number' }).fill('0821234567');
  await till.scanner.scan(pin);
}

/** Past the question whether it printed. */
async function onToNext(till: Till): Promise<void> {
  await till.press('Enter');
  await till.shows('amount');
}

/** The mark of the element whose letters are the largest that are shown. Runs in the page. */
const LARGEST_TEXT = `(() => {
  const written = [...document.querySelectorAll('main *')].filter((element) =>
    element.getClientRects().length > 0 && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''));
  const size = (element) => parseFloat(getComputedStyle(element).fontSize);
  const largest = written.reduce((most, element) => (size(element) > size(most) ? element : most));
  return largest.closest('[data-testid]')?.dataset.testid ?? largest.textContent;
})()`;
