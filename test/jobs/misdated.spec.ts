// Redemptions that a clock which was ahead has dated are found among any number that are dated well, a stretch at a time.
import type { RedemptionStore } from '../../src/core/redemption/store';
import { MisdatedRedemptions } from '../../src/jobs/misdated';
import { forEachEngine } from '../tools/engines';
import { sampleRedemption } from '../fixtures/redemption';
import { TestClock } from '../webhooks/world';

const SECOND = 1000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
/** Rows of one stretch. */
const STRETCH = 2_000;

type DueLater = Awaited<ReturnType<RedemptionStore['dueLater']>>[number];

/** A store of these rows that counts what it is asked for. */
class Rows {
  reads = 0;
  failing = false;

  constructor(readonly rows: DueLater[]) {
    rows.sort((one, other) => other.dueAt - one.dueAt || (one.id < other.id ? 1 : -1));
  }

  dueLater(after: number, limit: number, last?: DueLater): Promise<DueLater[]> {
    this.reads += 1;
    if (this.failing) return Promise.reject(new Error('The store is away'));
    const from = last ? this.rows.indexOf(last) + 1 : 0;
    return Promise.resolve(this.rows.slice(from, from + limit).filter(({ dueAt }) => dueAt > after));
  }
}

const row = (clock: TestClock, id: string, dueInMs: number, writtenInMs = 0): DueLater => ({
  id,
  accountId: 'acc_1',
  dueAt: clock.now() + dueInMs,
  updatedAt: clock.now() + writtenInMs,
});
const wellDated = (clock: TestClock, count: number, inMs = DAY): DueLater[] =>
  Array.from({ length: count }, (_, nth) => row(clock, `well ${String(nth).padStart(6, '0')}`, inMs));

forEachEngine('redemptions that a clock misdated', (open) => {
  it('are found among others that are due in the very same moment, and told until it is done', async () => {
    const { store, drop } = await open();
    const clock = new TestClock();
    const dueAt = clock.now() + HOUR + SECOND;
    const others = Array.from({ length: 1_100 }, () =>
      sampleRedemption({ accountId: 'acc_many', dueAt, updatedAt: clock.now() }),
    );
    // By its id it is in the middle of them.
    const [middle] = others
      .map(({ id }) => id)
      .sort()
      .slice(550);
    const id = `${middle ?? ''}0`;
    const late = sampleRedemption({ id, accountId: 'acc_one', dueAt, updatedAt: clock.now() + HOUR });
    await Promise.all([...others, late].map((redemption) => store.redemptions.insert(redemption, [])));
    const misdated = new MisdatedRedemptions(store.redemptions, clock);
    expect(await misdated.due()).toEqual([]);
    clock.pass(SECOND);
    const found = [{ id, accountId: 'acc_one', asOf: dueAt }];
    expect(await misdated.due()).toEqual(found);
    expect(await misdated.due()).toEqual(found);
    // That was about another date, which it had before.
    misdated.done(id, dueAt - 1);
    expect(await misdated.due()).toEqual(found);
    misdated.done(id, dueAt);
    expect(await misdated.due()).toEqual([]);
    await drop();
  });
});

it('are found behind any number of others, a stretch a second; the next walk waits ten times as long as this one took', async () => {
  const clock = new TestClock();
  const store = new Rows([...wellDated(clock, 10 * STRETCH), row(clock, 'late', HOUR, HOUR)]);
  const misdated = new MisdatedRedemptions(store, clock);
  for (let stretch = 1; stretch <= 10; stretch += 1) {
    expect(await misdated.due()).toEqual([]);
    expect(store.reads).toBe(4 * stretch);
    // Again at once, as where much is due: not more of it.
    expect(await misdated.due()).toEqual([]);
    expect(store.reads).toBe(4 * stretch);
    clock.pass(SECOND);
  }
  expect((await misdated.due()).map(({ id }) => id)).toEqual(['late']);
  expect(store.reads).toBe(41);
  clock.pass(99 * SECOND);
  await misdated.due();
  expect(store.reads).toBe(41);
  clock.pass(SECOND);
  await misdated.due();
  expect(store.reads).toBe(45);
});

it('a walk that ends at once is repeated a minute later, and goes on where the store was away', async () => {
  const clock = new TestClock();
  const store = new Rows(wellDated(clock, 600));
  const misdated = new MisdatedRedemptions(store, clock);
  await misdated.due();
  expect(store.reads).toBe(2);
  clock.pass(60 * SECOND - 1);
  await misdated.due();
  expect(store.reads).toBe(2);
  clock.pass(1);
  store.failing = true;
  await expect(misdated.due()).rejects.toThrow('The store is away');
  store.failing = false;
  await misdated.due();
  expect(store.reads).toBe(5);
});

it('a store that was away for an hour amid a walk does not put the next one off', async () => {
  const clock = new TestClock();
  const store = new Rows(wellDated(clock, STRETCH + 1));
  const misdated = new MisdatedRedemptions(store, clock);
  await misdated.due();
  clock.pass(SECOND);
  store.failing = true;
  await expect(misdated.due()).rejects.toThrow('The store is away');
  store.failing = false;
  clock.pass(HOUR);
  await misdated.due();
  const { reads } = store;
  clock.pass(60 * SECOND);
  await misdated.due();
  expect(store.reads).toBeGreaterThan(reads);
});

it('those of one account, however many, do not make it forget the one of another whose time comes last', async () => {
  const clock = new TestClock();
  const many = Array.from({ length: 52_000 }, (_, nth) => row(clock, String(nth), HOUR, HOUR));
  const store = new Rows([...many, { ...row(clock, 'last', HOUR + 300 * SECOND, HOUR), accountId: 'acc_2' }]);
  const misdated = new MisdatedRedemptions(store, clock);
  const found: number[] = [];
  for (let stretch = 1; stretch <= 28; stretch += 1) {
    clock.pass(SECOND);
    found.push((await misdated.due()).length);
  }
  expect(Math.max(...found)).toBe(49_999);
  clock.pass(300 * SECOND);
  expect((await misdated.due()).map(({ id }) => id)).toContain('last');
});

it('a clock that is set back begins a walk at once, also amid another one', async () => {
  const clock = new TestClock();
  const store = new Rows(Array.from({ length: 2 * STRETCH }, (_, nth) => row(clock, String(nth), HOUR, -3 * DAY)));
  const misdated = new MisdatedRedemptions(store, clock);
  await misdated.due();
  expect(store.reads).toBe(4);
  // At the far end, which the walk under way has passed.
  store.rows.unshift(row(clock, 'late', 2 * HOUR));
  clock.set(-2 * DAY);
  expect(await misdated.due()).toEqual([]);
  expect(store.reads).toBe(8);
  clock.pass(2 * HOUR - 1);
  expect(await misdated.due()).toEqual([]);
  clock.pass(1);
  expect((await misdated.due()).map(({ id }) => id)).toEqual(['late']);
});
