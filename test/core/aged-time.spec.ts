// What makes something old: time that was counted, and no leap of a clock.
import fc from 'fast-check';
import { AgedTime, BELIEVED_AFTER_MS, LEAP_MS } from '../../src/core/values/aged-time';
import { Clock } from '../../src/core/values/ports';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/core/values/time';

const START = Date.parse('2026-03-01T08:00:00Z');

class StandingClock extends Clock {
  constructor(private readonly wall: number) {
    super();
  }
  override now() {
    return this.wall;
  }
  override elapsed() {
    return 0;
  }
  override reading() {
    return { clock: 'stands', ms: 0 };
  }
}

/** A machine whose clock is set by hand. */
function machine() {
  const at = { wall: START, count: 1_000 };
  const time = new AgedTime({ now: () => at.wall, elapsed: () => at.count });
  time.read();
  return {
    read: () => time.read() - START,
    pass: (ms: number) => {
      at.wall += ms;
      at.count += ms;
    },
    set: (ms: number) => {
      at.wall += ms;
    },
  };
}

it('runs with the clock, also where that is set by an hour or back', () => {
  const { read, pass, set } = machine();
  pass(40 * DAY_MS);
  expect(read()).toBe(40 * DAY_MS);
  set(HOUR_MS);
  expect(read()).toBe(40 * DAY_MS + HOUR_MS);
  set(-30 * DAY_MS);
  expect(read()).toBe(10 * DAY_MS + HOUR_MS);
});

it('counts on without a leap for a day, and then believes it; one that is taken back was never there', () => {
  const { read, pass, set } = machine();
  set(31 * DAY_MS);
  expect(read()).toBe(0);
  pass(23 * HOUR_MS);
  expect(read()).toBe(23 * HOUR_MS);
  set(-31 * DAY_MS);
  expect(read()).toBe(23 * HOUR_MS);
  // Anew, and it stays so.
  set(31 * DAY_MS);
  expect(read()).toBe(23 * HOUR_MS);
  pass(DAY_MS - MINUTE_MS);
  expect(read()).toBe(47 * HOUR_MS - MINUTE_MS);
  pass(MINUTE_MS);
  expect(read()).toBe(31 * DAY_MS + 47 * HOUR_MS);
});

it('takes many small steps within a day for the leap that they are', () => {
  const { read, pass, set } = machine();
  for (let step = 0; step < 800; step += 1) {
    set(59 * MINUTE_MS);
    pass(10);
    expect(read()).toBeLessThan(2 * HOUR_MS);
  }
  // A clock that is an hour fast a day is followed.
  const slow = machine();
  for (let day = 1; day <= 40; day += 1) {
    slow.set(59 * MINUTE_MS);
    slow.pass(DAY_MS);
    expect(slow.read()).toBe(day * (DAY_MS + 59 * MINUTE_MS));
  }
});

it('believes of leaps on top of each other what stood for a day, and of the highest nothing that came a minute ago', () => {
  const { read, pass, set } = machine();
  // Slept for two hours.
  set(2 * HOUR_MS);
  read();
  pass(DAY_MS - MINUTE_MS);
  set(31 * DAY_MS);
  read();
  pass(MINUTE_MS);
  expect(read()).toBe(DAY_MS + 2 * HOUR_MS);
  set(-31 * DAY_MS);
  expect(read()).toBe(DAY_MS + 2 * HOUR_MS);
  // It has a day of its own.
  set(31 * DAY_MS);
  read();
  pass(DAY_MS);
  expect(read()).toBe(33 * DAY_MS + 2 * HOUR_MS);
});

it('dates what is kept no earlier than it has read before', () => {
  const at = { wall: START, count: 0 };
  const time = new AgedTime({ now: () => at.wall, elapsed: () => at.count });
  expect(time.latest()).toBe(START);
  at.wall -= 31 * DAY_MS;
  expect([time.read(), time.latest()]).toEqual([START - 31 * DAY_MS, START]);
  time.atLeast(START + HOUR_MS);
  expect(time.latest()).toBe(START + HOUR_MS);
  // It runs on: what began a minute ago is a minute old.
  at.wall += MINUTE_MS;
  at.count += MINUTE_MS;
  expect(time.latest()).toBe(START + HOUR_MS + MINUTE_MS);
});

it('is told by a row of next month that it is behind, and by one of years ahead only where it has no battery', () => {
  const clock = new StandingClock(START);
  clock.hasBeen(START + 31 * DAY_MS);
  expect(clock.dated()).toBe(START + 31 * DAY_MS);
  clock.hasBeen(Date.UTC(2100, 0, 1));
  expect(clock.dated()).toBe(START + 31 * DAY_MS);
  // No battery.
  const dead = new StandingClock(Date.UTC(2000, 0, 1));
  dead.hasBeen(START);
  expect(dead.dated()).toBe(START);
});

it('uses up nothing on two clocks that are read one after another, and never say the very same', () => {
  const { read, pass, set } = machine();
  for (let turn = 0; turn < 100_000; turn += 1) {
    set(turn % 2 === 0 ? 5 : -5);
    pass(1);
    read();
  }
  const before = read();
  set(59 * MINUTE_MS);
  expect(read() - before).toBeGreaterThan(58 * MINUTE_MS);
});

it('takes no notice of leaps that are taken back within a day, however many there are', () => {
  const leap = fc.record({
    waitMs: fc.integer({ min: 0, max: 2 * DAY_MS }),
    byMs: fc.integer({ min: LEAP_MS + 1, max: 4_000 * DAY_MS }),
    standsMs: fc.integer({ min: 0, max: BELIEVED_AFTER_MS - 1 }),
  });
  fc.assert(
    fc.property(fc.array(leap, { maxLength: 20 }), (leaps) => {
      const { read, pass, set } = machine();
      let counted = 0;
      for (const { waitMs, byMs, standsMs } of leaps) {
        pass(waitMs);
        set(byMs);
        expect(read()).toBe((counted += waitMs));
        pass(standsMs);
        expect(read()).toBe((counted += standsMs));
        set(-byMs);
        expect(read()).toBe(counted);
      }
    }),
  );
});
