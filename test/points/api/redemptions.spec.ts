// Points over real HTTP, on every engine: the documents' three calls field for field, and what a redemption and a reversal promise.
import { startWorld, type World } from '../../api/world';
import { describeApi } from '../../tools/engines';
import { Shop, tally, times } from './shop';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describeApi('Redemptions of points', ({ databaseUrl }) => {
  let world: World;
  let shop: Shop;

  beforeAll(async () => {
    world = await startWorld(databaseUrl);
    shop = await Shop.open(world);
  }, 60_000);
  afterAll(() => world.close());

  test('from an empty server to a reversal: every field as the documents show it', async () => {
    const who = await shop.participant();
    expect((await shop.credit(who, '1500')).body).toMatchObject({
      type: 'CREDIT',
      amount: '1500.00',
      asset_id: shop.assetId,
      program_id: shop.programId,
      bucket: 'AVAILABLE',
      balance: { available: '1500.00', held: '0.00', deferred: '0.00' },
      journal_entry_id: matching(UUID),
      message: expect.stringContaining('1500.00') as unknown,
    });
    const made = await shop.redeem(who, '1000.00', { idempotency_key: 'order-1' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: matching(UUID),
      participant_id: who,
      program_id: shop.programId,
      asset_id: shop.assetId,
      amount: '1000.00',
      description: 'Gift card',
      status: 'COMPLETED',
      reversed_amount: '0.00',
      journal_entry_id: matching(UUID),
      created_at: matching(TIME),
      updated_at: matching(TIME),
    });
    expect(await shop.read(`/v1/redemptions/${made.body.id}`)).toEqual(made.body);
    expect(await shop.read(`/v1/redemptions/${made.body.id.toUpperCase()}`)).toEqual(made.body);
    const headers = { 'X-API-Key': world.keys.secret };
    expect((await world.call(`GET /v1/redemptions/${made.body.id}`, { key: '', headers })).body).toEqual(made.body);
    const reversed = await shop.reverse(made.body.id, { amount: '500', idempotency_key: 'return-1' });
    expect(reversed.status).toBe(201);
    expect(reversed.body).toEqual({
      id: matching(UUID),
      redemption_id: made.body.id,
      amount: '500.00',
      reason: 'returned',
      journal_entry_id: matching(UUID),
      expired_amount: '0.00',
      created_at: matching(TIME),
    });
    expect(await shop.read(`/v1/redemptions/${made.body.id}`)).toMatchObject({
      status: 'PARTIALLY_REVERSED',
      reversed_amount: '500.00',
    });
    expect((await shop.balance(who)).available).toBe('1000.00');
    const entry = await shop.read(`/v1/journal-entries/${made.body.journal_entry_id}`);
    expect(entry).toMatchObject({ action_type: 'REDEMPTION', program_name: 'Stars', participant_id: who });
    expect(entry.postings.map(({ amount, entity_type, bucket }) => [amount, entity_type, bucket])).toEqual([
      ['-1000.00', 'PARTICIPANT', 'AVAILABLE'],
      ['1000.00', 'SYSTEM_REDEMPTION', 'AVAILABLE'],
    ]);
  });

  test('a voucher and points share one path by the form of the id, and a third form is 400', async () => {
    const voucher = await world.create(world.voucher('vouchers.blu'), { amount: 5000, currency: 'ZAR' });
    expect(await shop.read(`/v1/redemptions/${voucher.body.id}`)).toMatchObject({
      object: 'redemption',
      outcome: 'paid',
    });
    const who = await shop.participant();
    await shop.credit(who, '10');
    const { body } = await shop.redeem(who, '1');
    expect(await shop.read(`/v1/redemptions/${body.id}/reversals`)).toMatchObject({ object: 'list', data: [] });
    for (const id of ['nonsense', '123', `${body.id}0`]) {
      expect(await shop.call(`GET /v1/redemptions/${id}`)).toMatchObject({
        status: 400,
        body: { code: 'validation_failed' },
      });
      expect(await shop.call(`POST /v1/redemptions/${id}/reverse`, { reason: 'x' })).toMatchObject({ status: 400 });
    }
    // What vouchers have and points have not.
    const calls = ['POST capture', 'POST cancel', 'GET timeline'].map((call) => call.split(' '));
    for (const [method = '', call = ''] of calls) {
      const answer = await shop.call(`${method} /v1/redemptions/${body.id}/${call}`, method === 'GET' ? undefined : {});
      expect(answer).toMatchObject({
        status: 400,
        body: { param: 'id', message: expect.stringMatching(/of points/) as unknown },
      });
    }
    const unknown = '019ac1f2-7a3b-7c4d-8e5f-60718293a4b5';
    expect(await shop.call(`GET /v1/redemptions/${unknown}`)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });

  test('what is no amount is 400 and names the field; equal values are equal', async () => {
    const who = await shop.participant();
    await shop.credit(who, '100');
    for (const amount of [5, -5, 0, '0', '0.00', '-1', '1e3', '+1', '01', ' 1', '1 ', '', null, '1'.repeat(31), '10,5'])
      expect(await shop.redeem(who, amount)).toMatchObject({ status: 400, body: { param: 'amount' } });
    expect(await shop.redeem(who, '10.005')).toMatchObject({
      status: 400,
      body: { code: 'invalid_scale', param: 'amount' },
    });
    for (const amount of ['10.50', '10.5', '10.500'])
      expect((await shop.redeem(who, amount)).body).toMatchObject({ amount: '10.50' });
    expect((await shop.balance(who)).available).toBe('68.50');
    for (const fields of [
      { description: '' },
      { description: 'x'.repeat(501) },
      { description: undefined },
      { colour: 'red' },
    ])
      expect(await shop.redeem(who, '1', fields)).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    const { body } = await shop.redeem(who, '1');
    for (const reason of ['', 'x'.repeat(501), undefined, '  '])
      expect(await shop.reverse(body.id, { reason })).toMatchObject({ status: 400, body: { param: 'reason' } });
  });

  test.each([0, 18])('scale %i goes round exactly', async (scale) => {
    const exact = await Shop.open(world, { scale, inventory_mode: 'SIMPLE' });
    const least = scale === 0 ? '1' : '0.000000000000000001';
    const who = await exact.participant();
    await exact.credit(who, least);
    await exact.credit(who, scale === 0 ? '999999999999999999999999999998' : '999999999998.999999999999999998');
    const all = (await exact.balance(who)).available;
    expect(all).toBe(scale === 0 ? '999999999999999999999999999999' : '999999999998.999999999999999999');
    const { body } = await exact.redeem(who, all);
    expect(body).toMatchObject({ amount: all });
    expect((await exact.reverse(body.id, { amount: least })).body).toMatchObject({ amount: least });
    expect((await exact.balance(who)).available).toBe(least);
  });

  test('what may not be redeemed leaves balance and journal as they were', async () => {
    const who = await shop.participant();
    const other = await Shop.open(world, { max_transaction_amount: '50' });
    await shop.credit(who, '100');
    await other.credit(who, '10');
    const before = [
      await shop.read(`/v1/participants/${who}`),
      await shop.all(`/v1/journal-entries?participant_id=${who}`),
    ];
    expect(await tally([shop.redeem('019ac1f2-7a3b-7c4d-8e5f-60718293a4b5', '1')])).toEqual({ not_found: 1 });
    expect(await tally([other.redeem(who, '51')])).toEqual({ max_transaction_exceeded: 1 });
    expect(await tally([shop.redeem(who, '1', { asset_id: other.assetId })])).toEqual({ asset_not_linked: 1 });
    expect(await tally([shop.redeem(who, '101')])).toEqual({ insufficient_balance: 1 });
    for (const status of ['SUSPENDED', 'ARCHIVED']) {
      await shop.call(`PATCH /v1/programs/${shop.programId}`, { status });
      expect(await tally([shop.redeem(who, '1')])).toEqual({ program_inactive: 1 });
    }
    await shop.call(`PATCH /v1/programs/${shop.programId}`, { status: 'ACTIVE' });
    const after = [
      await shop.read(`/v1/participants/${who}`),
      await shop.all(`/v1/journal-entries?participant_id=${who}`),
    ];
    expect(after).toEqual(before);
    await shop.call(`PATCH /v1/participants/${who}/status`, { status: 'SUSPENDED' });
    expect(await tally([shop.redeem(who, '1'), shop.credit(who, '1')])).toEqual({ participant_inactive: 2 });
  });

  test('a hundred redemptions of one point from sixty, never below zero', async () => {
    const who = await shop.participant();
    await shop.credit(who, '60');
    const run = { going: true };
    const seen: string[] = [];
    const reader = (async () => {
      while (run.going) seen.push((await shop.balance(who)).available);
    })();
    const counts = await tally(times(100, () => shop.redeem(who, '1')));
    run.going = false;
    await reader;
    expect(counts).toEqual({ 201: 60, insufficient_balance: 40 });
    expect((await shop.balance(who)).available).toBe('0.00');
    expect(seen.filter((available) => available.startsWith('-'))).toEqual([]);
    expect(await shop.all(`/v1/journal-entries?participant_id=${who}&action_type=REDEMPTION`)).toHaveLength(60);
  });

  test('one key is one redemption, however its body is written, and a replay shows the record as it is now', async () => {
    const who = await shop.participant();
    await shop.credit(who, '5000');
    const key = { idempotency_key: 'k-1' };
    const counts = await tally(times(50, (index) => shop.redeem(who, ['1000', '1000.0', '1000.00'][index % 3], key)));
    expect(counts).toEqual({ 200: 49, 201: 1 });
    const first = await shop.redeem(who, '1000', key);
    expect(first.headers.get('idempotent-replayed')).toBe('true');
    const raw = `{ "amount" : "1000.000",\n "idempotency_key":"k-1","asset_id":"${shop.assetId}","description":"Gift card","program_id":"${shop.programId}"}`;
    expect((await shop.call(`POST /v1/participants/${who}/redemptions`, raw)).body.id).toBe(first.body.id);
    expect((await shop.redeem(who, '1000', {}, { 'idempotency-key': 'k-1' })).body.id).toBe(first.body.id);
    expect(await shop.redeem(who, '1000', key, { 'idempotency-key': 'other' })).toMatchObject({
      status: 400,
      body: { param: 'idempotency_key' },
    });
    const rival = await shop.participant();
    const others = [
      shop.redeem(who, '999', key),
      shop.redeem(who, '1000', { ...key, description: 'Other' }),
      shop.redeem(rival, '1000', key),
      shop.credit(who, '1000', key),
    ];
    expect(await tally(others)).toEqual({ idempotency_conflict: 4 });
    await shop.reverse(first.body.id, { amount: '400' });
    expect((await shop.redeem(who, '1000', key)).body).toMatchObject({
      id: first.body.id,
      status: 'PARTIALLY_REVERSED',
      reversed_amount: '400.00',
    });
    const late = { idempotency_key: 'k-2' };
    expect(await tally([shop.redeem(rival, '5', late)])).toEqual({ insufficient_balance: 1 });
    await shop.credit(rival, '5');
    expect((await shop.redeem(rival, '5', late)).status).toBe(201);
    expect((await shop.balance(who)).available).toBe('4400.00');
  });

  test('reversals in parts never give back more than was taken, and the last one is exact', async () => {
    const who = await shop.participant();
    await shop.credit(who, '1000');
    const { body } = await shop.redeem(who, '1000');
    await shop.reverse(body.id, { amount: '300' });
    await shop.reverse(body.id, { amount: '300' });
    expect(await shop.reverse(body.id, { amount: '500' })).toMatchObject({
      status: 422,
      body: { code: 'reversal_exceeds_redeemed', left: '400.00' },
    });
    expect((await shop.reverse(body.id)).body).toMatchObject({ amount: '400.00' });
    expect(await shop.read(`/v1/redemptions/${body.id}`)).toMatchObject({
      status: 'FULLY_REVERSED',
      reversed_amount: '1000.00',
    });
    expect(await tally([shop.reverse(body.id), shop.reverse(body.id, { amount: '1' })])).toEqual({
      reversal_exceeds_redeemed: 2,
    });
    const { data } = await shop.read(`/v1/redemptions/${body.id}/reversals?limit=2`);
    expect(data.map(({ amount }) => amount)).toEqual(['300.00', '300.00']);
    expect((await shop.all(`/v1/redemptions/${body.id}/reversals`)).map(({ amount }) => amount)).toEqual([
      '300.00',
      '300.00',
      '400.00',
    ]);
    const again = await shop.redeem(who, '1000');
    expect(await tally(times(20, () => shop.reverse(again.body.id, { amount: '100' })))).toEqual({
      201: 10,
      reversal_exceeds_redeemed: 10,
    });
    const last = await shop.redeem(who, '1000');
    expect(await tally([shop.reverse(last.body.id), shop.reverse(last.body.id)])).toEqual({
      201: 1,
      reversal_exceeds_redeemed: 1,
    });
    expect((await shop.balance(who)).available).toBe('1000.00');
  });

  test('the wrong field moves nothing', async () => {
    const who = await shop.participant();
    await shop.credit(who, '100');
    const raw = (await shop.redeem(who, '10')).body.id;
    const { body: reward } = await shop.reward();
    const item = (await shop.buy(who, reward.id, { quantity: 3 })).body;
    expect(item).toMatchObject({
      quantity: 3,
      unit_cost: '10.00',
      amount: '30.00',
      reversed_quantity: 0,
      reward_id: reward.id,
    });
    const wrong = [shop.reverse(raw, { quantity: 1 }), shop.reverse(item.id, { amount: '10' })];
    expect(await tally(wrong)).toEqual({ wrong_amount_field: 2 });
    expect(await tally([shop.reverse(item.id, { quantity: 4 })])).toEqual({ reversal_exceeds_redeemed: 1 });
    expect(await shop.reverse(item.id, { quantity: 0 })).toMatchObject({ status: 400, body: { param: 'quantity' } });
    expect((await shop.balance(who)).available).toBe('60.00');
    expect((await shop.reverse(item.id, { quantity: 2 })).body).toMatchObject({ quantity: 2, amount: '20.00' });
  });

  test('a reversal takes from where the value went, also from a suspended participant and an archived program', async () => {
    const apart = await Shop.open(world);
    const who = await apart.participant();
    await apart.credit(who, '10');
    const { body } = await apart.redeem(who, '10');
    const entity = (await apart.call('POST /v1/ledger-entities', { name: 'Charity' })).body.id;
    const path = `PATCH /v1/programs/${apart.programId}`;
    expect((await apart.call(path, { redemption_target_type: 'LEDGER_ENTITY' })).status).toBe(400);
    const target = { redemption_target_type: 'LEDGER_ENTITY', redemption_target_entity_id: entity };
    expect((await apart.call(path, target)).body).toMatchObject(target);
    await apart.call(`PATCH /v1/participants/${who}/status`, { status: 'SUSPENDED' });
    await apart.call(path, { status: 'ARCHIVED' });
    const { body: reversal } = await apart.reverse(body.id, { amount: '4' });
    const entry = await apart.read(`/v1/journal-entries/${reversal.journal_entry_id}`);
    expect(entry.postings.map(({ amount, entity_type }) => [amount, entity_type])).toEqual([
      ['4.00', 'PARTICIPANT'],
      ['-4.00', 'SYSTEM_REDEMPTION'],
    ]);
    await apart.call(path, { status: 'ACTIVE', redemption_target_type: 'SYSTEM_REDEMPTION' });
    expect((await apart.read(`/v1/programs/${apart.programId}`)).redemption_target_entity_id).toBeNull();
  });

  test('another account, another mode and publishable keys see and touch nothing', async () => {
    const who = await shop.participant({ external_id: 'shared name' });
    await shop.credit(who, '10');
    const { body } = await shop.redeem(who, '1');
    const strangers = [await world.newKey('other', 'test', 'secret'), await world.newKey('default', 'live', 'secret')];
    for (const key of strangers) {
      const theirs = new Shop(world, shop.programId, shop.assetId, key);
      const touched = [
        theirs.redeem(who, '1'),
        theirs.credit(who, '1'),
        theirs.reverse(body.id),
        theirs.call(`GET /v1/redemptions/${body.id}`),
        theirs.call(`GET /v1/participants/${who}`),
        theirs.call(`GET /v1/participants/${who}/redemptions`),
        theirs.call(`GET /v1/programs/${shop.programId}`),
        theirs.call(`GET /v1/journal-entries/${body.journal_entry_id}`),
        theirs.call(`GET /v1/reports/ledger-summary?program_id=${shop.programId}`),
      ];
      expect(await tally(touched)).toEqual({ not_found: touched.length });
      expect((await theirs.read('/v1/journal-entries')).data).toEqual([]);
      const own = await Shop.open(world, {}, key);
      expect(await own.participant({ external_id: 'shared name' })).not.toBe(who);
    }
    const page = new Shop(world, shop.programId, shop.assetId, world.keys.publishable);
    const refused = [
      page.redeem(who, '1'),
      page.credit(who, '1'),
      page.call(`GET /v1/participants/${who}`),
      page.reverse(body.id),
    ];
    expect(await tally(refused)).toEqual({ key_not_allowed: 4 });
  });
});
