// A walk through everything that a till can show, each of it once: for the pictures in the docs, and for what holds on every screen.
import type { Browser, Page } from 'playwright-core';
import { BLU, ONE_VOUCHER, OTT, type World } from '../../api/world';
import { doubtful } from './doubt';
import { CREATE, openTill, RECOVER, type Till, type TillOptions } from './till';

/** In the order of the walk. */
export const STATES = [
  'starting',
  'pairing',
  'amount',
  'voucher',
  'sending',
  'paid',
  'printed',
  'partly_paid',
  'given_back',
  'not_paid',
  'checking',
  'tray',
  'last_sales',
  'finding_out',
  'never_arrived',
  'paid_before',
  'other_page',
  'offline',
  'asked_to_wait',
  'wrong_key',
] as const;
export type State = (typeof STATES)[number];

/** Looks at the page as it is. It may change the size and the colours of it, and nothing else. */
export type Visit = (state: State, page: Page) => Promise<void>;

/** Shows each state to `visit`. */
export async function tour(world: World, browser: Browser, visit: Visit, options: TillOptions = {}): Promise<void> {
  const tills: Till[] = [];
  const open = async (more: TillOptions = {}) => {
    const till = await openTill(world, browser, { ...options, ...more });
    tills.push(till);
    return till;
  };
  for (const walk of [walkOfOutcomes, walkOfReloads, walkOfAddresses, walkOfTrouble, walkOfOpening]) {
    try {
      await walk(world, open, visit);
    } finally {
      for (const till of tills.splice(0)) await till.close();
    }
  }
}

type Open = (options?: TillOptions) => Promise<Till>;

async function walkOfOpening(_world: World, open: Open, visit: Visit): Promise<void> {
  const till = await open({ paired: false });
  await till.shows('pairing');
  await visit('pairing', till.page);
  const go = till.gate.stall();
  await till.page.reload();
  await till.appears('starting');
  await visit('starting', till.page);
  go();
}

async function walkOfOutcomes(world: World, open: Open, visit: Visit): Promise<void> {
  const till = await open({ query: '?ref=INV-1042' });
  await till.shows('amount');
  await till.type('1500');
  await visit('amount', till.page);
  await till.press('Enter');
  await till.shows('voucher');
  const voucher = world.voucher(ONE_VOUCHER, 1900);
  await till.type(voucher.pin.slice(0, 10));
  await visit('voucher', till.page);
  const held = till.gate.hold(CREATE);
  await till.type(voucher.pin.slice(10));
  await till.press('Enter');
  await held.arrived;
  await till.shows('sending');
  await till.pass(21_000);
  await till.button('Serve the next customer').waitFor();
  await visit('sending', till.page);
  await till.holdsPrints();
  await held.release();
  await till.shows('paid');
  await till.page.getByTestId('change-qr').waitFor();
  await visit('paid', till.page);
  await till.page.evaluate('window.seen.held = false; window.seen.close()');
  await till.page.getByText('Did it print?').waitFor();
  await visit('printed', till.page);
  await till.press('Enter');

  await till.sell(5000, world.voucher(ONE_VOUCHER, 1900).pin, 'partly_paid');
  await visit('partly_paid', till.page);
  await till.pass(1000);
  await till.press('Escape');

  await till.sell(2000, world.voucher(BLU, 2000, 'used').pin, 'not_paid', 'Blu');
  await visit('not_paid', till.page);
  await till.press('Escape');

  const first = doubtful(world, ONE_VOUCHER, 5000);
  await till.asks(1900, '1Voucher');
  await till.scanner.scan(first.voucher.pin);
  await till.shows('checking');
  await visit('checking', till.page);
  await till.press('F4');
  await till.shows('amount');
  await first.settle();
  await till.pass(60_000);
  await till
    .button(/^Parked/)
    .getByText('1')
    .waitFor();

  const second = doubtful(world, OTT, 3000);
  await till.asks(3000, 'OTT');
  await till.page.getByRole('textbox', { name: 'Phone number' }).fill('0821234567');
  await till.scanner.scan(second.voucher.pin);
  await till.shows('checking');
  await till.press('F4');
  await till.shows('amount');
  await till.press('F5');
  await till.shows('tray');
  await till.page.locator('[data-attempt][data-outcome="paid"]').waitFor();
  await visit('tray', till.page);
  await second.settle();
  await till.press('Escape');
  await till.shows('amount');
  await till.press('F6');
  await till.shows('last_sales');
  await till.page.locator('[data-redemption]').first().waitFor();
  await visit('last_sales', till.page);
}

async function walkOfReloads(world: World, open: Open, visit: Visit): Promise<void> {
  const till = await open();
  const { pin } = world.voucher(BLU, 5000);
  const lost = till.gate.hold(CREATE);
  const asked = till.gate.hold(RECOVER);
  await till.asks(5000, 'Blu');
  await till.scanner.scan(pin);
  await lost.arrived;
  await till.page.reload();
  await asked.arrived;
  await till.shows('finding_out');
  await visit('finding_out', till.page);
  await asked.release();
  await till.shows('never_arrived');
  await visit('never_arrived', till.page);
  await lost.release();
  const second = await till.context.newPage();
  await second.goto(`${till.gate.url}/till`);
  await second.locator('main[data-screen="other_page"]').waitFor();
  await visit('other_page', second);
}

async function walkOfAddresses(world: World, open: Open, visit: Visit): Promise<void> {
  const link = '?amount=2000&ref=INV-1043';
  const till = await open({ query: link });
  await till.shows('voucher');
  await till.scanner.scan(world.voucher(ONE_VOUCHER, 5000).pin);
  await till.shows('paid');
  const { data } = (await world.call(`GET /v1/redemptions?terminal_id=${till.terminal.terminal_id}`)).body;
  const back = { reason: 'The shop called', amount: 500, idempotency_key: `back-${data[0]?.id ?? ''}` };
  await world.call(`POST /v1/redemptions/${data[0]?.id ?? ''}/reverse`, { body: back });
  await till.page.reload();
  await till.shows('given_back');
  await visit('given_back', till.page);
  await till.pass(1000);
  await till.press('Escape');
  await till.shows('amount');

  const paid = '?amount=2000&ref=INV-1044';
  await till.open(paid);
  await till.shows('voucher');
  await till.scanner.scan(world.voucher(ONE_VOUCHER, 2000).pin);
  await till.shows('paid');
  await till.press('Enter');
  await till.shows('amount');
  await till.open(paid);
  await till.shows('paid_before');
  await visit('paid_before', till.page);
}

async function walkOfTrouble(world: World, open: Open, visit: Visit): Promise<void> {
  const till = await open();
  await till.shows('amount');
  const says = (trouble: string) => till.page.locator(`[data-trouble="${trouble}"]`).waitFor();
  await till.type('1900');
  await till.context.setOffline(true);
  await says('offline');
  await visit('offline', till.page);
  await till.context.setOffline(false);
  await till.page.locator('[data-trouble]').waitFor({ state: 'detached' });
  await till.press('Enter');
  await till.shows('voucher');
  const busy = {
    type: '/problems/overloaded',
    title: 'Overloaded',
    status: 503,
    code: 'overloaded',
    detail: 'Busy.',
    request_id: 'req-1',
    retryable: true,
  };
  till.gate.answer(CREATE, 503, { 'retry-after': '30' }, busy, 100);
  await till.scanner.scan(world.voucher(ONE_VOUCHER, 5000).pin);
  await says('asked_to_wait');
  await visit('asked_to_wait', till.page);

  const revoked = await open();
  await revoked.shows('amount');
  await world.call(`POST /v1/terminals/${revoked.terminal.id}/revoke`);
  await revoked.type('1900');
  await revoked.press('Enter');
  await revoked.shows('voucher');
  await revoked.scanner.scan(world.voucher(ONE_VOUCHER, 5000).pin);
  await revoked.page.locator('[data-trouble="wrong_key"]').waitFor();
  await visit('wrong_key', revoked.page);
}
