// Points at a till: `loyalty_points.ledger` takes them with the same calls as a voucher, and neither book ever says what the other does not.
import { randomUUID } from 'node:crypto';
import type { CommitResult } from '../../../src/core/points/store';
import type { Services } from '../../../src/core/use-cases/services';
import { startWorld, type Answer, type Body, type World } from '../../api/world';
import { until } from '../../crash/stage';
import { describeApi, describeOnOne } from '../../tools/engines';
import { Shop, type Fields, type Reply } from './shop';

const TYPE = 'loyalty_points.ledger';

/** What the store does with the next commits and reads of the ledger, before it is itself again. */
interface Mishap {
  /** The commit is made (or not), and its caller is told that the store failed. */
  commit: 'written' | 'lost' | 'late' | null;
  /** Makes the commit that is late. */
  late?: () => Promise<CommitResult>;
  /** Reads that fail after it, so that nobody can find out at once. */
  reads: number;
}

class Till {
  constructor(
    readonly world: World,
    readonly shop: Shop,
    readonly key?: string,
  ) {}

  static async open(world: World, asset: Fields = {}, rate: Fields | null = RATE, key?: string): Promise<Till> {
    const shop = await Shop.open(world, asset, key);
    const path = `/v1/programs/${shop.programId}/assets/${shop.assetId}`;
    const set = await shop.call(`PATCH ${path}`, { cash_rate: rate });
    if (set.status !== 200) throw new Error(JSON.stringify(set.body));
    return new Till(world, shop, key);
  }

  source(who: string): Fields {
    return { program_id: this.shop.programId, asset_id: this.shop.assetId, participant_id: who };
  }

  call(route: string, body?: unknown): Promise<Answer> {
    const headers = route.startsWith('POST') ? { 'Idempotency-Key': randomUUID() } : {};
    return this.world.call(route, {
      headers,
      ...(body === undefined ? {} : { body }),
      ...(this.key ? { key: this.key } : {}),
    });
  }

  create(who: string, amount: number | null, fields: Fields = {}): Promise<Answer> {
    // Without an amount it is the whole value.
    const asked = amount === null ? {} : { amount, currency: 'ZAR' };
    return this.call('POST /v1/redemptions', { type: TYPE, source: this.source(who), ...asked, ...fields });
  }

  reserve(who: string, amount: number | null): Promise<Answer> {
    return this.create(who, amount, { capture_method: 'manual' });
  }

  capture(id: string, amount?: number): Promise<Answer> {
    return this.call(`POST /v1/redemptions/${id}/capture`, amount === undefined ? {} : { amount });
  }

  cancel(id: string): Promise<Answer> {
    return this.call(`POST /v1/redemptions/${id}/cancel`, {});
  }

  reverse(id: string, amount?: number): Promise<Answer> {
    return this.call(`POST /v1/redemptions/${id}/reverse`, {
      reason: 'returned',
      ...(amount === undefined ? {} : { amount }),
    });
  }

  redemptions(who: string) {
    return this.shop.all(`/v1/participants/${who}/redemptions`);
  }

  async integrity(): Promise<void> {
    expect(await this.shop.read('/v1/reports/integrity')).toMatchObject({ all_passed: true });
  }
}

/** Ten points a rand. */
const RATE = { currency: 'ZAR', cents: 100, units: '10' };

describeOnOne('Points at a till', ({ databaseUrl }) => {
  let world: World;
  let till: Till;

  beforeAll(async () => {
    world = await startWorld(databaseUrl);
    till = await Till.open(world);
  }, 60_000);
  afterAll(() => world.close());

  async function member(points = '1000', at = till): Promise<string> {
    const who = await at.shop.participant();
    if (points !== '0') await at.shop.credit(who, points);
    return who;
  }

  test('pays with points in one call, and both books name each other', async () => {
    const who = await member();
    const paid = await till.create(who, 1900);
    expect([paid.status, paid.text]).toEqual([201, expect.stringContaining('"outcome":"paid"')]);
    expect(paid.body).toMatchObject({ status: 'confirmed', redeemed_amount: 1900, source: till.source(who) });
    expect(await till.shop.balance(who)).toEqual({ available: '810.00', held: '0.00', deferred: '0.00' });
    const [listed, ...others] = await till.redemptions(who);
    expect(others).toEqual([]);
    expect(listed).toMatchObject({
      amount: '190.00',
      status: 'COMPLETED',
      reference_id: expect.stringMatching(/^op-/) as unknown,
    });
    // The till is told the ledger's own id and the points.
    expect(paid.text).toContain(listed?.id ?? '-');
    expect(paid.text).toContain('190.00');
    expect(await till.shop.read(`/v1/redemptions/${listed?.id ?? ''}`)).toMatchObject({ amount: '190.00' });
    await till.integrity();
  });

  test('takes the merchant’s own name of a participant, and ids in capitals', async () => {
    const external = `till ${randomUUID()}`;
    const who = await till.shop.participant({ external_id: external });
    await till.shop.credit(who, '100');
    const { program_id, asset_id } = till.source(who) as Record<string, string>;
    const source = { program_id: program_id?.toUpperCase(), asset_id, external_id: external };
    expect((await till.create(who, 100, { source })).body.outcome).toBe('paid');
    expect(await till.shop.balance(who)).toMatchObject({ available: '90.00' });
    const neither = await till.create(who, 100, { source: { program_id, asset_id } });
    const both = await till.create(who, 100, { source: { ...till.source(who), external_id: external } });
    for (const { status, body } of [neither, both])
      expect([status, body.errors[0]?.param]).toEqual([400, 'source.participant_id']);
    const stranger = await till.create(who, 100, { source: { program_id, asset_id, external_id: 'nobody' } });
    expect(stranger.body).toMatchObject({ outcome: 'not_paid', last_error: { code: 'voucher_not_found' } });
    expect(stranger.text).toContain('There is no participant with the external_id nobody');
    // A look-up of points says in the ledger's own words what is unknown, by its whole id.
    const unknown = { program_id: randomUUID(), asset_id, external_id: external };
    const lookup = await till.call('POST /v1/stored_value/lookup', { type: TYPE, source: unknown });
    const detail = `There is no program ${unknown.program_id}`;
    expect([lookup.status, lookup.body]).toEqual([422, expect.objectContaining({ detail })]);
  });

  test('holds: a capture of less frees the rest, a cancel frees all', async () => {
    const who = await member();
    const first = await till.reserve(who, 2000);
    expect(first.body).toMatchObject({ status: 'reserved', outcome: 'open', reserved_amount: 2000 });
    expect(await till.shop.balance(who)).toMatchObject({ available: '800.00', held: '200.00' });
    const second = await till.reserve(who, 8000);
    expect(await till.shop.balance(who)).toMatchObject({ available: '0.00', held: '1000.00' });
    const none = await till.reserve(who, 1);
    expect(none.body).toMatchObject({ status: 'failed', last_error: { code: 'insufficient_value' } });
    expect(none.text).toMatch(/Only 0\.00 S\d+ are there, worth R0\.00/);
    expect((await till.capture(first.body.id, 500)).body).toMatchObject({ outcome: 'paid', redeemed_amount: 500 });
    expect(await till.shop.balance(who)).toMatchObject({ available: '150.00', held: '800.00' });
    const canceled = await till.cancel(second.body.id);
    expect(canceled.body).toMatchObject({ status: 'failed', last_error: { code: 'canceled' } });
    expect(await till.shop.balance(who)).toMatchObject({ available: '950.00', held: '0.00' });
    expect((await till.redemptions(who)).map(({ amount }) => amount)).toEqual(['50.00']);
    await till.integrity();
  });

  test('what is held for a till can be taken and freed, whatever becomes of the participant’s name, and of all that it was held by', async () => {
    const apart = await Till.open(world);
    const { shop } = apart;
    const name = `till ${randomUUID()}`;
    const who = await shop.participant({ external_id: name });
    await shop.credit(who, '1000');
    const source = { program_id: shop.programId, asset_id: shop.assetId, external_id: name };
    const held = await Promise.all(
      [1000, 2000, 3000].map((amount) => apart.create(who, amount, { source, capture_method: 'manual' })),
    );
    const [taken, canceled, part] = held.map(({ body }) => body.id);
    expect(await shop.balance(who)).toMatchObject({ available: '400.00', held: '600.00' });
    await shop.call(`PATCH /v1/participants/${who}`, { external_id: `${name} that moved` });
    // Somebody else has the name now, with points of their own.
    const other = await shop.participant({ external_id: name });
    await shop.credit(other, '1000');
    expect((await apart.capture(taken ?? '')).body).toMatchObject({ outcome: 'paid', redeemed_amount: 1000 });
    expect((await apart.cancel(canceled ?? '')).body).toMatchObject({ status: 'failed' });
    expect(await shop.balance(who)).toMatchObject({ available: '600.00', held: '300.00' });
    // It was promised to the till.
    await shop.call(`PATCH /v1/participants/${who}/status`, { status: 'SUSPENDED' });
    await shop.call(`PATCH /v1/assets/${shop.assetId}`, { max_transaction_amount: '1.00', status: 'ARCHIVED' });
    await shop.call(`PATCH /v1/programs/${shop.programId}`, { status: 'SUSPENDED' });
    expect((await apart.capture(part ?? '', 1000)).body).toMatchObject({ outcome: 'paid', redeemed_amount: 1000 });
    expect(await shop.balance(who)).toMatchObject({ available: '800.00', held: '0.00' });
    expect((await apart.create(who, 100)).body).toMatchObject({ outcome: 'not_paid' });
    expect(await shop.balance(other)).toMatchObject({ available: '1000.00', held: '0.00' });
    await apart.integrity();
  });

  test('one participant may redeem twice at once, and never more than there is', async () => {
    const who = await member('100');
    const [one, two] = await Promise.all([till.reserve(who, 500), till.reserve(who, 500)]);
    expect([one.body.status, two.body.status]).toEqual(['reserved', 'reserved']);
    await Promise.all([till.capture(one.body.id), till.capture(two.body.id)]);
    expect(await till.shop.balance(who)).toMatchObject({ available: '0.00', held: '0.00' });
    const rich = await member('60');
    const all = await Promise.all(Array.from({ length: 20 }, () => till.create(rich, 100)));
    expect(all.filter(({ body }) => body.outcome === 'paid')).toHaveLength(6);
    expect(await till.shop.balance(rich)).toMatchObject({ available: '0.00' });
  });

  test('gives back in odd parts: what came back sums exactly to what was taken', async () => {
    // Three units for seven cents: no part is a whole number of anything.
    const odd = await Till.open(world, { scale: 0, inventory_mode: 'SIMPLE' }, { ...RATE, cents: 7, units: '3' });
    const who = await member('1000', odd);
    const paid = await odd.create(who, 1000);
    expect(await odd.shop.balance(who)).toMatchObject({ available: '571' });
    const back: string[] = [];
    for (const part of [1, 333, 666]) {
      const reversed = await odd.reverse(paid.body.id, part);
      expect(reversed.body).toMatchObject({ status: 'succeeded', amount: part });
      back.push((await odd.shop.balance(who)).available);
    }
    // 429 x 1/1000 is less than one, 429 x 334/1000 is 143, and all of it is 429.
    expect(back).toEqual(['571', '714', '1000']);
    expect((await odd.reverse(paid.body.id, 1)).body.code).toBe('reversal_exceeds_redeemed');
    const [listed] = await odd.redemptions(who);
    expect(listed).toMatchObject({ status: 'FULLY_REVERSED', amount: '429', reversed_amount: '429' });
    const again = await odd.create(who, 700);
    const parallel = await Promise.all(Array.from({ length: 9 }, () => odd.reverse(again.body.id, 100)));
    expect(parallel.filter(({ status }) => status === 201 || status === 200)).toHaveLength(7);
    expect(await odd.shop.balance(who)).toMatchObject({ available: '1000' });
    await odd.integrity();
  });

  test('the ledger’s own redemption cannot be reversed past the one it belongs to', async () => {
    const who = await member();
    const paid = await till.create(who, 1900);
    const [listed] = await till.redemptions(who);
    const direct = await till.shop.reverse(listed?.id ?? '', { amount: '10' });
    expect(direct.status).toBe(409);
    expect(direct.body).toMatchObject({ code: 'managed_by_redemption', redemption_id: paid.body.id });
    expect(await till.shop.balance(who)).toMatchObject({ available: '810.00' });
    expect((await till.reverse(paid.body.id)).body).toMatchObject({ status: 'succeeded', amount: 1900 });
    expect(await till.shop.balance(who)).toMatchObject({ available: '1000.00' });
  });

  test('what a till holds is freed and spent through its redemption alone', async () => {
    const { shop } = till;
    const who = await member('100');
    const held = await till.reserve(who, 500);
    const [entry] = await shop.all(`/v1/journal-entries?participant_id=${who}&action_type=HOLD`);
    const reference_id = String(entry?.['reference_id']);
    // The caller's own hold bears the very name of the till's, and still neither is taken for the other.
    await shop.balances(who, 'hold', { amount: '10', reference_id });
    await shop.balances(who, 'hold', { amount: '5', reference_id: 'own' });
    const free = () => shop.balances(who, 'release');
    expect((await free()).body).toMatchObject({ amount_processed: '15.00', balance: { held: '50.00' } });
    const unnamed = [
      free(),
      shop.balances(who, 'forfeit', { bucket: 'HELD' }),
      shop.adjust(who, { type: 'DEBIT', bucket: 'HELD', amount: '1' }),
    ];
    expect((await Promise.all(unnamed)).map(({ body }) => body.code)).toEqual([
      'hold_not_found',
      'hold_not_found',
      'insufficient_balance',
    ]);
    const named: [string, Promise<Reply>][] = [
      ['reference_id', shop.balances(who, 'release', { reference_id })],
      ['reference_id', shop.balances(who, 'forfeit', { bucket: 'HELD', reference_id })],
      ['reference_id', shop.adjust(who, { type: 'DEBIT', bucket: 'HELD', amount: '1', reference_id })],
      ['hold_reference_id', shop.redeem(who, '1', { hold_reference_id: reference_id })],
    ];
    for (const [param, answer] of named) {
      const { status, body } = await answer;
      const expected = { code: 'managed_by_redemption', param, redemption_id: held.body.id };
      expect([status, body]).toEqual([409, expect.objectContaining(expected)]);
    }
    expect(await shop.balance(who)).toMatchObject({ available: '50.00', held: '50.00' });
    await shop.balances(who, 'hold', { amount: '7', reference_id });
    expect((await till.capture(held.body.id, 200)).body).toMatchObject({ outcome: 'paid', redeemed_amount: 200 });
    expect(await shop.balance(who)).toMatchObject({ available: '73.00', held: '7.00' });
    expect((await free()).body).toMatchObject({ amount_processed: '7.00' });
    await till.integrity();
  });

  test('takes and gives back what was credited in many parts', async () => {
    const who = await member('0');
    await Promise.all(Array.from({ length: 60 }, () => till.shop.credit(who, '1')));
    const held = await till.reserve(who, 500);
    expect((await till.capture(held.body.id)).body.outcome).toBe('paid');
    expect((await till.reverse(held.body.id, 300)).body.status).toBe('succeeded');
    const canceled = await till.reserve(who, null);
    expect((await till.cancel(canceled.body.id)).body.status).toBe('failed');
    expect(await till.shop.balance(who)).toMatchObject({ available: '40.00', held: '0.00' });
  });

  test('no amount takes what the balance is worth in whole cents; `partial: allow` takes what there is', async () => {
    const who = await member('19.95');
    expect((await till.create(who, null)).body).toMatchObject({ outcome: 'paid', amount: 199, redeemed_amount: 199 });
    expect(await till.shop.balance(who)).toMatchObject({ available: '0.05' });
    const rest = await till.create(who, null);
    expect(rest.body).toMatchObject({ last_error: { code: 'insufficient_value' } });
    expect(rest.text).toMatch(/Only 0\.05 S\d+ are there, worth R0\.00/);
    const few = await member('10');
    const held = await till.reserve(few, null);
    expect(held.body).toMatchObject({ status: 'reserved', amount: 100, reserved_amount: 100 });
    await till.cancel(held.body.id);
    const less = await till.create(few, 5000, { redemption_options: { partial: 'allow' } });
    expect(less.body).toMatchObject({ outcome: 'paid', redeemed_amount: 100 });
  });

  test('says what a balance is worth, and that a program without a rate is worth nothing here', async () => {
    const who = await member('12.34');
    const lookup = (at: Till, key?: string) =>
      world.call('POST /v1/stored_value/lookup', {
        body: { type: TYPE, source: at.source(who) },
        ...(key ? { key } : {}),
      });
    const found = await lookup(till);
    expect(found.body).toMatchObject({
      balance: 123,
      currency: 'ZAR',
      provider_metadata: { available: '12.34', held: '0.00' },
    });
    const free = await Till.open(world, {}, null);
    await free.shop.credit(who, '10');
    expect([(await lookup(free)).status, (await lookup(free)).body.code]).toEqual([422, 'cash_rate_missing']);
    expect((await free.create(who, 100)).body).toMatchObject({
      outcome: 'not_paid',
      last_error: { code: 'cash_rate_missing' },
    });
    const publishable = world.keys.publishable;
    expect([(await lookup(till, publishable)).status, (await lookup(till, publishable)).body.code]).toEqual([
      403,
      'key_not_allowed',
    ]);
    const body = { type: TYPE, source: till.source(who), amount: 100, currency: 'ZAR' };
    const made = await world.call('POST /v1/redemptions', {
      body,
      key: publishable,
      headers: { 'Idempotency-Key': randomUUID() },
    });
    expect([made.status, made.body.code]).toEqual([403, 'key_not_allowed']);
    expect(await till.shop.balance(who)).toMatchObject({ available: '12.34' });
  });

  test('a changed rate takes neither more than was held nor less', async () => {
    const at = await Till.open(world);
    const who = await member('1000', at);
    const whole = await at.reserve(who, 1000);
    const half = await at.reserve(who, 1000);
    const dearer = { cash_rate: { ...RATE, units: '30' } };
    await at.shop.call(`PATCH /v1/programs/${at.shop.programId}/assets/${at.shop.assetId}`, dearer);
    expect((await at.capture(whole.body.id)).body.outcome).toBe('paid');
    expect((await at.capture(half.body.id, 500)).body.outcome).toBe('paid');
    expect(await at.shop.balance(who)).toMatchObject({ available: '850.00', held: '0.00' });
  });

  test('live keys have books of their own, and need no setting', async () => {
    const key = await world.newKey('live tills', 'live', 'secret');
    const live = await Till.open(world, {}, RATE, key);
    const who = await live.shop.participant();
    await live.shop.credit(who, '100');
    expect((await live.create(who, 100)).body.outcome).toBe('paid');
    expect((await till.create(who, 100, { source: live.source(who) })).body).toMatchObject({
      last_error: { code: 'voucher_not_found' },
    });
    const types = await world.call('GET /v1/redemptions/types', { key });
    expect(types.body.data.find(({ type }) => type === TYPE)).toMatchObject({
      // Nobody else keeps them: there is no site to point to but this server's own.
      website: '/docs',
      capabilities: { reserve: true, redeem: true, partial: true, refund: true, lookup: true, change_voucher: 'NONE' },
    });
  });
});

describeApi('Points at a till, in bad times', ({ databaseUrl }) => {
  const mishap: Mishap = { commit: null, reads: 0 };
  let world: World;
  let till: Till;

  beforeAll(async () => {
    world = await startWorld(
      databaseUrl,
      { VOUCH_RESERVATION_FOR: '1500ms' },
      { services: (given) => spoilt(given, mishap) },
    );
    till = await Till.open(world);
  }, 60_000);
  afterAll(() => world.close());

  async function member(points: string): Promise<string> {
    const who = await till.shop.participant();
    await till.shop.credit(who, points);
    return who;
  }

  const settled = (id: string, done: (body: Body) => boolean) => world.until(id, done);

  test('a reservation that runs out frees all', async () => {
    const who = await member('100');
    const held = await till.reserve(who, 1000);
    expect(await till.shop.balance(who)).toMatchObject({ held: '100.00' });
    const { body } = await settled(held.body.id, ({ status }) => status === 'failed');
    expect(body).toMatchObject({ last_error: { code: 'reservation_lapsed' } });
    // It is failed first, and then the ledger is told to release what it holds.
    await until('the hold is released', async () => (await till.shop.balance(who)).held === '0.00');
    expect(await till.shop.balance(who)).toMatchObject({ available: '100.00', held: '0.00' });
  });

  test.each([
    ['written', 'paid', '50.00'],
    ['lost', 'not_paid', '100.00'],
  ] as const)('a payment whose commit was %s ends at the first question', async (commit, outcome, left) => {
    const who = await member('100');
    Object.assign(mishap, { commit, reads: 1 });
    const made = await till.create(who, 500);
    expect(made.body.outcome).toBe('checking');
    const { body } = await settled(made.body.id, (seen) => seen.outcome !== 'checking');
    expect(body.outcome).toBe(outcome);
    expect(await till.shop.balance(who)).toMatchObject({ available: left });
    const line = await world.call(`GET /v1/redemptions/${made.body.id}/timeline`);
    expect(line.body.data.filter(({ fact }) => fact === 'asked')).toHaveLength(1);
    await till.integrity();
  });

  test.each([
    ['written', 'reserved'],
    ['lost', 'failed'],
  ] as const)('a hold whose commit was %s is in doubt until it is asked about', async (commit, status) => {
    const who = await member('100');
    Object.assign(mishap, { commit, reads: 1 });
    const made = await till.reserve(who, 500);
    expect(made.body).toMatchObject({ status: 'reserved', outcome: 'checking' });
    const { body } = await settled(made.body.id, (seen) => seen.outcome !== 'checking');
    expect(body.status).toBe(status);
    if (status === 'reserved') expect((await till.capture(made.body.id)).body.outcome).toBe('paid');
    expect(await till.shop.balance(who)).toMatchObject({
      available: status === 'reserved' ? '50.00' : '100.00',
      held: '0.00',
    });
  });

  test.each(['written', 'lost'] as const)(
    'a hold in doubt (%s) that is canceled holds nothing in the end',
    async (commit) => {
      const who = await member('100');
      Object.assign(mishap, { commit, reads: 1 });
      const made = await till.reserve(who, 500);
      const canceled = await till.cancel(made.body.id);
      expect([200, 409]).toContain(canceled.status);
      await settled(made.body.id, ({ status }) => status === 'failed');
      expect(await till.shop.balance(who)).toMatchObject({ available: '100.00', held: '0.00' });
    },
  );

  test.each([500, null])('a hold (%s) whose commit comes after its cancel is refused', async (cents) => {
    const who = await member('100');
    mishap.commit = 'late';
    const made = await till.reserve(who, cents);
    expect(made.body.outcome).toBe('checking');
    expect((await till.cancel(made.body.id)).body.status).toBe('failed');
    expect((await mishap.late?.())?.kind).toBe('taken');
    expect(await till.shop.balance(who)).toMatchObject({ available: '100.00', held: '0.00' });
    await till.integrity();
  });

  test.each(['written', 'lost'] as const)('a release whose commit was %s is sent again', async (commit) => {
    const who = await member('100');
    const made = await till.reserve(who, 500);
    Object.assign(mishap, { commit, reads: 1 });
    expect((await till.cancel(made.body.id)).body.status).toBe('failed');
    const freed = ({ text }: Answer) => !text.includes('"unknown"') && !text.includes('"pending"');
    const deadline = Date.now() + 20_000;
    while (!freed(await world.call(`GET /v1/redemptions/${made.body.id}`)) && Date.now() < deadline);
    expect(await till.shop.balance(who)).toMatchObject({ available: '100.00', held: '0.00' });
    await till.integrity();
  });

  test.each(['written', 'lost'] as const)(
    'a reversal whose commit was %s is given back once, or not at all',
    async (commit) => {
      const who = await member('100');
      const paid = await till.create(who, 1000);
      Object.assign(mishap, { commit, reads: 1 });
      expect((await till.reverse(paid.body.id, 300)).body.status).toBe('unknown');
      const reversals = async () => (await world.call(`GET /v1/redemptions/${paid.body.id}/reversals`)).body.data;
      const deadline = Date.now() + 20_000;
      while ((await reversals()).some(({ status }) => String(status) === 'unknown') && Date.now() < deadline);
      const given = commit === 'written' ? '30.00' : '0.00';
      expect(await till.shop.balance(who)).toMatchObject({ available: given });
      await till.reverse(paid.body.id);
      expect(await till.shop.balance(who)).toMatchObject({ available: '100.00' });
    },
  );
});

describeApi('Points at a till that comes too late', ({ databaseUrl }) => {
  let world: World;

  beforeAll(async () => {
    // Nobody else would free what is held.
    world = await startWorld(databaseUrl, { VOUCH_RESERVATION_FOR: '1ms', VOUCH_RESOLVER: 'off' });
  }, 60_000);
  afterAll(() => world.close());

  test('is refused, and the points are free at once', async () => {
    const till = await Till.open(world);
    const who = await till.shop.participant();
    await till.shop.credit(who, '100');
    const held = await till.reserve(who, 1000);
    expect(await till.shop.balance(who)).toMatchObject({ available: '0.00', held: '100.00' });
    const { status, body } = await till.capture(held.body.id);
    expect([status, body.code]).toEqual([409, 'invalid_state']);
    expect(await till.shop.balance(who)).toMatchObject({ available: '100.00', held: '0.00' });
    const { data } = (await world.call(`GET /v1/redemptions/${held.body.id}/timeline`)).body;
    expect(data.map(({ fact }) => fact)).toEqual(expect.arrayContaining(['lapsed', 'release_requested']));
    await till.integrity();
  });
});

/** The same services, whose store of points fails as `mishap` says. */
function spoilt(services: Services, mishap: Mishap): Services {
  const { points } = services.store;
  const failing = wrap(points, {
    commit: async (changes: Parameters<typeof points.commit>[0]) => {
      const { commit } = mishap;
      if (commit === null) return points.commit(changes);
      mishap.commit = null;
      if (commit === 'late') mishap.late = () => points.commit(changes);
      if (commit === 'written') await points.commit(changes);
      throw new Error('the store did not say');
    },
    read: (reads: Parameters<typeof points.read>[0]) => {
      if (mishap.commit !== null || mishap.reads === 0) return points.read(reads);
      mishap.reads -= 1;
      return Promise.reject(new Error('the store does not say'));
    },
  });
  return wrap(services, { store: wrap(services.store, { points: failing }) });
}

function wrap<T extends object>(target: T, own: Partial<Record<keyof T, unknown>>): T {
  return new Proxy(target, {
    get: (inner, name) => {
      if (Object.hasOwn(own, name)) return own[name as keyof T];
      const value: unknown = Reflect.get(inner, name, inner);
      return typeof value === 'function' ? (value.bind(inner) as unknown) : value;
    },
  });
}
