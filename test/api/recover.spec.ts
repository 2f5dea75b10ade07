// Asking what became of an attempt by its key alone: the truth, or "never received" for good.
import { JITTER_MS } from '../../src/core/values/aged-time';
import { DAY_MS } from '../../src/core/values/time';
import { TestClock } from '../webhooks/world';
import { describeApi } from '../tools/engines';
import { BLU, ONE_VOUCHER, startWorld, type Answer, type World } from './world';

jest.setTimeout(120_000);

describeApi('recovering an attempt', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  beforeEach(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, {}, { clock });
  });
  afterEach(() => world.close());

  const keyed = (name: string) => ({ 'idempotency-key': name });
  const recover = (name: string, key = world.keys.secret) =>
    world.call('POST /v1/redemptions/recover', { key, headers: keyed(name) });
  const said = ({ status, body }: Answer) => [status, status < 300 ? body.outcome : body.code];
  const redeem = (voucher: { type: string; pin: string }, name: string, fields = {}, key = world.keys.secret) =>
    world.create(voucher, fields, { key, headers: keyed(name) });

  it('shows what was recorded, as it is now, to whoever may repeat the call', async () => {
    const made = await redeem(world.voucher(ONE_VOUCHER, 5000), 'sale 1', { amount: 2000, currency: 'ZAR' });
    const recovered = await recover('sale 1');
    expect([recovered.status, recovered.body]).toEqual([200, made.body]);
    expect(recovered.headers.get('etag')).toBe(made.headers.get('etag'));
    expect(recovered.body.change_voucher?.pin).toMatch(/^\d{16}$/);
    const refused = await redeem({ type: ONE_VOUCHER, pin: '1111222233334444' }, 'sale 2');
    expect(said(await recover('sale 2'))).toEqual([200, 'not_paid']);
    expect((await recover('sale 2')).body.id).toBe(refused.body.id);
    await world.call(`POST /v1/redemptions/${made.body.id}/reverse`, {
      body: { reason: 'r', idempotency_key: 'back' },
    });
    expect((await recover('sale 1')).body).toMatchObject({ outcome: 'paid', reversed_amount: 2000 });
    expect((await recover('back')).body.id).toBe(made.body.id);
    // Of doubt it is the truth as well: asked until there is an answer.
    const slow = await redeem(world.voucher(BLU, 5000, 'drop_after_taking'), 'sale 3');
    expect(slow.body.outcome).toBe('checking');
    const told = await recover('sale 3');
    expect([told.status, told.body.id]).toEqual([200, slow.body.id]);
  });

  it('burns a key that nothing came with: what comes late is refused, and nothing is taken', async () => {
    const voucher = world.voucher(ONE_VOUCHER, 5000);
    expect(said(await recover('late'))).toEqual([404, 'not_received']);
    expect(said(await recover('late'))).toEqual([404, 'not_received']);
    const late = await redeem(voucher, 'late');
    expect(said(late)).toEqual([409, 'idempotency_key_burnt']);
    expect(said(await redeem(voucher, 'late', { confirm: false }))).toEqual([409, 'idempotency_key_burnt']);
    expect(world.truth(voucher).taken).toEqual([]);
    const paid = await redeem(voucher, 'new key');
    expect(said(paid)).toEqual([201, 'paid']);
    // It stands for any call on a redemption.
    const back = { reason: 'r', idempotency_key: 'late' };
    const reversal = await world.call(`POST /v1/redemptions/${paid.body.id}/reverse`, { body: back });
    expect(said(reversal)).toEqual([409, 'idempotency_key_burnt']);
    expect((await world.call(`GET /v1/redemptions/${paid.body.id}`)).body.reversed_amount).toBe(0);
    // Nobody sees what stands in its place.
    const listed = await world.call('GET /v1/redemptions');
    expect(listed.body.data.map(({ id }) => id)).toEqual([paid.body.id]);
    expect((await world.call('GET /v1/events')).body.data.every(({ type }) => type !== 'redemption.failed')).toBe(true);
    // The key is one of its account and mode, and free again in a month.
    const other = await world.newKey('Another Shop', 'test', 'secret');
    expect(said(await redeem(world.voucher(BLU), 'late', {}, other))).toEqual([201, 'paid']);
    clock.pass(30 * DAY_MS);
    expect(said(await recover('late'))).toEqual([404, 'not_received']);
    clock.pass(30 * DAY_MS);
    expect(said(await redeem(world.voucher(BLU), 'late'))).toEqual([201, 'paid']);
  });

  it('never says of what was taken that nothing came, however old the key', async () => {
    const voucher = world.voucher(ONE_VOUCHER, 5000);
    const made = await redeem(voucher, 'long ago');
    clock.pass(31 * DAY_MS);
    for (let times = 0; times < 2; times += 1)
      expect((await recover('long ago')).body).toMatchObject({ id: made.body.id, outcome: 'paid' });
  });

  it('leaves nothing behind when the key is free again', async () => {
    await recover('gone');
    await recover('gone too');
    const expire = () => world.withStore((store) => store.redemptions.expire(clock.now(), 100));
    clock.pass(30 * DAY_MS);
    expect(await expire()).toBe(0);
    // Two clocks that are read one after another are apart by some milliseconds.
    clock.pass(2 * JITTER_MS);
    expect(await expire()).toBe(2);
    expect(said(await redeem(world.voucher(BLU), 'gone'))).toEqual([201, 'paid']);
  });

  it('of a create and a recover at the same moment either is first, and both tell the same story', async () => {
    const stories: string[] = [];
    const attempts = Array.from({ length: 40 }, async (_, nth) => {
      const voucher = world.voucher(ONE_VOUCHER, 1000);
      const key = `race ${String(nth)}`;
      const asking = async () => {
        let answer = await recover(key);
        while (answer.body.code === 'idempotency_key_in_use') answer = await recover(key);
        return answer;
      };
      const calls = nth % 2 === 0 ? [asking(), redeem(voucher, key)] : [redeem(voucher, key), asking()];
      const [one, two] = (await Promise.all(calls)) as [Answer, Answer];
      const [asked, made] = nth % 2 === 0 ? [one, two] : [two, one];
      const taken = world.truth(voucher).taken.length;
      stories.push(`${said(asked).join(' ')}, ${said(made).join(' ')}, taken ${String(taken)}`);
    });
    await Promise.all(attempts);
    const possible = ['200 paid, 201 paid, taken 1', '404 not_received, 409 idempotency_key_burnt, taken 0'];
    expect(stories.filter((story) => !possible.includes(story))).toEqual([]);
  });

  it('takes a key, no body and a secret key', async () => {
    const ask = (call: object) => world.call('POST /v1/redemptions/recover', call);
    expect((await ask({})).body).toMatchObject({
      code: 'validation_failed',
      errors: [{ param: 'Idempotency-Key', code: 'required' }],
    });
    const withBody = await ask({ headers: keyed('k'), body: { pin: '1111222233334444' } });
    expect(withBody.body).toMatchObject({
      code: 'validation_failed',
      errors: [{ param: 'pin', code: 'unknown_field' }],
    });
    expect(said(await recover('k', world.keys.publishable))).toEqual([403, 'key_not_allowed']);
    expect(said(await ask({ key: '', headers: keyed('k') }))).toEqual([401, 'key_missing']);
  });
});
