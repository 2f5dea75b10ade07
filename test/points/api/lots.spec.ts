// Lots and holds over real HTTP, on every engine: which lots are spent, what comes back, and what happens by itself at a date.
import { startWorld, type World } from '../../api/world';
import { describeApi } from '../../tools/engines';
import { TestClock } from '../../webhooks/world';
import { SetClock } from '../world';
import { Shop, tally, times, until, type Json } from './shop';

const SECOND = 1000;
const DAY_MS = 86_400_000;
const shape = ({ id, amount, remaining, status, expires_at, matures_at }: Json) => [
  id,
  amount,
  remaining,
  status,
  expires_at,
  matures_at,
];

describeApi('Lots and holds', ({ databaseUrl }) => {
  const clock = new SetClock();
  let world: World;
  let shop: Shop;

  beforeAll(async () => {
    world = await startWorld(databaseUrl, {}, { clock });
    shop = await Shop.open(world);
  }, 60_000);
  afterAll(() => world.close());

  const after = (seconds: number): string => new Date(clock.at + seconds * SECOND).toISOString();
  const pass = (seconds: number): void => {
    clock.at += seconds * SECOND;
  };
  const remaining = async (who: string): Promise<string[]> => {
    const { data } = await shop.lots(who);
    return data.map((lot) => lot.remaining);
  };
  const actions = async (who: string): Promise<unknown[]> =>
    (await shop.all(`/v1/journal-entries?participant_id=${who}`)).map(({ action_type }) => action_type).reverse();

  test('a hold made of a hundred lots is freed, forfeited, redeemed from, and what it paid for is given back', async () => {
    const who = await shop.participant();
    for (let round = 0; round < 2; round += 1) await Promise.all(times(50, () => shop.credit(who, '1')));
    const held = (amount: string, reference_id: string) => shop.balances(who, 'hold', { amount, reference_id });
    await held('60', 'a');
    await held('40', 'b');
    expect((await shop.balances(who, 'release', { amount: '1' })).body).toMatchObject({ amount_processed: '1.00' });
    expect((await shop.balances(who, 'forfeit', { bucket: 'HELD', amount: '1', reference_id: 'b' })).status).toBe(201);
    expect((await shop.adjust(who, { type: 'DEBIT', bucket: 'HELD', amount: '1', reference_id: 'b' })).status).toBe(
      201,
    );
    const { status, body } = await shop.redeem(who, '50', { hold_reference_id: 'a' });
    expect([status, await shop.balance(who)]).toEqual([201, { available: '10.00', held: '38.00', deferred: '0.00' }]);
    expect((await shop.reverse(body.id)).status).toBe(201);
    expect((await shop.balances(who, 'release')).body).toMatchObject({ balance: { available: '98.00', held: '0.00' } });
  });

  test('a credit is one lot for each key, with its dates, and what is deferred matures by itself', async () => {
    const who = await shop.participant();
    const credit = () => shop.credit(who, '5', { idempotency_key: 'welcome', expires_at: after(100) });
    const [first, second] = [await credit(), await credit()];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.journal_entry_id).toBe(first.body.journal_entry_id);
    expect((await shop.lots(who)).data).toEqual([
      {
        id: expect.any(String) as unknown,
        object: 'lot',
        asset_id: shop.assetId,
        program_id: shop.programId,
        amount: '5.00',
        remaining: '5.00',
        status: 'AVAILABLE',
        created_at: after(0),
        expires_at: after(100),
        matures_at: null,
        reference_id: null,
      },
    ]);
    await shop.credit(who, '7', { matures_at: after(2), reference_id: 'order 7' });
    expect(await shop.balance(who)).toEqual({ available: '5.00', held: '0.00', deferred: '7.00' });
    expect((await shop.lots(who, '&status=DEFERRED')).data.map(({ amount }) => amount)).toEqual(['7.00']);
    expect(await tally([shop.redeem(who, '6')])).toEqual({ insufficient_balance: 1 });
    pass(2);
    expect(await shop.balance(who)).toEqual({ available: '12.00', held: '0.00', deferred: '0.00' });
    // Nothing but reading: a job writes it.
    const matured = await until(
      () => actions(who),
      (all) => all.includes('MATURITY'),
    );
    expect(matured).toEqual(['CREDIT', 'CREDIT', 'MATURITY']);
    const filters: [string, string[]][] = [
      ['&reference_id=order%207', ['7.00']],
      [`&program_id=${shop.programId}`, ['5.00', '7.00']],
      ['&program_id=019ac1f2-7a3b-7c4d-8e5f-60718293a4b5', []],
      [`&expires_before=${after(200)}`, ['5.00']],
      [`&expires_after=${after(200)}`, []],
      ['&status=CONSUMED', []],
    ];
    for (const [query, amounts] of filters)
      expect((await shop.lots(who, query)).data.map(({ amount }) => amount)).toEqual(amounts);
    expect((await shop.call(`GET /v1/participants/${who}/balances/lots`)).body).toMatchObject({ param: 'asset_id' });
  });

  test('a call with a date is repeated after it, and one that comes after it is refused', async () => {
    const who = await shop.participant();
    const dated = { expires_at: after(5), amount: '5' };
    const calls = (name: string) => [
      shop.credit(who, '5', { ...dated, idempotency_key: `credit ${name}` }),
      shop.balances(who, 'hold', { ...dated, amount: '2', idempotency_key: `hold ${name}` }),
    ];
    expect(await tally(calls('in time'))).toEqual({ 201: 2 });
    pass(6);
    expect(await tally(calls('in time'))).toEqual({ 200: 2 });
    for (const answer of calls('late'))
      expect(await answer).toMatchObject({
        status: 400,
        body: { code: 'validation_failed', errors: [{ param: 'expires_at', message: 'must be in the future' }] },
      });
    expect(await shop.balance(who)).toMatchObject({ available: '0.00', held: '0.00' });
  });

  test('the oldest lots are spent first, and a reversal refills them from the last one on', async () => {
    const who = await shop.participant();
    for (const amount of ['100', '50', '70']) await shop.credit(who, amount, { expires_at: after(10_000) });
    const before = (await shop.lots(who)).data.map(shape);
    const { body } = await shop.redeem(who, '170');
    expect((await shop.lots(who)).data.map(({ status }) => status)).toEqual(['CONSUMED', 'CONSUMED', 'AVAILABLE']);
    expect(await remaining(who)).toEqual(['0.00', '0.00', '50.00']);
    await shop.reverse(body.id, { amount: '30' });
    expect(await remaining(who)).toEqual(['0.00', '10.00', '70.00']);
    await shop.reverse(body.id, { amount: '140' });
    expect((await shop.lots(who)).data.map(shape)).toEqual(before);
    await shop.redeem(who, '10');
    expect(await remaining(who)).toEqual(['90.00', '50.00', '70.00']);
  });

  test('of two redemptions each refills its own lots', async () => {
    const who = await shop.participant();
    for (const amount of ['10', '10', '10']) await shop.credit(who, amount);
    const first = await shop.redeem(who, '15');
    await shop.redeem(who, '10');
    expect(await remaining(who)).toEqual(['0.00', '0.00', '5.00']);
    await shop.reverse(first.body.id);
    expect(await remaining(who)).toEqual(['10.00', '5.00', '5.00']);
  });

  test('what comes back after its date expires again, unless it gets a new one', async () => {
    const apart = await Shop.open(world);
    const who = await apart.participant();
    const expired = async () => {
      const { data } = await apart.read(`/v1/reports/ledger-summary?program_id=${apart.programId}`);
      return data[0]?.['total_expired'];
    };
    await apart.credit(who, '20', { expires_at: after(2) });
    await apart.credit(who, '5');
    const { body } = await apart.redeem(who, '20');
    pass(3);
    const back = await apart.reverse(body.id, { amount: '8' });
    expect(back.body).toMatchObject({ amount: '8.00', expired_amount: '8.00' });
    expect((await apart.balance(who)).available).toBe('5.00');
    expect((await apart.lots(who)).data[0]).toMatchObject({ status: 'EXPIRED', remaining: '0.00' });
    expect(await actions(who)).toEqual(['CREDIT', 'CREDIT', 'REDEMPTION', 'REVERSAL', 'EXPIRATION']);
    expect(await expired()).toBe('8.00');
    const date = after(50);
    expect(await apart.reverse(body.id, { restore_expires_at: after(-1) })).toMatchObject({
      status: 400,
      body: { param: 'restore_expires_at' },
    });
    const renewed = await apart.reverse(body.id, { restore_expires_at: date });
    expect(renewed.body).toMatchObject({ amount: '12.00', expired_amount: '0.00' });
    expect((await apart.balance(who)).available).toBe('17.00');
    expect((await apart.lots(who)).data[0]).toMatchObject({
      status: 'AVAILABLE',
      remaining: '12.00',
      expires_at: date,
    });
    pass(50);
    expect((await apart.balance(who)).available).toBe('5.00');
  });

  test('a lot is over in the very second of its date, unless it is held', async () => {
    const who = await shop.participant();
    await shop.credit(who, '10', { expires_at: after(5) });
    await shop.credit(who, '10', { expires_at: after(5) });
    await shop.balances(who, 'hold', { amount: '12', reference_id: 'till' });
    pass(5);
    expect(await shop.balance(who)).toEqual({ available: '0.00', held: '12.00', deferred: '0.00' });
    expect(await tally([shop.redeem(who, '1')])).toEqual({ insufficient_balance: 1 });
    const taken = await shop.redeem(who, '7', { hold_reference_id: 'till' });
    expect(taken.body).toMatchObject({ amount: '7.00', reference_id: 'till' });
    // What the redemption did not need was free for no time at all.
    expect(await shop.balance(who)).toEqual({ available: '0.00', held: '0.00', deferred: '0.00' });
    expect((await shop.lots(who)).data.map(({ status }) => status)).toEqual(['EXPIRED', 'EXPIRED']);
  });

  test('a key stands for one name of a hold, and a space more is another name', async () => {
    const who = await shop.participant();
    await shop.credit(who, '10');
    const hold = (reference_id: string, description: string) =>
      shop.balances(who, 'hold', { amount: '1', reference_id, description, idempotency_key: `spaces ${who}` });
    const answers = [await hold('cart', 'aside'), await hold('cart', ' aside '), await hold(' cart', 'aside')];
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 409]);
  });

  test('what two holds of one name took of one lot comes back in parts, to the lots that it came from', async () => {
    const who = await shop.participant();
    await shop.credit(who, '5', { expires_at: after(5) });
    await shop.credit(who, '95');
    for (const amount of ['10', '3']) await shop.balances(who, 'hold', { amount, reference_id: 'twice' });
    const { body } = await shop.redeem(who, '13', { hold_reference_id: 'twice' });
    expect(await remaining(who)).toEqual(['0.00', '87.00']);
    pass(5);
    const answers = [];
    for (const amount of ['4', '6', '2', undefined])
      answers.push((await shop.reverse(body.id, amount === undefined ? {} : { amount })).body);
    expect(answers.map(({ amount, expired_amount }) => [amount, expired_amount])).toEqual([
      ['4.00', '0.00'],
      ['6.00', '2.00'],
      ['2.00', '2.00'],
      ['1.00', '1.00'],
    ]);
    expect(await remaining(who)).toEqual(['0.00', '95.00']);
    expect(await shop.balance(who)).toEqual({ available: '95.00', held: '0.00', deferred: '0.00' });
  });

  test('a hold that is released after the date of its lot expires', async () => {
    const who = await shop.participant();
    await shop.credit(who, '10', { expires_at: after(5) });
    await shop.balances(who, 'hold', { amount: '10' });
    pass(5);
    expect((await shop.balances(who, 'release')).body).toMatchObject({
      operation: 'RELEASE',
      amount_processed: '10.00',
      balance: { available: '0.00', held: '0.00' },
    });
    expect(await actions(who)).toEqual(['CREDIT', 'HOLD', 'RELEASE', 'EXPIRATION']);
  });

  test('what is held is not there for another hold, and a name frees its own hold once', async () => {
    const who = await shop.participant();
    await shop.credit(who, '5000');
    const holds = times(6, (index) =>
      shop.balances(who, 'hold', { amount: '1000', reference_id: `h${String(index)}` }),
    );
    expect(await tally(holds)).toEqual({ 201: 5, insufficient_balance: 1 });
    const all = await shop.all(`/v1/journal-entries?participant_id=${who}&action_type=HOLD`);
    const [one, two] = all.map(({ reference_id }) => reference_id as string);
    const freed = await shop.balances(who, 'release', { reference_id: one });
    expect(freed.body).toEqual({
      operation: 'RELEASE',
      amount_processed: '1000.00',
      program_id: shop.programId,
      asset_id: shop.assetId,
      participant_id: who,
      balance: { available: '1000.00', held: '4000.00', deferred: '0.00' },
      lots_processed: [{ id: expect.any(String) as unknown, amount: '1000.00' }],
      journal_entry_id: expect.any(String) as unknown,
      reference_id: one,
      message: expect.stringContaining('1000.00') as unknown,
      created_at: after(0),
    });
    expect(await tally([shop.balances(who, 'release', { reference_id: one })])).toEqual({ hold_not_found: 1 });
    const redeemHeld = times(20, () => shop.redeem(who, '600', { hold_reference_id: two }));
    expect(await tally(redeemHeld)).toEqual({ 201: 1, hold_not_found: 19 });
    expect(await shop.balance(who)).toEqual({ available: '1400.00', held: '3000.00', deferred: '0.00' });
    const [redemption] = await shop.all(`/v1/journal-entries?participant_id=${who}&action_type=REDEMPTION`);
    expect(redemption?.postings.map(({ amount, bucket }) => [amount, bucket])).toEqual([
      ['-1000.00', 'HELD'],
      ['600.00', 'AVAILABLE'],
      ['400.00', 'AVAILABLE'],
    ]);
    expect(await tally([shop.balances(who, 'forfeit')])).toEqual({ validation_failed: 1 });
    expect((await shop.balances(who, 'forfeit', { bucket: 'HELD' })).body).toMatchObject({
      amount_processed: '3000.00',
    });
    expect((await shop.balances(who, 'forfeit', { bucket: 'AVAILABLE', amount: '400' })).body).toMatchObject({
      operation: 'FORFEIT',
      balance: { available: '1000.00', held: '0.00', deferred: '0.00' },
    });
  });

  test('a hold with an end is released by itself', async () => {
    const who = await shop.participant();
    await shop.credit(who, '10');
    await shop.balances(who, 'hold', { expires_at: after(3), reference_id: 'cart' });
    expect(await shop.balance(who)).toEqual({ available: '0.00', held: '10.00', deferred: '0.00' });
    pass(3);
    expect(await shop.balance(who)).toEqual({ available: '10.00', held: '0.00', deferred: '0.00' });
    const done = await until(
      () => actions(who),
      (all) => all.includes('RELEASE'),
    );
    expect(done).toEqual(['CREDIT', 'HOLD', 'RELEASE']);
    expect(await tally([shop.redeem(who, '1', { hold_reference_id: 'cart' })])).toEqual({ hold_not_found: 1 });
  });

  test('holds take only the lots that are named, and assets without lots know none', async () => {
    const who = await shop.participant();
    for (const amount of ['1', '2', '3']) {
      await shop.credit(who, amount);
      pass(1);
    }
    const lots = (await shop.lots(who)).data;
    const named = { lot_ids: [String(lots[2]?.id).toUpperCase()] };
    expect((await shop.balances(who, 'hold', named)).body['lots_processed']).toEqual([
      { id: lots[2]?.id, amount: '3.00' },
    ]);
    const young = { earned_from: lots[1]?.['created_at'], earned_to: lots[1]?.['created_at'] };
    expect((await shop.balances(who, 'hold', young)).body['lots_processed']).toEqual([
      { id: lots[1]?.id, amount: '2.00' },
    ]);
    expect(await remaining(who)).toEqual(['1.00', '2.00', '3.00']);
    const simple = await Shop.open(world, { inventory_mode: 'SIMPLE' });
    await simple.credit(who, '1');
    expect(await simple.balances(who, 'hold', named)).toMatchObject({
      status: 400,
      body: { code: 'lot_mode_required', param: 'lot_ids' },
    });
    for (const dates of [{ expires_at: after(9) }, { matures_at: after(9) }])
      expect(await simple.credit(who, '1', dates)).toMatchObject({ status: 400, body: { code: 'lot_mode_required' } });
  });

  test.each(['LOT', 'SIMPLE'])(
    'a debit beyond the balance of a %s asset has to be allowed, and is paid first',
    async (mode) => {
      const own = await Shop.open(world, { inventory_mode: mode });
      const who = await own.participant();
      await own.credit(who, '10');
      const debit = { type: 'DEBIT', amount: '15' };
      expect(await own.adjust(who, debit)).toMatchObject({
        status: 422,
        body: { code: 'insufficient_balance', available: '10.00' },
      });
      expect((await own.adjust(who, { ...debit, allow_negative: true })).body.balance.available).toBe('-5.00');
      expect(await tally([own.redeem(who, '0.01')])).toEqual({ insufficient_balance: 1 });
      expect((await own.credit(who, '7')).body.balance.available).toBe('2.00');
      expect(await tally([own.redeem(who, '2.01')])).toEqual({ insufficient_balance: 1 });
      expect((await own.redeem(who, '2')).status).toBe(201);
      expect(await own.credit(who, '1', { allow_negative: true })).toMatchObject({ status: 400 });
    },
  );
});

describeApi('Points, and a clock that is a year ahead for a moment', ({ databaseUrl }) => {
  test('nothing expires, matures or ends by it, and everything does a day later if the clock was right', async () => {
    const clock = new TestClock(Date.now());
    const world = await startWorld(databaseUrl, {}, { clock });
    try {
      const shop = await Shop.open(world);
      const who = await shop.participant();
      const inDays = (days: number): string => new Date(clock.now() + days * DAY_MS).toISOString();
      await shop.credit(who, '10', { expires_at: inDays(365) });
      await shop.credit(who, '5', { matures_at: inDays(30) });
      await shop.balances(who, 'hold', { amount: '1', reference_id: 'a', expires_at: inDays(1) });
      const before = { available: '9.00', held: '1.00', deferred: '5.00' };
      expect(await shop.balance(who)).toEqual(before);

      clock.set(400 * DAY_MS);
      // What comes in settles what is due first, as the job does for those whom nobody calls.
      expect((await shop.credit(who, '1', { matures_at: inDays(-370) })).status).toBe(201);
      expect(await shop.balance(who)).toEqual({ ...before, deferred: '6.00' });
      clock.set(-400 * DAY_MS);
      expect(await shop.balance(who)).toEqual({ ...before, deferred: '6.00' });

      clock.set(400 * DAY_MS);
      expect(await shop.balance(who)).toEqual({ ...before, deferred: '6.00' });
      clock.pass(DAY_MS);
      expect(await shop.balance(who)).toEqual({ available: '6.00', held: '0.00', deferred: '0.00' });
    } finally {
      await world.close();
    }
  });
});
