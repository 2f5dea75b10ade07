// Random calls over real HTTP against a small model of what a participant has, on every engine: each status, code and balance is foretold.
import fc from 'fast-check';
import { startWorld, type World } from '../../api/world';
import { describeApi } from '../../tools/engines';
import { Shop, type Reply } from './shop';
import { FULL } from '../../tools/scale';

const RUNS = FULL ? { sqlite: 150, mongodb: 150 } : { sqlite: 5, mongodb: 2 };
const STOCK = 5;
const PRICE = 300;

interface Taken {
  readonly id: string;
  /** Hundredths, or pieces of what was bought by the piece. */
  readonly price: number | null;
  left: number;
}

/** What one participant has, in hundredths. */
class Model {
  available = 0;
  held = 0;
  active = true;
  stock = STOCK;
  readonly taken: Taken[] = [];

  /** What a call will be answered with; what it moves is moved. */
  credit(units: number): string {
    if (!this.active) return 'participant_inactive';
    this.available += units;
    return '201';
  }

  debit(units: number, allowed: boolean): string {
    if (!this.active) return 'participant_inactive';
    if (!allowed && units > this.spendable) return 'insufficient_balance';
    this.available -= units;
    return '201';
  }

  redeem(units: number): string {
    if (!this.active) return 'participant_inactive';
    if (units > this.spendable) return 'insufficient_balance';
    this.available -= units;
    return '201';
  }

  buy(pieces: number): string {
    if (!this.active) return 'participant_inactive';
    if (pieces > this.stock) return 'out_of_stock';
    const answer = this.redeem(pieces * PRICE);
    if (answer === '201') this.stock -= pieces;
    return answer;
  }

  hold(units: number): string {
    const answer = this.redeem(units);
    if (answer === '201') this.held += units;
    return answer;
  }

  release(units: number): string {
    if (!this.active) return 'participant_inactive';
    const answer = this.unheld(units);
    if (answer === '201') this.available += units;
    return answer;
  }

  forfeit(units: number, bucket: string): string {
    if (bucket === 'HELD') return this.unheld(units);
    if (units > this.spendable) return 'insufficient_balance';
    this.available -= units;
    return '201';
  }

  reverse(one: Taken, part: number): string {
    if (part > one.left) return 'reversal_exceeds_redeemed';
    one.left -= part;
    this.available += part * (one.price ?? 1);
    if (one.price !== null) this.stock += part;
    return '201';
  }

  private unheld(units: number): string {
    if (this.held === 0) return 'hold_not_found';
    if (units > this.held) return 'insufficient_balance';
    this.held -= units;
    return '201';
  }

  private get spendable(): number {
    return Math.max(0, this.available);
  }
}

const KINDS = [
  'credit',
  'credit',
  'debit',
  'overdraw',
  'redeem',
  'redeem',
  'buy',
  'hold',
  'release',
  'forfeit',
  'forfeitHeld',
  'reverse',
  'reverse',
  'status',
] as const;
const acts = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    units: fc.integer({ min: 1, max: 2000 }),
    pick: fc.nat(20),
    again: fc.boolean(),
  }),
  { minLength: 5, maxLength: 40 },
);

describeApi('The model of points', ({ databaseUrl, name }) => {
  let world: World;
  let shops: Shop[];
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
    shops = [await Shop.open(world), await Shop.open(world, { inventory_mode: 'SIMPLE' })];
  }, 60_000);
  afterAll(() => world.close());

  const text = (units: number): string =>
    `${units < 0 ? '-' : ''}${String(Math.floor(Math.abs(units) / 100))}.${String(Math.abs(units) % 100).padStart(2, '0')}`;

  test.each([0, 1])(
    'foretells every answer (mode %i)',
    async (mode) => {
      const shop = shops[mode] as Shop;
      await fc.assert(
        fc.asyncProperty(acts, async (script) => {
          const model = new Model();
          const who = await shop.participant();
          const { body: reward } = await shop.reward({ unit_cost: text(PRICE), max_total: STOCK });
          for (const [index, { kind, units, pick, again }] of script.entries()) {
            const key = { idempotency_key: `${who} ${String(index)}` };
            const one = model.taken[pick % Math.max(1, model.taken.length)];
            const amount = text(units);
            const pieces = 1 + (pick % 3);
            const moves: Record<(typeof KINDS)[number], () => [string, () => Promise<Reply>]> = {
              credit: () => [model.credit(units), () => shop.credit(who, amount, key)],
              debit: () => [model.debit(units, false), () => shop.adjust(who, { type: 'DEBIT', amount, ...key })],
              overdraw: () => [
                model.debit(units, true),
                () => shop.adjust(who, { type: 'DEBIT', amount, allow_negative: true, ...key }),
              ],
              redeem: () => [model.redeem(units), () => shop.redeem(who, amount, key)],
              buy: () => [model.buy(pieces), () => shop.buy(who, reward.id, { quantity: pieces, ...key })],
              hold: () => [model.hold(units), () => shop.balances(who, 'hold', { amount, ...key })],
              release: () => [model.release(units), () => shop.balances(who, 'release', { amount, ...key })],
              forfeit: () => [
                model.forfeit(units, 'AVAILABLE'),
                () => shop.balances(who, 'forfeit', { amount, bucket: 'AVAILABLE', ...key }),
              ],
              forfeitHeld: () => [
                model.forfeit(units, 'HELD'),
                () => shop.balances(who, 'forfeit', { amount, bucket: 'HELD', ...key }),
              ],
              reverse: () => {
                if (!one) return [model.credit(units), () => shop.credit(who, amount, key)];
                if (one.price !== null)
                  return [model.reverse(one, pieces), () => shop.reverse(one.id, { quantity: pieces, ...key })];
                return [model.reverse(one, units), () => shop.reverse(one.id, { amount, ...key })];
              },
              status: () => {
                model.active = !model.active;
                const status = model.active ? 'ACTIVE' : 'SUSPENDED';
                return ['200', () => shop.call(`PATCH /v1/participants/${who}/status`, { status })];
              },
            };
            const [foretold, send] = moves[kind]();
            const { status, body } = await send();
            expect([index, kind, status < 300 ? String(status) : body.code]).toEqual([index, kind, foretold]);
            if (status === 201 && again && kind !== 'status') expect((await send()).status).toBe(200);
            if (status === 201 && kind === 'redeem') model.taken.push({ id: body.id, price: null, left: units });
            if (status === 201 && kind === 'buy') model.taken.push({ id: body.id, price: PRICE, left: pieces });
            const balance = { available: text(model.available), held: text(model.held), deferred: '0.00' };
            expect(await shop.balance(who)).toEqual(balance);
          }
          const { redeemed_count } = await shop.read(`/v1/programs/${shop.programId}/rewards/${reward.id}`);
          expect(redeemed_count).toBe(STOCK - model.stock);
        }),
        { numRuns: RUNS[name] },
      );
      expect((await shop.read('/v1/reports/integrity?window=10000')).all_passed).toBe(true);
    },
    FULL ? 600_000 : 240_000,
  );
});
