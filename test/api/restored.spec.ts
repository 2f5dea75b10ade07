// What callers see of a restored backup: reversals that wait, and used vouchers that are no plain refusal.
import { ended, newMark } from '../../src/core/restores/restore-mark';
import { until } from '../crash/stage';
import { describeApi } from '../tools/engines';
import { startWorld, TYPES, type World } from './world';

describeApi('a store that was restored from a backup', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  it.each(TYPES)('%s', async (type) => {
    const { body: before } = await world.create(world.voucher(type, 1000), { amount: 1000, currency: 'ZAR' });
    const reverse = (id: string, key: string) =>
      world.call(`POST /v1/redemptions/${id}/reverse`, { body: { reason: 'r', amount: 100, idempotency_key: key } });
    const given = await reverse(before.id, `${before.id}-before`);
    expect(given.status).toBe(201);

    const markedAt = Date.now();
    const since = markedAt - 1000;
    await world.withStore(async ({ restores }) => {
      await restores.insert(newMark(`rst_${type}`, since, markedAt));
    });
    const refused = await reverse(before.id, `${before.id}-after`);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'awaiting_statement', retryable: true, voucher_type: type, since: new Date(since).toISOString() },
    ]);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    // Nor does anybody say of a key that nothing came with it. It is not burnt: the repeat with the voucher is taken.
    const key = `${before.id}-lost`;
    const lost = await world.call('POST /v1/redemptions/recover', { headers: { 'idempotency-key': key } });
    expect([lost.status, lost.body.code]).toEqual([409, 'awaiting_statement']);
    const taken = await world.create(world.voucher(type, 300), {}, { headers: { 'idempotency-key': key } });
    expect([taken.status, taken.body.outcome]).toEqual([201, 'paid']);
    // A repeat of what was answered before is answered as before.
    expect((await reverse(before.id, `${before.id}-before`)).body).toEqual(given.body);

    const used = world.voucher(type, 700, 'used');
    const doubted = await world.create(used, { amount: 700, currency: 'ZAR' });
    expect([doubted.status, doubted.body]).toMatchObject([202, { outcome: 'checking', next_check_at: null }]);
    const { body: list } = await world.call('GET /v1/reviews?reason=lost_in_restore');
    const review = list.data.find(({ redemption_id }) => redemption_id === doubted.body.id);
    expect(review).toMatchObject({ status: 'open', reason: 'lost_in_restore', amount: 700 });
    // A page learns as little as ever.
    const shown = await world.create(world.voucher(type, 600, 'used'), {}, { key: world.keys.publishable });
    expect(shown.body).toMatchObject({ outcome: 'checking' });
    expect(shown.text).not.toMatch(/already|redeemed before|used|2401/i);

    // A person decides, and only a person: nothing is asked meanwhile.
    const headers = { 'if-match': `"${String(doubted.body.version)}"` };
    const body = { decision: 'not_paid', note: 'Used elsewhere', evidence: 'Statement, no line of ours' };
    await world.call(`POST /v1/reviews/${review?.id ?? ''}/verdict`, { body, headers });
    expect((await world.call(`GET /v1/redemptions/${doubted.body.id}`)).body).toMatchObject({ outcome: 'not_paid' });

    // Other refusals are what they are, and what is new can be given back.
    const expired = await world.create(world.voucher(type, 500, 'expired'), { amount: 500, currency: 'ZAR' });
    expect(expired.body).toMatchObject({ outcome: 'not_paid', last_error: { code: 'voucher_expired' } });
    const { body: fresh } = await world.create(world.voucher(type, 400), { amount: 400, currency: 'ZAR' });
    expect((await reverse(fresh.id, `${fresh.id}-fresh`)).status).toBe(201);

    await world.withStore(async ({ restores }) => {
      for (const mark of await restores.list())
        if (mark.id === `rst_${type}`)
          await restores.replace(
            TYPES.reduce((now, one) => ({ ...ended(now, false, one, markedAt), version: mark.version + 1 }), mark),
          );
    });
    const none = { headers: { 'idempotency-key': `${before.id}-none` } };
    expect((await world.call('POST /v1/redemptions/recover', none)).body.code).toBe('not_received');
  });

  it.each(TYPES)('%s: a used voucher opens one review, however often and however it is tried', async (type) => {
    await world.withStore(({ restores }) => restores.insert(newMark(`rst_tries_${type}`, Date.now() - 1, Date.now())));
    const reviewsOf = async (pin: string) => {
      const { data } = (await world.call(`GET /v1/reviews?reason=lost_in_restore&limit=100`)).body;
      const ends = pin.slice(-4);
      const reads = data.map(({ redemption_id }) => world.call(`GET /v1/redemptions/${redemption_id}`));
      return (await Promise.all(reads)).filter(({ body }) => JSON.stringify(body.source).includes(`${ends}"`)).length;
    };
    // Taken in one call it stays claimed until a person has decided.
    const sold = world.voucher(type, 700, 'used');
    expect((await world.create(sold, { amount: 700, currency: 'ZAR' })).body).toMatchObject({ outcome: 'checking' });
    expect((await world.create(sold, { amount: 700, currency: 'ZAR' })).body).toMatchObject({ code: 'voucher_in_use' });
    expect(await reviewsOf(sold.pin)).toBe(1);

    const held = world.voucher(type, 800, 'used');
    const key = world.keys.publishable;
    const manual = { amount: 800, currency: 'ZAR', capture_method: 'manual' };
    const first = await world.create(held, manual, { key });
    // Where nothing can be asked without taking there is no refusal yet, and so nothing to look at.
    const isChecked = first.body.outcome === 'not_paid';
    for (const call of [{ key }, {}, { key }]) {
      const tried = await world.create(held, manual, call);
      expect(tried.body).toMatchObject(isChecked ? { outcome: 'not_paid' } : { code: 'voucher_in_use' });
      if (!isChecked) continue;
      const draft = await world.create(held, { ...manual, confirm: false });
      const reserved = await world.call(`POST /v1/redemptions/${draft.body.id}/reserve`);
      expect(reserved.body).toMatchObject({ outcome: 'not_paid' });
    }
    expect(await reviewsOf(held.pin)).toBe(isChecked ? 1 : 0);
    if (!isChecked) return;
    // To another merchant it is another matter, and what is restored once more has lost who was told.
    const elsewhere = await world.newKey('Next door', 'test', 'secret');
    await world.create(held, manual, { key: elsewhere });
    const theirs = await world.call('GET /v1/reviews?reason=lost_in_restore', { key: elsewhere });
    expect(theirs.body.data.filter(({ type: of }) => of === type).length).toBeGreaterThan(0);
    const markedAt = Date.now() + 1;
    await until('the next mark is past', () => Date.now() > markedAt);
    await world.withStore(({ restores }) => restores.insert(newMark(`rst_tries_${type}_2`, markedAt - 1, markedAt)));
    await world.create(held, manual);
    expect(await reviewsOf(held.pin)).toBe(2);
  });
});
