// While a store cannot be written, callers are told to come back with the same key, and learn then what became of it. Real
// outages: a MongoDB node that is killed while a provider is asked, and a SQLite file that another process holds.
import { DatabaseSync } from '@photostructure/sqlite';
import { OTT, startWorld, type Answer, type World } from '../api/world';
import { describeWithMongo } from '../tools/mongod';
import { until } from '../crash/stage';
import { Nodes } from './nodes';

jest.setTimeout(120_000);

function expectComeBack(answer: Answer): void {
  expect([answer.status, answer.body.code]).toEqual([503, 'store_unavailable']);
  expect(answer.body).toMatchObject({ retryable: true, title: 'The store is not available' });
  expect(answer.text).toContain('same idempotency key');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(answer.text).not.toMatch(/mongo|sqlite|127\.0\.0\.1/i);
}

const remits = (world: World) => world.books.snapshot().calls.filter(({ operation }) => operation === 'remit').length;

describeWithMongo('MongoDB without a primary', () => {
  it('answers 503, and the same key tells afterwards that the voucher was taken, once', async () => {
    const nodes = await Nodes.start(1);
    // Also: how long to look for a primary is the operator's to say.
    const url = nodes.url('vouch', 'serverSelectionTimeoutMS=2000');
    const world = await startWorld(() => Promise.resolve(url), { OTT_TIMEOUT_MS: '5000' });
    try {
      const voucher = world.voucher(OTT, 5000, 'slow_then_ok');
      const create = () => world.create(voucher, {}, { headers: { 'idempotency-key': 'k1' } });
      const first = create();
      await until('the provider is asked', () => Promise.resolve(remits(world) === 1));
      const node = await nodes.primary();
      if (!node) throw new Error('There is no primary');
      nodes.kill(node);
      const during = [first, world.call('GET /v1/redemptions'), world.create(world.voucher(OTT))];
      for (const answer of await Promise.all(during)) expectComeBack(answer);

      await nodes.restart(node);
      let after = await create();
      await until('the same key is answered', async () => {
        if (after.body.outcome !== 'paid') after = await create();
        return after.body.outcome === 'paid';
      });
      expect(after.headers.get('idempotent-replayed')).toBe('true');
      expect(after.body.redeemed_amount).toBe(5000);
      expect(world.truth(voucher).taken).toHaveLength(1);
    } finally {
      await world.close();
      await nodes.stop();
    }
  });
});

describe('a SQLite file that another process holds', () => {
  it('answers 503 once its patience is over, and the same key makes the redemption afterwards', async () => {
    const world = await startWorld(null);
    try {
      const voucher = world.voucher(OTT);
      const create = () => world.create(voucher, {}, { headers: { 'idempotency-key': 'k1' } });
      const other = new DatabaseSync(world.databaseUrl.slice('sqlite:'.length));
      other.exec('BEGIN IMMEDIATE');
      expectComeBack(await create());
      expect(world.truth(voucher).taken).toEqual([]);
      other.exec('ROLLBACK');
      other.close();
      expect((await create()).body.outcome).toBe('paid');
    } finally {
      await world.close();
    }
  });
});
