// Whoever may write at will fills the disk up to what is spared, and no further: the answers of providers are still written.
import { join } from 'node:path';
import { until } from '../crash/stage';
import { Shop } from '../points/api/shop';
import { SmallDisk } from '../tools/small-disk';
import { BLU, ONE_VOUCHER, startWorld, type World } from './world';

jest.setTimeout(120_000);

// Large enough for all that is spared: of a smaller one a tenth is, and the log of the file alone may take more than that.
const disk = new SmallDisk(400);
const SPARED = 32 * 1024 * 1024;
afterEach(() => disk.empty());

(disk.isMounted ? describe : describe.skip)('a disk that is filled by calls', () => {
  let world: World;
  let shop: Shop;
  let member: string;
  beforeAll(async () => {
    world = await startWorld(() => Promise.resolve(`sqlite:${join(disk.folder, 'vouch.db')}`), {
      VOUCH_GRACE: '10m',
      VOUCH_RATE_LIMIT: '0',
    });
    shop = await Shop.open(world);
    member = await shop.participant();
  });
  afterAll(() => world.close());

  const credit = () =>
    shop.call(`POST /v1/participants/${member}/balances/adjust`, {
      program_id: shop.programId,
      asset_id: shop.assetId,
      description: 'x'.repeat(200),
      type: 'CREDIT',
      amount: '1',
    });

  it('by points: they stop where sales stop, and every answer that was asked for is written, with its change', async () => {
    const slow = Array.from({ length: 60 }, () => world.voucher(ONE_VOUCHER, 5000, 'slow_then_ok'));
    const before = world.books.snapshot().calls.length;
    const asked = slow.map((voucher) => world.create(voucher, { amount: 3000, currency: 'ZAR' }));
    await until('they are asked', () => Promise.resolve(world.books.snapshot().calls.length >= before + slow.length));
    disk.fill(SPARED + 500_000);
    let least = disk.bytesFree;
    const state = { isOver: false };
    const flood = Array.from({ length: 30 }, async () => {
      while (!state.isOver) {
        const { status, body } = await credit();
        least = Math.min(least, disk.bytesFree);
        if (status === 503) return body.code;
      }
      return 'not refused';
    });
    const answers = await Promise.all(asked);
    const fates = answers.map(({ body }) => `${body.outcome} ${typeof body.change_voucher?.pin}`);
    expect(new Set(fates)).toEqual(new Set(['paid string']));
    setTimeout(() => (state.isOver = true), 20_000).unref();
    expect(new Set(await Promise.all(flood))).toEqual(new Set(['store_unavailable']));
    // What is spared was left to the answers.
    expect(least).toBeGreaterThan(500_000);
  });

  it('by calls of any kind: what begins is refused, what ends is done', async () => {
    const { body: sale } = await world.create(world.voucher(BLU));
    const endpoint = await world.call('POST /v1/webhook_endpoints', {
      body: { url: 'https://shop.example/hook', event_types: ['*'] },
    });
    const terminal = await world.call('POST /v1/terminals', { body: { terminal_id: 'TILL1', name: 'A till' } });
    expect([endpoint.status, terminal.status]).toEqual([201, 201]);
    disk.fill(SPARED - 3_000_000);
    await until('it is seen', async () => (await world.call('GET /health/ready', { key: '' })).status === 503);

    const begun = [
      await world.call(`PATCH /v1/redemptions/${sale.id}`, { body: { metadata: { a: 'b' } } }),
      await world.call(`PATCH /v1/webhook_endpoints/${endpoint.body.id}`, { body: { description: 'x' } }),
      await world.call('POST /v1/webhook_endpoints', { body: { url: 'https://shop.example/2', event_types: ['*'] } }),
      await world.call('POST /v1/terminals', { body: { terminal_id: 'TILL2', name: 'Another' } }),
      await shop.call('POST /v1/participants', { external_id: 'too late' }),
      await credit(),
    ];
    expect(begun.map(({ status, body }) => `${String(status)} ${body.code}`)).toEqual(
      begun.map(() => '503 store_unavailable'),
    );
    const revoked = await world.call(`POST /v1/terminals/${terminal.body.id}/revoke`, { body: {} });
    const deleted = await world.call(`DELETE /v1/webhook_endpoints/${endpoint.body.id}`);
    expect([revoked.status, deleted.status]).toEqual([200, 200]);

    disk.empty();
    await until('there is room again', async () => (await credit()).status === 201);
  });
});
