// Every resource of points over real HTTP, on every engine: its fields, defaults and status codes, whatever is sent, and who sees what.
import { startWorld, type World } from '../../api/world';
import { describeApi } from '../../tools/engines';
import { FULL } from '../../tools/scale';
import { Shop, tally, type Fields, type Json } from './shop';

const NOBODY = '019ac1f2-7a3b-7c4d-8e5f-60718293a4b5';
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as unknown;
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;
const times = { created_at: TIME, updated_at: TIME };

const params = (problem: Json) =>
  (problem['errors'] as readonly { param: string }[] | undefined)?.map(({ param }) => param) ?? [];

describeApi('Resources of points', ({ databaseUrl, name }) => {
  let world: World;
  let shop: Shop;

  beforeAll(async () => {
    world = await startWorld(databaseUrl);
    shop = await Shop.open(world);
  }, 60_000);
  afterAll(() => world.close());

  test('a program needs a name alone, is suspended and archived, and comes back', async () => {
    const made = await shop.call('POST /v1/programs', { name: 'Miles' });
    expect(made).toMatchObject({ status: 201 });
    const fields = {
      id: UUID,
      object: 'program',
      name: 'Miles',
      description: null,
      status: 'ACTIVE',
      on_unknown_participant: 'REJECT',
      redemption_target_type: 'SYSTEM_REDEMPTION',
      redemption_target_entity_id: null,
      asset_ids: [],
      cash_rates: [],
      ...times,
      deleted_at: null,
    };
    expect(made.body).toEqual(fields);
    const path = `/v1/programs/${made.body.id}`;
    expect(await shop.read(path.toUpperCase().replace('/V1/PROGRAMS', '/v1/programs'))).toEqual(made.body);
    const patch = (change: Fields) => shop.call(`PATCH ${path}`, change);
    expect((await patch({ status: 'ARCHIVED', description: 'Old' })).body).toMatchObject({
      deleted_at: TIME,
      description: 'Old',
    });
    const listed = async (query = '') => (await shop.all(`/v1/programs${query}`)).map(({ id }) => id);
    expect(await listed()).not.toContain(made.body.id);
    expect(await listed('?include_archived=true')).toContain(made.body.id);
    expect((await patch({ status: 'ACTIVE', on_unknown_participant: 'CREATE' })).body).toMatchObject({
      status: 'ACTIVE',
      deleted_at: null,
      on_unknown_participant: 'CREATE',
    });
    const wrong = [
      { name: '' },
      { name: 'x'.repeat(256) },
      { name: null },
      { description: 'x'.repeat(1001) },
      { status: 'CLOSED' },
      { redemption_target_type: 'LEDGER_ENTITY' },
      { redemption_target_entity_id: NOBODY },
      { id: NOBODY },
    ];
    for (const change of wrong)
      expect([change, await tally([patch(change)])]).toEqual([change, { validation_failed: 1 }]);
    expect(
      await tally([patch({ redemption_target_type: 'LEDGER_ENTITY', redemption_target_entity_id: NOBODY })]),
    ).toEqual({
      not_found: 1,
    });
    expect(await tally([shop.call('POST /v1/programs', {}), shop.call('POST /v1/programs', [])])).toEqual({
      validation_failed: 1,
      invalid_request: 1,
    });
  });

  test('an asset is linked once; its mode, policy and scale stay', async () => {
    const { body } = await shop.call('POST /v1/assets', { name: 'Coin', symbol: 'COIN' });
    expect(body).toEqual({
      id: UUID,
      object: 'asset',
      name: 'Coin',
      symbol: 'COIN',
      inventory_mode: 'SIMPLE',
      issuance_policy: 'UNLIMITED',
      scale: 0,
      max_transaction_amount: null,
      status: 'ACTIVE',
      program_ids: [],
      ...times,
      deleted_at: null,
    });
    const link = () => shop.call(`POST /v1/programs/${shop.programId}/assets`, { asset_id: body.id });
    expect((await link()).body['asset_ids']).toEqual([shop.assetId, body.id]);
    expect(await link()).toMatchObject({ status: 409, body: { code: 'already_linked' } });
    expect((await shop.read(`/v1/assets/${body.id}`))['program_ids']).toEqual([shop.programId]);
    expect(await shop.call('POST /v1/assets', { name: 'Other', symbol: 'COIN' })).toMatchObject({
      status: 409,
      body: { code: 'name_taken', param: 'symbol' },
    });
    const patch = (change: Fields) => shop.call(`PATCH /v1/assets/${body.id}`, change);
    expect((await patch({ max_transaction_amount: '50', name: 'Coins' })).body).toMatchObject({
      max_transaction_amount: '50',
      name: 'Coins',
    });
    for (const change of [{ scale: 2 }, { inventory_mode: 'LOT' }, { issuance_policy: 'PREFUNDED' }, { symbol: 'X' }])
      expect(await tally([patch(change)])).toEqual({ validation_failed: 1 });
    for (const fields of [
      { symbol: '' },
      { symbol: 'A-B' },
      { symbol: 'A'.repeat(17) },
      { scale: 19 },
      { scale: -1 },
      { scale: 1.5 },
      { scale: '2' },
    ])
      expect(await tally([shop.call('POST /v1/assets', { name: 'X', symbol: 'XX', ...fields })])).toEqual({
        validation_failed: 1,
      });
  });

  test('a participant is made once for each external_id, and its status has a call of its own', async () => {
    const profile = {
      email: 'thandi@example.com',
      phone: '+27821234567',
      first_name: 'Thandi',
      tags: ['gold'],
      attributes: { city: 'Durban' },
    };
    const upsert = (fields: Fields) => shop.call('POST /v1/participants', { external_id: 'thandi', ...fields });
    const made = await upsert(profile);
    expect(made).toMatchObject({ status: 201 });
    expect(made.body).toEqual({
      id: UUID,
      object: 'participant',
      external_id: 'thandi',
      status: 'ACTIVE',
      ...profile,
      last_name: null,
      display_name: null,
      program_ids: [],
      counters: {},
      tiers: {},
      balances: [],
      ...times,
    });
    const again = await upsert({ last_name: 'Nkosi' });
    expect(again).toMatchObject({ status: 200, body: { id: made.body.id, last_name: 'Nkosi', first_name: 'Thandi' } });
    await shop.credit(made.body.id, '3');
    const {
      balances,
      counters: _counters,
      tiers: _tiers,
      ...state
    } = await shop.read(`/v1/participants/${made.body.id}`);
    expect(balances).toEqual([
      {
        asset_id: shop.assetId,
        symbol: expect.any(String) as unknown,
        available: '3.00',
        held: '0.00',
        deferred: '0.00',
      },
    ]);
    expect(state['program_ids']).toEqual([shop.programId]);
    expect((await shop.read('/v1/participants?external_id=thandi')).data).toEqual([state]);
    const path = `PATCH /v1/participants/${made.body.id}`;
    expect(await tally([shop.call(path, { status: 'CLOSED' })])).toEqual({ validation_failed: 1 });
    expect((await shop.call(path, { external_id: 'thandi 2', email: null })).body).toMatchObject({
      external_id: 'thandi 2',
      email: null,
    });
    expect((await upsert({})).status).toBe(201);
    expect(await shop.call(path, { external_id: 'thandi' })).toMatchObject({
      status: 409,
      body: { code: 'name_taken' },
    });
    for (const status of ['SUSPENDED', 'CLOSED', 'ACTIVE', 'CLOSED', 'SUSPENDED', 'ACTIVE'])
      expect((await shop.call(`${path}/status`, { status })).body).toMatchObject({ status });
    expect(await tally([shop.call(`${path}/status`, { status: 'GONE' }), shop.call(`${path}/status`, {})])).toEqual({
      validation_failed: 2,
    });
    await shop.call(`${path}/status`, { status: 'CLOSED' });
    const who = made.body.id;
    const moves = [
      shop.credit(who, '1'),
      shop.adjust(who, { type: 'DEBIT', amount: '1' }),
      shop.balances(who, 'hold'),
      shop.balances(who, 'release'),
    ];
    expect(await tally(moves)).toEqual({ participant_inactive: 4 });
    expect((await shop.balances(who, 'forfeit', { bucket: 'AVAILABLE' })).body.balance).toMatchObject({
      available: '0.00',
    });
  });

  test('the reply of adjust has every field', async () => {
    const who = await shop.participant();
    const { status, body } = await shop.credit(who, '10', { reference_id: 'ref', bucket: 'HELD' });
    expect(status).toBe(201);
    expect(body).toEqual({
      type: 'CREDIT',
      amount: '10.00',
      bucket: 'HELD',
      program_id: shop.programId,
      asset_id: shop.assetId,
      participant_id: who,
      balance: { available: '0.00', held: '10.00', deferred: '0.00' },
      journal_entry_id: UUID,
      reference_id: 'ref',
      message: expect.stringContaining('10.00') as unknown,
      created_at: TIME,
    });
    const debit = await shop.adjust(who, { type: 'DEBIT', amount: '4', bucket: 'HELD' });
    expect(debit.body).toMatchObject({ type: 'DEBIT', bucket: 'HELD', balance: { held: '6.00' } });
  });

  // What is refused before a store hears of it is tried on both at full size.
  const onOne = FULL || name === 'sqlite' ? test : () => undefined;
  onOne(
    'whatever is sent, it is the fault of who sent it',
    async () => {
      const who = await shop.participant();
      await shop.credit(who, '10');
      const { body: taken } = await shop.redeem(who, '1');
      let deep: unknown = 'x';
      for (let level = 0; level < 2000; level += 1) deep = [deep];
      const lists = [[['x']]];
      const odd: unknown[] = [null, 1, true, {}, deep, lists, '\u0000', '\ud800', 'x'.repeat(70_000), { $gt: '' }];
      const about = { program_id: shop.programId, asset_id: shop.assetId };
      const bodies: [string, Fields][] = [
        [
          `POST /v1/participants/${who}/redemptions`,
          { ...about, amount: '1', description: 'x', hold_reference_id: 'x', idempotency_key: 'x' },
        ],
        [
          `POST /v1/participants/${who}/redemptions/items`,
          { program_id: shop.programId, reward_id: NOBODY, quantity: 1 },
        ],
        [
          `POST /v1/redemptions/${taken.id}/reverse`,
          { reason: 'x', amount: '11', restore_expires_at: '2099-01-01T00:00:00Z' },
        ],
        [
          `POST /v1/participants/${who}/balances/adjust`,
          { ...about, type: 'DEBIT', amount: '1000', description: 'x', allow_negative: false, expires_at: '1' },
        ],
        [
          `POST /v1/participants/${who}/balances/hold`,
          { ...about, description: 'x', amount: '1000', lot_ids: [NOBODY], earned_from: 'x' },
        ],
        [
          `POST /v1/participants/${who}/balances/release`,
          {
            ...about,
            description: 'x',
            amount: '1',
            bucket: 'HELD',
            lot_ids: [NOBODY],
            earned_to: 'x',
            reference_id: 'x',
          },
        ],
        [
          `POST /v1/participants/${who}/balances/forfeit`,
          { ...about, description: 'x', bucket: 'HELD', idempotency_key: 'y' },
        ],
        [`POST /v1/programs/${shop.programId}/assets`, { asset_id: NOBODY, cash_rate: {} }],
        [`POST /v1/programs/${shop.programId}/assets/${shop.assetId}/fund`, { amount: '1', description: 'x' }],
        [`PATCH /v1/programs/${shop.programId}/assets/${shop.assetId}`, { cash_rate: 'x' }],
        [`PATCH /v1/programs/${shop.programId}`, { status: 'OPEN', redemption_target_entity_id: NOBODY }],
        [`PATCH /v1/assets/${shop.assetId}`, { status: 'OPEN', max_transaction_amount: '0' }],
        [`PATCH /v1/participants/${who}`, { first_name: 1, phone: 1, tags: 1, attributes: { a: 1 }, status: 'ACTIVE' }],
        [`PATCH /v1/participants/${who}/status`, { status: 'OPEN' }],
        ['POST /v1/ledger-entities', { name: '' }],
        ['POST /v1/programs', { name: '', description: '', cash_rates: [] }],
        ['POST /v1/assets', { name: '', symbol: 'S1', scale: 0, max_transaction_amount: '1' }],
        ['POST /v1/participants', { external_id: '', tags: ['x'], attributes: { a: 'b' }, email: 'a@b' }],
        [
          `POST /v1/programs/${shop.programId}/rewards`,
          {
            name: '',
            asset_id: shop.assetId,
            unit_cost: '1',
            redemption_type: 'UNIT_BASED',
            metadata: { a: 'b' },
            max_total: 1,
          },
        ],
      ];
      const seen: string[] = [];
      for (const [route, body] of bodies)
        for (const field of Object.keys(body))
          for (const value of odd) {
            const { status, body: problem } = await shop.call(route, { ...body, [field]: value });
            // No field takes a list of lists: that one is named, whatever else is wrong.
            const named = value !== lists || params(problem).some((param) => param.split('.')[0] === field);
            if (status >= 500 || !named)
              seen.push(`${route} ${field} ${JSON.stringify(value).slice(0, 40)}: ${String(status)}`);
          }
      const strange = [
        '{',
        '[]',
        '"x"',
        '{"__proto__":{"a":1}}',
        '{"constructor":1}',
        '{"amount":"1","amount":"2"}',
        '\ufeff{}',
      ];
      // What asks for nothing may be empty, and an amount alone funds a wallet.
      for (const [route] of bodies.filter(([name]) => !/^PATCH|fund$/.test(name)))
        for (const raw of strange) {
          const { status } = await shop.call(route, raw);
          if (status >= 500 || status < 400) seen.push(`${route} ${raw}: ${String(status)}`);
        }
      const queries = [
        'from=0000-01-01T00:00:00Z',
        'to=9999-12-31T23:59:59.999Z',
        'min_amount=-0',
        `min_amount=${'9'.repeat(31)}`,
        'max_amount=1e3',
        'asset_id[$ne]=x',
        'bucket=AVAILABLE&bucket=HELD',
        'cursor=',
        'limit=',
        '%00=1',
        'participant_id=%F0%9F',
      ];
      for (const query of queries) {
        const { status } = await shop.call(`GET /v1/journal-entries?${query}`);
        if (status >= 500) seen.push(`${query}: ${String(status)}`);
      }
      for (const id of ['%00', '..', NOBODY.slice(1), `${NOBODY}'`, '%F0%9F', 'x'.repeat(3000)])
        for (const path of [
          `/v1/participants/${id}`,
          `/v1/programs/${id}/rewards/${id}`,
          `/v1/journal-entries/${id}`,
          `/v1/redemptions/${id}`,
        ]) {
          const { status } = await shop.call(`GET ${path}`);
          if (status >= 500) seen.push(`${path}: ${String(status)}`);
        }
      expect(seen).toEqual([]);
      expect((await shop.balance(who)).available).toBe('9.00');
    },
    60_000,
  );

  test('a made-up cursor with the right sum is no cursor', async () => {
    const { createHash } = await import('node:crypto');
    for (const made of ['5', 'null', '{}', '[]', '[{}]', '[1e400]', '["x"]']) {
      const sum = createHash('sha256').update(`points journal|${made}`).digest('hex').slice(0, 8);
      const { status } = await shop.call(
        `GET /v1/journal-entries?cursor=${Buffer.from(sum + made).toString('base64url')}`,
      );
      expect(status).toBeLessThan(500);
    }
  });

  test('what is of another account is not found, wherever its id is written', async () => {
    const who = await shop.participant();
    await shop.credit(who, '10');
    const { body: reward } = await shop.reward();
    const entity = (await shop.call('POST /v1/ledger-entities', { name: 'Charity of ours' })).body.id;
    for (const key of [
      await world.newKey('stranger', 'test', 'secret'),
      await world.newKey('default', 'live', 'secret'),
    ]) {
      const own = await Shop.open(world, {}, key);
      const mine = await own.participant();
      await own.credit(mine, '10');
      const { body: ownReward } = await own.reward();
      const program = `/v1/programs/${own.programId}`;
      const touched = [
        own.redeem(mine, '1', { program_id: shop.programId }),
        own.redeem(mine, '1', { asset_id: shop.assetId }),
        own.redeem(who, '1'),
        own.buy(mine, reward.id),
        own.buy(who, ownReward.id),
        own.buy(mine, ownReward.id, { program_id: shop.programId }),
        own.credit(mine, '1', { program_id: shop.programId }),
        own.credit(mine, '1', { asset_id: shop.assetId }),
        own.balances(who, 'hold'),
        own.balances(mine, 'hold', { asset_id: shop.assetId }),
        own.balances(mine, 'release', { program_id: shop.programId }),
        own.balances(mine, 'forfeit', { bucket: 'HELD', asset_id: shop.assetId }),
        own.reward({ asset_id: shop.assetId }),
        own.call(`POST ${program}/assets`, { asset_id: shop.assetId }),
        own.call(`POST ${program}/assets/${shop.assetId}/fund`, { amount: '1' }),
        own.call(`PATCH ${program}`, { redemption_target_type: 'LEDGER_ENTITY', redemption_target_entity_id: entity }),
        own.call('POST /v1/assets', { name: 'X', symbol: 'XYZ', program_id: shop.programId }),
        own.call(`PATCH /v1/programs/${shop.programId}/rewards/${reward.id}`, { name: 'Mine' }),
        own.call(`PATCH ${program}/rewards/${reward.id}`, { name: 'Mine' }),
        own.call(`PATCH /v1/assets/${shop.assetId}`, { name: 'Mine' }),
        own.call(`PATCH /v1/participants/${who}/status`, { status: 'CLOSED' }),
        own.call(`PATCH /v1/participants/${who}`, { first_name: 'Mine' }),
        ...[
          `/v1/participants/${who}/balances`,
          `/v1/participants/${mine}/balances?asset_id=${shop.assetId}`,
          `/v1/participants/${who}/balances/lots?asset_id=${own.assetId}`,
          `/v1/participants/${mine}/balances/lots?asset_id=${shop.assetId}`,
          `/v1/participants/${who}/redemptions`,
          `/v1/programs/${shop.programId}/redemptions`,
          `/v1/programs/${shop.programId}/balance`,
          `/v1/programs/${shop.programId}/rewards`,
          `/v1/programs/${shop.programId}/rewards/${reward.id}`,
          `/v1/assets/${shop.assetId}`,
          `/v1/ledger-entities/${entity}`,
        ].map((path) => own.call(`GET ${path}`)),
      ];
      expect(await tally(touched)).toEqual({ not_found: touched.length });
      for (const path of [
        '/v1/programs',
        '/v1/assets',
        '/v1/participants',
        '/v1/ledger-entities',
        '/v1/journal-entries',
        `/v1/journal-entries?participant_id=${who}`,
      ]) {
        const ids = JSON.stringify(await own.all(path));
        for (const id of [shop.programId, shop.assetId, who, entity]) expect(ids).not.toContain(id);
      }
      expect((await own.balance(mine)).available).toBe('10.00');
    }
    expect((await shop.balance(who)).available).toBe('10.00');
    const page = new Shop(world, shop.programId, shop.assetId, world.keys.publishable);
    const refused = [
      page.buy(who, reward.id),
      page.reward(),
      page.balances(who, 'hold'),
      page.call('POST /v1/participants', { external_id: 'x' }),
      ...[
        'programs',
        'assets',
        'participants',
        'ledger-entities',
        'journal-entries',
        'reports/integrity',
        'reports/ledger-summary',
        `participants/${who}/redemptions`,
        `programs/${shop.programId}/rewards`,
      ].map((path) => page.call(`GET /v1/${path}`)),
    ];
    expect(await tally(refused)).toEqual({ key_not_allowed: refused.length });
    const nobody = new Shop(world, shop.programId, shop.assetId, '');
    expect((await nobody.redeem(who, '1')).status).toBe(401);
  });

  test('who a participant is stands in its book and nowhere else', async () => {
    const secrets = { email: 'nomsa.dube@secret.example', phone: '+27829998877' };
    const who = await shop.participant({ external_id: 'secret customer', ...secrets });
    await shop.credit(who, '10');
    const { body } = await shop.redeem(who, '5');
    await shop.reverse(body.id);
    await shop.call('POST /v1/participants', { external_id: 'x', email: 'no address at secret.example' });
    await shop.call('POST /v1/participants', `{"email": "${secrets.email}"`);
    const texts = [
      world.logs.join(''),
      JSON.stringify(await shop.all('/v1/journal-entries')),
      JSON.stringify(await shop.read('/v1/events?limit=100')),
      (await world.call('GET /metrics')).text,
    ];
    expect(texts[0]).toContain('/v1/participants');
    for (const text of texts)
      // The merchant's own id of a participant is told on purpose: it is how the merchant knows who is meant.
      for (const secret of [...Object.values(secrets), 'secret.example']) expect(text).not.toContain(secret);
  });
});
