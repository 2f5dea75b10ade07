// `npm run screenshots`: every state of the till as a picture, made by a real till at a real server, into docs/images/till. The clock and
// the lots are fixed first, so that a picture changes where the screen does.
import { createRequire } from 'node:module';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { webp } from '../webp';

const FOLDER = join(__dirname, '../../../docs/images/till');
/** A morning in a shop. */
const OPENED = Date.parse('2026-03-02T09:41:05+02:00');
const OFFSET = OPENED - Date.now();

fixClockAndLots();

async function main(): Promise<void> {
  // Not before the clock is fixed.
  const { startBrowser } = await import('../browser');
  const { startWorld } = await import('../../api/world');
  const { tour } = await import('./tour');
  const { PICTURES } = await import('./pictures');
  const [world, browser] = await Promise.all([startWorld(null, { VOUCH_BREAK_AFTER: '1000' }), startBrowser()]);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  try {
    const press = await browser.newPage();
    await tour(
      world,
      browser,
      async (state, page) => {
        for (const { name, size, colorScheme } of PICTURES.filter((picture) => picture.state === state)) {
          await page.setViewportSize(size);
          await page.emulateMedia({ colorScheme });
          await page.evaluate(SAME_IDS);
          writeFileSync(join(FOLDER, name), await webp(await page.screenshot({ animations: 'disabled' }), press));
        }
        await page.emulateMedia({ colorScheme: 'light' });
      },
      // The browser's driver adds what the clock of this process lacks.
      { time: OPENED + OFFSET },
    );
    process.stdout.write(`${String(readdirSync(FOLDER).length)} pictures in docs/images/till\n`);
  } finally {
    await close(browser);
    await world.close();
  }
}

const close = (browser: Browser) => browser.close();

/** The clock of this process begins at OPENED and goes on; dice fall in the same order every time. */
function fixClockAndLots(): void {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...when: [] | [string | number | Date]) {
      if (when.length === 0) super(RealDate.now() + OFFSET);
      else super(when[0]);
    }
    static override now(): number {
      return RealDate.now() + OFFSET;
    }
  } as DateConstructor;
  const crypto = createRequire(__filename)('node:crypto') as { randomInt: (least: number, below?: number) => number };
  let seed = 20260302;
  crypto.randomInt = (least, below) => {
    // A linear congruential generator: nothing here is secret.
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const [from, to] = below === undefined ? [0, least] : [least, below];
    return from + Math.floor((seed / 2_147_483_648) * (to - from));
  };
}

/** Runs in the page. Ids of redemptions are drawn by the server from a source that cannot be fixed. */
const SAME_IDS = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (/rdm_[0-9a-f]{24}/.test(node.data)) node.data = node.data.replace(/rdm_[0-9a-f]{24}/g, 'rdm_69a53f81c2f9d1e0b7a3c455');
  }
})()`;

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
