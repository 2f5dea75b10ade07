// The power goes: for the browser, or for the server, in the middle of a sale. What comes back finds out what became of it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import type { SimulatedVoucher } from '../../../adapters/kit/simulator/books';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { Stage } from '../../crash/stage';
import { describeOnOne } from '../../tools/engines';
import { describeInBrowser, startBrowser } from '../browser';
import { Gate } from './gate';
import { MortalBrowser } from './mortal-browser';
import { claim, CREATE, newTerminal, openTill, RECOVER, Till } from './till';
import { placesWith } from '../traces';

jest.setTimeout(180_000);

/** As somebody does who clears what the browser keeps. Runs in the page. */
const EMPTY = `new Promise((resolve, reject) => {
  const request = indexedDB.deleteDatabase('vouch-till');
  request.onsuccess = () => resolve();
  request.onerror = request.onblocked = () => reject(new Error('It is held'));
})`;

/** Writes over what the till remembers of itself. Runs in the page. */
const PUT_PROFILE = `(profile) => new Promise((resolve, reject) => {
  const opening = indexedDB.open('vouch-till');
  opening.onsuccess = () => {
    const writing = opening.result.transaction('profile', 'readwrite');
    writing.objectStore('profile').put(profile, 'this till');
    writing.oncomplete = () => resolve(opening.result.close());
    writing.onerror = () => reject(writing.error);
  };
})`;

/** The files of a profile that hold a text, in either of the ways in which a browser writes one. */
function filesWith(text: string, folder: string): string[] {
  const ways = [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => ways.some((way) => readFileSync(path).includes(way)));
}

describeOnOne('The till', ({ databaseUrl }) => {
  describeInBrowser('survives its browser', () => {
    let world: World;
    let gate: Gate;
    let folder: string;
    let running: MortalBrowser | undefined;
    beforeEach(async () => {
      world = await startWorld(databaseUrl);
      gate = await Gate.open(world.server.url);
      folder = mkdtempSync(join(tmpdir(), 'vouch-profile-'));
    });
    afterEach(async () => {
      if (running?.isRunning === true) await running.kill();
      await gate.close();
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const start = async (profile: string) => {
      running = await MortalBrowser.start(join(folder, profile));
      return running;
    };

    it('A6 killed 200 ms after Enter and started anew, it shows that attempt', async () => {
      const terminal = await newTerminal(world);
      const yesterday = await start('own');
      await claim(yesterday.context, gate, terminal.pairing_code);
      // A cookie is on the disk half a minute after it came, or when the browser is closed.
      await yesterday.close();

      const voucher = world.voucher(ONE_VOUCHER, 5000, 'slow_then_ok');
      const today = await start('own');
      const till = await Till.at(today.context, gate, terminal);
      await till.open();
      await till.asks(2000);
      await till.scanner.scan(voucher.pin);
      // The time that the check names, once it has been asked for.
      await Promise.all([gate.nth(CREATE, 1), pause(200)]);
      await today.kill();
      expect(filesWith(voucher.pin, join(folder, 'own'))).toEqual([]);
      expect(filesWith(gate.to(CREATE)[0]?.idempotencyKey ?? '', join(folder, 'own'))).not.toEqual([]);

      const again = await Till.at((await start('own')).context, gate, terminal);
      await again.open();
      await again.shows('paid');
      expect(gate.to(RECOVER).map((one) => one.idempotencyKey)).toContain(gate.to(CREATE)[0]?.idempotencyKey);
      expect(world.truth(voucher).taken).toEqual([expect.objectContaining({ amount: 2000 })]);
      await running!.kill();
    });

    it('A6 killed and started anew without its profile, it shows that attempt once it is paired again', async () => {
      const terminal = await newTerminal(world);
      const first = await start('lost');
      await claim(first.context, gate, terminal.pairing_code);
      const voucher = world.voucher(ONE_VOUCHER, 5000, 'slow_then_ok');
      const till = await Till.at(first.context, gate, terminal);
      await till.open();
      await till.asks(2000);
      await till.scanner.scan(voucher.pin);
      await gate.nth(CREATE, 1);
      await pause(200);
      await first.kill();

      const { pairing_code } = (await world.call(`POST /v1/terminals/${terminal.id}/pair`)).body as unknown as {
        pairing_code: string;
      };
      const second = await start('new');
      await claim(second.context, gate, pairing_code);
      const again = await Till.at(second.context, gate, terminal);
      await again.open();
      await again.shows('paid');
      expect(await again.page.getByTestId('change-pin').count()).toBe(1);
      expect(world.truth(voucher).taken).toEqual([expect.objectContaining({ amount: 2000 })]);
      await second.kill();
    });
  });

  describeInBrowser('A18 finds what nobody has seen', () => {
    let world: World;
    let browser: Browser;
    let till: Till;
    beforeAll(async () => {
      [world, browser] = await Promise.all([startWorld(databaseUrl), startBrowser()]);
    });
    afterAll(async () => {
      await browser.close();
      await world.close();
    });
    beforeEach(async () => {
      till = await openTill(world, browser);
      await till.shows('amount');
    });
    afterEach(async () => {
      await till.close();
    });

    const lists = () => till.gate.seen.filter(({ url }) => url.includes('acknowledged=false')).length;
    /** What a page before this one sent, without a record that was kept. */
    const arrives = async (pin: string) => {
      const reply = await till.context.request.post(`${till.gate.url}/v1/redemptions`, {
        data: { type: ONE_VOUCHER, source: { pin }, amount: 1500, currency: 'ZAR' },
        headers: { 'vouch-till': '1', 'sec-fetch-site': 'same-origin', 'idempotency-key': `earlier-${pin.slice(-4)}` },
      });
      expect(reply.status()).toBe(201);
    };
    const finds = async (voucher: SimulatedVoucher) => {
      await till.press('F5');
      await till.shows('tray');
      await till.page.locator('[data-attempt][data-outcome="paid"] button').first().click();
      await till.shows('paid');
      expect(await till.page.getByTestId('change-pin').count()).toBe(1);
      expect(world.truth(voucher).taken).toHaveLength(1);
      await till.press('Enter');
      await till.shows('amount');
    };

    it.each([
      [
        'the connection comes back',
        async () => {
          await till.context.setOffline(true);
          await till.page.locator('[data-trouble="offline"]').waitFor();
          await till.context.setOffline(false);
        },
      ],
      ['it is looked at again', () => till.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")],
    ])('when %s, once a minute at most', async (_, looks) => {
      const voucher = world.voucher(ONE_VOUCHER, 5000);
      await arrives(voucher.pin);
      const before = lists();
      for (let time = 0; time < 5; time++) await looks();
      await till.pass(30_000);
      expect(lists()).toBe(before);
      await till.pass(31_000);
      await till
        .button(/^Parked/)
        .getByText('1')
        .waitFor();
      expect(lists()).toBe(before + 1);
      await finds(voucher);
    });

    it('after a sale in the middle of which the browser was emptied, and keeps the next one', async () => {
      const [earlier, own, next] = [5000, 5000, 5000].map((cents) => world.voucher(ONE_VOUCHER, cents));
      const held = till.gate.hold(CREATE);
      await till.asks(2000);
      await till.scanner.scan(own!.pin);
      await held.arrived;
      expect(await placesWith(own!.pin.slice(-4), till.page, till.gate, [])).toContain('indexedDB');
      await till.page.evaluate(EMPTY);
      await arrives(earlier!.pin);
      await held.release();
      await till.shows('paid');
      await till.pass(61_000);
      await till.press('Enter');
      await till.shows('amount');
      await till
        .button(/^Parked/)
        .getByText('1')
        .waitFor();
      await finds(earlier!);
      const again = till.gate.hold(CREATE);
      await till.asks(2000);
      await till.scanner.scan(next!.pin);
      await again.arrived;
      expect(await placesWith(next!.pin.slice(-4), till.page, till.gate, [])).toContain('indexedDB');
      await again.release();
      await till.shows('paid');
    });

    it('and starts also where what it kept is of another shape', async () => {
      for (const garbage of ['garbage', { terminal: {}, types: [] }, { types: 5 }, null]) {
        await till.page.evaluate(`(${PUT_PROFILE})(${JSON.stringify(garbage)})`);
        await till.page.reload();
        await till.shows('amount');
      }
      await till.sell(1500, world.voucher(ONE_VOUCHER, 1900).pin, 'paid');
    });

    it('and leaves a pairing code as it is where it is paired already', async () => {
      const other = await newTerminal(world);
      for (const isOpen of [true, false]) {
        if (!isOpen) await till.page.goto('about:blank');
        await till.page.goto(`${till.gate.url}/till#${other.pairing_code}`);
        await till.page.getByText(`This till is paired as ${till.terminal.terminal_id}.`).waitFor();
        expect(await till.page.evaluate('location.href')).toBe(`${till.gate.url}/till`);
        await till.shows('amount');
        await till.type('1');
      }
      const context = await browser.newContext();
      await claim(context, till.gate, other.pairing_code);
      await context.close();
    });
  });

  describeInBrowser('survives its server', () => {
    let stage: Stage;
    let browser: Browser;
    beforeAll(async () => {
      [stage, browser] = await Promise.all([Stage.open((await databaseUrl?.()) ?? null), startBrowser()]);
    });
    afterAll(async () => {
      await browser.close();
      await stage.close();
    });

    it.each([
      ['before the provider was asked', 'write:confirm_requested:after'],
      ['after the provider took the value', 'call.capture:after'],
    ])('A7 killed %s, it says CHECKING and then what is true, without a key', async (_, dieAt) => {
      const first = await stage.start();
      const gate = await Gate.open(first.url);
      const call = async (route: string, { body }: { body?: unknown } = {}) =>
        ({ body: await stage.call(first, route, body as object) }) as Awaited<ReturnType<World['call']>>;
      const terminal = await newTerminal({ call });
      const context = await browser.newContext();
      await claim(context, gate, terminal.pairing_code);
      const till = await Till.at(context, gate, terminal);
      await till.open();
      const voucher = stage.voucher(ONE_VOUCHER, 'ok');
      await till.asks(2000);
      await stage.tell(first, { dieAt, resolver: false });
      await till.scanner.scan(voucher.pin);
      await first.ended;
      expect(['sending', 'checking']).toContain(await till.now());

      // The provider answers nobody until the till has shown that it does not know.
      await stage.simulators.outage('one_voucher', true);
      gate.target = (await stage.start()).url;
      await till.pass(10_000);
      await till.appears('checking');
      await stage.simulators.outage('one_voucher', false);
      await till.pass(60_000);
      await till.shows('paid');
      expect(stage.truth(voucher)).toEqual({ taken: 2000, takings: 1, returned: 0 });
      await till.close();
      await stage.killAll();
    });
  });
});
