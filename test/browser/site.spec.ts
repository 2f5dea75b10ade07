// The documentation in a real browser: on a phone and on a desk, light and dark, with its search.
import type { Browser, Page } from 'playwright-core';
import { startWorld, type World } from '../api/world';
import { FULL } from '../tools/scale';
import { axe } from './axe';
import { describeInBrowser, openPage, startBrowser } from './browser';

jest.setTimeout(180_000);

const PHONE = [390, 844] as const;
const DESK = [1280, 800] as const;
/** Each size in each colour at full size; else each size once, and each colour once. */
const LOOKS = (
  FULL
    ? [
        [PHONE, 'light'],
        [PHONE, 'dark'],
        [DESK, 'light'],
        [DESK, 'dark'],
      ]
    : [
        [PHONE, 'dark'],
        [DESK, 'light'],
      ]
) as readonly (readonly [readonly [number, number], 'light' | 'dark'])[];
/** Those that axe looks at: the first page, a guide with code and tables, the errors, and the reference of another maker. */
const AXED = ['', '/webhooks', '/errors', '/reference'];
const PAGES = [
  '',
  '/api',
  '/errors',
  '/outcomes',
  '/test-vouchers',
  '/webhooks',
  '/settings',
  '/decision-all',
  '/go-live',
];
/** What people type, and the page that they mean by it. */
const MEANT = [
  ['go live', 'Go live'],
  ['golive', 'Go live'],
  ['webhook', 'Webhooks'],
  ['mongodb', 'Vouch on MongoDB, with several instances'],
  ['listen', 'Webhooks: On a laptop'],
] as const;

describeInBrowser('The documentation', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(null), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it('is read on a phone and on a desk, light and dark, and asks no other host for anything', async () => {
    const { page, urls, complaints } = await openPage(browser);
    const looks = new Set<string>();
    for (const [[width, height], colorScheme] of LOOKS) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      for (const path of PAGES) {
        await page.goto(`${world.server.url}/docs${path}`);
        expect([path, width, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([
          path,
          width,
          width,
        ]);
        expect(await page.locator('main h1').count()).toBe(1);
        // On a phone a table and the settings are read without pushing them aside.
        if (width === 390) expect([path, await page.evaluate(PUSHED_ASIDE)]).toEqual([path, []]);
        expect([path, width, await page.evaluate(LOW_CONTRAST)]).toEqual([path, width, []]);
      }
      looks.add(String(await page.evaluate('getComputedStyle(document.body).backgroundColor')));
    }
    expect(looks.size).toBe(2);
    expect(complaints).toEqual([]);
    expect(urls.filter((url) => !url.startsWith('data:') && new URL(url).origin !== world.server.url)).toEqual([]);
    await page.close();
  });

  it('has nothing that axe holds against it, on a phone and on a desk, light and dark', async () => {
    const { page, urls } = await openPage(browser);
    const faults: string[] = [];
    for (const path of AXED) {
      // The reference takes its colours as it is loaded, and never again.
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto(`${world.server.url}/docs${path}`);
      if (path === '/reference') await page.locator('.opblock').first().waitFor();
      for (const [[width, height], colorScheme] of LOOKS) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        faults.push(...(await axe(page)).map((fault) => `${path} ${String(width)} ${colorScheme}: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
    expect(urls.filter((url) => !url.startsWith('data:') && new URL(url).origin !== world.server.url)).toEqual([]);
    await page.close();
  });

  it('finds a code, a word and nothing, by keyboard alone', async () => {
    const { page, urls, complaints } = await openPage(browser);
    await page.goto(`${world.server.url}/docs`);
    await page.keyboard.press('/');
    await page.keyboard.type('voucher_in_use');
    await firstFound(page, 'Errors: voucher_in_use');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${world.server.url}/docs/errors#voucher_in_use`);
    expect(await page.locator('tr:target').innerText()).toContain('The voucher is in use');

    await page.locator('#search').fill('secret key in a page');
    await firstFound(page, 'Calling from a page: A secret key in a page is refused');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/docs\/browser#/);

    for (const [typed, title] of MEANT) {
      await page.locator('#search').fill(typed);
      await firstFound(page, title);
    }

    await page.locator('#search').fill('zzzz');
    await page.getByText('Nothing found').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('#found').isVisible()).toBe(false);
    // What is searched for goes nowhere.
    expect(urls.filter((url) => /zzzz|secret%20key/.test(url))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

async function firstFound(page: Page, words: string): Promise<void> {
  await page.locator('#found [role=option]').first().getByText(words).waitFor();
}

/** What is wider than the column it stands in, and every cell but a row's first whose column has a name that it does not show. */
const PUSHED_ASIDE = `[
  ...[...document.querySelectorAll('.table, .wrapped')]
    .filter((one) => one.scrollWidth > one.clientWidth)
    .map((one) => one.textContent.slice(0, 40)),
  ...[...document.querySelectorAll('td[data-label]')]
    .filter((one) => one.textContent !== '' && getComputedStyle(one, '::before').display !== 'block')
    .map((one) => one.dataset.label),
]`;

/** Texts whose contrast with what is behind them is below 4.5 to 1. Runs in the page. */
const LOW_CONTRAST = `(() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = parts(getComputedStyle(one).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const low = new Set();
  for (const element of document.querySelectorAll('main *, nav *, header *')) {
    if (!element.innerText || element.children.length > 0) continue;
    const [a, b] = [light(parts(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.add(element.tagName + ' ' + element.innerText.slice(0, 40));
  }
  return [...low];
})()`;
