// Stocks and wallets: what is used is what was taken and not given back, never above the ceiling, in whatever order.
import fc from 'fast-check';
import { leftOf, newLimit, used, type Limit } from '../../../src/core/points/records/limit';

interface Move {
  readonly units: number;
  /** Which of what is still out comes back; null: something is taken. */
  readonly back: number | null;
  /** The ceiling becomes this; null: it stays. */
  readonly ceiling: number | null;
}

const move = fc.record({
  units: fc.integer({ min: 1, max: 5 }),
  back: fc.option(fc.nat(9)),
  ceiling: fc.option(fc.nat(20), { freq: 8 }),
});

test('any interleaving of what is taken and given back keeps the rule', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), fc.option(fc.nat(20)), (moves: Move[], ceiling) => {
      let limit: Limit = newLimit('stock:r', ceiling === null ? null : BigInt(ceiling));
      const out: number[] = [];
      for (const { units, back, ceiling: next } of moves) {
        const before = limit;
        if (next !== null && limit.ceiling !== null) limit = { ...limit, ceiling: BigInt(next), rev: limit.rev + 1 };
        else if (back !== null && out.length > 0)
          limit = used(limit, BigInt(-(out.splice(back % out.length, 1)[0] ?? 0)));
        else {
          const left = leftOf(limit);
          if (left !== null && left < BigInt(units)) {
            // A caller that does not ask first is stopped all the same.
            expect(() => used(before, BigInt(units))).toThrow(/would be/);
            continue;
          }
          limit = used(limit, BigInt(units));
          out.push(units);
          expect(limit.ceiling === null || limit.used <= limit.ceiling).toBe(true);
        }
        expect(limit.used).toBe(BigInt(out.reduce((sum, one) => sum + one, 0)));
        expect(limit.rev).toBe(before.rev + 1);
      }
      expect(() => used(limit, -limit.used - 1n)).toThrow(/would be/);
    }),
  );
});
