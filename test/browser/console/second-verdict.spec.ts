// A verdict that takes two: the first settles nothing and its giver is told so, the second is told what was said, and the queue moves on.
import type { Browser } from 'playwright-core';
import { ONE_VOUCHER, startWorld, type World } from '../../api/world';
import { until } from '../../crash/stage';
import { startBrowser } from '../browser';
import { describeConsole, Desk } from './desk';
import { Staff, type Person } from './people';

jest.setTimeout(180_000);

describeConsole('A verdict that takes two', (databaseUrl) => {
  let world: World;
  let browser: Browser;
  let staff: Staff;
  let approver: Person;
  let desk: Desk;
  beforeAll(async () => {
    const env = { VOUCH_GIVE_UP_AFTER: '2500ms', VOUCH_ASK_AFTER: '1s', VOUCH_APPROVAL_ABOVE: '1000' };
    [world, browser] = await Promise.all([startWorld(databaseUrl, env), startBrowser()]);
    staff = await Staff.of(world);
    approver = await staff.hire('approver');
    desk = await Desk.open(world, browser);
  });
  afterAll(async () => {
    await desk.close();
    await browser.close();
    await world.close();
  });

  /** A sale whose answer got lost. */
  const doubt = async (reference: string): Promise<void> => {
    const voucher = world.voucher(ONE_VOUCHER, 5000, 'drop_after_taking');
    const sale = { amount: 3000, currency: 'ZAR', external_reference: reference };
    // Of a page of the shop: it may read what it made, and learns nothing of what people do about it.
    const page = { key: world.keys.publishable, headers: { 'idempotency-key': reference } };
    expect((await world.create(voucher, sale, page)).body.outcome).toBe('checking');
  };

  const openReviews = async (): Promise<string[]> =>
    (await world.call('GET /v1/reviews?status=open&order=oldest')).body.data.map(({ id }) => id);

  /** As somebody who was convinced. */
  const judge = async (at: Desk, decision: string): Promise<void> => {
    await at.page.getByLabel(decision).check();
    await at.page.getByLabel('Why you are sure').fill('They confirmed it by telephone');
    await at.page.getByLabel('Where the proof can be found').fill('Letter of 20 November');
    await at.button('Give this verdict').click();
  };

  it('C5 a verdict over the limit settles nothing before a second person gives the same, and the page says who has to do what', async () => {
    for (const reference of ['INV-TWO-1', 'INV-TWO-2']) await doubt(reference);
    // From now on nobody can be asked about them.
    await world.simulators.outage('one_voucher', true);
    await until('both reviews are open', async () => (await openReviews()).length === 2);
    const [oldest, next] = await openReviews();
    await desk.signIn(approver, `/test/reviews/${oldest}`);
    await desk.page.getByLabel('It moved').check();
    await desk.page
      .getByText('Where it is more than one person may settle alone, somebody else has to give the same verdict first.')
      .waitFor();
    await judge(desk, 'It moved');
    await desk.page.getByText('Your verdict waits for a second person.').waitFor();
    await desk.page.getByText('You have nothing more to do here.').waitFor();
    expect(await desk.button('Give this verdict').count()).toBe(0);
    const judged = (await world.call(`GET /v1/reviews/${oldest}`)).body;
    expect(judged.status).toBe('open');
    expect((await world.call(`GET /v1/redemptions/${judged.redemption_id}`)).body.outcome).toBe('checking');

    // The page of the sale says that a person is finding out, and leads there; nothing is said of an amount that nobody knows.
    const sale = await desk.another();
    await sale.goto(`/test/redemptions/${judged.redemption_id}`);
    await sale.page.getByText('A review of this is open: somebody has to find out.').waitFor();
    expect(
      await sale.page
        .locator('dt', { hasText: /^Taken$/ })
        .locator('+ dd')
        .innerText(),
    ).toBe('not known yet');
    await sale.page.getByRole('link', { name: 'To its review' }).click();
    await sale.page.waitForURL(`**/reviews/${oldest}`);
    const read = (key: string) => world.call(`GET /v1/redemptions/${judged.redemption_id}`, { key });
    expect((await read(world.keys.secret)).body).toMatchObject({ open_reviews: [oldest] });
    const shopper = await read(world.keys.publishable);
    expect([shopper.status, 'open_reviews' in shopper.body]).toEqual([200, false]);

    // Somebody who may not judge is told who may.
    const agent = await Desk.open(world, browser);
    await agent.signIn(await staff.hire('agent'), `/test/reviews/${oldest}`);
    await agent.page.getByText('That takes somebody else whose role is: approver.').waitFor();
    await agent.close();

    const second = await Desk.open(world, browser);
    await second.signIn(await staff.hire('approver'), '/test/reviews');
    await second.page.getByText('(one verdict is there: it takes a second person)').waitFor();
    await second.goto(`/test/reviews/${oldest}`);
    await second.page.getByText(/says: It moved\. It takes a second person\./).waitFor();
    await second.page.getByText('You can be that person: look for yourself, and give your verdict below.').waitFor();
    await second.page.getByLabel('It did not move').check();
    await second.page.getByText('The first person says otherwise.').waitFor();
    await second.page.getByLabel('It moved').check();
    await second.page.getByText('The first person says the same, so yours settles it.').waitFor();
    await judge(second, 'It moved');
    await second.page.waitForURL(`**/reviews/${next}`);
    expect((await world.call(`GET /v1/reviews/${oldest}`)).body.status).toBe('closed');
    expect((await world.call(`GET /v1/redemptions/${judged.redemption_id}`)).body.outcome).toBe('paid');
    await sale.goto(`/test/redemptions/${judged.redemption_id}`);
    await sale.sentence.waitFor();
    expect(await sale.page.getByText('A review of this is open').count()).toBe(0);
    expect(second.complaints).toEqual([]);
    await second.close();

    // The first person goes on as well, with the key for it.
    await desk.press('n');
    await desk.page.waitForURL(`**/reviews/${next}`);
  });
});
