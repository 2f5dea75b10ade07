// A day at the desk: doubts that a person ends, webhooks that did not arrive, statements, and lists that are taken out.
import type { Browser } from 'playwright-core';
import { BLU, ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { until } from '../../crash/stage';
import { Receiver } from '../../webhooks/receiver';
import { startBrowser } from '../browser';
import { describeConsole, Desk } from './desk';
import { Staff, type Person } from './people';

jest.setTimeout(300_000);

/** Of the lines of a statement. */
const TODAY = new Date().toISOString().slice(0, 10);

/** The first columns of the queue as a file. */
const QUEUE = ['id', 'opened_at', 'status', 'reason', 'amount', 'type', 'reference'];

describeConsole('The work at the desk', (databaseUrl) => {
  let world: World;
  let browser: Browser;
  let staff: Staff;
  let approver: Person;
  let desk: Desk;
  beforeAll(async () => {
    const env = { VOUCH_GIVE_UP_AFTER: '2500ms', VOUCH_ASK_AFTER: '1s' };
    [world, browser] = await Promise.all([startWorld(databaseUrl, env), startBrowser()]);
    staff = await Staff.of(world);
    approver = await staff.hire('approver');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });
  beforeEach(async () => {
    desk = await Desk.open(world, browser);
  });
  afterEach(async () => {
    await desk.close();
  });

  /** A sale whose answer got lost, and which nobody can be asked about any more. */
  const doubt = async (reference: string): Promise<string> => {
    const voucher = world.voucher(ONE_VOUCHER, 5000, 'drop_after_taking');
    const sale = { amount: 3000, currency: 'ZAR', external_reference: reference };
    const { body } = await world.create(voucher, sale);
    expect(body.outcome).toBe('checking');
    await world.simulators.outage('one_voucher', true);
    return body.id;
  };

  const openReviews = async (): Promise<string[]> =>
    (await world.call('GET /v1/reviews?status=open&order=oldest')).body.data.map(({ id }) => id);

  it('C5 ends a doubt by a verdict with evidence, goes on to the next one, and judges none twice', async () => {
    const first = await doubt('INV-DOUBT-1');
    await world.simulators.outage('one_voucher', false);
    const second = await doubt('INV-DOUBT-2');
    await desk.signIn(approver, '/test/reviews');
    await until('both reviews are open', async () => (await openReviews()).length === 2);
    const [oldest, next] = await openReviews();
    await desk.goto(`/test/reviews/${oldest}`);
    const late = await desk.another();
    await late.goto(`/test/reviews/${oldest}`);
    for (const window of [desk, late]) await window.page.getByRole('heading', { name: 'Review' }).waitFor();

    await desk.press('v');
    await desk.page.getByLabel('It moved').check();
    await desk.page.getByText('It counts as paid from now on: R30.00.').waitFor();
    await desk.button('Give this verdict').click();
    await desk.page.getByText('Say why you are sure').waitFor();
    await desk.page.getByLabel('Why you are sure').fill('They confirmed it by telephone');
    await desk.page.getByLabel('Where the proof can be found').fill('Letter of 20 November');
    await desk.button('Give this verdict').click();
    await desk.page.waitForURL(`**/reviews/${next}`);
    const judged = (await world.call(`GET /v1/reviews/${oldest}`)).body;
    expect(judged.status).toBe('closed');
    expect((await world.call(`GET /v1/redemptions/${judged.redemption_id}`)).body.outcome).toBe('paid');
    expect([first, second]).toContain(judged.redemption_id);

    // Somebody who still has it open finds out, and moves nothing.
    await late.page.getByLabel('It did not move').check();
    await late.page.getByLabel('Why you are sure').fill('The customer says so');
    await late.page.getByLabel('Where the proof can be found').fill('Nowhere');
    await late.button('Give this verdict').click();
    await late.page
      .getByRole('alert')
      .getByText(/This review is closed already|It has changed since you looked/)
      .waitFor();
    expect((await world.call(`GET /v1/redemptions/${judged.redemption_id}`)).body.outcome).toBe('paid');
    await late.page.reload();
    await late.page.getByText('This review is closed.').waitFor();
    expect(await late.button('Give this verdict').count()).toBe(0);
    await world.simulators.outage('one_voucher', false);
  });

  it('C7 shows what an endpoint answered, when a delivery comes by itself, and sends a failed one again', async () => {
    const receiver = await Receiver.start((response) => void response.writeHead(500).end('the till is on fire'));
    const made = await world.call('POST /v1/webhook_endpoints', { body: { url: receiver.url } });
    await world.create(world.voucher(ONE_VOUCHER, 1900), { amount: 1500, currency: 'ZAR' });
    await receiver.until(1);
    await desk.signIn(approver, '/test/deliveries?status=pending');
    const answer = desk.page.getByText('HTTP 500').first();
    await answer.waitFor();
    await answer.click();
    await desk.page.getByText('the till is on fire').first().waitFor();
    await desk.page.getByText('comes by itself').first().waitFor();
    expect(await desk.button(/^Send again/).count()).toBe(0);

    // It says that it is gone: that ends all tries, until somebody has mended it.
    receiver.answer = (response) => void response.writeHead(410).end('moved out');
    await world.call(`POST /v1/webhook_endpoints/${made.body.id}/test`);
    await until('it has failed', async () => {
      const { data } = (await world.call('GET /v1/webhook_deliveries?status=failed')).body;
      return data.length > 0;
    });
    receiver.answer = (response) => void response.writeHead(204).end();
    await world.call(`PATCH /v1/webhook_endpoints/${made.body.id}`, { body: { disabled: false } });
    await desk.goto('/test/deliveries?status=failed');
    await desk.page.getByText('HTTP 410').first().waitFor();
    const before = receiver.received.length;
    await desk
      .button(/^Send again/)
      .first()
      .click();
    await receiver.until(before + 1);
    await until('it has arrived', async () => {
      const { data } = (await world.call('GET /v1/webhook_deliveries?status=failed')).body;
      return data.length === 0;
    });
    await desk.page.reload();
    await desk.page.getByText('No deliveries of this kind').waitFor();
    await receiver.stop();
  });

  /** The dialog, with a file in it, sent. */
  const compare = async (lines: readonly string[]): Promise<void> => {
    await desk.button('Compare a statement').click();
    await desk.dialog.getByLabel('Provider').selectOption(BLU);
    for (const label of ['First day', 'Last day']) await desk.dialog.getByLabel(label).fill(dayOf(new Date()));
    const file = { name: 'today.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
    await desk.dialog.getByLabel('File (CSV)').setInputFiles(file);
    await desk.dialog.getByRole('button', { name: 'Compare' }).click();
  };

  it('C8 says where a statement is at fault, and opens nothing from it', async () => {
    await desk.signIn(staff.admin, '/test/reconciliation');
    const before = await openReviews();
    await compare(['date;reference;gross;status', `${TODAY};a;1.00;Success`, `${TODAY};b;1,000.00;Success`]);
    await desk.dialog.getByText('The file has faults. Nothing was opened.').first().waitFor();
    const [head = '', ...rows] = await desk.dialog.getByRole('row').allInnerTexts();
    expect(head.split(/\s+/)).toEqual(['Line', 'Column', 'Fault']);
    expect(rows.map((row) => row.split(/\t/).map((cell) => cell.trim()))).toEqual([
      ['3', 'gross', 'must be an amount in rand such as 19.00'],
    ]);
    await desk.dialog
      .getByText(/^Semicolons between the cells.* date, reference, gross and status must be there/)
      .waitFor();
    expect(await openReviews()).toEqual(before);
    expect((await world.call('GET /v1/reconciliations')).body.data).toEqual([]);
  });

  /** The lines of the file that comes. */
  const takeOut = async (): Promise<readonly [names: string, ...rows: string[]]> => {
    const { text, names, rows } = await desk.takeOut();
    for (const { pin } of world.books.snapshot().vouchers) expect(text).not.toContain(pin);
    return [names, ...rows];
  };

  it('C9 takes out the rows of the screen, with no formula in them, and writes down who did', async () => {
    const { id } = (await world.create(world.voucher(BLU, 700))).body;
    const control = `${world.simulators.addresses['control'] ?? ''}/statement?provider=blu`;
    const statement = (await (await fetch(control)).text()).trim().split('\n');
    const lines = statement.filter((line) => !line.includes(id.slice('rdm_'.length)));
    await desk.signIn(staff.admin, '/test/reconciliation');
    await compare([...lines, `${new Date().toISOString()};=SUM(1,2);;Redemption;;3.00;;;;Success`]);
    await desk.page.waitForURL(/\/reconciliation\/\w+$/);
    const table = desk.page.getByRole('table', { name: 'Differences' });
    await table.getByText('=SUM(1,2)').waitFor();
    const shown = (await table.locator('tbody td:nth-child(3)').allInnerTexts()).map((text) => text.trim());
    const run = new URL(desk.page.url()).pathname.split('/').at(-1) ?? '';
    const [names, ...rows] = await takeOut();
    expect(names).toBe('kind,reference,redemption_id,operation_id,ours,theirs,line,summary,review_id');
    expect(rows).toHaveLength(shown.length);
    expect(rows.some((row) => row.startsWith('theirs_only,"\'=SUM(1,2)"'))).toBe(true);
    for (const reference of shown) expect(rows.join('\n')).toContain(reference);

    // The queue that it has become part of.
    await desk.goto('/test/reviews');
    const queue = desk.page.getByRole('table', { name: 'Reviews' });
    await queue.getByText('=SUM(1,2)').waitFor();
    const waiting = (await queue.locator('tbody td:nth-child(6)').allInnerTexts()).map((text) => text.trim());
    const [columns, ...reviews] = await takeOut();
    expect(columns.split(',').slice(0, 7)).toEqual(QUEUE);
    expect(reviews).toHaveLength(waiting.length);
    expect(reviews.some((row) => row.includes(`,"'=SUM(1,2)",`))).toBe(true);
    for (const [index, reference] of waiting.entries())
      if (reference !== '–') expect(reviews[index]).toContain(reference);

    const { data } = (await staff.ask('GET /v1/audit_log?act=list_exported')) as { data: object[] };
    const actor = expect.objectContaining({ email: staff.admin.email }) as unknown;
    expect(data).toEqual([
      expect.objectContaining({ about: { kind: 'list', id: 'reviews' }, actor }),
      expect.objectContaining({ about: { kind: 'reconciliation', id: run }, actor }),
    ]);
    expect(desk.complaints).toEqual([]);
  });
});

/** The day of the account's zone, as a date field takes it. */
function dayOf(at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Africa/Johannesburg' }).format(at);
}
