// Whose points that fall due are settled first, where more is due than the job takes at once.
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { StoreUnavailable } from '../../src/core/store-unavailable';
import { PointsDue } from '../../src/jobs/points-due';
import { ASKER, give, participant, pointsOver, program, SetClock } from '../points/world';
import { forEachEngine } from '../tools/engines';

jest.setTimeout(120_000);

const DAY = 86_400_000;

/** Goes on by what is said to be work alone. */
class WorkClock extends SetClock {
  workedMs = 0;

  override elapsed(): number {
    return this.workedMs;
  }
}

/** So many members of an account, each with points that are due so many days from now. */
async function members(points: PointsServices, accountId: string, count: number, inDays: number): Promise<string[]> {
  const asker = { ...ASKER, accountId };
  const setting = await program(points, 'LOT', false, asker);
  const make = async (nth: number) => {
    const id = await participant(points, `member ${String(nth)}`, asker);
    await give(points, setting, id, '1', { expiresAt: points.clock.now() + inDays * DAY }, null, asker);
    return id;
  };
  return Promise.all(Array.from({ length: count }, (_, nth) => make(nth)));
}

forEachEngine('points that fall due', (open) => {
  it('are settled account by account in turn, though one has far more of them, and longer overdue', async () => {
    const { store, drop } = await open();
    const clock = new SetClock();
    const points = pointsOver(store.points, clock);
    const many = await members(points, 'acc_many', 230, 1);
    const few = await members(points, 'acc_few', 3, 2);
    clock.at += 10 * DAY;
    const settled = async (ids: readonly string[]) => {
      const due = await store.points.due(clock.now(), 1000);
      return ids.length - due.filter(({ participantId }) => ids.includes(participantId)).length;
    };
    const errors: unknown[] = [];
    const job = new PointsDue(points, (error) => errors.push(error));
    expect(await job.runOnce()).toBe(100);
    expect([await settled(few), await settled(many)]).toEqual([3, 97]);
    // Whoever has nothing due any more leaves its turns to the others.
    expect(await job.runOnce()).toBe(100);
    expect(await job.runOnce()).toBe(33);
    expect([await settled(many), errors]).toEqual([230, []]);
    await drop();
  });

  it('are told of once for each look where the store takes nothing, as a full disk does', async () => {
    const { store, drop } = await open();
    const clock = new SetClock();
    const points = pointsOver(store.points, clock);
    await members(points, 'acc_many', 20, 1);
    clock.at += 10 * DAY;
    const commit = jest.spyOn(store.points, 'commit').mockRejectedValue(new StoreUnavailable(new Error('Full')));
    const errors: unknown[] = [];
    const job = new PointsDue(points, (error) => errors.push(error));
    for (const looks of [1, 2]) expect([await job.runOnce(), errors.length]).toEqual([0, looks]);
    commit.mockRestore();
    expect([await job.runOnce(), errors.length]).toEqual([20, 2]);
    await drop();
  });

  it('are settled one by one where they take long, and side by side where they do not', async () => {
    const { store, drop } = await open();
    const clock = new WorkClock();
    const points = pointsOver(store.points, clock);
    await members(points, 'acc_many', 10, 1);
    clock.at += 10 * DAY;
    const submit = points.ledger.submit.bind(points.ledger);
    let [begun, underWay] = [0, 0];
    const sides: number[] = [];
    jest.spyOn(points.ledger, 'submit').mockImplementation(async (call) => {
      begun += 1;
      underWay += 1;
      sides.push(underWay);
      // The first three have thousands of lots.
      clock.workedMs += begun <= 3 ? 101 : 1;
      const done = await submit(call);
      underWay -= 1;
      return done;
    });
    expect(await new PointsDue(points, () => undefined).runOnce()).toBe(10);
    // One by one up to the first that is quick, then two, then four.
    expect(sides).toEqual([1, 1, 1, 1, 1, 2, 1, 2, 3, 4]);
    await drop();
  });

  it('are looked at a number of accounts at a time, from where the last look ended', async () => {
    const { store, drop } = await open();
    const clock = new SetClock();
    const points = pointsOver(store.points, clock);
    const accounts = Array.from({ length: 60 }, (_, nth) => `acc_${String(100 + nth)}`);
    for (const accountId of accounts) await members(points, accountId, 1, 1);
    const ofEach = async (after: Parameters<typeof store.points.dueOfEach>[2]) => {
      const { books, next } = await store.points.dueOfEach(clock.now() + 2 * DAY, 100, after);
      return { accounts: books.map(({ accountId }) => accountId), next };
    };
    const first = await ofEach(null);
    expect(first.accounts).toEqual(accounts.slice(0, 50));
    expect(await ofEach(first.next)).toEqual({ accounts: accounts.slice(50), next: null });
    // Of those with a due date that lies ahead there is nothing.
    expect((await store.points.dueOfEach(clock.now(), 100, null)).books).toEqual([]);
    await drop();
  });
});
