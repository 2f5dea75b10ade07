// Ids: the shape clients rely on, no two alike, the seconds of the clock in front.
import { ObjectIds } from '../../src/system/ids';
import { SystemClock } from '../../src/system/clock';

class FixedClock extends SystemClock {
  override now(): number {
    return 0x65_00_00_00 * 1000 + 999;
  }
}

it('makes ids of prefix and 24 hex digits, unique and growing within a second', () => {
  const ids = new ObjectIds(new FixedClock());
  const made = Array.from({ length: 10_000 }, () => ids.next('rdm'));
  expect(new Set(made).size).toBe(made.length);
  for (const id of made) expect(id).toMatch(/^rdm_65000000[0-9a-f]{16}$/);
  const other = new ObjectIds(new FixedClock()).next('evt');
  expect(other.slice(12, 22)).not.toBe(made[0]?.slice(12, 22));
  expect(other).toMatch(/^evt_65000000/);
});

it('takes the time of the machine', () => {
  const before = Date.now();
  const now = new SystemClock().now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});
