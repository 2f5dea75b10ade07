// The guides and the examples, carried out: every shell block of a page, in its order, in one shell, against one server that all of
// them share, as a newcomer pastes them who goes from page to page. The order of the tests is that of the reader: two pages
// stop the server and start it anew, the last one brings a backup back.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describeWith } from '../tools/describe-with';
import { Checkout, type Job } from '../tools/page-reader';
import { FULL } from '../tools/scale';
import { shellBlocksOf } from '../tools/shell-blocks';

// From the registry at full size.
jest.setTimeout(FULL ? 300_000 : 180_000);

const LISTENS = /Vouch listens on/;
/** `vouch` as a command of the shell, which other pages take for granted. */
const [VOUCH = ''] = shellBlocksOf('docs/deploy.md');

let checkout: Checkout;
let server: Job;
beforeAll(async () => {
  checkout = await Checkout.make();
});
afterAll(() => checkout.leave());

/** A statement of a day on which a shop took no voucher by Vouch, and sold one by other means. */
function otherBusiness(day: string): string {
  return `date;reference;gross;status;type\n${day};pos-4711;50.00;Success;Sale\n`;
}

it('CONTRIBUTING.md: the set-up serves', async () => {
  const page = checkout.open('CONTRIBUTING.md');
  server = await page.start(LISTENS);
  page.finish();
});

it('examples/webshop: Vouch lets the shop in, makes two vouchers for it, it opens, and its books of yesterday agree', async () => {
  const page = checkout.open('examples/webshop/README.md');
  await server.stop();
  server = await page.start(LISTENS);
  await page.run();
  expect((await page.run()).match(/"source":{"pin":"\d{16}"}/g)).toHaveLength(2);
  const shop = await page.start(/The shop is open: http:\S+/);
  expect(await (await fetch(checkout.urlOf('8080'))).text()).toContain('<html');
  // An account of its own: whatever other pages sold is not in its books.
  expect(await page.run()).toMatch(/Nothing on this day: [^]*The books are equal/);
  await shop.stop();
  page.finish();
});

it('docs/test-vouchers.md: a voucher with a scenario, and a provider that goes down and comes back', async () => {
  const page = checkout.open('docs/test-vouchers.md');
  expect(await page.run()).toMatch(/"scenario":"drop_after_taking","pin":"\d{16}"/);
  await server.stop();
  await page.start(/blu http/);
  server = await page.start(LISTENS);
  expect(server.out).toContain(`control ${checkout.urlOf('4000')}`);
  expect(await page.run()).toMatch(/"on":true[^]*"on":false/);
  page.finish();
});

it('docs/deploy.md: the doctor finds nothing wrong, and the package is installed beside the checkout', async () => {
  const page = checkout.open('docs/deploy.md');
  await page.run();
  expect(await page.run()).toMatch(/^ok +port .* a Vouch serves there$/m);
  expect(await page.run()).toMatch(/^\d+\.\d+\.\d+$/m);
  page.finish();
});

it('docs/go-live.md: a live key, and what it reaches', async () => {
  const page = checkout.open('docs/go-live.md', VOUCH);
  const out = await page.run();
  expect(out).toContain('"type":"loyalty_points.ledger"');
  // No provider has its variables here, and the page says what that looks like.
  expect(out).not.toContain('"type":"vouchers.');
  page.finish();
});

it('docs/browser.md: a publishable key', async () => {
  const page = checkout.open('docs/browser.md');
  expect(await page.run()).toMatch(/^pk_test_\w+$/m);
  page.finish();
});

it('docs/console.md: a user is made, and stands in the list', async () => {
  const page = checkout.open('docs/console.md');
  expect(await page.run()).toMatch(/default +thandi@shop\.example +agent +invited +no/);
  page.finish();
});

it('docs/terminals.md: a till is made, and paired', async () => {
  const page = checkout.open('docs/terminals.md');
  expect(await page.run()).toMatch(/"id":"trm_.*"pairing_code":"\w{8}"/);
  expect(await page.run()).toMatch(/"key":"tk_test_\w+"/);
  page.finish();
});

it('docs/client.md: its package is installed in a project beside the checkout', async () => {
  const page = checkout.open('docs/client.md');
  await page.run();
  const use =
    "import { createVouch } from 'vouch-client'; console.log(typeof createVouch, import.meta.resolve('vouch-client'));";
  const out = await page.also(`node --input-type=module -e "${use}"`);
  expect(out).toMatch(/^function file:.*\/shop\/node_modules\/vouch-client\/dist\//m);
  page.finish();
});

it('examples/checkout: an order is paid', async () => {
  const page = checkout.open('examples/checkout/README.md');
  expect(await page.run()).toContain('paid 1500: hand over the goods');
  page.finish();
});

it('docs/webhooks.md: an endpoint, and a session on a laptop that shows what is triggered', async () => {
  const receiver = createServer((request, response) => request.resume().on('end', () => response.writeHead(204).end()));
  receiver.listen(Number(new URL(checkout.urlOf('8080')).port), '127.0.0.1');
  await once(receiver, 'listening');
  const page = checkout.open('docs/webhooks.md', VOUCH);
  await page.run();
  expect(await page.run()).toContain('"secret":"whsec_');
  const listening = await page.start(/forwarding to/);
  expect(await page.run()).toMatch(/succeeded[^]*voucher_expired/);
  await listening.says(/redemption\.reversed +evt_/);
  await listening.says(/redemption\.failed +evt_/);
  await listening.stop();
  receiver.closeAllConnections();
  receiver.close();
  page.finish();
});

it('docs/reconciliation.md: a statement of a provider, and that of the simulators, which agrees', async () => {
  writeFileSync(join(checkout.folder, '2026-11-20.csv'), otherBusiness('2026-11-20'));
  const page = checkout.open('docs/reconciliation.md', VOUCH);
  expect(await page.run()).toMatch(/^one_voucher, live: 2026-11-20\.csv, 1 lines$/m);
  expect(await page.run()).toContain('"status":"comparing"');
  const out = await page.run();
  expect(out).toMatch(/^matched +[1-9]/m);
  expect(out).toContain('No differences.');
  page.finish();
});

it('docs/reviews.md: a review comes about, and gets its verdict', async () => {
  const page = checkout.open('docs/reviews.md');
  expect(await page.run()).toMatch(/"line-\d+" \(line 2\) +rvw_/);
  expect(await page.run()).toMatch(/"status":"open"[^]*"status":"closed"[^]*"decision":"paid"/);
  page.finish();
});

const sqlite3 = spawnSync('bash', ['-c', 'command -v sqlite3']);
const missing = sqlite3.status === 0 ? null : 'there is no sqlite3 on the PATH';
describeWith('sqlite3', missing, 'docs/runbook.md', () => {
  it('backs the store up while the server runs, brings the copy back, and reads the statements', async () => {
    const page = checkout.open('docs/runbook.md', VOUCH);
    const made = await page.also("vouch keys create 2>&1 | grep -o '^key_[0-9a-f]*'");
    await page.run();
    await page.also(`vouch keys revoke ${made}`);
    await server.stop();
    await page.run();
    expect(existsSync(join(checkout.folder, 'data/replaced/vouch.db'))).toBe(true);
    const marked = await page.run();
    expect(marked).toContain('is lost');
    expect(marked).toContain(`keys revoke ${made.trim()}`);
    server = await page.start(LISTENS, `VOUCH_SIMULATORS_URL=${checkout.urlOf('4000')} npm start`);
    writeFileSync(join(checkout.folder, 'new.csv'), otherBusiness(new Date().toISOString()));
    expect(await page.run()).toContain('reversals still wait');
    await page.also('FROM_WHEN=${SINCE%T*} UNTIL_WHEN=$(date -u +%FT%TZ)');
    expect(await page.run()).toContain('reversals go on');
    expect(await page.run()).toMatch(/live +one_voucher/);
    page.finish();
  });
});
