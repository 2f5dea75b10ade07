// Two people in one browser, which has one cookie: the tab of the first goes on sending, and says whom it means.
import { describeApi } from '../../tools/engines';
import { TestClock } from '../../webhooks/world';
import { ONE_VOUCHER, startWorld, type World } from '../world';
import { addPerson, enter, PAGE, PASSWORD, signedIn, type Browser, type Person } from './desk';

jest.setTimeout(120_000);

const SESSION = '/v1/console/session';

describeApi('two people in one browser', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  let first: Person;
  let second: Person;
  let browser: Browser;
  /** As the tab sends it that the first of them left open. */
  const asFirst = () => ({ ...PAGE, 'vouch-user': first.user.id });
  const told = async (route: string, body?: unknown, headers: Readonly<Record<string, string>> = asFirst()) => {
    const answer = await browser.call(route, body, headers);
    return [answer.status, answer.body.code];
  };
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, {}, { clock });
    first = await addPerson(world, 'admin');
    second = await addPerson(world, 'agent');
    browser = await enter(world, first, clock);
    expect(await told(`GET ${SESSION}`)).toEqual([200, undefined]);
    // In another tab, with the same cookie: out, and somebody else in.
    expect((await browser.call(`DELETE ${SESSION}`, undefined, asFirst())).status).toBe(204);
    expect((await browser.signIn(second.user.email)).status).toBe(201);
  });
  afterAll(() => world.close());

  it('does nothing in the name of the second that the page of the first sends', async () => {
    const sale = { amount: 1900, currency: 'ZAR' };
    const { id } = (await world.create(world.voucher(ONE_VOUCHER, 1900), sale)).body;
    const another = [409, 'session_of_another'];
    const giveBack = { amount: 500, reason: 'returned' };
    const withKey = { ...asFirst(), 'idempotency-key': 'once' };
    expect(await told(`POST /v1/redemptions/${id}/reversal_proposals`, giveBack, withKey)).toEqual(another);
    expect(await told(`POST /v1/redemptions/${id}/reverse`, giveBack, withKey)).toEqual(another);
    expect(await told('GET /v1/redemptions')).toEqual(another);
    expect(await told('PATCH /v1/console/settings', { time_zone: 'Africa/Lagos' })).toEqual(another);
    // Nor is a password of the first compared with that of the second, or the second signed out.
    expect(await told(`POST ${SESSION}/step_up`, { password: PASSWORD })).toEqual(another);
    expect(await told(`DELETE ${SESSION}`)).toEqual(another);
    expect((await world.call(`GET /v1/redemptions/${id}/reversals`)).body.data).toEqual([]);
  });

  it('says who is there to a page that asks, and serves the second as before', async () => {
    const seen = await browser.call(`GET ${SESSION}`);
    expect(seen.body.user.id).toBe(second.user.id);
    expect(await told('GET /v1/redemptions', undefined, { ...PAGE, 'vouch-user': second.user.id })).toEqual([
      200,
      undefined,
    ]);
    // A program that was written before the header does without it.
    expect(await told('GET /v1/redemptions', undefined, PAGE)).toEqual([200, undefined]);
  });

  it('lets no header in whose cookie has ended, or who comes from another page', async () => {
    const agent = await signedIn(world, 'agent', clock);
    const own = { 'vouch-user': agent.person.user.id };
    const foreign = { ...PAGE, ...own, 'sec-fetch-site': 'cross-site' };
    expect((await agent.call('GET /v1/redemptions', undefined, foreign)).body.code).toBe('cross_site_request');
    const { cookie } = agent;
    await agent.call(`DELETE ${SESSION}`);
    const after = await agent.call('GET /v1/redemptions', undefined, { ...PAGE, ...own, cookie });
    expect(after.body.code).toBe('session_ended');
  });
});
