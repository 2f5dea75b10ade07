// The power goes: for the browser, or for the server, in the middle of a sale. What comes back finds out what became of it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { Stage } from '../../crash/stage';
import { describeOnOne } from '../../tools/engines';
import { describeInBrowser, startBrowser } from '../browser';
import { Gate } from './gate';
import { MortalBrowser } from './mortal-browser';
import { claim, CREATE, newTerminal, RECOVER, Till } from './till';

jest.setTimeout(180_000);

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
