// The numbers of the first page: what asks for somebody, for everybody at the console, and for no key.
import { ROLES } from '../../../src/core/accounts/roles';
import { describeApi } from '../../tools/engines';
import { TestClock } from '../../webhooks/world';
import { BLU, startWorld, type World } from '../world';
import { addPerson, enter, signedIn, type Browser } from './desk';

jest.setTimeout(120_000);

const NONE = { count: 0, is_complete: true, oldest_at: null };

describeApi('the first page', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, {}, { clock });
  });
  afterAll(() => world.close());

  const numbersFor = async (by: Browser) => JSON.parse((await by.call('GET /v1/console/summary')).text) as unknown;

  it('counts doubts, reviews and each proposal that waits, since when the oldest does', async () => {
    const viewer = await signedIn(world, 'viewer', clock);
    const nothing = {
      ...{ object: 'console_summary', livemode: false, in_doubt: NONE, open_reviews: NONE, proposals: NONE },
      ...{ failing_endpoints: { count: 0 }, last_reconciliation: null },
    };
    expect(await numbersFor(viewer)).toEqual(nothing);
    const proposed: { readonly id: string; readonly created_at: string }[] = [];
    for (const amounts of [[100, 200], [300]]) {
      const { body: sale } = await world.create(world.voucher(BLU, 5000));
      for (const amount of amounts) {
        clock.pass(1000);
        const route = `POST /v1/redemptions/${sale.id}/reversal_proposals`;
        const { body } = await world.call(route, { body: { amount, reason: 'returned' } });
        proposed.push(body as unknown as (typeof proposed)[number]);
      }
      await world.openReview(sale.id, 'statement_differs', 'They say otherwise');
    }
    const doubt = await world.create(world.voucher(BLU, 800, 'drop_before_taking'));
    expect(doubt.body.outcome).toBe('checking');
    const since = (oldest_at: unknown, count: number) => ({ count, is_complete: true, oldest_at });
    expect(await numbersFor(viewer)).toEqual({
      ...nothing,
      in_doubt: since((doubt.body as unknown as { created_at: string }).created_at, 1),
      open_reviews: since(expect.any(String), 2),
      proposals: since(proposed[0]?.created_at, 3),
    });
    // The oldest one is decided: the next one of its redemption is the oldest now.
    const approver = await signedIn(world, 'approver', clock);
    const { body: first } = await approver.call(`GET /v1/reversal_proposals/${proposed[0]?.id ?? ''}`);
    const headers = { 'vouch-console': '1', 'sec-fetch-site': 'same-origin', 'if-match': `"${String(first.version)}"` };
    expect((await approver.call(`POST /v1/reversal_proposals/${first.id}/reject`, { note: 'n' }, headers)).status).toBe(
      200,
    );
    expect(await numbersFor(viewer)).toMatchObject({ proposals: since(proposed[1]?.created_at, 2) });
  });

  it('shows them to each role, of the own account, and to no key', async () => {
    for (const role of ROLES) {
      const person = await signedIn(world, role, clock);
      expect(await numbersFor(person)).toMatchObject({ proposals: { count: 2 } });
    }
    for (const key of Object.values(world.keys))
      expect((await world.call('GET /v1/console/summary', { key })).body.code).toBe('key_not_allowed');
    await world.newKey('elsewhere', 'test', 'secret');
    const account = await world.withStore((store) => store.accounts.findAccountByName('elsewhere'));
    const stranger = await addPerson(world, 'viewer', { accountId: account?.id ?? '' });
    expect(await numbersFor(await enter(world, stranger, clock))).toMatchObject({
      in_doubt: NONE,
      open_reviews: NONE,
      proposals: NONE,
    });
  });
});
