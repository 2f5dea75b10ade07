// The journal and the reports over real HTTP, on every engine: they add up to the balances, and a changed entry shows.
import { mongo } from 'mongoose';
import os from 'node:os';
import { startWorld, type World } from '../../api/world';
import { describeApi } from '../../tools/engines';
import { Shop, tally, times, type Json } from './shop';

/** Decimal text at scale 2 as a whole number of hundredths, apart from the code under test. */
const cents = (text: string): bigint => BigInt(text.replace('.', ''));
const sum = (texts: readonly string[]): bigint => texts.reduce((total, text) => total + cents(text), 0n);
const text = (value: unknown): string => (typeof value === 'string' ? value : '0.00');

describeApi('The journal', ({ databaseUrl, name }) => {
  let world: World;
  let shop: Shop;
  let funded: Shop;
  let people: string[];

  beforeAll(async () => {
    world = await startWorld(databaseUrl);
    shop = await Shop.open(world);
    funded = await Shop.open(world, { inventory_mode: 'SIMPLE', issuance_policy: 'PREFUNDED' });
    people = await Promise.all(times(6, () => shop.participant()));
    await mixture();
  }, 90_000);
  afterAll(() => world.close());

  /** A little of everything, from many callers at once. */
  async function mixture(): Promise<void> {
    const wallet = `POST /v1/programs/${funded.programId}/assets/${funded.assetId}`;
    await funded.call(`${wallet}/fund`, { amount: '500' });
    await funded.call(`${wallet}/burn`, { amount: '20' });
    const { body: reward } = await shop.reward({ max_total: 10 });
    await Promise.all(
      people.map(async (who, index) => {
        await shop.credit(who, '200', { reference_id: `order ${String(index)}` });
        await funded.credit(who, '40');
        await shop.credit(who, '30', { matures_at: new Date(Date.now() + 86_400_000).toISOString() });
        const [raw, item] = await Promise.all([shop.redeem(who, '50'), shop.buy(who, reward.id, { quantity: 2 })]);
        await Promise.all([
          shop.reverse(raw.body.id, { amount: '12.34' }),
          shop.balances(who, 'hold', { amount: '25', reference_id: 'till' }),
          funded.redeem(who, '15.5'),
          shop.adjust(who, { type: 'DEBIT', amount: '3.21' }),
        ]);
        if (item.status === 201 && index % 2) await shop.reverse(item.body.id);
        if (index % 2) await shop.balances(who, 'release', { amount: '5', reference_id: 'till' });
        else await shop.balances(who, 'forfeit', { bucket: 'HELD', amount: '5' });
        await funded.adjust(who, { type: 'DEBIT', amount: '100', allow_negative: true });
      }),
    );
  }

  const journal = (query = '') => shop.all(`/v1/journal-entries${query && `?${query}`}`);

  test('an entry has every field, and opens from its redemption', async () => {
    const { body } = await shop.redeem(people[0] ?? '', '1');
    expect(await shop.read(`/v1/journal-entries/${body.journal_entry_id}`)).toEqual({
      id: body.journal_entry_id,
      object: 'journal_entry',
      action_type: 'REDEMPTION',
      program_id: shop.programId,
      program_name: 'Stars',
      participant_id: people[0],
      description: 'Gift card',
      event_id: null,
      rule_id: null,
      reference_id: null,
      created_by_api_key_id: expect.stringMatching(/^key_/) as unknown,
      entry_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      created_at: body['created_at'],
      postings: [
        expect.objectContaining({
          amount: '-1.00',
          bucket: 'AVAILABLE',
          entity_type: 'PARTICIPANT',
          participant_id: people[0],
          asset_symbol: expect.any(String) as unknown,
          created_at: body['created_at'],
        }),
        expect.objectContaining({ amount: '1.00', entity_type: 'SYSTEM_REDEMPTION', program_id: shop.programId }),
      ],
    });
  });

  test('every filter agrees with the whole list', async () => {
    const all = await journal();
    expect(all.length).toBeGreaterThan(60);
    expect(all.map(({ id }) => id)).toEqual([...new Set(all.map(({ id }) => id))]);
    const middle = text(all[Math.floor(all.length / 2)]?.['created_at']);
    const name = await shop.read(`/v1/participants/${String(people[2])}`);
    const within = (low: string, high: string) => (entry: Json) =>
      entry.postings.some(({ amount = '' }) => cents(amount) >= cents(low) && cents(amount) <= cents(high));
    const of = (who: string) => (entry: Json) => entry['participant_id'] === who;
    const filters: [string, (entry: Json) => boolean][] = [
      [`participant_id=${String(people[1])}`, of(String(people[1]))],
      [`external_id=${encodeURIComponent(text(name['external_id']))}`, of(String(people[2]))],
      [`program_id=${funded.programId}`, (entry) => entry['program_id'] === funded.programId],
      [`asset_id=${shop.assetId}`, (entry) => entry.postings[0]?.['asset_id'] === shop.assetId],
      ['action_type=REDEMPTION', ({ action_type }) => action_type === 'REDEMPTION'],
      ['action_type=FUND', ({ action_type }) => action_type === 'FUND'],
      ['reference_id=order%203', ({ reference_id }) => reference_id === 'order 3'],
      ['bucket=HELD', ({ postings }) => postings.some(({ bucket }) => bucket === 'HELD')],
      ['bucket=DEFERRED', ({ postings }) => postings.some(({ bucket }) => bucket === 'DEFERRED')],
      ['min_amount=-50&max_amount=-15.5', within('-50.00', '-15.50')],
      ['min_amount=12.335&max_amount=12.345', within('12.34', '12.34')],
      [
        `max_amount=-100&asset_id=${funded.assetId}`,
        (one) => within('-9999.00', '-100.00')(one) && one.postings[0]?.['asset_id'] === funded.assetId,
      ],
      [`from=${middle}`, ({ created_at }) => text(created_at) >= middle],
      [`to=${middle}`, ({ created_at }) => text(created_at) < middle],
      [
        `participant_id=${String(people[1])}&action_type=HOLD`,
        (one) => of(String(people[1]))(one) && one['action_type'] === 'HOLD',
      ],
      ['event_id=e-1', () => false],
      ['rule_id=r-1', () => false],
      ['external_id=nobody', () => false],
    ];
    for (const [query, keep] of filters) {
      const found = await journal(query);
      expect([query, found.map(({ id }) => id)]).toEqual([query, all.filter(keep).map(({ id }) => id)]);
    }
    expect(
      await tally([shop.call(`GET /v1/journal-entries?participant_id=${String(people[1])}&external_id=x`)]),
    ).toEqual({
      validation_failed: 1,
    });
  });

  test('postings sum to zero, and the journal alone gives every balance and the summary', async () => {
    const all = await journal();
    for (const { postings } of all) expect(sum(postings.map(({ amount = '' }) => amount))).toBe(0n);
    for (const own of [shop, funded]) {
      const mine = all.flatMap(({ postings }) => postings).filter(({ asset_id }) => asset_id === own.assetId);
      const balances = await Promise.all(
        people.map(async (who) => {
          const balance = await own.balance(who);
          const recomputed = (bucket: string) =>
            sum(
              mine
                .filter((one) => one['participant_id'] === who && one['bucket'] === bucket)
                .map(({ amount = '' }) => amount),
            );
          expect(cents(balance.available)).toBe(recomputed('AVAILABLE'));
          expect(cents(balance.held)).toBe(recomputed('HELD'));
          expect(cents(balance.deferred)).toBe(recomputed('DEFERRED'));
          return sum(Object.values(balance));
        }),
      );
      const { data } = await own.read(`/v1/reports/ledger-summary?program_id=${own.programId}`);
      const row = data[0] as Json;
      const field = (key: string) => cents(text(row[key]));
      expect(row).toMatchObject({ asset_id: own.assetId, participant_count: 6 });
      const explained =
        field('total_issued') -
        field('total_redeemed') -
        field('total_expired') -
        field('total_forfeited') +
        field('other_adjustments_net');
      expect(explained).toBe(balances.reduce((total, one) => total + one, 0n));
      expect(field('current_balance')).toBe(explained);
    }
  });

  test('a period opens and closes with what the balances were', async () => {
    const all = (await journal(`asset_id=${shop.assetId}`)).reverse();
    const cut = text(all[Math.floor(all.length / 3)]?.['created_at']);
    const end = new Date(Date.now() + 1000).toISOString();
    const path = `/v1/reports/ledger-summary?program_id=${shop.programId}&from=${cut}&to=${end}`;
    const row = (await shop.read(path)).data[0] as Json;
    const own = (entries: readonly Json[]) =>
      sum(
        entries.flatMap(({ postings }) =>
          postings.filter((one) => one['entity_type'] === 'PARTICIPANT').map(({ amount = '' }) => amount),
        ),
      );
    const field = (key: string) => cents(text(row[key]));
    expect(field('opening_balance')).toBe(own(all.filter(({ created_at }) => text(created_at) < cut)));
    expect(row['closing_balance']).toBe(row['current_balance']);
    const moved =
      field('period_issued') -
      field('period_redeemed') -
      field('period_expired') -
      field('period_forfeited') +
      field('other_adjustments_net');
    expect(field('closing_balance') - field('opening_balance')).toBe(moved);
    for (const query of [`from=${cut}`, `to=${cut}`, `from=${end}&to=${cut}`, 'from=yesterday'])
      expect(await tally([shop.call(`GET /v1/reports/ledger-summary?${query}`)])).toEqual({ validation_failed: 1 });
  });

  test('lists stay as they are while rows are added, and take only their own cursors', async () => {
    const [who = ''] = people;
    const before = await shop.all(`/v1/participants/${who}/redemptions`);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await shop.read(`/v1/participants/${who}/redemptions?limit=1${cursor}`);
      expect(page['pagination']).toEqual({ has_more: page.has_more, next_cursor: page.next_cursor });
      seen.push(...page.data.map(({ id }) => id));
      if (page.next_cursor === null) break;
      await shop.redeem(who, '0.01');
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(seen).toEqual(before.map(({ id }) => id));
    const { next_cursor } = await shop.read('/v1/journal-entries?limit=1');
    const lists = [
      '/v1/programs',
      '/v1/assets',
      '/v1/participants',
      '/v1/ledger-entities',
      `/v1/programs/${shop.programId}/rewards`,
      `/v1/programs/${shop.programId}/redemptions`,
      `/v1/participants/${who}/redemptions`,
      `/v1/participants/${who}/balances/lots?asset_id=${shop.assetId}`,
      `/v1/redemptions/${String(before[0]?.id)}/reversals`,
      '/v1/journal-entries',
    ];
    for (const path of lists) {
      const sign = path.includes('?') ? '&' : '?';
      expect(await shop.call(`GET ${path}`)).toMatchObject({ status: 200, body: { object: 'list' } });
      const faulty = ['limit=201', 'limit=0', 'limit=x', 'limit=1&limit=2', 'cursor=nonsense', 'colour=red'];
      if (path !== '/v1/journal-entries') faulty.push(`cursor=${String(next_cursor)}`);
      for (const query of faulty)
        expect([path, query, (await shop.call(`GET ${path}${sign}${query}`)).status]).toEqual([path, query, 400]);
      expect((await shop.call(`GET ${path}${sign}limit=200`)).status).toBe(200);
    }
    // Nor one of the same list of somebody else.
    const own = await shop.read(`/v1/participants/${who}/redemptions?limit=1`);
    const theirs = `GET /v1/participants/${people[1] ?? ''}/redemptions?cursor=${own.next_cursor ?? ''}`;
    expect(await shop.call(theirs)).toMatchObject({ status: 400, body: { param: 'cursor' } });
    const redemptions = `/v1/programs/${shop.programId}/redemptions`;
    const all = await shop.all(redemptions);
    for (const status of ['COMPLETED', 'PARTIALLY_REVERSED', 'FULLY_REVERSED'])
      expect(await shop.all(`${redemptions}?status=${status}`)).toEqual(all.filter((one) => one.status === status));
    const reward = text(all.find((one) => 'reward_id' in one)?.['reward_id']);
    const bought = all.filter((one) => one['reward_id'] === reward);
    expect(bought.length).toBeGreaterThan(1);
    expect(await shop.all(`${redemptions}?reward_catalog_item_id=${reward}`)).toEqual(bought);
    expect(await shop.all(`/v1/participants/${who}/redemptions?reward_catalog_item_id=${reward}`)).toEqual(
      bought.filter((one) => one['participant_id'] === who),
    );
    const middle = text(all[3]?.['created_at']);
    expect(await shop.all(`${redemptions}?from=${middle}`)).toEqual(
      all.filter((one) => text(one['created_at']) >= middle),
    );
    expect(await shop.all(`${redemptions}?to=${middle}`)).toEqual(
      all.filter((one) => text(one['created_at']) < middle),
    );
  });

  test('the attestation passes, until an entry is changed by hand or taken away', async () => {
    const report = (query = '') => shop.read(`/v1/reports/integrity${query}`);
    const newest = (await shop.read('/v1/journal-entries?limit=1')).data[0];
    expect(await report()).toEqual({
      all_passed: true,
      postings_balanced: true,
      value_conservation: true,
      hash_chain: true,
      unsealed_entries: 0,
      chain_head: newest?.['entry_hash'],
      verified_at: expect.any(String) as unknown,
      window: 1000,
      faults: [],
    });
    for (const window of ['0', '10001', 'x', '1.5'])
      expect(await tally([shop.call(`GET /v1/reports/integrity?window=${window}`)])).toEqual({ validation_failed: 1 });
    expect((await report('?window=10000')).all_passed).toBe(true);
    const [who = '', victim = ''] = people;
    const { body } = await shop.redeem(who, '1.37');
    await byHand(body.journal_entry_id, (document) => document.replace(/("\$units":"-?13)7"/g, '$16"'));
    const changed = await report();
    expect(changed).toMatchObject({ all_passed: false, hash_chain: false, postings_balanced: true });
    expect(changed.faults).toEqual([
      { participant_id: who, fault: expect.stringContaining(body.journal_entry_id) as unknown },
    ]);
    const last = await shop.redeem(victim, '1');
    await byHand(last.body.journal_entry_id, () => null);
    expect((await report()).faults.map(({ participant_id }) => participant_id).sort()).toEqual([who, victim].sort());
  });

  /** Null: the entry is gone. */
  async function byHand(id: string, change: (document: string) => string | null): Promise<void> {
    if (name === 'sqlite') {
      const { DatabaseSync } = await import('@photostructure/sqlite');
      const file = new DatabaseSync(world.databaseUrl.slice('sqlite:'.length));
      file.exec('PRAGMA busy_timeout = 5000');
      const row = file.prepare('SELECT document FROM points_entries WHERE id = ?').get(id) as { document: string };
      const document = change(row.document);
      if (document === null) file.prepare('DELETE FROM points_entries WHERE id = ?').run(id);
      else file.prepare('UPDATE points_entries SET document = ? WHERE id = ?').run(document, id);
      file.close();
      return;
    }
    const client = await mongo.MongoClient.connect(world.databaseUrl, { runtimeAdapters: { os } });
    const entries = client.db().collection<{ _id: string; document: string }>('points_entries');
    const row = await entries.findOne({ _id: id });
    const document = change(row?.document ?? '');
    if (document === null) await entries.deleteOne({ _id: id });
    else await entries.updateOne({ _id: id }, { $set: { document } });
    await client.close();
  }
});
