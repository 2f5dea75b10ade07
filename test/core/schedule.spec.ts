import { DEFAULT_SCHEDULE, nextAsk } from '../../src/core/redemption/schedule';
import { MOST_QUESTIONS_EACH } from '../../src/core/redemption/bounds/bounds';
import { DAY_MS } from '../../src/core/values/time';

const { ladderMs } = DEFAULT_SCHEDULE;

test.each([
  [0, 5_000],
  [1, 15_000],
  [2, 60_000],
  [6, 6 * 3_600_000],
  [7, DAY_MS],
  [8, DAY_MS],
  [49, DAY_MS],
])('after %i inquiries the next comes in %i ms', (inquiries, waitMs) => {
  expect(nextAsk(DEFAULT_SCHEDULE, inquiries, 0, 1000)).toBe(1000 + waitMs);
});

test('a ladder that asks too often is followed half way; the other half of the questions is spread over what is left', () => {
  const hasty = { ...DEFAULT_SCHEDULE, ladderMs: [100] };
  let at = 0;
  const waits: number[] = [];
  for (let inquiries = 0; ; inquiries += 1) {
    const next = nextAsk(hasty, inquiries, 0, at);
    if (next === null) break;
    waits.push(next - at);
    at = next;
  }
  expect(waits).toHaveLength(MOST_QUESTIONS_EACH);
  expect(waits.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 100));
  // The other fifty are as far apart as they can be, and the last one falls on the end of the week.
  expect(Math.max(...waits.slice(50)) - Math.min(...waits.slice(50))).toBeLessThan(100);
  expect(at).toBe(7 * DAY_MS);
});

test('the last question falls on the end of the week, and then there is none', () => {
  const week = 7 * DAY_MS;
  expect(nextAsk(DEFAULT_SCHEDULE, 9, 0, week - 1000)).toBe(week);
  expect(nextAsk(DEFAULT_SCHEDULE, 9, 0, week)).toBeNull();
  // Dated by a clock that was behind, or nobody ran: the ladder is gone first.
  expect(nextAsk(DEFAULT_SCHEDULE, 1, 0, 10 * DAY_MS)).toBe(10 * DAY_MS + 15_000);
  expect(nextAsk({ ...DEFAULT_SCHEDULE, giveUpAfterMs: 1000 }, 1, 0, 1000)).toBeNull();
  expect(nextAsk({ ...DEFAULT_SCHEDULE, ladderMs: [] }, 0, 0, 0)).toBe(DAY_MS);
  expect(ladderMs).toHaveLength(8);
});
