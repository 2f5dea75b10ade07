// The machine's clock against the store's: who is told what, once a change, and how sure that has to be.
import { ClockWatch } from '../../src/jobs/clock-watch';
import { MOST_APART_MS } from '../../src/system/agreed-clock';
import { TestClock } from '../webhooks/world';

function watched() {
  const clock = new TestClock();
  const store = { aheadMs: 0, answersAfterMs: 0, away: false };
  const logs: string[] = [];
  const steps: number[] = [];
  const compared: [number, boolean][] = [];
  const log = (level: string) => (_fields: object, text: string) => void logs.push(`${level}: ${text}`);
  const watch = new ClockWatch({
    own: clock,
    serverTime: () => {
      if (store.away) return Promise.reject(new Error('no primary'));
      clock.pass(store.answersAfterMs / 2);
      const theirs = clock.now() + store.aheadMs;
      clock.pass(store.answersAfterMs / 2);
      return Promise.resolve(theirs);
    },
    logger: { error: log('error'), warn: log('warn'), info: log('info') } as never,
    onCompared: ({ aheadMs, apart }) => void compared.push([aheadMs, apart]),
    onStep: (ms) => void steps.push(ms),
  });
  return { clock, store, logs, steps, compared, watch };
}

it('compares at the start and every minute; says it once when they come apart, and once when they agree again', async () => {
  const { clock, store, logs, compared, watch } = watched();
  for (let second = 0; second < 60; second += 1) {
    await watch.look();
    clock.pass(1000);
  }
  expect(compared).toEqual([[0, false]]);
  store.aheadMs = -20_000;
  for (let second = 0; second < 30; second += 1) {
    await watch.look();
    clock.pass(1000);
  }
  // A minute later, and then every five seconds, so that a clock that was put right is soon noticed.
  expect(compared.slice(1)).toEqual(Array.from({ length: 6 }, () => [20_000, true]));
  store.aheadMs = -MOST_APART_MS;
  for (let second = 0; second < 10; second += 1) {
    await watch.look();
    clock.pass(1000);
  }
  expect(compared.at(-1)).toEqual([MOST_APART_MS, false]);
  expect(logs).toEqual([
    'error: The clock of this machine and that of the store are apart',
    'info: The clock of this machine and that of the store agree again',
  ]);
});

it('half of the time that the answer took is doubt, and a store that is away changes nothing', async () => {
  const { clock, store, compared, watch } = watched();
  store.aheadMs = MOST_APART_MS + 900;
  store.answersAfterMs = 2000;
  await watch.look();
  // 2.9 s give or take one: perhaps only 1.9.
  expect(compared).toEqual([[-MOST_APART_MS - 900, false]]);
  store.answersAfterMs = 1000;
  clock.pass(60_000);
  await watch.look();
  expect(compared.at(-1)).toEqual([-MOST_APART_MS - 900, true]);
  store.away = true;
  clock.pass(60_000);
  await watch.look();
  expect(compared).toHaveLength(2);
  // So slow an answer proves nothing: they stay apart until it is certain that they are not.
  Object.assign(store, { away: false, aheadMs: 0, answersAfterMs: 8000 });
  clock.pass(60_000);
  await watch.look();
  expect(compared).toHaveLength(2);
});

it('notices a clock that is set, in either direction, and compares at once', async () => {
  const { clock, logs, steps, compared, watch } = watched();
  await watch.look();
  clock.set(-3_600_000);
  clock.pass(1000);
  await watch.look();
  clock.set(7_200_000);
  clock.pass(1000);
  await watch.look();
  clock.set(1500);
  await watch.look();
  expect(steps).toEqual([-3_600_000, 7_200_000]);
  expect(logs).toEqual(['warn: The clock was set back', 'warn: The clock was set forward, or the machine slept']);
  expect(compared).toHaveLength(3);
});
