// A create that is followed while its outcome is `checking`: when the client asks again, and what it says where time runs out.
import nock from 'nock';
import * as client from 'vouch-client';
import { JSON_TYPE, PAID, PROBLEM_TYPE, REQUEST, URL, errorOf, problem, tellNetwork } from './told';

const told = tellNetwork();
describe('createAndWait', () => {
  const checking = (more: object = {}) => ({ ...PAID, outcome: 'checking', next_check_at: null, ...more });
  const get = () => nock(URL).get(`/v1/redemptions/${PAID.id}`);

  it('asks when Retry-After or the redemption says so, until there is an outcome', async () => {
    told()
      .post()
      .reply(202, checking(), { ...JSON_TYPE, 'retry-after': '3' });
    get().reply(200, checking({ next_check_at: '2026-01-31T12:00:08Z' }), JSON_TYPE);
    get().reply(200, checking({ next_check_at: '2026-01-31T13:00:00Z' }), JSON_TYPE);
    get().reply(503, problem('store_unavailable', 503), PROBLEM_TYPE);
    get().reply(200, PAID, JSON_TYPE);
    expect(await told().vouch().redemptions.createAndWait(REQUEST)).toEqual(PAID);
    expect(told().waits).toEqual([3_000, 5_000, 30_000, 125]);
  });

  it('asks once more at the deadline, and then says that the outcome is unknown', async () => {
    told()
      .post()
      .reply(202, checking(), { ...JSON_TYPE, 'retry-after': '20' });
    get()
      .times(2)
      .reply(200, checking(), { ...JSON_TYPE, 'retry-after': '20', 'x-request-id': `req-${REQUEST.source.pin}-9` });
    const error = await errorOf(
      told().vouch().redemptions.createAndWait(REQUEST, { deadlineMs: 30_000, idempotencyKey: 'mine' }),
    );
    expect(error).toBeInstanceOf(client.StillChecking);
    expect(error).toMatchObject({
      code: 'still_checking',
      idempotencyKey: 'mine',
      mayHaveHappened: true,
      requestId: 'req-…-9',
    });
    expect((error as client.StillChecking).redemption.id).toBe(PAID.id);
    expect(told().waits).toEqual([20_000, 10_000]);
  });

  it('says so as well where it cannot read any more, and why', async () => {
    told()
      .post()
      .reply(202, checking(), { ...JSON_TYPE, 'retry-after': '1' });
    get().reply(403, problem('key_revoked', 403), PROBLEM_TYPE);
    const error = await errorOf(told().vouch().redemptions.createAndWait(REQUEST));
    expect(error).toBeInstanceOf(client.StillChecking);
    expect(error.cause).toBeInstanceOf(client.KeyRevoked);
  });

  it('and is told nothing by the answer to another question', async () => {
    told()
      .post()
      .reply(202, checking(), { ...JSON_TYPE, 'retry-after': '1' });
    get().reply(200, { ...PAID, id: 'rdm_000000000000000000000002' }, JSON_TYPE);
    const error = await errorOf(told().vouch().redemptions.createAndWait(REQUEST));
    expect(error).toBeInstanceOf(client.StillChecking);
    expect([(error as client.StillChecking).redemption.id, error.mayHaveHappened]).toEqual([PAID.id, true]);
  });

  it('with a publishable key repeats the create, which alone shows a change PIN', async () => {
    told()
      .post()
      .reply(202, checking(), { ...JSON_TYPE, 'retry-after': '1' });
    told().post().reply(201, PAID, JSON_TYPE);
    expect(await told().vouch({ apiKey: 'pk_test_x' }).redemptions.createAndWait(REQUEST)).toEqual(PAID);
    expect([told().keys.length, new Set(told().keys).size]).toEqual([2, 1]);
  });

  it('and at the deadline waits for that last answer as well', async () => {
    told()
      .post()
      .reply(202, checking(), { ...JSON_TYPE, 'retry-after': '60' });
    told().post().delay(50).reply(201, PAID, JSON_TYPE);
    const tried = told().vouch({ apiKey: 'pk_test_x' }).redemptions.createAndWait(REQUEST, { deadlineMs: 20_000 });
    expect(await tried).toEqual(PAID);
    expect(told().waits).toEqual([20_000]);
  });
});
