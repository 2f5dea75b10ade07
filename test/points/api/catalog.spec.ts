// The catalog and wallets over real HTTP, on every engine: stock that is never oversold, prices that stay, money that was funded.
import { startWorld, type World } from '../../api/world';
import { describeApi } from '../../tools/engines';
import { atSecondServer, Shop, tally, times, type Fields } from './shop';

describeApi('The catalog', ({ name, databaseUrl }) => {
  let world: World;
  let shop: Shop;
  let others: Shop;
  let close = async (): Promise<void> => undefined;

  beforeAll(async () => {
    world = await startWorld(databaseUrl);
    shop = await Shop.open(world);
    others = shop;
    // The embedded engine belongs to one process.
    if (name === 'mongodb') ({ shop: others, close } = await atSecondServer(shop));
  }, 60_000);
  afterAll(async () => {
    await close();
    await world.close();
  });

  const rich = async (): Promise<string> => {
    const who = await shop.participant();
    await shop.credit(who, '1000');
    return who;
  };
  const reward = async (fields: Fields = {}): Promise<string> => (await shop.reward(fields)).body.id;
  const see = (id: string) => shop.read(`/v1/programs/${shop.programId}/rewards/${id}`);
  const change = (id: string, fields: Fields) =>
    shop.call(`PATCH /v1/programs/${shop.programId}/rewards/${id}`, fields);
  const buy = (index: number, who: string, id: string, fields: Fields = {}) =>
    (index % 2 ? shop : others).buy(who, id, fields);

  test('a stock of one is sold once, from two servers as well', async () => {
    const id = await reward({ max_total: 1 });
    const buyers = await Promise.all(times(50, rich));
    expect(await tally(buyers.map((who, index) => buy(index, who, id)))).toEqual({ 201: 1, out_of_stock: 49 });
    expect(await see(id)).toMatchObject({ status: 'OUT_OF_STOCK', redeemed_count: 1 });
    const left = await Promise.all(buyers.map(async (who) => (await shop.balance(who)).available));
    expect(left.sort()).toEqual(['1000.00', ...times(48, () => '1000.00'), '990.00'].sort());
  });

  test('threes of a hundred, one key for one piece, and two for each participant', async () => {
    const id = await reward({ max_total: 100 });
    const buyers = await Promise.all(times(60, rich));
    const threes = buyers.map((who, index) => buy(index, who, id, { quantity: 3 }));
    expect(await tally(threes)).toEqual({ 201: 33, out_of_stock: 27 });
    expect(await see(id)).toMatchObject({ status: 'ACTIVE', redeemed_count: 99 });
    const single = await reward({ max_total: 1 });
    const [who = ''] = buyers;
    const keyed = times(50, (index) => buy(index, who, single, { idempotency_key: 'one piece' }));
    expect(await tally(keyed)).toEqual({ 200: 49, 201: 1 });
    const limited = await reward({ max_per_participant: 2 });
    const twice = times(10, (index) => buy(index, who, limited));
    expect(await tally(twice)).toEqual({ 201: 2, participant_limit_reached: 8 });
  });

  test('what comes back can be bought at once, but not of an archived reward', async () => {
    const id = await reward({ max_total: 1, max_per_participant: 1 });
    const [one, two, three] = [await rich(), await rich(), await rich()];
    const bought = await shop.buy(one, id);
    expect(await tally([shop.buy(two, id)])).toEqual({ out_of_stock: 1 });
    await shop.reverse(bought.body.id, { quantity: 1 });
    expect(await see(id)).toMatchObject({ status: 'ACTIVE', redeemed_count: 0 });
    const again = await shop.buy(two, id);
    expect(again.status).toBe(201);
    expect((await change(id, { max_total: 2 })).body).toMatchObject({
      status: 'ACTIVE',
      max_total: 2,
      redeemed_count: 1,
    });
    expect((await shop.buy(three, id)).status).toBe(201);
    expect((await change(id, { status: 'ARCHIVED' })).body.deleted_at).toEqual(expect.any(String));
    await shop.reverse(again.body.id);
    expect(await see(id)).toMatchObject({ status: 'ARCHIVED', redeemed_count: 1 });
    expect(await tally([shop.buy(one, id)])).toEqual({ reward_not_available: 1 });
    expect((await change(id, { status: 'ACTIVE', max_total: null })).body).toMatchObject({
      max_total: null,
      deleted_at: null,
    });
    // A ceiling below what is sold only stops what comes next.
    await shop.buy(one, id);
    expect((await change(id, { max_total: 1 })).body).toMatchObject({ status: 'OUT_OF_STOCK', redeemed_count: 2 });
  });

  test('a redemption keeps its price; amounts have a minimum; what is not offered is not sold', async () => {
    const who = await rich();
    const id = await reward({ unit_cost: '10' });
    const bought = await shop.buy(who, id, { quantity: 2 });
    expect(bought.body).toMatchObject({
      amount: '20.00',
      description: expect.stringMatching(/^Redeemed: Mug/) as unknown,
    });
    await change(id, { unit_cost: '25' });
    expect((await shop.reverse(bought.body.id, { quantity: 1 })).body).toMatchObject({ amount: '10.00', quantity: 1 });
    expect((await shop.buy(who, id)).body).toMatchObject({ amount: '25.00', unit_cost: '25.00' });
    const card = await reward({ redemption_type: 'AMOUNT_BASED', unit_cost: '5' });
    expect(await tally([shop.buy(who, card, { amount: '4.99' })])).toEqual({ below_minimum: 1 });
    expect(await tally([shop.buy(who, card, { quantity: 1 }), shop.buy(who, card)])).toEqual({ wrong_amount_field: 2 });
    expect(await tally([shop.buy(who, id, { amount: '25' })])).toEqual({ wrong_amount_field: 1 });
    const some = await shop.buy(who, card, { amount: '5', description: 'A card' });
    expect(some.body).toMatchObject({ amount: '5.00', description: 'A card', reward_id: card });
    expect(some.body).not.toHaveProperty('quantity');
    expect(await tally([shop.buy(who, card, { amount: '5.001' })])).toEqual({ invalid_scale: 1 });
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const closed = [{ status: 'DRAFT' }, { available_from: day(1) }, { available_until: day(-1) }];
    for (const fields of closed)
      expect(await tally([shop.buy(who, await reward(fields))])).toEqual({ reward_not_available: 1 });
    expect((await shop.buy(who, await reward({ available_from: day(-1), available_until: day(1) }))).status).toBe(201);
    expect(await shop.reward({ redemption_type: 'AMOUNT_BASED', max_total: 3 })).toMatchObject({ status: 400 });
    expect(await shop.reward({ unit_cost: '1.001' })).toMatchObject({ status: 400, body: { code: 'invalid_scale' } });
    expect(await change(id, { asset_id: shop.assetId })).toMatchObject({ status: 400 });
    expect(await change(id, { redemption_type: 'UNIT_BASED' })).toMatchObject({ status: 400 });
  });

  test('whoever cannot pay takes nothing out of stock', async () => {
    const id = await reward({ max_total: 5, unit_cost: '10' });
    const poor = await shop.participant();
    expect(await tally(times(10, (index) => buy(index, poor, id)))).toEqual({ insufficient_balance: 10 });
    expect(await see(id)).toMatchObject({ status: 'ACTIVE', redeemed_count: 0 });
  });

  test('the list: archived ones aside, by name or age, and out of stock told from the rest', async () => {
    const own = await Shop.open(world);
    const path = `/v1/programs/${own.programId}/rewards`;
    const who = await own.participant();
    await own.credit(who, '1000');
    const made = [];
    for (const title of ['cup', 'Bag', 'cup 2', 'app', 'den'])
      made.push((await own.reward({ name: title, max_total: 1 })).body);
    expect(await tally([own.reward({ name: 'cup' })])).toEqual({ name_taken: 1 });
    const [cup, bag, , , den] = made;
    for (const one of [cup, bag]) await own.buy(who, String(one?.id));
    await own.call(`PATCH ${path}/${String(den?.id)}`, { status: 'ARCHIVED' });
    const names = async (query: string) => (await own.all(path + query)).map((one) => one['name']);
    expect(await names('')).toEqual(['app', 'cup 2', 'Bag', 'cup']);
    expect(await names('?include_archived=true')).toEqual(['den', 'app', 'cup 2', 'Bag', 'cup']);
    expect(await names('?status=ARCHIVED')).toEqual(['den']);
    expect(await names('?sort_by=name')).toEqual(['app', 'Bag', 'cup', 'cup 2']);
    expect(await names('?sort_by=name&sort_dir=desc')).toEqual(['cup 2', 'cup', 'Bag', 'app']);
    expect(await names('?sort_dir=asc')).toEqual(['cup', 'Bag', 'cup 2', 'app']);
    expect(await names('?search=CUP')).toEqual(['cup 2', 'cup']);
    expect(await names('?status=OUT_OF_STOCK')).toEqual(['Bag', 'cup']);
    expect(await names('?status=ACTIVE')).toEqual(['app', 'cup 2']);
    for (const query of [
      '?sort_by=name',
      '?sort_by=name&sort_dir=desc',
      '',
      '?status=OUT_OF_STOCK',
      '?status=ACTIVE',
    ]) {
      const seen: unknown[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page = await own.read(`${path}${query}${query ? '&' : '?'}limit=1${cursor && `&cursor=${cursor}`}`);
        expect(page.data).toHaveLength(1);
        seen.push(page.data[0]?.['name']);
        cursor = page.next_cursor;
      }
      expect(seen).toEqual(await names(query));
    }
    for (const query of ['?status=SOLD', '?sort_by=price', '?sort_dir=up', '?limit=201', '?limit=0', '?colour=red'])
      expect(await own.call(`GET ${path}${query}`)).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });

  test('a wallet of a hundred funds ten credits of ten', async () => {
    const own = await Shop.open(world, { issuance_policy: 'PREFUNDED' });
    const who = await own.participant();
    const wallet = (verb: string, amount: string, fields: Fields = {}) =>
      own.call(`POST /v1/programs/${own.programId}/assets/${own.assetId}/${verb}`, { amount, ...fields });
    const left = async () => (await own.read(`/v1/programs/${own.programId}/balance`)).data[0];
    expect(await tally([own.credit(who, '1')])).toEqual({ wallet_empty: 1 });
    const funded = await wallet('fund', '100', { idempotency_key: 'budget' });
    expect(funded).toMatchObject({ status: 201, body: { available: '100.00' } });
    expect(funded.body.journal_entry_id).toEqual(expect.any(String));
    expect(funded.body['message']).toEqual(expect.any(String));
    expect((await wallet('fund', '100.0', { idempotency_key: 'budget' })).status).toBe(200);
    expect(await tally(times(30, () => own.credit(who, '10')))).toEqual({ 201: 10, wallet_empty: 20 });
    expect((await own.balance(who)).available).toBe('100.00');
    expect(await left()).toEqual({
      asset_id: own.assetId,
      symbol: expect.any(String) as unknown,
      issuance_policy: 'PREFUNDED',
      available: '0.00',
      held: '0.00',
      deferred: '0.00',
    });
    await wallet('fund', '50');
    expect((await wallet('burn', '20')).body).toMatchObject({ available: '30.00' });
    expect(await tally([wallet('burn', '31')])).toEqual({ wallet_empty: 1 });
    const { postings } = await own.read(`/v1/journal-entries/${(await wallet('burn', '30')).body.journal_entry_id}`);
    expect(postings.map(({ amount, entity_type }) => [amount, entity_type])).toEqual([
      ['-30.00', 'WALLET'],
      ['30.00', 'SYSTEM_BREAKAGE'],
    ]);
    // However many assets a program has, all of its wallets are shown.
    const more = times(15, (index) => ({ name: 'Coin', symbol: `W${String(index)}`, program_id: own.programId }));
    await Promise.all(more.map((fields) => own.call('POST /v1/assets', { ...fields, issuance_policy: 'PREFUNDED' })));
    expect((await own.read(`/v1/programs/${own.programId}/balance`)).data).toHaveLength(16);
    // An asset that needs no wallet: nothing moves.
    const free = await shop.call(`POST /v1/programs/${shop.programId}/assets/${shop.assetId}/fund`, { amount: '5' });
    expect(free).toMatchObject({ status: 201, body: { available: '0.00', journal_entry_id: null } });
  });
});
