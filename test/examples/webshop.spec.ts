// The webshop, as it stands: a real Vouch with its simulators, the shop in a process of its own, its page in a real browser.
import { appendFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { BLU, ONE_VOUCHER, OTT, startWorld, type World } from '../api/world';
import { describeInBrowser, openPage, startBrowser } from '../browser/browser';
import { until } from '../crash/stage';
import { freePorts } from '../tools/free-port';
import { Visitor, WebshopProcess } from './shop';

const SHIPPED = 'Paid. Your parcel is on its way.';

/** A browser, on a machine that other specs keep busy. */
jest.setTimeout(90_000);

let world: World;
let shop: WebshopProcess;
const pins: string[] = [];

beforeAll(async () => {
  // Not one that the system may hand to somebody else until the shop opens.
  const [port = 0] = await freePorts(0);
  const origins = { VOUCH_CORS_ORIGINS: `http://127.0.0.1:${String(port)}` };
  [world] = await Promise.all([startWorld(null, origins), WebshopProcess.build()]);
  shop = new WebshopProcess(world, port);
  await shop.open();
});
afterAll(async () => {
  await shop.clear();
  await world.close();
});

function voucher(...args: Parameters<World['voucher']>) {
  const made = world.voucher(...args);
  pins.push(made.pin);
  return made;
}
const takenFrom = (one: { type: string; pin: string }) => world.truth(one).taken.map(({ amount }) => amount);
const shipped = () => shop.facts('shipped').map(({ order }) => order);

/** What a page claims for an order. */
const claimFor = (order: string) => ({
  ...{ amount: 5000, currency: 'ZAR', capture_method: 'manual' },
  external_reference: order,
});
const claim = (one: { type: string; pin: string }, fields: object) =>
  world.create(one, fields, { key: world.keys.publishable });

/** An order that is paid by somebody without a browser. */
async function sell(): Promise<void> {
  const order = await shop.order({ mug: 1 });
  await claim(voucher(BLU, 5000), claimFor(order));
  await until('the shop has shipped', async () => shipped().includes(order));
}

describeInBrowser('the webshop, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  /** A new visitor, and what the page asked for and complained of. */
  async function visitor() {
    const watched = await openPage(browser);
    return { ...watched, at: new Visitor(watched.page, shop) };
  }

  it('takes an order whole, shows the change once, and keeps to its own policy', async () => {
    const { at, page, complaints, urls } = await visitor();
    const order = await at.order();
    const paidWith = voucher(ONE_VOUCHER, 6000);
    await at.pay(paidWith);
    await at.reads(SHIPPED);
    expect(takenFrom(paidWith)).toEqual([5000]);
    expect(shipped()).toEqual([order]);

    const [change = ''] = await at.pins();
    pins.push(change);
    expect(world.truth({ type: ONE_VOUCHER, pin: change }).value).toBe(1000);
    // Not yet written down: a page that was reloaded shows it again, and so does another tab, by the cookie.
    await page.reload();
    expect(await at.pins()).toEqual([change]);
    const window = await browser.newContext({ storageState: await page.context().storageState() });
    const tab = await window.newPage();
    const there = new Visitor(tab, shop);
    await tab.goto(shop.url);
    expect(await there.listed(order)).toBe('R50.00, paid. A new voucher waits for you');
    await tab.getByRole('button', { name: order }).click();
    expect(await there.pins()).toEqual([change]);
    await window.close();
    await page.getByRole('button', { name: 'I have written them down' }).click();
    await page.locator('#vouchers').waitFor({ state: 'hidden' });
    await page.reload();
    await at.reads(SHIPPED);
    await page.getByRole('button', { name: 'Back to the shop' }).click();
    expect(await at.listed(order)).toBe('R50.00, paid');
    expect(await at.call('GET', `/orders/${order}/vouchers`)).toEqual({ status: 200, text: '{"data":[]}' });

    expect(complaints).toEqual([]);
    const kept = JSON.stringify([await page.evaluate('({ ...sessionStorage, ...localStorage })'), urls]);
    expect(pins.filter((pin) => kept.includes(pin))).toEqual([]);
    const hosts = new Set(urls.map((url) => new URL(url).origin));
    expect([...hosts].sort()).toEqual([shop.url, world.server.url].sort());
    const breach = page.waitForEvent('console', (message) => message.text().startsWith('policy: connect-src'));
    await Promise.all([breach, page.evaluate(`void fetch('http://elsewhere.test/').catch(() => undefined)`)]);
    await page.close();
  });

  it('takes an order in parts, and gives a part back over both vouchers, which the open page shows', async () => {
    const { at, page } = await visitor();
    const order = await at.order();
    const first = voucher(BLU, 3000);
    await at.pay(first);
    await at.reads('R20.00 is left to pay.');
    await page.getByRole('button', { name: 'Pay the rest by card' }).click();
    await at.reads('Cards are not part of this example');
    // 1Voucher cannot be asked before it is taken: the shop's own capture is refused, and its page hears no reason.
    await at.pay(voucher(ONE_VOUCHER, 2000, 'used'));
    await at.reads('This voucher cannot be used.');
    await at.pay(voucher(OTT, 9000, 'expired'));
    await at.reads('This voucher cannot be used.');
    expect(shipped()).not.toContain(order);
    const second = voucher(OTT, 2500);
    await at.pay(second);
    await at.reads(SHIPPED);
    expect([takenFrom(first), takenFrom(second)]).toEqual([[3000], [2000]]);
    // There is no PIN to write down.
    const bySms = 'R20.00 paid. Your change (R5.00) comes by SMS, to the phone number that you gave.';
    await page.locator('#payments li').getByText(bySms).waitFor();
    expect(await page.locator('#vouchers').isVisible()).toBe(false);

    expect(await shop.refund(order, { cents: 2500, key: 'r1' }, 'not it')).toMatchObject({ status: 401 });
    expect(await shop.refund(order, { cents: 5001, key: 'r1' })).toMatchObject({ status: 409 });
    const refund = await shop.refund(order, { cents: 2500, key: 'r1' });
    const part = { status: 'succeeded', voucher: { by: 'page' }, reversal: expect.stringMatching(/^rev_/) as string };
    const parts = [OTT, BLU].map((type, at) => ({ ...part, type, cents: [2000, 500][at] }));
    expect(refund).toMatchObject({ status: 200, body: { order, key: 'r1', cents: 2500, reason: 'Broken', parts } });
    expect(await shop.refund(order, { cents: 2500, key: 'r1' })).toEqual(refund);
    expect(await shop.refund(order, { cents: 2501, key: 'r2' })).toMatchObject({ status: 409 });
    // Nobody reloads the page.
    await page.locator('#own li').nth(1).waitFor();
    const back = await at.pins();
    pins.push(...back);
    expect(back.map((pin, at) => world.truth({ type: [BLU, OTT][at] ?? '', pin }).value)).toEqual([500, 2000]);
    await page.close();
  });

  it('waits while a payment is in doubt, dies meanwhile, and is told by webhook', async () => {
    const { at, page, said } = await visitor();
    await page.addInitScript(`addEventListener('DOMContentLoaded', () => {
      const message = document.getElementById('message');
      new MutationObserver(() => console.log(message.textContent)).observe(message, { childList: true });
    });`);
    const order = await at.order();
    const lost = voucher(BLU, 5000, 'drop_after_taking');
    await at.pay(lost);
    await at.reads(SHIPPED);
    expect(said).toContainEqual(expect.stringMatching(/^We are finding out/));
    expect(takenFrom(lost)).toEqual([5000]);
    expect(shipped()).toContain(order);

    // Nobody tells the shop of these claims but Vouch, and the shop is away when they happen: its power went while it wrote a line.
    await page.getByRole('button', { name: 'Back to the shop' }).click();
    const next = await at.order();
    await shop.kill();
    appendFileSync(shop.bookFile, '{"fact":"payment","order":"web-');
    const unheard = [voucher(BLU, 5000), voucher(OTT, 5000)];
    const claims = await Promise.all(unheard.map((one) => claim(one, claimFor(next))));
    expect(claims.map(({ body }) => body.status)).toEqual(['reserved', 'reserved']);
    await shop.open();
    await until('the shop has heard of both', async () => {
      const waiting = await world.call('GET /v1/webhook_deliveries?status=pending');
      // As somebody does who does not wait for the next attempt.
      await Promise.all(waiting.body.data.map(({ id }) => world.call(`POST /v1/webhook_deliveries/${id}/retry`)));
      const outcomes = shop.facts('payment').filter((fact) => fact['order'] === next);
      return outcomes.filter(({ payment }) => (payment as { settled_at: string | null }).settled_at).length === 2;
    });
    // Whichever came first paid. The other one is free again.
    expect(unheard.flatMap(takenFrom)).toEqual([5000]);
    expect(shipped().filter((order) => order === next)).toHaveLength(1);
    await page.close();
  });

  it('ships nothing for a page that lies', async () => {
    const { at, page } = await visitor();
    const honest = await at.order();
    const paidWith = voucher(ONE_VOUCHER, 5000);
    const told = page.waitForRequest((request) => request.url().endsWith('/payments'));
    await at.pay(paidWith);
    await at.reads(SHIPPED);
    const { redemption } = (await told).postDataJSON() as { redemption: string };

    // Somebody else, with what somebody paid: neither for an order of theirs, nor to see what became of it.
    const thief = await visitor();
    const wanted = await thief.at.order(9);
    const refused = { status: 409, text: '{"code":"not_for_this_order"}' };
    const claims = { redemption, outcome: 'paid', redeemed_amount: 45_000, external_reference: wanted };
    expect(await thief.at.call('POST', `/orders/${wanted}/payments`, claims)).toEqual(refused);
    expect(await thief.at.call('GET', `/orders/${honest}/vouchers`)).toMatchObject({ status: 404 });
    expect(await thief.at.call('POST', `/orders/${honest}/payments`, claims)).toMatchObject({ status: 404 });
    for (const made of ['rdm_6b08ae80fd567cbed3d57094', '../../accounts', ''])
      expect(await thief.at.call('POST', `/orders/${wanted}/payments`, { redemption: made })).not.toMatchObject({
        status: 200,
      });
    // Another payment of the same customer for the next order, and one that names none.
    const again = await at.call('POST', '/orders', { cart: { mug: 1 } });
    const { id: second } = JSON.parse(again.text) as { id: string };
    expect(await at.call('POST', `/orders/${second}/payments`, { redemption })).toEqual(refused);
    const unnamed = await claim(voucher(BLU, 5000), { capture_method: 'manual' });
    expect(await at.call('POST', `/orders/${second}/payments`, { redemption: unnamed.body.id })).toEqual(refused);

    // A claim of one rand for nine mugs, whatever the page says that it is.
    await thief.page.route('**/v1/redemptions', async (route) => {
      const body = { ...(route.request().postDataJSON() as object), amount: 100 };
      await route.continue({ postData: JSON.stringify(body) });
    });
    const cheap = voucher(ONE_VOUCHER, 5000);
    await thief.at.pay(cheap);
    await thief.at.reads('R449.00 is left to pay.');
    expect(takenFrom(cheap)).toEqual([100]);
    expect(shipped().filter((order) => order === honest)).toHaveLength(1);
    for (const order of [wanted, second]) expect(shipped()).not.toContain(order);
    for (const cart of [{ mug: -1 }, { mug: 0.5 }, { gold: 1 }, { constructor: 1 }, {}, null])
      expect((await at.call('POST', '/orders', { cart })).status).toBe(400);
    await Promise.all([page.close(), thief.page.close()]);
  });
});

it('does the work of each event once, and refuses a forged one', async () => {
  await sell();
  let delivery = '';
  await until('the answer of the shop is noted', async () => {
    const log = await world.call('GET /v1/webhook_deliveries?status=succeeded&limit=1');
    delivery = log.body.data[0]?.id ?? '';
    return delivery !== '';
  });
  expect((await world.call(`POST /v1/webhook_deliveries/${delivery}/retry`)).status).toBe(200);
  await until('it came again', async () => {
    const { text } = await world.call(`GET /v1/webhook_deliveries/${delivery}`);
    const { attempts } = JSON.parse(text) as { attempts: { manual: boolean; status: number | null }[] };
    return attempts.some(({ manual, status }) => manual && status === 204);
  });
  const done = shop.facts('event').map(({ id }) => id);
  expect(new Set(done).size).toBe(done.length);

  const next = await shop.order({ mug: 1 });
  const forgery = { id: 'rdm_1', object: 'redemption', outcome: 'paid', external_reference: next, version: 9 };
  const forged = await fetch(`${shop.url}/webhooks/vouch`, {
    method: 'POST',
    headers: {
      'webhook-id': 'evt_forged',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': `v1,${Buffer.alloc(32, 1).toString('base64')}`,
    },
    body: JSON.stringify({ id: 'evt_forged', type: 'redemption.confirmed', data: forgery }),
  });
  expect(forged.status).toBe(401);
  expect((await fetch(`${shop.url}/webhooks/vouch`, { method: 'POST', body: 'not JSON' })).status).toBe(401);
  expect(shop.facts('event').map(({ id }) => id)).not.toContain('evt_forged');
  expect(shipped()).not.toContain(next);
});

it('agrees with the books of Vouch, and says what is missing where it does not', async () => {
  await sell();
  // Where it is about noon now, so that no day ends while this test runs.
  const ahead = 12 - new Date().getUTCHours();
  const offset = `${ahead < 0 ? '-' : '+'}${String(Math.abs(ahead)).padStart(2, '0')}:00`;
  const day = new Date(Date.now() + ahead * 3_600_000).toISOString().slice(0, 10);
  const equal = await shop.books(day, offset);
  expect(equal).toMatchObject({ code: 0, err: '' });
  expect(equal.out).toMatch(/vouchers\.blu taken: Vouch (R\d+\.00 \(\d+\)), shop \1\n/);
  expect(equal.out).toContain('The books are equal.');

  const quiet = await shop.books('2020-02-29');
  expect(quiet).toMatchObject({ code: 0, err: '' });
  expect(quiet.out).toBe(
    '2020-02-29 +02:00 (where no second argument says another offset)\n' +
      'Nothing on this day: Vouch R0.00 (0), shop R0.00 (0).\nThe books are equal.\n',
  );

  // Of a till under the same account.
  const foreign = await world.create(voucher(OTT, 700));
  const differ = await shop.books(day, offset);
  expect(differ).toMatchObject({ code: 1, err: '' });
  expect(differ.out).toContain('The books DIFFER.');
  expect(differ.out).toContain(`Vouch has, the shop has not: ${foreign.body.id} vouchers.ott R7.00\n`);
  expect(differ.out.match(/has not:/g)).toHaveLength(1);

  // What cannot be compared is not what differs.
  expect(await shop.books('yesterday', offset)).toMatchObject({ code: 2, out: '' });

  await shop.kill();
  const texts = [...shop.said, JSON.stringify(['payment', 'event', 'reversal'].map((kind) => shop.facts(kind)))];
  expect(pins.filter((pin) => texts.join().includes(pin))).toEqual([]);
});
