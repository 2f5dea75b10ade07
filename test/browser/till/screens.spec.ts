// What holds on every screen of the till: by keyboard alone, by touch alone, on the smallest and on a large window, for everybody, and with
// nothing from elsewhere. The numbers are those of the acceptance checks in docs/till.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { OTT, ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { FULL } from '../../tools/scale';
import { axe } from '../axe';
import { describeInBrowser, startBrowser } from '../browser';
import { faultsOfLayout, SIZES } from './layout';
import { PICTURES } from './pictures';
import { openTill, type Till, type TillOptions } from './till';
import { STATES, tour } from './tour';

jest.setTimeout(300_000);

const DOCS = join(__dirname, '../../../docs');
/** As it is served. */
const PAGES = join(__dirname, '../../../dist/web/till');

describeInBrowser('The screens of the till', () => {
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
    for (const provider of ['one_voucher', 'ott']) await world.simulators.outage(provider, false);
  });

  it('A15, A17 are large enough, within the window, and without a fault that axe knows: each state, light and dark', async () => {
    const visited: string[] = [];
    const faults: string[] = [];
    await tour(world, browser, async (state, page) => {
      visited.push(state);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const where = `${state} at ${String(size.width)}`;
        faults.push(...(await faultsOfLayout(page)).map((fault) => `${where}: ${fault}`));
        for (const colorScheme of schemesAt(size)) {
          await page.emulateMedia({ colorScheme });
          faults.push(...(await axe(page)).map((fault) => `${where}, ${colorScheme}: ${fault}`));
        }
      }
      await page.emulateMedia({ colorScheme: 'light' });
    });
    expect(faults).toEqual([]);
    expect(visited.sort()).toEqual([...STATES].sort());
  });

  it.each(SIZES)('A15 sell by keyboard alone at $width × $height', async (viewport) => {
    const till = await open({ viewport });
    await till.shows('amount');
    await till.press('F2');
    await till.type('1500');
    await till.press('Enter');
    await till.shows('voucher');
    await till.press('Escape');
    await till.shows('amount');
    await chooseByKey(till, 'OTT');
    await till.press('Enter');
    await till.shows('voucher');
    const voucher = world.voucher(OTT, 1500);
    await till.type(voucher.pin);
    await till.press('Enter');
    await till.type('0821234567');
    await till.press('Enter');
    await till.shows('paid');
    expect(world.truth(voucher).taken).toEqual([expect.objectContaining({ amount: 1500 })]);
    await till.press('Enter');
    await till.shows('amount');
    await till.press('F6');
    await till.shows('last_sales');
    await till.press('Escape');
    await till.shows('amount');
    await till.press('F5');
    await till.shows('tray');
  });

  it.each(SIZES)('A15 sell by touch alone at $width × $height', async (viewport) => {
    const till = await open({ viewport, touch: true });
    const tap = async (name: string | RegExp) => {
      await till.button(name).tap();
      await till.pass(400);
    };
    await till.shows('amount');
    await till.page.getByRole('radio', { name: '1Voucher' }).tap();
    for (const key of ['1', '5', '00']) await tap(new RegExp(`^${key}$`));
    await tap(/^Next/);
    await till.shows('voucher');
    const voucher = world.voucher(ONE_VOUCHER, 1900);
    for (const digit of voucher.pin) await tap(new RegExp(`^${digit}$`));
    await tap(/^Take payment/);
    await till.shows('paid');
    expect(world.truth(voucher).taken).toEqual([expect.objectContaining({ amount: 1500 })]);
    await tap(/^Done|^Next customer/);
    await till.shows('amount');
  });

  it('A16 send at most 100 kB of JavaScript, ask no other host, and breach no policy', async () => {
    const till = await open();
    await till.sell(1500, world.voucher(ONE_VOUCHER, 1900).pin, 'paid');
    await till.page.getByTestId('change-qr').waitFor();
    const { watched } = till;
    expect(watched.urls.filter((url) => new URL(url).origin !== till.gate.url)).toEqual([]);
    expect(watched.complaints).toEqual([]);
    const sizes = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .map((name) => gzipSync(readFileSync(join(PAGES, name)), { level: 9 }).length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(100_000);
  });
});

it('docs/till.md shows every state, as `npm run screenshots` takes them', () => {
  const page = readFileSync(join(DOCS, 'till.md'), 'utf8');
  const shown = [...page.matchAll(/\]\(images\/till\/([^)]+)\)/g)].map(([, name]) => name);
  const wanted = PICTURES.map(({ name }) => name).sort();
  expect(shown.sort()).toEqual(wanted);
  expect(readdirSync(join(DOCS, 'images/till')).sort()).toEqual(wanted);
});

/** Colours do not depend on the size: both sizes and both schemes are seen, each with each at full size alone. */
function schemesAt({ width }: (typeof SIZES)[number]): readonly ('light' | 'dark')[] {
  if (FULL) return ['light', 'dark'];
  return [width === SIZES[0].width ? 'dark' : 'light'];
}

/** With the key that stands beside the type's name. */
async function chooseByKey(till: Till, type: string): Promise<void> {
  for (const key of ['F1', 'F2', 'F3']) {
    await till.press(key);
    if (await till.page.getByRole('radio', { name: type }).isChecked()) return;
  }
  throw new Error(`No key chooses ${type}`);
}
