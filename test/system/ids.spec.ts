// Ids: the shape clients rely on, no two alike, none to be guessed from another.
import { RandomIds } from '../../src/system/ids';
import { SystemClock } from '../../src/system/clock';

class FixedClock extends SystemClock {
  override now(): number {
    // The last millisecond of that 64th of a second.
    return 0x65_00_00_01 * 15.625 - 1;
  }
}

it('makes ids of prefix and 24 hex digits, the last sixteen of them random for each', () => {
  const ids = new RandomIds(new FixedClock());
  const made = Array.from({ length: 10_000 }, () => ids.next('rdm'));
  for (const id of made) expect(id).toMatch(/^rdm_65000000[0-9a-f]{16}$/);
  const randoms = made.map((id) => id.slice(12));
  expect(new Set(randoms).size).toBe(made.length);
  // Neither the id as a whole nor any part of it is a counter or a name of the process: every one of the 64 bits is set in about
  // half of the ids, and changes from one id to the next in about half of the cases.
  const numbers = randoms.map((hex) => BigInt(`0x${hex}`));
  for (let bit = 0n; bit < 64n; bit += 1n) {
    const bits = numbers.map((number) => Number((number >> bit) & 1n));
    const set = bits.reduce((sum, one) => sum + one, 0);
    const changed = bits.filter((one, index) => index > 0 && one !== bits[index - 1]).length;
    // Ten standard deviations.
    for (const count of [set, changed]) expect(Math.abs(count - 5000)).toBeLessThan(500);
  }
  // Nor does an id tell the one after it: about half of the pairs grow.
  const growing = randoms.filter((random, index) => index > 0 && random > (randoms[index - 1] ?? '')).length;
  expect(Math.abs(growing - 5000)).toBeLessThan(500);
});

it('takes the time of the machine', () => {
  const before = Date.now();
  const now = new SystemClock().now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});
