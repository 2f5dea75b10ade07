import { DEFAULT_SCHEDULE, nextAsk } from '../../src/core/redemption/schedule';
import { DAY_MS } from '../../src/core/values/time';

const { ladderMs } = DEFAULT_SCHEDULE;

test.each([
  [0, 5_000],
  [1, 15_000],
  [2, 60_000],
  [6, 6 * 3_600_000],
  [7, DAY_MS],
  [8, DAY_MS],
  [99, DAY_MS],
])('after %i inquiries the next comes in %i ms', (inquiries, waitMs) => {
  expect(nextAsk(DEFAULT_SCHEDULE, inquiries, 0, 1000)).toBe(1000 + waitMs);
});

test('the last question falls on the end of the week, and then there is none', () => {
  const week = 7 * DAY_MS;
  expect(nextAsk(DEFAULT_SCHEDULE, 9, 0, week - 1000)).toBe(week);
  expect(nextAsk(DEFAULT_SCHEDULE, 9, 0, week)).toBeNull();
  expect(nextAsk({ ...DEFAULT_SCHEDULE, ladderMs: [] }, 0, 0, 0)).toBe(DAY_MS);
  expect(ladderMs).toHaveLength(8);
});
