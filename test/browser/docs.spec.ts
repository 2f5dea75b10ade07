// The documentation at /docs and the API browser in it, as a developer uses them on the first day: in a real browser, under our own
// security headers.
import type { Browser, Locator, Page } from 'playwright-core';
import { OTT, startWorld, type World } from '../api/world';
import { until } from '../crash/stage';
import { describeInBrowser, openPage, startBrowser, type Watched } from './browser';

/** The page is a megabyte of script: seconds of work, on a machine that other specs keep busy. */
jest.setTimeout(180_000);

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly tags: readonly string[] }>>>>;
}

describeInBrowser('The API browser', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(null), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it('shows every call, makes one with a key, and says what is wrong with another', async () => {
    const watched = await openPage(browser);
    const { page, urls, complaints } = watched;
    await openDocs(page);
    expect(await page.title()).toBe('Vouch API');
    expect(await page.evaluate(LISTED)).toEqual(await described());

    const create = page.locator('#operations-Redemptions-createRedemption');
    await create.locator('.opblock-summary-control').click();
    await create.getByText('then a fresh test voucher is filled in').waitFor();
    await authorise(page, world.keys.secret);
    const filled = create.getByText('A fresh key and a fresh test voucher are filled in.');
    await filled.waitFor();
    await create
      .locator('.opblock-section-request-body select.examples-select-element')
      .selectOption({ label: 'R15.00 of an OTT voucher' });
    await until('the voucher of this example is filled in', () => page.evaluate<boolean>(FILLED_WITH_OTT));
    const { source } = JSON.parse(await create.locator('textarea').inputValue()) as { source: { pin: string } };
    const { pin } = source;
    const key = await create.locator('tr[data-param-name="Idempotency-Key"] input').inputValue();
    expect(key).toMatch(/^docs-[0-9a-f]{24}$/);
    const paid = await execute(page, create);
    expect(paid.status).toBe('201');
    expect(paid.text).toContain('"outcome": "paid"');
    expect((await world.create({ type: OTT, pin }, {}, { headers: { 'idempotency-key': 'another' } })).status).toBe(
      409,
    );
    expect(world.truth({ type: OTT, pin }).taken).toEqual([expect.objectContaining({ amount: 1500 })]);
    expect(complaints).toEqual([]);

    const wrong = world.keys.secret.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    await authorise(page, wrong);
    const refused = await execute(page, create);
    expect(refused.status).toBe('401');
    expect(refused.text).toContain('"code": "key_invalid"');
    // The browser's own remark, and nothing else.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('the server responded with a status of 401')]);

    // On a phone, once the buttons have shrunk: nothing makes the whole page scroll sideways.
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(SETTLED_WIDTH)).toBe(360);

    const secrets = [pin, world.keys.secret, wrong];
    const kept = [
      ...urls,
      page.url(),
      await page.context().storageState(),
      await page.evaluate('({ ...sessionStorage })'),
    ];
    expect(secrets.filter((secret) => JSON.stringify(kept).includes(secret))).toEqual([]);
    expect(foreign(watched)).toEqual([]);
    await page.close();
  });

  it('keeps to itself, even when a link says otherwise, and the watch would notice', async () => {
    const watched = await openPage(browser);
    const { page, complaints } = watched;
    await openDocs(page, '?url=http://elsewhere.test/openapi.json&configUrl=http://elsewhere.test/config.json');
    expect(await page.locator('.info .title').innerText()).toContain('Vouch');
    expect([foreign(watched), complaints]).toEqual([[], []]);

    for (const [breach, statement] of BREACHES) {
      const noticed = page.waitForEvent('console', (message) => message.text() === `policy: ${breach}`);
      await Promise.all([noticed, page.evaluate(statement)]);
      expect(complaints).toContain(`policy: ${breach}`);
    }
    await expect(page.evaluate('window.ran')).resolves.toBeUndefined();
    await page.close();
  });

  async function openDocs(page: Page, query = ''): Promise<void> {
    const reply = await page.goto(`${world.server.url}/docs/reference${query}`);
    expect(reply?.headers()['content-security-policy']).toContain("default-src 'self'");
    await page.locator('.opblock').first().waitFor();
  }

  /** The calls of each tag, as the description has them. */
  async function described(): Promise<Record<string, string[]>> {
    const { paths } = JSON.parse((await world.call('GET /openapi.json', { key: '' })).text) as Described;
    const calls = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, { tags }]) => ({
        tag: tags[0] ?? '',
        call: `${method.toUpperCase()} ${path}`,
      })),
    );
    const tags = [...new Set(calls.map(({ tag }) => tag))];
    return Object.fromEntries(tags.map((tag) => [tag, calls.filter((one) => one.tag === tag).map(({ call }) => call)]));
  }

  function foreign({ urls }: Watched): string[] {
    return urls.filter((url) => new URL(url).origin !== world.server.url);
  }
});

/** What the headers forbid, and a line of script that does it. */
const BREACHES = [
  ['connect-src http://elsewhere.test/fetched', `fetch('http://elsewhere.test/fetched').catch(() => undefined)`],
  [
    'img-src http://elsewhere.test/image',
    `void document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.test/image' }))`,
  ],
  [
    'script-src-elem inline',
    `void document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' }))`,
  ],
] as const;

/** The example that was chosen has its voucher: the one in the example itself is nobody's. Runs in the page. */
const FILLED_WITH_OTT = `(() => {
  const text = document.querySelector('#operations-Redemptions-createRedemption textarea')?.value ?? '';
  return text.includes('phone_number') && !text.includes('684091419838');
})()`;

/** How wide the page is when everything that moves has arrived. */
const SETTLED_WIDTH = `Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
  .then(() => document.documentElement.scrollWidth)`;

/** The calls of each tag, as they stand on the page. Runs there. */
const LISTED = `Object.fromEntries([...document.querySelectorAll('.opblock-tag-section')].map((section) => [
  section.querySelector('.opblock-tag').dataset.tag,
  [...section.querySelectorAll('.opblock-summary')].map((line) =>
    line.querySelector('.opblock-summary-method').innerText + ' ' +
    // The text that is shown has places where a line may break, which are no part of the path.
    line.querySelector('.opblock-summary-path').dataset.path),
]))`;

/** As one does: the dialog, the first field, and out of it. A key that is there already makes way. */
async function authorise(page: Page, key: string): Promise<void> {
  await page.locator('.auth-wrapper > .authorize').click();
  const bearer = page.locator('.auth-container').first();
  const logout = bearer.getByRole('button', { name: 'Remove authorization' });
  if (await logout.isVisible()) await logout.click();
  await bearer.locator('input').fill(key);
  await bearer.getByRole('button', { name: 'Apply credentials' }).click();
  await logout.waitFor();
  await bearer.getByRole('button', { name: 'Close' }).click();
}

/** Presses the button, and reads the status and the text of the response that the page then shows. */
async function execute(page: Page, operation: Locator): Promise<{ status: string; text: string }> {
  const reply = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/v1/redemptions'),
  );
  await operation.getByRole('button', { name: 'Execute' }).click();
  const status = String((await reply).status());
  const answer = operation.locator('.live-responses-table .response', { has: page.getByText(status, { exact: true }) });
  await answer.waitFor();
  return { status: await answer.locator('.response-col_status').innerText(), text: await answer.innerText() };
}
