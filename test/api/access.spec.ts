// Who may see and do what, and how lists are read: keys, accounts, modes, publishable keys, cursors and filters.
import { describeApi } from '../tools/engines';
import { ALL_TYPES, BLU, OTT, sourceOf, startWorld, type World } from './world';

describeApi('access', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  it('keeps accounts and modes apart, as if the others did not exist', async () => {
    const other = await world.newKey('Other shop', 'test', 'secret');
    const live = await world.newKey('default', 'live', 'secret');
    const voucher = world.voucher(BLU, 4000);
    const { body } = await world.create(voucher, { capture_method: 'manual' });
    for (const key of [other, live]) {
      const path = `/v1/redemptions/${body.id}`;
      for (const route of [
        `GET ${path}`,
        `GET ${path}/reversals`,
        `GET ${path}/timeline`,
        `POST ${path}/capture`,
        `POST ${path}/cancel`,
        `POST ${path}/reserve`,
      ]) {
        const answer = await world.call(route, { key });
        expect([route, answer.status, answer.body.code]).toEqual([route, 404, 'not_found']);
      }
      expect((await world.call(`PATCH ${path}`, { key, body: { metadata: {} } })).status).toBe(404);
      expect((await world.call('GET /v1/redemptions', { key })).body.data).toEqual([]);
    }
    const taken = await world.create(voucher, {}, { key: other });
    expect(taken.body.code).toBe('voucher_in_use');
    expect(taken.body).not.toHaveProperty('redemption_id');
    expect((await world.create(voucher, {}, { key: live })).body.code).toBe('provider_not_configured');
  });

  it('asks for a key, and for a good one', async () => {
    expect((await world.call('GET /v1/redemptions', { key: '' })).body.code).toBe('key_missing');
    expect((await world.call('GET /v1/redemptions', { key: `${world.keys.secret}x` })).body.code).toBe('key_invalid');
    const byHeader = await world.call('GET /v1/redemptions/types', {
      key: '',
      headers: { 'x-api-key': world.keys.secret },
    });
    expect(byHeader.status).toBe(200);
  });

  describe('a publishable key', () => {
    it('redeems, reads its own with its change PIN masked, and nothing else', async () => {
      const key = world.keys.publishable;
      const other = await world.newKey('default', 'test', 'publishable');
      const own = await world.create(world.voucher(BLU, 5000), { amount: 1000, currency: 'ZAR' }, { key });
      expect([own.status, own.body.outcome]).toEqual([201, 'paid']);
      const pin = own.body.change_voucher?.pin ?? '';
      expect(pin).toMatch(/^\d{16}$/);
      const path = `/v1/redemptions/${own.body.id}`;
      expect((await world.call(`GET ${path}`, { key })).body.change_voucher?.pin).toBe(`************${pin.slice(-4)}`);
      expect((await world.call(`GET ${path}`, { key: other })).status).toBe(404);
      expect((await world.call(`GET ${path}`)).body.change_voucher?.pin).toBe(pin);
      const foreign = await world.create(world.voucher(BLU));
      expect((await world.call(`GET /v1/redemptions/${foreign.body.id}`, { key })).status).toBe(404);
      for (const route of [
        'GET /v1/redemptions',
        `POST ${path}/capture`,
        `POST ${path}/cancel`,
        `POST ${path}/reverse`,
        `POST ${path}/reserve`,
        `GET ${path}/reversals`,
        `GET ${path}/timeline`,
        `PATCH ${path}`,
        'POST /v1/test_helpers/vouchers',
      ]) {
        const answer = await world.call(route, { key, ...(route.startsWith('GET') ? {} : { body: {} }) });
        expect([route, answer.status, answer.body.code]).toEqual([route, 403, 'key_not_allowed']);
      }
      expect((await world.call('GET /v1/redemptions/types', { key })).status).toBe(200);
    });

    it('cannot learn another key’s redemption by replaying it', async () => {
      const voucher = world.voucher(BLU, 5000);
      const headers = { 'idempotency-key': 'someone else’s'.replace('’', '') };
      await world.create(voucher, { amount: 1000, currency: 'ZAR' }, { headers });
      const replay = await world.create(
        voucher,
        { amount: 1000, currency: 'ZAR' },
        { headers, key: world.keys.publishable },
      );
      // The key is another one's, so this is a new request, for a voucher that is taken: by whom is not said.
      expect([replay.status, replay.body.code]).toEqual([409, 'voucher_in_use']);
      expect(replay.body).not.toHaveProperty('redemption_id');
      expect(world.truth(voucher).taken).toHaveLength(1);
    });

    it.each(['used', 'expired', 'not_found', 'cancelled'] as const)(
      'learns only that a voucher was refused: %s',
      async (scenario) => {
        const key = world.keys.publishable;
        const voucher = world.voucher(BLU, 5000, scenario);
        const refused = await world.create(voucher, {}, { key });
        expect(refused.body.last_error).toMatchObject({
          code: 'voucher_not_redeemable',
          message: 'This voucher cannot be redeemed',
          advice: 'try_another_voucher',
          provider_code: null,
          provider_message: null,
        });
        const read = await world.call(`GET /v1/redemptions/${refused.body.id}`, { key });
        const words = [refused.text, read.text].join();
        expect(words).not.toMatch(/already|expired"|voucher_not_found|cancelled|NOT_FOUND/i);
        expect(read.body.operations[0]?.error?.code).toBe('voucher_not_redeemable');
        const looked = await world.call('POST /v1/stored_value/lookup', {
          key,
          body: { type: BLU, source: sourceOf(voucher) },
        });
        expect([looked.status, looked.body.code]).toEqual([422, 'voucher_not_redeemable']);
      },
    );
  });

  describe('lists', () => {
    it('pages newest first, stable while rows are added', async () => {
      const key = await world.newKey('Lists', 'test', 'secret');
      const made: string[] = [];
      const add = async () =>
        made.unshift((await world.create(world.voucher(BLU), { confirm: false }, { key })).body.id);
      for (let index = 0; index < 7; index += 1) await add();
      const expected = [...made];
      const seen: string[] = [];
      let cursor = '';
      for (;;) {
        const page = await world.call(`GET /v1/redemptions?limit=3${cursor}`, { key });
        expect(page.body).toMatchObject({ object: 'list' });
        seen.push(...page.body.data.map(({ id }) => id));
        if (!page.body.has_more) {
          expect(page.body.next_cursor).toBeNull();
          break;
        }
        cursor = `&cursor=${page.body.next_cursor ?? ''}`;
        await add();
      }
      expect(seen).toEqual(expected);
      expect((await world.call('GET /v1/redemptions', { key })).body.data).toHaveLength(made.length);
    });

    it('filters by everything it says it does', async () => {
      const key = await world.newKey('Filters', 'test', 'secret');
      const paid = await world.create(
        world.voucher(OTT),
        {
          external_reference: 'o 1',
          metadata: { order: '1', 'a.b': 'x y' },
          redemption_options: { terminal_id: 'T1' },
        },
        { key },
      );
      const draft = await world.create(world.voucher(BLU), { confirm: false, metadata: { order: '2' } }, { key });
      const all = [draft.body.id, paid.body.id];
      const created = String(
        (await world.call(`GET /v1/redemptions/${draft.body.id}`, { key })).text.match(/"created_at":"([^"]+)/)?.[1],
      );
      const cases: [string, string[]][] = [
        ['', all],
        ['status=draft', [draft.body.id]],
        ['outcome=paid', [paid.body.id]],
        ['type=vouchers.ott', [paid.body.id]],
        ['type=vouchers.blu&outcome=paid', []],
        ['external_reference=o%201', [paid.body.id]],
        ['terminal_id=T1', [paid.body.id]],
        ['metadata[order]=2', [draft.body.id]],
        ['metadata[order]=1&metadata[a.b]=x%20y', [paid.body.id]],
        ['metadata%5Border%5D=1&outcome=open', []],
        [`created_from=${created}`, [draft.body.id]],
        [`created_to=${created}`, [paid.body.id]],
        ['created_from=2020-01-01T00:00:00%2B02:00&created_to=2020-01-02T00:00:00Z', []],
      ];
      for (const [filter, ids] of cases) {
        const list = await world.call(`GET /v1/redemptions?${filter}`, { key });
        expect([filter, list.status, list.body.data.map(({ id }) => id)]).toEqual([filter, 200, ids]);
      }
    });
  });

  it('lists the types with what each can do and needs', async () => {
    const { body } = await world.call('GET /v1/redemptions/types');
    expect(body.data.map(({ type }) => type)).toEqual(ALL_TYPES);
    expect(body.data[0]).toMatchObject({
      category: 'vouchers',
      capabilities: { lookup: false, change_voucher: 'INLINE' },
      required_fields: [{ name: 'pin', required: true, sensitive: true, example: '1115684091419838' }],
    });
    expect(body.data[0]).not.toHaveProperty('timeoutMs');
    // A till builds its form from this: the voucher of the docs is taken in test mode, and is no part of the pattern.
    const { text } = await world.call('GET /v1/redemptions/types');
    expect(text).not.toMatch(/"pattern":"[^"]*1115684091419838|testValues/);
    expect(body.data[1]).toMatchObject({ required_fields: [{ name: 'pin', pattern: '^\\d{12}$' }, {}] });
    const source = { pin: '1115 6840 9141 9838', phone_number: '27821234567' };
    const paid = await world.call('POST /v1/redemptions', { body: { type: OTT, source } });
    expect(paid.body).toMatchObject({ outcome: 'paid', redeemed_amount: 1900 });
  });
});
